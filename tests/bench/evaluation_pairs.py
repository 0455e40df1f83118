"""All pairs of 2,500 x 25,000 faces: counting against the bare matrix product. Run: python tests/bench/evaluation_pairs.py

The bare product is the same blocked float32 product into reused buffers, with vectors made ready beforehand and nothing
done with the result: once with the library's own threads, once with one thread of ours per core. The ratio is to the
faster of the two. Counting starts from raw vectors and labels. Ratios are of
the least disturbed of several runs, timed turn by turn.

What bounds it: each threshold is one more pass over every block while it is in the cache (about a twelfth of the product of
128 dimensions), bins take a look at each pair that is near enough, and labels are sorted once ("ready"), which weighs less the
more pairs there are. So no ratio is promised. Measured with two cores: 1.5 for one threshold and 1.6 for four, on a busy machine;
up to 2.5 for bins over all distances, which look at every pair. With --cluster the same work also goes through a Dask cluster of
this machine's processes. The last table extrapolates.
"""

from __future__ import annotations

import argparse
import os
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import threadpool_limits

from course.evaluation import METRICS, Bins, FaceSet, count_pairs, possible_pairs, random_faces
from course.evaluation.blocks import COLUMNS, ROWS, TILE_COLUMNS, TILE_ROWS, Plan


def best(functions, repeats):
    """Seconds of the least disturbed run of each function, timed in turn."""
    times = np.empty((repeats, len(functions)))
    for row in times:
        for i, function in enumerate(functions):
            start = time.perf_counter()
            function()
            row[i] = time.perf_counter() - start
    return times.min(axis=0)


def bare_product(left, right):
    buffer = np.empty((ROWS, COLUMNS), np.float32)
    for column in range(0, len(right), COLUMNS):
        part = right[column : column + COLUMNS].T
        for row in range(0, len(left), ROWS):
            rows = left[row : row + ROWS]
            np.matmul(rows, part, out=buffer.ravel()[: len(rows) * part.shape[1]].reshape(len(rows), -1))


def bare_product_in_threads(left, right):
    def strip(columns):
        buffer = np.empty((ROWS, COLUMNS), np.float32)
        for column in columns:
            part = right[column : column + COLUMNS].T
            for row in range(0, len(left), ROWS):
                rows = left[row : row + ROWS]
                np.matmul(rows, part, out=buffer.ravel()[: len(rows) * part.shape[1]].reshape(len(rows), -1))

    cores = len(os.sched_getaffinity(0))
    starts = range(0, len(right), COLUMNS)
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(cores) as pool:
        list(pool.map(strip, [starts[core::cores] for core in range(cores)]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--probes", type=int, default=2_500)
    parser.add_argument("--gallery", type=int, default=25_000)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--metric", choices=METRICS, action="append", help="default: all")
    parser.add_argument("--cluster", type=int, default=0, help="also count on a local Dask cluster of so many processes")
    arguments = parser.parse_args()
    probes = random_faces(arguments.probes, 1, seed=1)
    gallery = random_faces(arguments.gallery, 1, seed=2)
    gallery = FaceSet(gallery.vectors, np.char.add("other-", gallery.subjects))
    pairs = possible_pairs(len(probes), len(gallery))
    print(f"{len(probes):,} x {len(gallery):,} faces, {probes.vectors.shape[1]} dimensions: {pairs:,} pairs, blocks of "
          f"{ROWS} x {COLUMNS}, {os.cpu_count()} cores")
    print("ready: sorting labels and planning, once a call. ratio: to the bare product; the second without `ready`.")
    print(f"{'metric':>13} {'counted':>31} {'bare s':>8} {'threads':>8} {'ready s':>8} {'count s':>8} {'ratio':>6} {'':>6} {'M pairs/s':>10} {'extra MB':>9}")
    rates = {}
    for metric in arguments.metric or METRICS:
        left, right = probes.vectors, gallery.vectors
        if metric != "euclidean":
            left, right = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (left, right))
        full = count_pairs(probes, gallery, metric=metric)
        cut = {target: full.threshold_at_fmr(target) for target in (0.001, 0.01, 0.05)}
        cases = {
            "one threshold (FMR 1e-3)": Bins.at([cut[0.001]]),
            "four thresholds": Bins.at([*cut.values(), cut[0.05] * 1.05]),
            "4,096 bins up to FMR 1e-3": Bins.uniform(cut[0.001]),
            "4,096 bins up to FMR 1e-2": Bins.uniform(cut[0.01]),
            "4,096 bins up to FMR 5e-2": Bins.uniform(cut[0.05]),
            "4,096 bins over all distances": full.bins,
        }
        for name, bins in cases.items():
            def count(metric=metric, bins=bins):
                return count_pairs(probes, gallery, metric=metric, bins=bins)

            ours, theirs, ready, counting = best(
                [lambda a=left, b=right: bare_product_in_threads(a, b), lambda a=left, b=right: bare_product(a, b),
                 lambda m=metric: Plan(probes, gallery, m, "all"), count], arguments.repeats)
            bare = min(ours, theirs)
            tracemalloc.start()
            count()
            extra = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
            rates[name] = pairs / counting
            print(f"{metric:>13} {name:>31} {theirs:>8.3f} {ours:>8.3f} {ready:>8.3f} {counting:>8.3f} {counting / bare:>6.2f} "
                  f"{(counting - ready) / bare:>6.2f} "
                  f"{pairs / counting / 1e6:>10.0f} {extra:>9.1f}")
    if arguments.cluster:
        on_cluster(arguments.cluster, probes, gallery, metric, Bins.uniform(cut[0.01]))
    extrapolate(rates["4,096 bins up to FMR 1e-2"], probes.vectors.shape[1])


def on_cluster(workers, probes, gallery, metric, bins):
    """The same counts through processes. On one machine this measures the overhead, not a gain."""
    from distributed import Client

    def count(client=None):
        return count_pairs(probes, gallery, metric=metric, bins=bins, client=client)

    with Client(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as client:
        one, two = count(), count(client)
        alone, shared = best([count, lambda: count(client)], 3)
    equal = np.array_equal(one.nonmated, two.nonmated) and np.array_equal(one.mated, two.mated)
    print(f"\nDask, {workers} processes here: {shared:.3f} s, {shared / alone:.1f} x without; same counts: {equal}")


def extrapolate(rate, dimensions):
    """What the measured rate would mean for larger sets. An estimate: only the first line is near what was run."""
    print(f"\nAll pairs of one set at the measured {rate / 1e6:.0f} M pairs/s of this machine. EXTRAPOLATED, not run:")
    print("machines like this one, all equally busy, no time lost between them; reading and sending vectors not counted.")
    print(f"{'faces':>14} {'pairs':>9} {'vectors':>9} {'this machine':>14} {'100 machines':>14} {'tasks':>14}")
    for faces in (10**5, 10**6, 10**7, 10**9):
        pairs = possible_pairs(faces)
        size = faces * dimensions * 4
        print(f"{faces:>14,} {pairs:>9.1e} {size / 1e9:>6.1f} GB {span(pairs / rate):>14} {span(pairs / rate / 100):>14} "
              f"{tiles(faces):>14,}")
    print("At 1e9 faces this does not work: the vectors do not fit one worker (each gets them all), and a scheduler does not")
    print("hold so many tasks. It is not needed either: an FMR is a mean over pairs, so sample people (sample_subjects), count")
    print("their pairs, and take the interval from the subject bootstrap.")


def tiles(faces):
    """Tasks for all pairs of one set: the tiles on and above the diagonal."""
    rows, columns = -(-faces // TILE_ROWS), -(-faces // TILE_COLUMNS[1])
    return (rows * columns + rows) // 2


def span(seconds):
    for size, unit in ((365.25 * 86400, "years"), (86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.1f} seconds"


if __name__ == "__main__":
    main()

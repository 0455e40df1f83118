"""Error rates, histograms and the subject bootstrap on 5 million scores. Run: python tests/bench/evaluation_rates.py

Each ratio is of the least disturbed of several runs, timed turn by turn, so that a busy machine hits both sides alike.
Extra memory is the peak of what numpy and Python allocate (tracemalloc), in a run of its own.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc

import numpy as np

from course.evaluation import (
    Bins,
    error_curve,
    histogram_scores,
    mated_rate,
    nonmated_rate,
    resample,
    subject_bootstrap,
    wilson_interval,
)


def best(functions, repeats):
    """Seconds of the least disturbed run of each function, timed in turn."""
    times = np.empty((repeats, len(functions)))
    for row in times:
        for i, function in enumerate(functions):
            start = time.perf_counter()
            function()
            row[i] = time.perf_counter() - start
    return times.min(axis=0)


def peak(function) -> float:
    """Extra memory at the worst moment, in MB."""
    tracemalloc.start()
    function()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size / 1e6


def full_curve(mated, nonmated):
    curve = error_curve(mated, nonmated)
    curve.eer()
    return [curve.fmr(threshold) for threshold in np.linspace(0, 1, 100, dtype=np.float32)]


def all_corners(mated, nonmated):
    curve = error_curve(mated, nonmated)
    curve.eer()
    return curve.points()


def curves(count, repeats, random):
    print(f"\nCurve of {count:,} float32 scores, against numpy.sort of the same scores (limit: 2)")
    print(f"{'mated':>6} {'sort ms':>8} | {'curve, EER, 100 thresholds':>27} {'ratio':>6} {'MB':>5} | "
          f"{'and all DET corners':>20} {'ratio':>6} {'MB':>5}")
    for share in (0.001, 0.01, 0.1, 0.5):
        split = round(count * share)
        mated = random.normal(0.4, 0.1, split).astype(np.float32)
        nonmated = random.normal(0.7, 0.1, count - split).astype(np.float32)
        scores = random.permutation(np.concatenate([mated, nonmated]))
        base, curve, corners = best(
            [lambda s=scores: np.sort(s), lambda a=mated, b=nonmated: full_curve(a, b),
             lambda a=mated, b=nonmated: all_corners(a, b)], repeats)
        print(f"{share:>6.1%} {base * 1e3:>8.1f} | {curve * 1e3:>24.1f} ms {curve / base:>6.2f} "
              f"{peak(lambda a=mated, b=nonmated: full_curve(a, b)):>5.0f} | {corners * 1e3:>17.1f} ms "
              f"{corners / base:>6.2f} {peak(lambda a=mated, b=nonmated: all_corners(a, b)):>5.0f}")


def histograms(count, repeats, random):
    values, is_mated = random.random(count, dtype=np.float32), random.random(count) < 0.1
    cell = random.integers(0, 8, count).astype(np.int8)
    cells = tuple((name, name) for name in "abcdefgh")
    bins = Bins.uniform(1.0)

    def build():
        return histogram_scores(values, is_mated, bins, cell, cells)

    histogram = build()
    histogram.accepted(0.5)
    base, building = best([lambda: np.sort(values), build], repeats)
    start = time.perf_counter()
    for threshold in np.linspace(0, 1, 1000):
        histogram.accepted(threshold)
    lookup = (time.perf_counter() - start) / 1000
    print(f"\nHistogram of {count:,} scores, 8 groups x 2 classes, {bins.size:,} bins (limit: 0.1 s)")
    print(f"building {building * 1e3:.1f} ms = {building / base:.2f} x numpy.sort, {peak(build):.0f} MB; then "
          f"{lookup * 1e6:.1f} us a threshold for all 16 rates")


def bootstraps(subjects, replicates, repeats, random):
    first, second = (side.astype(np.int32) for side in np.triu_indices(subjects, 1))
    # Some people are mistaken for others more often than most: pairs are not independent.
    ease = random.normal(0, 1, subjects).astype(np.float32)
    noise = random.standard_normal(first.size, dtype=np.float32)
    weights = resample(subjects, 2, random)
    print(f"\nSubject bootstrap: {subjects:,} subjects, {first.size:,} non-mated pairs, {replicates:,} replicates "
          "(limit: 1 s)")
    print(f"{'FMR':>8} {'set up s':>9} {'replicates s':>13} {'in all s':>9} {'all pairs known, s':>18} "
          f"{'pair by pair, s':>16} {'MB':>5} {'interval / Wilson':>18}")
    for target in (1e-4, 1e-3, 1e-2, 0.2):
        score = noise + ease[first] + ease[second]
        accepted = score >= np.quantile(score, 1 - target)

        def run(accepted=accepted):
            return subject_bootstrap(nonmated_rate(first, second, accepted, subjects), subjects, replicates=replicates,
                                     matrix=True)

        def run_complete(accepted=accepted):  # every image with every other: the denominator has a formula
            rate = nonmated_rate(first, second, accepted, subjects, images=np.ones(subjects))
            return subject_bootstrap(rate, subjects, replicates=replicates, matrix=True)

        interval = run()
        setting, whole, complete = best(
            [lambda a=accepted: nonmated_rate(first, second, a, subjects), run, run_complete], repeats)
        # The plain way, for scale: each pair's weight looked up and multiplied, for two replicates.
        start = time.perf_counter()
        for row in weights:
            weight = row[first] * row[second]
            weight[accepted].sum() / weight.sum()
        plain = (time.perf_counter() - start) / len(weights) * replicates
        wilson = wilson_interval(int(accepted.sum()), accepted.size)
        print(f"{target:>8.0e} {setting:>9.3f} {whole - setting:>13.3f} {whole:>9.3f} {complete:>18.3f} {plain:>16.0f} "
              f"{peak(run):>5.0f} "
              f"{interval.width / wilson.width:>18.1f}")
    mated = random.integers(0, subjects, 200_000)
    rejected = random.random(200_000) < 0.02
    start = time.perf_counter()
    subject_bootstrap(mated_rate(mated, rejected, subjects), subjects, replicates=replicates, matrix=True)
    print(f"FNMR of 200,000 mated pairs, the same replicates: {time.perf_counter() - start:.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scores", type=int, default=5_000_000)
    parser.add_argument("--subjects", type=int, default=3_200)
    parser.add_argument("--replicates", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=7)
    arguments = parser.parse_args()
    random = np.random.default_rng(0)
    curves(arguments.scores, arguments.repeats, random)
    histograms(arguments.scores, arguments.repeats, random)
    bootstraps(arguments.subjects, arguments.replicates, arguments.repeats, random)


if __name__ == "__main__":
    main()

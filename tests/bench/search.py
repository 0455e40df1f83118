"""How much exact search adds to the bare matrix product. Run: python tests/bench/search.py [--sizes 100000 1000000]

Prints medians and the ratio of the two, measured turn by turn in one run. First of the lesson's search, 535 probes among 10,000
people, by ``course.evaluation.search``; then of ``course.matching.Gallery``.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from course.evaluation import FaceSet, random_faces, search
from course.matching import METRICS, Gallery


def median_times(one, other, repeats: int) -> tuple[float, float]:
    """Medians in seconds of two functions timed in turn, so that a busy machine slows both alike."""
    one(), other()
    times = np.empty((repeats, 2))
    for row in times:
        for i, function in enumerate((one, other)):
            start = time.perf_counter()
            function()
            row[i] = time.perf_counter() - start
    return tuple(np.median(times, axis=0))


def lesson(repeats: int, probes: int = 535, people: int = 10_000) -> None:
    """The search of the lesson on a gallery of ten thousand: no probe enrolled, and every probe enrolled."""
    gallery = random_faces(people, 1, seed=1)
    strangers = random_faces(probes, 1, seed=2)
    strangers = FaceSet(strangers.vectors, np.char.add("other-", strangers.subjects))
    mated = random_faces(people, 2, seed=1).take(slice(1, 2 * probes, 2))
    for name, faces in (("no probe is enrolled", strangers), ("every probe is", mated)):
        bare, took = median_times(lambda: faces.vectors @ gallery.vectors.T, lambda: search(faces, gallery), max(3, repeats // 3))  # noqa: B023
        print(f"{probes} probes among {people:,} people, {name}: product {1e3 * bare:.1f} ms, search {1e3 * took:.1f} ms, ratio {took / bare:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--probes", type=int, default=100, help="probes in the batched search")
    parser.add_argument("--repeats", type=int, default=31)
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    lesson(arguments.repeats)
    print(f"{'templates':>9} {'probes':>6} {'metric':>12} {'product ms':>11} {'search ms':>10} {'ratio':>6}")
    for size in arguments.sizes:
        vectors = random.standard_normal((size, 128), np.float32)
        probes = random.standard_normal((arguments.probes, 128), np.float32)
        for metric in METRICS:
            gallery = Gallery(metric)
            gallery.add([f"{i}" for i in range(size)], vectors)
            templates = gallery.vectors
            for batch in (1, arguments.probes):
                probe = probes[0] if batch == 1 else probes
                bare, found = median_times(
                    lambda: templates @ probe.T if batch == 1 else probe @ templates.T,  # noqa: B023
                    lambda: gallery.search(probe, k=5),  # noqa: B023
                    arguments.repeats if batch == 1 else max(3, arguments.repeats // 10),
                )
                row = f"{size:>9} {batch:>6} {metric:>12} {1e3 * bare:>11.2f} {1e3 * found:>10.2f}"
                print(f"{row} {found / bare:>6.2f}")


if __name__ == "__main__":
    main()

"""How long the imports take, each in a fresh interpreter. Run: python tests/bench/imports.py

Prints the median, and the ratio to a bare interpreter measured in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

STATEMENTS = (
    "pass",
    "import course",
    "import course.cli",
    "import course.matching",
    "import course.faces",
    "import course.evaluation",
    "from course.matching import FaceMatcher",
    "from course.matching.weights import deepface; deepface()",
)


def seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    bare = None
    print(f"{'seconds':>8} {'ratio':>6}  statement")
    for statement in STATEMENTS:
        try:
            median = statistics.median(seconds(statement) for _ in range(arguments.repeats))
        except subprocess.CalledProcessError as error:
            print(f"{'-':>8} {'-':>6}  {statement}  ({error.stderr.decode().strip().splitlines()[-1]})")
            continue
        bare = bare or median
        print(f"{median:>8.3f} {median / bare:>6.2f}  {statement}")


if __name__ == "__main__":
    main()

"""All tests, in two processes side by side: `python tests/run.py [options of pytest]`.

The tests of grading mostly wait for limits, and share graded classes that several workers would each make again: they run
in one process, and what it prints is shown at the end. The rest runs on a worker for each processor, two to four. With more
of them, each waits for the others, and a browser, a kernel or a sandbox that waits has work to do too: the whole takes longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRADING = "tests/grading"
LOG = ROOT / ".cache" / "tests" / "grading.txt"
PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
WORKERS = min(max(PROCESSORS, 2), 4)
NO_TESTS = 5  # pytest's exit status when a choice of tests leaves none


def main(options: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", "-q", "--durations", "25", *options]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of hundreds of processes would compile the course anew
    for library in ("OMP", "OPENBLAS"):  # with a worker for each processor, threads of numpy's own only wait for each other, and spin
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    subprocess.run([sys.executable, "-m", "compileall", "-q", "course"], cwd=ROOT, check=False)  # what runs in a sandbox writes nothing
    with LOG.open("wb") as log, subprocess.Popen([*pytest, GRADING], cwd=ROOT, stdout=log, stderr=log) as grading:
        try:
            others = subprocess.call([*pytest, "-n", str(WORKERS), "--dist", "worksteal", "--ignore", GRADING], cwd=ROOT)
            print(f"\nThe tests of grading, which run beside the others ({LOG.relative_to(ROOT)} holds what they print) ...", flush=True)
            beside = grading.wait()
        except KeyboardInterrupt:
            grading.terminate()
            return 130
    sys.stdout.write(LOG.read_text(encoding="utf-8", errors="replace"))
    return max((status for status in (others, beside) if status != NO_TESTS), default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""All tests, in two processes side by side: `python tests/run.py [options of pytest]`.

The tests of grading mostly wait for limits, and share graded classes that several workers would each make again: they run
in one process, and what it prints is shown at the end. The rest runs on three workers, since many of its tests wait too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRADING = "tests/grading"
LOG = ROOT / ".cache" / "tests" / "grading.txt"
# The sandbox reads what is compiled, and writes nothing: its imports, once, out here.
COMPILED = "from course.grading.sandbox.inside import isolation, serve, zygote; zygote.warm_up(); zygote.make_shell()"
NO_TESTS = 5  # pytest's exit status when a choice of tests leaves none


def main(options: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest", "-q", "--durations", "25", *options]
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of hundreds of processes would compile the course anew
    LOG.parent.mkdir(parents=True, exist_ok=True)
    # The tests start hundreds of processes: what one has compiled of a package, the others need not compile again. Where that is switched
    # off, as in many containers, a run takes far longer.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-P", "-c", COMPILED], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    with LOG.open("wb") as log, subprocess.Popen([*pytest, GRADING], cwd=ROOT, stdout=log, stderr=log) as grading:
        try:
            others = subprocess.call([*pytest, "-n", "3", "--dist", "worksteal", "--ignore", GRADING], cwd=ROOT)
            print(f"\nThe tests of grading, which run beside the others ({LOG.relative_to(ROOT)} holds what they print) ...", flush=True)
            beside = grading.wait()
        except KeyboardInterrupt:
            grading.terminate()
            return 130
    sys.stdout.write(LOG.read_text(encoding="utf-8", errors="replace"))
    return max((status for status in (others, beside) if status != NO_TESTS), default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How many submissions a minute: `course grade run` against plain `nbgrader autograde`, in one run, on one class.

    python tests/bench/grading.py [--students 24] [--plain 6] [--workers 2] [--flat 1000]

The notebook uses pandas and seaborn. `course grade` is timed in full: start of its workers and sandboxes included, and
again without the start (from the first result on). Plain nbgrader is timed on a part of the class, as its rate does not
depend on the number. ``--flat N`` grades N small submissions more and prints the memory of the grader's processes; with
``--hostile`` each of them is one of those that are slow to clean or grow when they are cleaned.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "grading"
sys.path.insert(0, str(HERE))

from small_course import ASSIGNMENT, RIGHT, hand_in, notebook, write_assignment  # noqa: E402

from course.content import assignments, notebooks  # noqa: E402
from course.grading.classroom import Classroom  # noqa: E402
from course.proofs.plain import make_nbgrader_course  # noqa: E402

HEAVY = """\
import numpy as np
import pandas as pd
import seaborn as sns

table = pd.DataFrame({"score": np.linspace(0, 1, 400), "group": np.tile(["a", "b"], 200)})
table.groupby("group").describe()
"""
FIGURE = "sns.histplot(table, x='score', hue='group', bins=20);"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--students", type=int, default=24)
    options.add_argument("--plain", type=int, default=6)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--flat", type=int, default=0)
    options.add_argument("--hostile", action="store_true")
    told = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-grading-") as name:
        folder = Path(name)
        assignment = write_assignment(folder / "assignments", text=ASSIGNMENT)
        book = notebook(assignment, RIGHT, first=(HEAVY, FIGURE), memo="My answer.")
        plain = plain_rate(folder / "plain", assignment, book, told.plain)
        whole, steady = course_rate(folder, book, told.students, told.workers)
        again = plain_rate(folder / "plain2", assignment, book, told.plain)
        base = (plain + again) / 2
        print(f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}, class {told.students}, workers {told.workers}")
        print(f"nbgrader autograde       {base:7.1f} submissions/min (before {plain:.1f}, after {again:.1f})")
        print(f"course grade, in full    {whole:7.1f} submissions/min, {whole / base:.1f} times")
        print(f"course grade, once warm  {steady:7.1f} submissions/min, {steady / base:.1f} times")
        if told.flat:
            flat(folder / "flat", told.flat, told.workers, told.hostile)


def plain_rate(root: Path, assignment, book: dict, students: int) -> float:
    make_nbgrader_course(root, assignment)
    for number in range(students):
        hand_in(root, f"s{number:04d}", book)
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "nbgrader", "autograde", "small"], cwd=root, check=True, capture_output=True)
    return 60 * students / (time.monotonic() - start)


def course_rate(folder: Path, book: dict, students: int, workers: int) -> tuple[float, float]:
    (folder / "class").mkdir()
    room = Classroom(folder / "class")
    room.prepare(assignments.load("small", folder / "assignments"))
    for number in range(students):
        hand_in(room.root, f"s{number:04d}", book)
    start = time.monotonic()
    process = grade(folder, workers)
    first = None
    while process.poll() is None:
        if first is None and any(room.root.glob("autograded/*/small/small.ipynb")):
            first = time.monotonic()
        time.sleep(0.02)
    end = time.monotonic()
    assert process.returncode == 0
    return 60 * students / (end - start), 60 * (students - 1) / (end - first)


def grade(folder: Path, workers: int) -> subprocess.Popen:
    told = {"root": str(folder / "class"), "assignments": str(folder / "assignments"), "workers": workers}
    return subprocess.Popen([sys.executable, str(HERE / "grade_class.py"), json.dumps(told)], stdout=subprocess.DEVNULL)


def flat(folder: Path, students: int, workers: int, hostile: bool) -> None:
    """Memory (MB, private) of the grader and its workers, after each tenth of the class."""
    import psutil

    assignment = write_assignment(folder / "assignments")
    (folder / "class").mkdir()
    room = Classroom(folder / "class")
    room.prepare(assignment)
    books = [json.loads(notebooks.to_bytes(notebooks.release_notebook(assignment)))]
    if hostile:
        from hostile import CASES

        pages = [case for case in CASES if case.family == "page"]
        books = [notebook(assignment, RIGHT, case.first, case.last, case.memo) for case in pages]
        books = [case.edit(book) if case.edit else book for case, book in zip(pages, books, strict=True)]
    for number in range(students):
        hand_in(room.root, f"s{number:05d}", books[number % len(books)])
    process, seen, step = grade(folder, workers), [], max(1, students // 10)
    while process.poll() is None:
        done = sum(1 for _ in room.root.glob("autograded/*/small/small.ipynb"))
        if done >= step * (len(seen) + 1):
            total = 0
            for one in [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]:
                try:
                    total += one.memory_full_info().uss
                except psutil.Error:
                    continue
            seen.append((done, total >> 20))
        time.sleep(0.2)
    print("memory over the class: " + ", ".join(f"{done}: {size} MB" for done, size in seen))


if __name__ == "__main__":
    main()

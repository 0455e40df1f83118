"""A class of many: how long it takes to collect a download, to report on it, and to export its grades.

    python tests/bench/class_of_many.py [--students 1000]

The gradebook is filled as grading fills it, by its writer, with results that are made up: what is timed is what a teacher waits for
beside the grading itself.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "grading"
sys.path.insert(0, str(HERE))

from small_course import RIGHT, notebook, write_assignment  # noqa: E402

from course.grading import export, run, submission  # noqa: E402
from course.grading.classroom import Classroom  # noqa: E402
from course.grading.gradebook import reader  # noqa: E402
from course.grading.gradebook.tables import opened  # noqa: E402
from course.grading.gradebook.writer import Writer  # noqa: E402
from course.grading.lms.collect import collect  # noqa: E402
from course.grading.records import Result  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--students", type=int, default=1000)
    count = options.parse_args().students
    with tempfile.TemporaryDirectory(prefix="bench-class-") as name:
        folder = Path(name)
        assignment = write_assignment(folder / "assignments")
        (folder / "class").mkdir()
        room = Classroom(folder / "class")
        room.prepare(assignment)
        book = json.dumps(notebook(assignment, RIGHT, memo="My answer.")).encode()
        with zipfile.ZipFile(folder / "m.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(count):
                archive.writestr(f"Anna Berg{number}_{number}_assignsubmission_file_/small.ipynb", book)
        with timed(f"collect {count}"):
            report = collect(room, folder / "m.zip", progress=False)
        assert len(report.new) == count
        with timed(f"collect {count} again, unchanged"):
            collect(room, folder / "m.zip", progress=False)
        with opened(room) as gradebook:
            reader.secret_of(gradebook, "small")
            version = run.Editions("small", folder / "assignments").version
            writer = Writer(room, gradebook, assignment, version)
            for student, place in room.submissions("small"):
                writer.write(student, submission.collect(place, "small"), Result("{}", {"double-check": 2.0, "memo": 0.0}))
        with timed(f"run over {count} that are graded: read, compare, report"):
            found = run.grade(room, "small", assignments=folder / "assignments", progress=False)
        assert found.unchanged == count
        with timed(f"export {count}"):
            table = export.to_csv(export.grades(room, "small"), "moodle")
        assert table.count("\n") == count + 1


@contextmanager
def timed(what: str) -> Iterator[None]:
    start, used = time.perf_counter(), time.process_time()
    yield
    print(f"{what}: {time.perf_counter() - start:.1f} s, {time.process_time() - used:.1f} s of this processor", flush=True)


if __name__ == "__main__":
    main()

"""The same gradebook on PostgreSQL: a server of its own, in a temporary folder, reached by a socket file."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess

import pytest
from classes import make_classroom, public_folder, scores
from small_course import POINTS, RIGHT, hand_in, notebook

from course.content import assignments
from course.grading import run, stats
from course.grading.edition import Editions


@pytest.fixture(scope="module")
def server():
    """URL of an empty database."""
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    initdb = programs[-1] if programs else shutil.which("initdb")
    if not initdb:
        message = "PostgreSQL is missing. On Debian: apt install postgresql."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder, programs = public_folder(), os.path.dirname(initdb)
    who = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        who = ["runuser", "-u", "postgres", "--"]
    data, options = folder / "data", f"-k {folder} -c listen_addresses='' -c fsync=off"
    tell = {"check": True, "capture_output": True, "cwd": "/"}
    subprocess.run([*who, initdb, "-D", str(data), "-A", "trust", "-U", "grader"], **tell)
    control = [*who, os.path.join(programs, "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], **tell)
    yield f"postgresql+psycopg://grader@/postgres?host={folder}"
    subprocess.run([*control, "-m", "immediate", "stop"], **tell)
    shutil.rmtree(folder)


@pytest.mark.sandbox
@pytest.mark.timeout(300)
def test_postgresql_holds_the_same_grades(tmp_path, server, examiner):
    classroom = make_classroom(tmp_path, server)
    root = tmp_path / "assignments"
    assignment = assignments.load("small", root)
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT, memo="Mine."))
    hand_in(classroom.root, "ben", notebook(assignment, RIGHT | {"mean": "def mean(xs):\n    raise ValueError('\\0')"}))
    hand_in(classroom.root, "cleo", b"\x00")
    report = run.grade(classroom, "small", workers=2, assignments=root, progress=False)
    assert len(report.graded) == 3 and not (classroom.root / "gradebook.db").exists()
    assert scores(classroom, "ada") == POINTS | {"memo": 0}
    assert scores(classroom, "ben") == POINTS | {"mean": 0, "memo": 0}
    with classroom.gradebook() as gradebook:
        gradebook.find_grade("memo", "small", "small", "ada").manual_score = 3.5
        gradebook.db.commit()
    assert run.grade(classroom, "small", assignments=root, progress=False, examiner=examiner).unchanged == 3
    run.grade(classroom, "small", assignments=root, force=True, progress=False, examiner=examiner)
    assert scores(classroom, "ada")["memo"] == 3.5
    assert stats.collect(classroom, Editions("small", root), alike=False)[0].task == "mean"

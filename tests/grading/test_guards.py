"""One submission never ends the run, and what cannot be decided is said."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from datetime import UTC
from pathlib import Path

import nbformat
import pytest
from classes import Apart, make_classroom, public_folder, scores, users
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_course import POINTS, RIGHT, hand_in, notebook, write_assignment

from course.content import assignments, notebooks
from course.errors import CourseError
from course.grading import assemble, examine, examiner, regrade, run, sanitise, submission, times
from course.grading.gradebook.writer import Writer
from course.grading.records import Result, Submitted, TaskOutcome

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]
NAMES = st.binary(min_size=1, max_size=12).filter(lambda name: not set(name) & set(b"/\0") and name not in (b".", b".."))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return write_assignment(tmp_path_factory.mktemp("assignments"))


@pytest.fixture(scope="module")
def release(small):
    return notebooks.release_notebook(small)


@pytest.fixture
def assignment(classroom):
    return assignments.load("small", classroom.root.parent / "assignments")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: json.dumps({"cells": [{"source": text}]}).encode()),
    files=st.dictionaries(NAMES, st.binary(max_size=40), max_size=5),
    folders=st.lists(NAMES, max_size=3),
    when=st.binary(max_size=60) | st.datetimes().map(lambda time: str(time).encode()),
    request=st.binary(max_size=60),
)
def test_any_bytes_in_any_file_are_survived(tmp_path_factory, small, release, data, files, folders, when, request):
    folder = tmp_path_factory.mktemp("in")
    (folder / "small.ipynb").write_bytes(data)
    (folder / "timestamp.txt").write_bytes(when)
    (folder / "regrade.txt").write_bytes(request)
    for name in folders:
        os.makedirs(bytes(folder) + b"/" + name, exist_ok=True)
    for name, content in files.items():
        path = bytes(folder) + b"/" + name
        if not os.path.exists(path):
            with open(path, "wb") as file:
                file.write(content)
    found = submission.collect(folder, "small")
    for text in (found.problem, found.left_out, found.timestamp, found.request, *found.files):
        text.encode()
        assert "\0" not in text
    assert len(found.digest) == 64
    with contextlib.suppress(times.TimeError):
        assert 1990 <= times.read(found.timestamp, UTC).year <= 2200
    for notice in found.notices:
        notice.text.encode()
    assert all(isinstance(words, str) for words in regrade.parse(found.request, small).values())
    try:
        merged = assemble.merge(release, found.notebook)
    except submission.Unreadable as error:
        assert str(error)
    else:
        sanitise.fit(merged.notebook)
        nbformat.validate(merged.notebook)


def test_every_text_that_is_stored_is_clean():
    outcome = TaskOutcome(False, "\ud800\0a", "\udfff", "\0")
    assert (outcome.message, outcome.detail, outcome.fault) == ("?a", "?", "")
    assert Result(reason="\ud800", notebook="\0").reason == "?" and Submitted(request="\0\ud800").request == "?"


@pytest.fixture
def closed(request):
    """A class in which one folder may not be opened, one name cannot be an id, and one notebook may not be read."""
    folder = public_folder()
    room = make_classroom(folder)
    book = notebook(assignments.load("small", folder / "assignments"), RIGHT)
    for name in ("ada", "closed", "inner", "unread"):
        hand_in(room.root, name, book)
    (room.root / "submitted" / "unread" / "small" / "small.ipynb").chmod(0)
    (room.root / "submitted" / "inner" / "small").chmod(0)
    (room.root / "submitted" / "closed").chmod(0)
    shutil.copytree(room.root / "submitted" / "ada", os.fsdecode(bytes(room.root) + b"/submitted/\xff\n+"))
    yield folder, room
    for path in ("closed", "inner/small"):
        (room.root / "submitted" / path).chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.parametrize("user", users())
def test_what_may_not_be_opened_is_said_and_the_rest_is_graded(closed, user):
    folder, room = closed
    report = Apart(folder, user).report
    assert scores(room, "ada") == POINTS | {"memo": 0}
    odd = [name for name in report["for_a_person"] if "udcff" in name]
    assert len(odd) == 1 and "cannot be a student's id" in report["for_a_person"][odd[0]]
    if user == "root":  # to whom nothing is closed
        assert sorted(report["graded"]) == ["ada", "closed", "inner", "unread"]
        return
    # What the grader may not read is no fault of a student's: nothing is decided.
    assert report["graded"] == ["ada"] and "PermissionError" in report["for_a_person"]["unread"]
    assert {"closed", "inner"} <= set(report["for_a_person"])


def test_a_result_that_cannot_be_stored_stops_nobody_else(classroom, assignment, examiner, monkeypatch):
    for name in ("ada", "ben", "cleo"):
        hand_in(classroom.root, name, notebook(assignment, RIGHT))
    store = Writer._store_notebook

    def fails(self, student, *rest):
        if student == "ben":
            raise ValueError("no such thing")
        store(self, student, *rest)

    monkeypatch.setattr(Writer, "_store_notebook", fails)
    options = {"assignments": assignment.folder.parent, "progress": False, "examiner": examiner}
    report = run.grade(classroom, "small", **options)
    assert report.graded == ["ada", "cleo"] and "no such thing" in report.for_a_person["ben"]
    monkeypatch.undo()
    again = run.grade(classroom, "small", **options)
    assert again.graded == ["ben"] and again.unchanged == 2 and scores(classroom, "ben") == POINTS | {"memo": 0}


def test_a_gradebook_that_is_gone_ends_the_run(classroom, assignment, examiner, monkeypatch):
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT))

    def breaks(self, *_):
        self.book.engine.dispose()
        Path(self.classroom.root / "gradebook.db").write_bytes(b"no database")
        raise sqlite3.OperationalError("gone")

    monkeypatch.setattr(Writer, "_store_notebook", breaks)
    with pytest.raises(CourseError, match="no longer answers"):
        run.grade(classroom, "small", assignments=assignment.folder.parent, progress=False, examiner=examiner)


def test_a_fault_of_the_grader_waits_for_a_person(classroom, assignment, examiner, monkeypatch):
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT))
    monkeypatch.setattr(type(examiner), "ask", lambda self, job: failing("The grader fell over this submission (KeyError)."))
    report = run.grade(classroom, "small", assignments=assignment.folder.parent, progress=False, examiner=examiner)
    assert list(report.for_a_person) == ["ada"]
    with classroom.gradebook() as gradebook:
        grades = gradebook.find_submission_notebook("small", "small", "ada").grades
        assert all(grade.needs_manual_grade for grade in grades) and len(grades) == 4


failing = examiner.failed


def test_whatever_an_examiner_falls_over_ends_with_that_submission(classroom, assignment, monkeypatch):
    """In the examiner's own process: its loop goes on."""
    import socket
    import sys
    import threading

    from course.grading.edition import Editions
    from course.grading.records import Job
    from course.grading.sandbox import frames
    from course.grading.sandbox.limits import Limits

    ours, theirs = socket.socketpair()
    monkeypatch.setattr(sys, "argv", ["examine", str(theirs.detach()), json.dumps({"trust": False, "protect": []})])
    monkeypatch.setattr(examine, "_read", lambda *_: 1 / 0)
    thread = threading.Thread(target=examine.main, daemon=True)
    thread.start()
    edition = Editions("small", assignment.folder.parent).of("ada")
    for _ in range(2):
        message, blobs = Job(edition, "s", Limits.of(), Submitted(b"{}")).pack()
        frames.send(ours, message, blobs=blobs)
        result = Result.unpack(frames.receive(ours, 10**6))
        assert result.for_a_person and "ZeroDivisionError" in result.reason
    ours.close()
    thread.join(10)

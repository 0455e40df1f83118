"""A folder of unknown files becomes an ordinary notebook, or a reason."""

from __future__ import annotations

import html
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from nbconvert.filters import markdown2html
from small_course import RIGHT, code, hand_in, notebook, write_assignment

from course.content import notebooks
from course.grading import assemble, submission


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    return write_assignment(tmp_path_factory.mktemp("assignments"))


@pytest.fixture(scope="module")
def release(assignment):
    return notebooks.release_notebook(assignment)


def merged(release, book) -> assemble.Merged:
    return assemble.merge(release, json.dumps(book).encode())


def ids(result) -> list[str]:
    return [c.metadata.nbgrader.grade_id for c in result.notebook.cells if "nbgrader" in c.metadata]


def test_every_marked_cell_is_there_once_whatever_was_handed_in(assignment, release):
    book = notebook(assignment, RIGHT)
    wanted = sorted(ids(merged(release, book)))
    for cells in ([], book["cells"] * 3, book["cells"][::-1], book["cells"][::2], [code("1")]):
        result = merged(release, {**book, "cells": cells})
        assert sorted(ids(result)) == wanted
        names = [c.id for c in result.notebook.cells]
        assert len(set(names)) == len(names)


def test_tests_are_those_that_were_released(assignment, release):
    book = notebook(assignment, RIGHT)
    for cell in book["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "pass"
            cell["metadata"]["nbgrader"]["points"] = 99
    result = merged(release, book)
    marks = {c.metadata.nbgrader.grade_id: c for c in result.notebook.cells if "nbgrader" in c.metadata}
    assert "assert double(2) == 4" in marks["double-check"].source
    assert marks["double-check"].metadata.nbgrader.points == 2


def test_of_two_copies_the_one_that_was_worked_on_counts(assignment, release):
    blank, done = notebook(assignment, {}), notebook(assignment, RIGHT)
    result = merged(release, {**blank, "cells": blank["cells"] + done["cells"]})
    marks = {c.metadata.nbgrader.grade_id: c for c in result.notebook.cells if "nbgrader" in c.metadata}
    assert marks["mean"].source == RIGHT["mean"]
    assert result.unanswered == {"memo"}


def test_a_deleted_answer_is_not_executed_as_its_stub(assignment, release):
    book = notebook(assignment, RIGHT)
    book["cells"] = [c for c in book["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != "double"]
    result = merged(release, book)
    assert "double" in result.unanswered
    assert not any("NotImplementedError" in c.source for c in result.run)
    assert any("double(2)" in c.source for c in result.run)


def test_what_is_no_notebook_says_so(release):
    for data in (b"", b"{", b"\xff", b"[]", b'{"cells": 3}', b"[" * 10**6, b"null", b'{"a": ' * 10**5):
        with pytest.raises(submission.Unreadable, match="not a notebook"):
            assemble.merge(release, data)


def test_only_ordinary_files_are_read(tmp_path, assignment):
    folder = hand_in(tmp_path, "ada", notebook(assignment, RIGHT), timestamp__txt=b"2026-01-01 10:00:00 UTC")
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (folder / "link.txt").symlink_to(secret)
    (folder / "dir").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    (folder / "data").mkdir()
    (folder / "data" / "x.csv").write_bytes(b"1")
    found = submission.collect(folder, "small")
    assert found.files == {"data/x.csv": b"1"}
    assert found.timestamp == "2026-01-01 10:00:00 UTC"
    assert found.notebook and not found.problem


def test_a_linked_notebook_is_no_notebook(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    (tmp_path / "other.ipynb").write_text("{}")
    (folder / "small.ipynb").symlink_to(tmp_path / "other.ipynb")
    assert "no notebook" in submission.collect(folder, "small").problem


def test_files_beyond_the_limit_are_left_out_and_said(tmp_path, assignment, monkeypatch):
    monkeypatch.setattr(submission, "FILES_LIMIT", 10)
    folder = hand_in(tmp_path, "ada", notebook(assignment, RIGHT), a__bin=b"x" * 6, b__bin=b"y" * 6)
    found = submission.collect(folder, "small")
    assert list(found.files) == ["a.bin"]
    assert "<code>b.bin</code>" in found.left_out
    assert found.notebook and not found.problem


def test_when_and_why_are_read_however_many_files_lie_beside_them(tmp_path, assignment, monkeypatch):
    monkeypatch.setattr(submission, "ENTRIES_LIMIT", 20)
    monkeypatch.setattr(submission, "FILES_COUNT", 5)
    monkeypatch.setattr(submission, "FILES_LIMIT", 10)
    many = {f"a{number:03}": b"12345" for number in range(40)}
    folder = hand_in(tmp_path, "ada", notebook(assignment, RIGHT), timestamp__txt=b"2026-01-01 10:00:00 UTC", regrade__txt=b"mean: see above")
    for name, content in many.items():
        (folder / name).write_bytes(content)
    found = submission.collect(folder, "small")
    assert (found.timestamp, found.request) == ("2026-01-01 10:00:00 UTC", "mean: see above")
    assert found.left_out


@pytest.mark.parametrize("kind", ["folder", "link", "large"])
def test_a_time_that_cannot_be_read_is_said(tmp_path, assignment, kind):
    folder = hand_in(tmp_path, "ada", notebook(assignment, RIGHT))
    place = folder / "timestamp.txt"
    if kind == "folder":
        place.mkdir()
    elif kind == "link":
        place.symlink_to("/etc/hostname")
    else:
        place.write_bytes(b" " * 100_000)
    found = submission.collect(folder, "small")
    assert found.timestamp == "" and [one.kind for one in found.notices] == ["time not readable"]


def test_a_name_is_no_markup(tmp_path, assignment, monkeypatch):
    monkeypatch.setattr(submission, "FILES_COUNT", 0)
    folder = hand_in(tmp_path, "ada", notebook(assignment, RIGHT))
    (folder / "b`<img src=x onerror=alert(1)><form action=http:evil>_*").write_bytes(b"x")
    said = submission.collect(folder, "small").left_out
    page = markdown2html(said)
    assert "<img" not in page and "<form" not in page and "onerror=alert(1)" in html.unescape(page)


def test_a_student_who_points_at_the_work_of_another_gets_none_of_it(classroom, assignment):
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT))
    at = classroom.root / "submitted"
    (at / "eve").symlink_to(at / "ada")
    (at / "mia").mkdir()
    (at / "mia" / "small").symlink_to(at / "ada" / "small")
    (at / "zoe").mkdir()
    (at / "zoe" / "small").write_bytes(b"a file")
    there = dict(classroom.submissions("small"))
    assert submission.collect(there.pop("ada"), "small").notebook
    assert sorted(there) == ["eve", "mia", "zoe"]
    for folder in there.values():
        with pytest.raises(NotADirectoryError, match="must be the student's own folder"):
            submission.collect(folder, "small")


def test_what_lies_behind_a_link_is_never_read_whoever_moves_folders_meanwhile(tmp_path):
    """The owner of a folder exchanges it and a link to a closed one, again and again, while it is read."""
    closed, folder = tmp_path / "closed", tmp_path / "eve" / "small"
    closed.mkdir()
    (closed / "key").write_text("TEACHER")
    (folder / "d").mkdir(parents=True)
    (folder / "d" / "key").write_text("mine")
    (folder / "x").symlink_to(closed)
    for number in range(100):
        (folder / f"c{number:03}").write_bytes(b"")
    swap = ("import ctypes, sys\nlibc = ctypes.CDLL(None)\nprint(flush=True)\n"
            "while True: libc.renameat2(-100, sys.argv[1].encode(), -100, sys.argv[2].encode(), 2)")
    moving = subprocess.Popen([sys.executable, "-c", swap, folder / "d", folder / "x"], stdout=subprocess.PIPE)
    try:
        moving.stdout.readline()
        for _ in range(40):
            assert b"TEACHER" not in submission.collect(folder, "small").files.values()
    finally:
        moving.kill()
        moving.wait()


def test_the_digest_changes_with_any_byte(tmp_path, assignment):
    folder = hand_in(tmp_path, "ada", notebook(assignment, RIGHT), a__txt=b"1")
    first = submission.collect(folder, "small").digest
    assert submission.collect(folder, "small").digest == first
    (folder / "a.txt").write_bytes(b"2")
    assert submission.collect(folder, "small").digest != first


def test_what_has_no_room_in_the_sandbox_is_the_submissions_fault(tmp_path):
    from course.grading.sandbox.kernel import Ended
    from course.grading.sandbox.launcher import Sandbox
    from course.grading.sandbox.limits import Limits

    with Sandbox() as box:
        with pytest.raises(Ended, match="too many or too large"), box.run(["1"], {"x": bytes(3 << 20)}, Limits.of(disk=1)):
            pass
        with box.run(["1 + 1"], {"x": b"y"}, Limits.of()) as kernel:
            assert len(list(kernel.cells())) == 1


def test_no_submission_pays_for_what_an_earlier_one_used(monkeypatch):
    """The earlier one's processes take their time to go. The next begins when they are gone."""
    from course.grading.sandbox import kernel as kernel_module
    from course.grading.sandbox import launcher, watch
    from course.grading.sandbox.limits import Limits

    burn = "import time\nuntil = time.process_time() + 4\nwhile time.process_time() < until: pass"
    with launcher.Sandbox() as box:
        with box.run([burn], {}, Limits.of(cpu=30)) as kernel:
            assert len(list(kernel.cells())) == 1
            first = set(watch.descendants(box._process.pid)) - box._own
            for pid in first:
                os.kill(pid, signal.SIGSTOP)
            threading.Timer(1, lambda: [os.kill(pid, signal.SIGCONT) for pid in first if Path(f"/proc/{pid}").exists()]).start()
            monkeypatch.setattr(kernel_module, "CLOSING", 0.1)
        with box.run(["1 + 1"], {}, Limits.of(cpu=4)) as kernel:
            assert not first & set(watch.descendants(box._process.pid))
            assert len(list(kernel.cells())) == 1
            time.sleep(2 * watch.EVERY)
            assert 0 < kernel.meter.cpu < 4

"""Release, check, collection, grading, feedback and export never open the journal: the system is asked, not the code."""

import contextlib
import ctypes
import json
import os
import struct
import subprocess
import sys

import pytest

from course.content import assignments, notebooks
from course.content.cases import answered
from course.files import write_whole
from tests.conftest import ROOT

SLUG = "wrong_name"
CANARY = "own-words-canary-7d1f"
OPENED, WRITTEN = 0x20, 0x2


@contextlib.contextmanager
def watched(path):
    """Yields a function that returns how often ``path`` was opened or written since, by any process (Linux's inotify)."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = libc.inotify_init1(os.O_NONBLOCK)
    assert handle >= 0 and libc.inotify_add_watch(handle, os.fsencode(path), OPENED | WRITTEN) >= 0

    def events() -> int:
        count = 0
        with contextlib.suppress(BlockingIOError):
            while data := os.read(handle, 65536):
                while data:
                    (length,) = struct.unpack("=12xI", data[:16])
                    data, count = data[16 + length :], count + 1
        return count

    try:
        yield events
    finally:
        os.close(handle)


@pytest.fixture
def journal(tmp_path, monkeypatch):
    place = tmp_path / "learner" / ".journal.json"
    write_whole(place, json.dumps({"kept": {"k": {"said": CANARY, "on": "2026-01-01"}}, "record": []}).encode(), mode=0o600)
    monkeypatch.setenv("COURSE_JOURNAL", str(place))
    monkeypatch.setenv("COURSE_PROGRESS", str(place.with_name("progress.json")))
    return place


def test_the_watch_notices_a_reader_in_another_process(journal):
    with watched(journal) as events:
        assert events() == 0
        subprocess.run([sys.executable, "-c", "from course.judgement import journal; print(journal.predict('k'))"], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert events() > 0


@pytest.mark.sandbox
@pytest.mark.timeout(600)
def test_no_command_opens_it(journal, tmp_path):
    room = tmp_path / "class"
    assignment = assignments.load(SLUG)
    answers = {cell.task: cell.text for cell in assignment.source.cells if cell.role == "answer"}
    done = notebooks.to_bytes(answered(notebooks.release_notebook(assignment), answers))

    def run(*arguments):
        command = [sys.executable, "-m", "course.cli", *map(str, arguments)]
        told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert told.returncode == 0, told.stdout + told.stderr
        assert CANARY not in told.stdout + told.stderr
        return told.stdout

    journal_beside = '{"kept": {"k": {"said": "handed-in-canary-55e0"}}}'
    with watched(journal) as events:
        run("release", room, "--assignment", SLUG)
        handed_in = room / "submitted" / "ada" / SLUG / f"{SLUG}.ipynb"
        write_whole(handed_in, done)
        write_whole(handed_in.with_name(".journal.json"), journal_beside.encode())  # handed in by mistake
        assert "Public checks passed for 6 of 6" in run("check", handed_in)
        run("grade", "run", SLUG, "--course", room)
        run("grade", "feedback", SLUG, "--course", room)
        assert "16" in run("grade", "export", SLUG, "--course", room)
        run("progress")
        assert events() == 0, "a command opened the journal"
    copies = [path.relative_to(room).parts[0] for path in room.rglob("*") if path.is_file() and b"handed-in-canary" in path.read_bytes()]
    assert copies == ["submitted"], "a journal that was handed in by mistake goes no further"
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path != journal and CANARY.encode() in path.read_bytes()]
    assert left == []

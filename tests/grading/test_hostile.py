"""The bank of hostile submissions, graded as one class: as an ordinary user, and as root when the tests run as root."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import threading
from collections import Counter
from functools import cached_property
from pathlib import Path

import grade_class
import hostile
import pytest
from classes import Apart, as_user, make_classroom, public_folder, scores, users
from pages import active
from small_course import ASKED, HIDDEN, RIGHT, hand_in, notebook

from course.content import assignments
from course.grading import feedback

# Short limits: what meets them need not be waited for. `cpu` and `wall` leave room for a busy machine.
LIMITS = {"wall": 90, "cell": 3, "question": 3, "memory": 500, "address_space": 4000, "cpu": 5, "disk": 64}
WORKERS = 2  # for each of the two classes: submissions mostly wait for a limit
PAGE = {"base_url": "", "index": 0, "total": 1, "submission_id": "x", "notebook_path": "x"}
PAGE |= dict.fromkeys(("assignment_id", "notebook_id", "student"), "small")
CASES = {case.name: case for case in hostile.CASES}


class Graded:
    """A class that is graded while other tests run, and what stood outside the sandbox meanwhile."""

    def __init__(self, user: str):
        self.user, self.folder = user, public_folder()
        self.classroom = make_classroom(self.folder)
        self.secret = Path(f"/tmp/course-secret-{os.getpid()}-{user}")
        self.secret.write_text("secret")
        self.knocked: list[str] = []
        name = f"course-{os.getpid()}-{user}"
        self.listeners = [socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)]
        self.listeners[1].bind(f"\0{name}")
        self.listeners[1].listen()
        for listener in self.listeners:
            threading.Thread(target=self._listen, args=(listener,), daemon=True).start()
        port = self.listeners[0].getsockname()[1]
        self._hand_in({"@PORT@": port, "@ABSTRACT@": name, "@PID@": os.getpid()})
        self.apart = Apart(self.folder, user, workers=WORKERS, limits=LIMITS)

    @cached_property
    def report(self) -> dict:
        told = self.apart.report
        for listener in self.listeners:
            listener.close()
        return told

    @cached_property
    def pages(self) -> int:
        """How many feedback pages were written."""
        assert self.report
        # What a page shows does not depend on who graded: all of one class, and one of the other.
        return feedback.write(self.classroom, "small", None if self.user == users()[0] else "honest")

    def close(self) -> None:
        self.apart.process.kill()
        self.apart.process.wait()
        self.secret.unlink()
        shutil.rmtree(self.folder)

    def _listen(self, listener: socket.socket) -> None:
        try:
            while True:
                listener.accept()
                self.knocked.append(str(listener.family))
        except OSError:
            pass

    def _hand_in(self, places: dict) -> None:
        assignment = assignments.load("small", self.folder / "assignments")
        places |= {
            "@ROOT@": self.folder / "class",
            "@ASSIGNMENTS@": self.folder / "assignments",
            "@SECRETFILE@": self.secret,
        }
        for case in hostile.CASES:
            first = (hostile.PATCH, *case.first) if case.patches else case.first
            book = notebook(assignment, RIGHT | case.answers, first, case.last, case.memo)
            content = case.edit(book) if case.edit else book
            if not isinstance(content, bytes):
                text = json.dumps(content)
                for mark, value in places.items():
                    text = text.replace(mark, str(value))
                content = text.encode()
            folder = hand_in(self.folder / "class", case.name, content, name=case.file_name)
            for name, data in case.files.items():
                (folder / name).write_bytes(data)
            if case.make:
                case.make(folder)


@pytest.fixture(scope="session", params=users())
def graded(request, graded_meanwhile):
    one = graded_meanwhile[request.param]
    assert one.report and one.pages
    return one


@pytest.mark.sandbox
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", CASES)
def test_outcome(graded, name):
    case = CASES[name]
    found = scores(graded.classroom, name)
    reason = graded.report["reasons"].get(name, "")
    assert {task: found[task] for task in case.expect} == case.expect, reason
    assert bool(re.search(case.reason, reason)) if case.reason else not reason, reason


@pytest.mark.sandbox
def test_every_submission_has_a_score(graded):
    assert sorted(graded.report["graded"]) == sorted(CASES)
    assert graded.pages == (len(CASES) if graded.user == users()[0] else 1)
    with graded.classroom.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions("small"):
            for one in submission.notebooks[0].grades:
                assert one.auto_score is not None or (one.name == "memo" and one.needs_manual_grade), submission


@pytest.mark.sandbox
def test_nobody_knocked(graded):
    assert graded.knocked == []


@pytest.mark.sandbox
def test_nothing_is_left_running(graded):
    assert graded.report["left"] == []


@pytest.mark.sandbox
def test_what_is_left_running_would_be_seen():
    """The look for it is no empty one: a process that left its parent is found, and only by whom it belongs to."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(grade_class.__file__).parent)!r})\n"
        "import ctypes, subprocess, grade_class, time\n"
        "ctypes.CDLL(None).prctl(grade_class.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)\n"
        "subprocess.run(['sh', '-c', 'setsid sleep 3 & true'], check=True)\n"
        "from course.grading.sandbox import watch\nimport os\n"
        "print([grade_class._command_line(pid) for pid in watch.descendants(os.getpid())])\n"
        "print(grade_class.left_running())"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split("\n")
    assert "sleep 3" in said[0] and said[1] == "[]"


@pytest.mark.sandbox
def test_every_patch_of_the_bank_has_a_target(graded):
    patched = [case.name for case in hostile.CASES if case.patches]
    assert len(patched) >= 15
    for name in patched:
        path = graded.classroom.folder("autograded", name, "small") / "small.ipynb"
        assert "TargetIsGone" not in _outputs(path), name


def _outputs(path: Path) -> str:
    cells = json.loads(path.read_text())["cells"]
    return json.dumps([cell.get("outputs") for cell in cells])


@pytest.mark.sandbox
def test_hidden_things_are_in_nothing_a_student_can_read(graded):
    root = graded.folder / "class"
    for step in ("release", "autograded", "feedback"):
        files = [p for p in (root / step).rglob("*") if p.is_file()]
        assert files
        for path in files:
            text = path.read_text(errors="replace")
            assert HIDDEN not in text and ASKED not in text and ASKED.upper() not in text, path
    with graded.classroom.gradebook() as gradebook:
        for submission in gradebook.assignment_submissions("small"):
            for comment in submission.notebooks[0].comments:
                assert ASKED not in (comment.comment or "")


@pytest.mark.sandbox
def test_pages_hold_nothing_that_acts(graded):
    if graded.user != users()[0]:
        pytest.skip("pages do not depend on who graded")
    from nbconvert.exporters import HTMLExporter

    from course.grading import nbgrader_settings

    config = graded.classroom.config.copy()
    nbgrader_settings.apply(config)
    config.HTMLExporter.template_name = "formgrade"
    exporter = HTMLExporter(config=config)
    honest = graded.classroom.folder("autograded", "honest", "small") / "small.ipynb"
    own = Counter(active(exporter.from_filename(str(honest), resources=dict(PAGE))[0]))  # the formgrader's own controls
    for case in hostile.CASES:
        if case.family not in ("show", "forge", "leak", "page", "text"):
            continue
        folder = graded.classroom.folder("autograded", case.name, "small")
        assert {p.name for p in folder.iterdir()} <= {"small.ipynb", "timestamp.txt"}
        page, _ = exporter.from_filename(str(folder / "small.ipynb"), resources=dict(PAGE))
        assert not re.search(r"(src|href)=.https?://", page), case.name  # nothing from the internet
        found = Counter(active(page)) - own
        assert not found, (case.name, found)
        html = (graded.classroom.folder("feedback", case.name, "small") / "small.html").read_text()
        body = html[html.index("<body") :]
        assert active(body) == [], case.name
        assert "<script" not in html and feedback.POLICY in html


@pytest.mark.sandbox
def test_graded_notebooks_are_of_a_sane_size(graded):
    for path in (graded.folder / "class" / "autograded").rglob("*.ipynb"):
        assert path.stat().st_size < 6_000_000, path


@pytest.mark.sandbox
def test_the_bank_is_large_enough():
    assert sum(case.family != "honest" for case in hostile.CASES) >= 250
    wanted = {"crash", "exhaust", "escape", "read", "write", "forge", "leak", "show"}
    wanted |= {"shared", "starve", "page", "folder", "text"}
    assert wanted <= {case.family for case in hostile.CASES}


@pytest.mark.sandbox
def test_without_the_sandbox_attacks_would_work(graded, tmp_path):
    """The attacks are real: some of them succeed where there is no sandbox."""
    lines = {name: CASES[name].answers["double"] for name in ("see_host_processes", "inherited_sockets", "read_shadow")}
    script = tmp_path / "attack.py"
    script.write_text(lines["see_host_processes"] + "\nprint(double(4))")
    assert subprocess.run(["python3", str(script)], capture_output=True, text=True, check=True).stdout.strip() == "8"


def test_an_ordinary_user_is_one():
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    folder = public_folder()
    seen = subprocess.run(as_user("ordinary", ["id", "-u"], folder), capture_output=True, text=True, check=True).stdout
    assert int(seen) != 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    shutil.rmtree(folder)

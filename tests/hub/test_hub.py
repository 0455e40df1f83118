"""A class on a real hub: released, fetched by two, solved and handed in by one, collected, graded in the sandbox, handed back, read."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import stat
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from course.content import assignments
from course.content.source import task_of
from tests.conftest import ROOT, missing
from tests.hub.hub import Hub, Person, readable_by_all

SLUG, TASK = "matcher", "distance"
pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def hub():
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("a hub that starts servers as several users needs root: run this test as root, or in a container")
    for what, there in (("JupyterHub", importlib.util.find_spec("jupyterhub")), ("bubblewrap", shutil.which("bwrap")), ("node", shutil.which("node"))):
        if not there:
            missing(what, "`make setup` and `make system` install what this test needs.")
    if not (ROOT / "deploy" / "hub" / "proxy" / "node_modules").is_dir():
        missing("JupyterHub's proxy", "`make setup` fetches it with npm.")
    for shared in (ROOT, Path(sys.prefix).resolve()):
        if not readable_by_all(shared):
            pytest.skip(f"{shared} cannot be read by other accounts of this machine, so they cannot share it")
    folder = Path(tempfile.mkdtemp(prefix="course-hub-", dir="/tmp"))
    try:
        with Hub(folder).running() as one:
            yield one
    finally:
        if not os.environ.get("COURSE_KEEP"):  # to look at what went wrong
            shutil.rmtree(folder, ignore_errors=True)


def solve(notebook: nbformat.NotebookNode, task: str) -> None:
    answer = assignments.load(SLUG).answers[task]
    (cell,) = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution") and task_of(cell.metadata["nbgrader"]["grade_id"]) == task)
    cell.source = answer


def test_a_class_from_release_to_feedback(hub):
    done = hub.as_user("grader-ethics", "course", "release", "ethics", "--assignment", SLUG)
    assert done.returncode == 0, done.stderr

    # The teacher opens the server that holds the class, and releases. Students see it and fetch it.
    teacher, ann, bob = Person(hub, "teacher", server="grader-ethics").open(), Person(hub, "ann").open(), Person(hub, "bob").open()
    assert [one["name"] for one in teacher.get("formgrader/api/assignments").json()] == [SLUG]
    teacher.ask(f"formgrader/api/assignment/{SLUG}/release")
    for student in (ann, bob):
        assert student.get("courses").json()["value"] == ["ethics"]
        (offered,) = student.get("assignments", course_id="ethics").json()["value"]
        assert (offered["assignment_id"], offered["status"]) == (SLUG, "released")
        student.ask("assignments/fetch", course_id="ethics", assignment_id=SLUG)
        assert (hub.home(student.name) / "face-recognition" / "notebooks" / "00_start_here.ipynb").exists(), "the lessons are there from the start"

    assert Person(hub, "grader-ethics").entered.status_code == 403, "nobody comes in as the class"

    # Ann solves one task with the course's own checks, and hands in. Bob hands in as it was released.
    work = hub.home("ann") / SLUG / f"{SLUG}.ipynb"
    notebook = nbformat.read(work, as_version=4)
    solve(notebook, TASK)
    nbformat.write(notebook, work)
    assert re.search(rf"passed +{TASK}", hub.as_user("ann", "course", "check", work).stdout)
    for student in (ann, bob):
        student.ask("assignments/submit", course_id="ethics", assignment_id=SLUG)

    # Nobody reaches another's work: not by the hub, not in the exchange, not at home, not in the class.
    assert bob.session.get(f"{hub.url}/user/ann/api/contents", timeout=60).status_code in (403, 404)
    assert bob.session.get(f"{hub.url}/user/grader-ethics/api/contents", timeout=60).status_code in (403, 404)
    inbound = hub.exchange / "ethics" / "inbound"
    (handed_in,) = (one for one in inbound.iterdir() if one.name.startswith("ann+"))
    assert len(handed_in.name.rpartition("+")[2]) >= 10, "a name that nobody guesses, in a folder that nobody lists"
    closed = [("ls", inbound), ("cat", work), ("ls", hub.home("grader-ethics") / "ethics"), ("ls", hub.folder / "state")]
    for command in closed:
        refused = hub.as_user("bob", *command)
        assert refused.returncode and "Permission denied" in refused.stderr, command
    assert stat.S_IMODE(inbound.stat().st_mode) & 0o044 == 0

    # The teacher collects; the class's account grades in the sandbox; feedback goes back through the exchange.
    teacher.ask(f"formgrader/api/assignment/{SLUG}/collect")
    done = hub.as_user("grader-ethics", "course", "grade", "run", SLUG, "--course", "ethics", "--workers", "1")
    assert done.returncode == 0 and "2 graded" in done.stdout, done.stdout + done.stderr
    told = {one["student"]: one for one in teacher.get(f"formgrader/api/submissions/{SLUG}").json()}
    points = next(task.points for task in assignments.load(SLUG).tasks if task.name == TASK)
    assert (told["ann"]["score"], told["bob"]["score"]) == (points, 0)
    assert hub.as_user("grader-ethics", "course", "grade", "feedback", SLUG, "--course", "ethics").returncode == 0
    teacher.ask(f"formgrader/api/assignment/{SLUG}/release_feedback")
    for student in (ann, bob):
        student.ask("assignments/fetch_feedback", course_id="ethics", assignment_id=SLUG)
        (page,) = (hub.home(student.name) / SLUG / "feedback").rglob("*.html")
        place = page.relative_to(hub.home(student.name)).as_posix()
        shown = student.get(f"files/{place}")
        assert shown.ok and "Public" not in shown.url and (f"{points:g}" in shown.text)
    assert hub.as_user("bob", "ls", hub.exchange / "ethics" / "feedback").returncode, "feedback is found by its own name only"


def test_what_a_student_writes_stays_in_the_student_s_home(hub):
    """The course is shared: no file in it is a user's, and none may be."""
    told = hub.as_user("ann", "python", "-c", "from course import paths; from course.study import progress; from course.matching import ensure_weights; "
                       "ensure_weights(); print(paths.CACHE, progress.file())")
    assert told.returncode == 0, told.stderr
    assert hub.as_user("ann", "touch", ROOT / "mine").returncode
    environment = hub.as_user("ann", "course", "lab", "--help")
    assert environment.returncode == 0

"""Make a class and grade it: here, in another process, as root, as an ordinary user."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache, cached_property
from pathlib import Path

from small_course import write_assignment

from course.content.source import task_of
from course.grading.classroom import Classroom

HERE = Path(__file__).parent
ORDINARY = 54321  # a user id without an account


def make_classroom(folder: Path, db_url: str | None = None) -> Classroom:
    """A prepared course in ``folder/class`` with the assignments in ``folder/assignments``."""
    if db_url is None:
        shutil.copytree(_template(), folder, dirs_exist_ok=True)
        return Classroom(folder / "class")
    assignment = write_assignment(folder / "assignments")
    (folder / "class").mkdir(exist_ok=True)
    Classroom(folder / "class", db_url).prepare(assignment)
    return Classroom(folder / "class", db_url)


@cache
def _template() -> Path:
    """A course that is prepared once for all tests: nbgrader takes seconds to make a gradebook."""
    folder = Path(tempfile.mkdtemp(prefix="course-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    assignment = write_assignment(folder / "assignments")
    (folder / "class").mkdir()
    Classroom(folder / "class").prepare(assignment)
    return folder


def users() -> list[str]:
    """Who grades: an ordinary user always; root as well when the tests run as root."""
    return ["ordinary", "root"] if os.geteuid() == 0 else ["ordinary"]


def public_folder() -> Path:
    """A new folder that an ordinary user can reach too (pytest's own are closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="course-test-", dir="/tmp"))
    folder.chmod(0o755)
    return folder


def as_user(user: str, command: list[str], own: Path) -> list[str]:
    """``command`` run as ``user``, who is made the owner of ``own``.

    When root's home hides the Python environment from others, the process gets a mount namespace in which it does not.
    """
    if os.geteuid() != 0 or user == "root":
        return command
    for path in [own, *own.rglob("*")]:
        os.chown(path, ORDINARY, ORDINARY, follow_symlinks=False)
    drop = f'exec setpriv --reuid {ORDINARY} --regid {ORDINARY} --clear-groups env HOME={own} "$@"'
    steps = []
    for number, prefix in enumerate(sorted({sys.base_prefix, sys.prefix})):
        closed = next((p for p in reversed(Path(prefix).parents) if not p.stat().st_mode & 0o001), None)
        if closed:
            aside = tempfile.mkdtemp(prefix=f"aside{number}-", dir="/tmp")
            steps += [f"mount --bind {prefix} {aside}", f"mount -t tmpfs -o mode=755 tmpfs {closed}"]
            steps += [f"mkdir -p {prefix}", f"mount --bind {aside} {prefix}"]
    return ["unshare", "-m", "sh", "-ec", "\n".join([*steps, drop]), "sh", *command]


def grade_command(folder: Path, **options) -> list[str]:
    """The command that grades the class in ``folder`` in a process of its own."""
    told = {"root": str(folder / "class"), "assignments": str(folder / "assignments"), **options}
    return [sys.executable, str(HERE / "grade_class.py"), json.dumps(told)]


class Apart:
    """The class in ``folder``, graded as ``user`` by a process of its own while this one does something else."""

    def __init__(self, folder: Path, user: str = "root", **options):
        command = as_user(user, grade_command(folder, **options), folder)
        self._out, self._errors = (tempfile.TemporaryFile("w+") for _ in range(2))  # noqa: SIM115 - pipes would fill up
        env = os.environ | {"COURSE_TEST_CANARY": "1"}
        self.process = subprocess.Popen(command, stdout=self._out, stderr=self._errors, env=env, cwd="/")

    @cached_property
    def report(self) -> dict:
        """What it says at its end, which this waits for."""
        self.process.wait()
        said = []
        for stream in (self._out, self._errors):
            stream.seek(0)
            said.append(stream.read().strip())
        assert self.process.returncode == 0, said[1][-3000:]
        return json.loads(said[0].split("\n")[-1])


def scores(classroom: Classroom, student: str, slug: str = "small") -> dict[str, float]:
    """task -> score in nbgrader's gradebook."""
    with classroom.gradebook() as gradebook:
        grades = gradebook.find_submission_notebook(slug, slug, student).grades
        return {task_of(grade.name): grade.score for grade in grades}

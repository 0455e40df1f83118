"""An nbgrader course folder: where its files are, how it is configured, what is in its gradebook."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

import nbformat
from filelock import FileLock, Timeout
from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course import paths
from course.content import notebooks, rubric
from course.content.assignments import Assignment
from course.errors import CourseError
from course.files import write_whole
from course.grading import times

# For each new gradebook nbgrader starts a process, which is asked what nbgrader's own newest schema is. Once is enough.
api.get_alembic_version = functools.cache(api.get_alembic_version)

_NO_NAME = "default_course"  # nbgrader's own; PostgreSQL takes no assignment of a course without a name
CONFIG = """\
# nbgrader's configuration for this course. `course grade` reads it too.
from course.grading.nbgrader_settings import apply

c = get_config()
c.CourseDirectory.course_id = {course_id!r}
apply(c)  # late policy, offline pages, and no grading outside the sandbox; see docs/grading.md

# c.Exchange.timezone = "Europe/Berlin"  # what a time means that names no zone; UTC if this is not set
# c.LatePolicy.grace_minutes = 15
# c.LatePolicy.percent_per_day = 10
# c.LatePolicy.most_percent = 50
"""


class Classroom:
    """The course in ``root``. ``db_url`` overrides what nbgrader_config.py says (SQLite's gradebook.db by default)."""

    def __init__(self, root: Path, db_url: str | None = None):
        self.root = root.resolve()
        if not self.root.is_dir():
            raise CourseError(f"{root} is no folder. `course grade prepare SLUG --course {root}` sets a course up.")
        above = paths.class_above(self.root)
        if above:
            raise CourseError(f"{self.root} lies inside the class {above}, so it is none itself. Name that: --course {above}")
        self.config = Config()
        if (self.root / paths.NBGRADER).exists():
            self.config = PyFileConfigLoader(paths.NBGRADER, path=str(self.root)).load_config()
        self.config.CourseDirectory.root = str(self.root)
        self.directory = CourseDirectory(config=self.config)
        self.db_url = db_url or self.directory.db_url

    @classmethod
    def of(cls, root: Path, slug: str | None = None, db_url: str | None = None) -> Classroom:
        """The class in ``root``, which must be one; with ``slug``, one that has this assignment.

        Raises
        ------
        CourseError
            When the folder is no class, or the class has no such assignment. Nothing is written.
        """
        room = cls(root, db_url)
        if not db_url and not (room.root / paths.NBGRADER).exists() and not (room.root / "gradebook.db").exists():
            raise CourseError(f"{room.root} is no class: there is no {paths.NBGRADER} in it. Name the class's folder: --course FOLDER")
        if slug is not None:
            known = room.assignments()
            if slug not in known:
                raise CourseError(f"the class {room.root} has no assignment {slug!r}; it has {', '.join(known) or 'none'}.")
        return room

    def assignments(self) -> list[str]:
        """The assignments that the gradebook knows."""
        with self.gradebook() as gradebook:
            return sorted(one.name for one in gradebook.assignments)

    @property
    def zone(self) -> tzinfo:
        """What a time means that names no zone: nbgrader's own setting, ``c.Exchange.timezone``."""
        return times.zone_of(str(self.config.Exchange.get("timezone", "UTC") if "Exchange" in self.config else "UTC"))

    def folder(self, step: str, student: str, slug: str) -> Path:
        """The folder of one ``step``: submitted, autograded, feedback, source or release."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, slug))

    def release(self, slug: str) -> Path:
        """Where the notebook lies that is handed out."""
        return self.folder("release", ".", slug) / f"{slug}.ipynb"

    def gradebook(self) -> Gradebook:
        """nbgrader's gradebook, to be used in a ``with``.

        Raises
        ------
        CourseError
            When the database cannot be reached.
        """
        import sqlalchemy.exc

        # nbgrader calls the program `alembic` to make a new gradebook, which is found only in an activated environment.
        programs = os.path.dirname(sys.executable)
        if programs not in os.environ.get("PATH", "").split(os.pathsep):
            os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
        try:
            return Gradebook(self.db_url, self.directory.course_id or _NO_NAME)
        except (sqlalchemy.exc.SQLAlchemyError, ImportError) as error:
            raise CourseError(f"the gradebook {_without_password(self.db_url)} does not open: {error}") from None

    def submissions(self, slug: str) -> Iterator[tuple[str, Path]]:
        """``(student, folder)`` of everything handed in for ``slug``, by student.

        A folder that is a link or a file, or cannot be looked at, is among them: whoever reads it says so.
        """
        top = Path(self.directory.format_path(self.directory.submitted_directory, "*", slug))
        position = top.parts.index("*")
        for folder in sorted(self.root.glob(str(top.relative_to(self.root)))):
            yield folder.parts[position], folder
        # What may not be looked into is not found by its pattern, and must not be passed over in silence.
        for closed in sorted(self.root.glob(str(Path(*top.parts[: position + 1]).relative_to(self.root)))):
            if closed.is_dir() and not closed.is_symlink() and not os.access(closed, os.R_OK | os.X_OK):
                yield closed.name, closed.joinpath(*top.parts[position + 1 :])

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Only one process writes grades at a time."""
        place = self.root / ".grading.lock"
        if place.exists() and hasattr(os, "getuid") and place.stat().st_uid == os.getuid():
            place.chmod(0o600)  # whoever can open it can hold it
        mine = FileLock(place, timeout=0, mode=0o600)
        try:
            mine.acquire()
        except Timeout:
            raise CourseError(f"another `course grade` is at work in {self.root}. Wait for it to end.") from None
        try:
            yield
        finally:
            mine.release()

    @classmethod
    def make(cls, root: Path, db_url: str | None = None) -> Classroom:
        """The class in ``root``, made if it is not there, and then for its owner alone: it will hold answers, work and grades."""
        if not root.exists():
            root.parent.mkdir(parents=True, exist_ok=True)
            root.mkdir(mode=0o700)
        return cls(root, db_url)

    @property
    def open_to_all(self) -> bool:
        """May every user of this machine look into it?"""
        return os.name == "posix" and bool(self.root.stat().st_mode & 0o001)

    def prepare(self, assignment: Assignment) -> None:
        """Write source and release where nbgrader looks for them, and enter the assignment into the gradebook."""
        config = self.root / paths.NBGRADER
        if not config.exists():
            write_whole(config, CONFIG.format(course_id=self.directory.course_id or self.root.name).encode())
        slug, release = assignment.slug, notebooks.release_notebook(assignment)
        source = notebooks.source_notebook(assignment, hidden=False)
        write_whole(self.folder("source", ".", slug) / f"{slug}.ipynb", notebooks.to_bytes(source))
        write_whole(self.release(slug), notebooks.to_bytes(release))
        rubric.hand_out(assignment, self.release(slug).parent)
        self.register(assignment, release)

    def register(self, assignment: Assignment, release: nbformat.NotebookNode) -> None:
        """Enter the assignment's cells and points into the gradebook, as nbgrader does when it makes a release.

        The released cells are entered, so that the gradebook holds no hidden check either.
        """
        with self.gradebook() as gradebook:
            gradebook.update_or_create_assignment(assignment.slug)
        names = {"notebook": assignment.slug, "assignment": assignment.slug, "db_url": self.db_url}
        try:
            SaveCells(config=self.config).preprocess(nbformat.from_dict(release), {"nbgrader": names})
        except RuntimeError as error:
            raise CourseError(
                f"{error}. The tasks of {assignment.slug} have changed since work on it was graded: give the new version "
                "another name, or start a new gradebook."
            ) from None


def replace_folder(new: Path, place: Path) -> None:
    """Put the folder ``new`` at ``place``, whatever was there before."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        _writable(place)
        os.replace(place, old)
    os.replace(new, place)
    shutil.rmtree(old, ignore_errors=True)


def _writable(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o700)


def _without_password(url: str) -> str:
    import sqlalchemy

    return sqlalchemy.make_url(url).render_as_string(hide_password=True)

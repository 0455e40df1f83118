"""The order of the lessons. A lesson's file says its place, ``notebooks/NN_name.py``; everything else calls it by its name.

In the text of a lesson, an assignment or a rubric::

    {lesson:thresholds}       lesson 3                  {Lesson:thresholds}       Lesson 3
    {assignment:thresholds}   assignment 3              {Assignment:thresholds}   Assignment 3
    {file:thresholds}         03_thresholds.ipynb, for a link from one lesson to another

An assignment is called by the name of its folder, and has the number of the lesson that its header names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from course import paths
from course.errors import CourseError
from course.yamltext import from_yaml

_FILE = re.compile(r"(\d\d)_([a-z][a-z0-9_]*)\.py")
_MARK = re.compile(r"\{(lesson|Lesson|assignment|Assignment|file):([a-z][a-z0-9_]*)\}")
_LESSON_OF = re.compile(r"^# lesson: *(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """Where a lesson stands: its number from 0, its name, and its source."""

    number: int
    name: str
    path: Path


def places(folder: Path | None = None) -> dict[str, Place]:
    """The lessons by name, in order.

    Raises
    ------
    CourseError
        When a number or a name is given to two files, or a number is left out.
    """
    found: dict[str, Place] = {}
    files = [path for path in sorted((folder or paths.NOTEBOOKS).glob("*.py")) if _FILE.fullmatch(path.name)]
    for number, path in enumerate(files):
        said, name = _FILE.fullmatch(path.name).groups()
        if int(said) != number:
            raise CourseError(f"notebooks/{path.name} should be number {number:02d}: number the lessons from 00, none twice.")
        if name in found:
            raise CourseError(f"two lessons are called {name!r}: {found[name].path.name} and {path.name}. Rename one.")
        found[name] = Place(number, name, path)
    return found


def place(name: str, there: dict[str, Place] | None = None) -> Place:
    """The lesson of that name, among ``there`` (default: `places`).

    Raises
    ------
    CourseError
        With the names there are.
    """
    there = places() if there is None else there
    if name not in there:
        raise CourseError(f"there is no lesson {name!r}. Lessons: {', '.join(there)}.")
    return there[name]


def numbered(path: Path, title: str, lesson: str | None) -> str:
    """The title of the source at ``path`` with its kind and number: ``Lesson 3: choosing a threshold``.

    lesson: what an assignment's header names. A source that is neither a lesson nor belongs to one keeps its title.
    """
    if lesson:
        return f"Assignment {place(lesson).number}: {title}"
    if path.parent == paths.NOTEBOOKS and (found := _FILE.fullmatch(path.name)):
        return f"Lesson {int(found[1])}: {title}"
    return title


def fill(text: str) -> str:
    """``text`` with the number of every lesson and assignment in place of its name.

    Raises
    ------
    CourseError
        For a name there is not.
    """
    if not _MARK.search(text):
        return text
    there = places()
    return _MARK.sub(lambda found: _written(there, *found.groups()), text)


def _written(there: dict[str, Place], kind: str, name: str) -> str:
    if kind == "file":
        return place(name, there).path.with_suffix(".ipynb").name
    lesson = place(name if kind in ("lesson", "Lesson") else lesson_of(name), there)
    return f"{kind} {lesson.number}"


def lesson_of(slug: str) -> str:
    """The name of the lesson that an assignment belongs to.

    Raises
    ------
    CourseError
        When there is no such assignment or it names none.
    """
    source = paths.ASSIGNMENTS / slug / "assignment.py"
    found = _LESSON_OF.search(source.read_text(encoding="utf-8")) if source.exists() else None
    if not found:
        raise CourseError(f"{slug!r} is no assignment that belongs to a lesson: its header needs a line `lesson:`.")
    return str(from_yaml(found[1]))

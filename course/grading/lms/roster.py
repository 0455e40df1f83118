"""Who is in the class: nbgrader's own list, Moodle's participants or grading worksheet, Canvas's gradebook.

Lists are read in the encodings and with the separators that spreadsheets write. Columns are known by the names that these
systems give them; nothing is configured.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

from course.content.forms import CODE, FORM
from course.errors import CourseError
from course.grading import texts
from course.grading.names import one_form, why_no_student

_COLUMNS = {
    "id": ("id", "student", "student id", "student_id", "username", "user name", "sis login id", "login id", "login"),
    "first_name": ("first_name", "first name", "firstname", "given name"),
    "last_name": ("last_name", "last name", "lastname", "surname", "family name"),
    "full_name": ("full name", "fullname", "name"),
    "email": ("email", "email address", "e-mail", "e-mail address", "mail"),
    "lms_user_id": ("lms_user_id", "lms id", "id number", "idnumber", "sis user id", "matriculation number"),
    "moodle": ("identifier", "participant"),
    "canvas": ("canvas_id", "canvas id", "canvas user id"),
    "submitted": ("last modified (submission)",),
    "track": ("track",),
}  # fmt: skip


_PASSING = ("moodle", "canvas", "submitted", "track")
_TRACKS = {"code": CODE, "notebook": CODE, "notebooks": CODE, "form": FORM, "forms": FORM, "no code": FORM, "without code": FORM, "": "", "-": ""}


@dataclass(frozen=True)
class Person:
    """One student. ``moodle`` is the participant's number in one assignment, ``canvas`` the user's number, ``submitted`` when
    the system says that the work was handed in (its own words). ``track`` is ``code``, ``form``, or empty where the list does not say."""

    id: str
    first_name: str = ""
    last_name: str = ""
    full_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    moodle: str = ""
    canvas: str = ""
    submitted: str = ""
    track: str = ""

    @property
    def name(self) -> str:
        return self.full_name or " ".join(one for one in (self.first_name, self.last_name) if one)


def loose(name: str) -> str:
    """A name as it is compared: letters and digits alone, without case, words in one order."""
    words = re.findall(r"\w+", one_form(name).replace("_", " ").replace("'", "").replace("’", "").casefold())
    return " ".join(sorted(words))


def compact(name: str) -> str:
    """A name as Canvas writes it into a file's name: word characters alone, in lower case."""
    return re.sub(r"\W", "", one_form(name)).casefold()


@dataclass(frozen=True)
class Roster:
    """The class. Every way to find somebody gives one person or none: where two fit, nobody is guessed."""

    people: tuple[Person, ...] = ()

    def by_id(self, name: str) -> Person | None:
        """By id, LMS id or e-mail address."""
        return self._only("id", one_form(name)) or self._only("also", one_form(name))

    def by_number(self, system: str, number: str) -> Person | None:
        """By the number that ``moodle`` or ``canvas`` gives a student."""
        return self._only(system, number)

    def by_name(self, name: str, system: str = "") -> Person | None:
        """By a name in any order of its words; for ``canvas``, as that writes names."""
        return self._only("compact", compact(name)) if system == "canvas" else self._only("loose", loose(name))

    def _only(self, way: str, wanted: str) -> Person | None:
        found = self._index.get((way, wanted), ()) if wanted else ()
        return found[0] if len(found) == 1 else None

    @cached_property
    def _index(self) -> dict[tuple[str, str], list[Person]]:
        index: dict[tuple[str, str], list[Person]] = {}
        for one in self.people:
            keys = {("id", one_form(one.id)), ("also", one.lms_user_id), ("also", one.email), ("moodle", one.moodle), ("canvas", one.canvas),
                    ("loose", loose(one.name)), ("loose", loose(f"{one.first_name} {one.last_name}")),
                    ("compact", compact(f"{one.last_name}{one.first_name}")), ("compact", compact(one.full_name))}  # fmt: skip
            for key in keys:
                index.setdefault(key, []).append(one)
        return index

    def joined(self, other: Roster) -> Roster:
        """This class, with what another list knows of the same people; those of the other list who fit nobody are added."""
        people = {one.id: one for one in self.people}
        for one in other.people:
            same = self.by_id(one.id) or self.by_id(one.lms_user_id) or self.by_id(one.email) or self.by_name(one.name)
            if same is None:
                people.setdefault(one.id, one)
                continue
            there = people[same.id]
            told = {part.name: getattr(one, part.name) for part in fields(one) if getattr(one, part.name) and part.name != "id"}
            # What a system says of one assignment is newer than what was known; the rest is added where nothing was known.
            people[same.id] = replace(there, **{key: value for key, value in told.items() if key in _PASSING or not getattr(there, key)})
        return Roster(tuple(people.values()))


def read(*paths: Path) -> Roster:
    """The class from one list or several, the first of which gives the ids.

    Raises
    ------
    CourseError
        Naming the file and the line: no column for an id; an id that is empty, repeated, or cannot be one.
    """
    roster = Roster()
    for path in paths:
        roster = roster.joined(Roster(tuple(_people(path))))
    return roster


def _people(path: Path) -> Iterable[Person]:
    try:
        text = texts.decode(path.read_bytes())
    except OSError as error:
        raise CourseError(f"the list {path} cannot be read: {error.strerror}.") from None
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    names = [" ".join(one.split()).casefold() for one in table[0]] if table else []
    of_canvas = "student" in names and "id" in names and any(one.startswith("sis ") for one in names)
    columns = _canvas(names) if of_canvas else {key: names.index(one) for key, all_ in reversed(_COLUMNS.items()) for one in reversed(all_) if one in names}
    sources = ["id"] if "id" in columns and not of_canvas else [key for key in ("id", "lms_user_id", "email", "canvas", "full_name") if key in columns]
    if not sources or ("id" not in columns and "moodle" not in columns and not of_canvas and sources == ["full_name"]):
        raise CourseError(
            f"{path} has no column `id`; it has {', '.join(table[0]) if table else 'nothing'}. One student a line, as `nbgrader db student "
            "import` takes it, or Moodle's grading worksheet, or the export of Canvas's gradebook."
        )
    seen: set[str] = set()
    for number, row in enumerate(table[1:], 2):
        told = {key: one_form(row[place]) for key, place in columns.items() if place < len(row)}
        if not any(one.strip() for one in row) or (of_canvas and (row[0].strip() in ("Points Possible", "Student, Test") or not told.get("canvas"))):
            continue
        if of_canvas:
            told["last_name"], _, told["first_name"] = (part.strip() for part in row[0].partition(","))
        told["moodle"] = (re.findall(r"\d+", told.get("moodle", "")) or [""])[-1]
        told["id"] = next((told[key] for key in sources if told.get(key)), "")
        if why := why_no_student(told["id"]):
            raise CourseError(f"{path}:{number}: {told['id']!r} cannot be a student id: {why}")
        track = " ".join(told.get("track", "").split()).casefold()
        if track not in _TRACKS:
            raise CourseError(f"{path}:{number}: {told['track']!r} is no track: write `code` (notebooks) or `form` (without code), or nothing.")
        told["track"] = _TRACKS[track]
        if told["id"] in seen:
            raise CourseError(f"{path}:{number}: {told['id']!r} is listed twice.")
        seen.add(told["id"])
        yield Person(**told)


def _canvas(names: list[str]) -> dict[str, int]:
    """The columns of Canvas's own export, in which ``ID`` is Canvas's number and ``Student`` the name."""
    place = {"canvas": names.index("id"), "full_name": names.index("student")}
    for key, name in (("id", "sis login id"), ("lms_user_id", "sis user id"), ("email", "email")):
        if name in names:
            place[key] = names.index(name)
    return place

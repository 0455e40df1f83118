"""The tables of lessons in README and syllabus, made from the sources' headers.

A page says where a table goes, between ``<!-- lessons: NAME -->`` and ``<!-- end -->``; NAME is a key of ``TABLES``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from course import paths
from course.content import arc
from course.content.assignments import Assignment, load, slugs
from course.content.source import Source, read
from course.errors import CourseError

PAGES = (paths.ROOT / "README.md", paths.ROOT / "docs" / "syllabus.md")
_PLACE = re.compile(r"(<!-- lessons: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Row:
    """One lesson, and the assignments that belong to it."""

    place: arc.Place
    lesson: Source
    assignments: tuple[Assignment, ...]

    @property
    def title(self) -> str:
        return self.lesson.title.partition(": ")[2]

    @property
    def minutes(self) -> int:
        return self.lesson.header["minutes"]


def rows() -> list[Row]:
    """The lessons in order. Drafts are left out."""
    belongs: dict[str, list[Assignment]] = {}
    for slug in slugs():
        one = load(slug)
        if not one.source.header.get("draft"):
            belongs.setdefault(one.source.header.get("lesson", ""), []).append(one)
    return [Row(place, read(place.path), tuple(belongs.get(name, ()))) for name, place in arc.places().items()]


def modules() -> str:
    """The README's table: what each lesson is about, with links."""
    lines = ["| | lesson | minutes | graded assignment |", "|---|---|---|---|"]
    for row in rows():
        about = f": {row.lesson.header['about']}" if row.lesson.header.get("about") else ""
        tasks = "; ".join(f"[{one.slug}](assignments/{one.slug}/release/{one.slug}.ipynb), {one.points:g} points, "
                          f"{one.source.header['minutes']} min{', in place of others' if _instead(one) else ''}" for one in row.assignments)
        lines.append(f"| {row.place.number} | [{row.title}](notebooks/{row.place.path.stem}.ipynb){about} | {row.minutes} | {tasks} |")
    lessons = sum(row.minutes for row in rows())
    assignments = sum(one.source.header["minutes"] for row in rows() for one in row.assignments if not _instead(one))
    lines += ["", f"In all {lessons} minutes of lessons and {assignments} of assignments, about {(lessons + assignments) / 60:.0f} hours."]
    return "\n".join(lines)


def _instead(one: Assignment) -> bool:
    """Is it for the track without code alone, in place of other assignments?"""
    return one.source.header.get("track") == "form"


def syllabus() -> str:
    """The syllabus's table: minutes and points."""
    lines = ["| module | lesson | minutes | assignment | points | minutes |", "|---|---|---|---|---|---|"]
    for row in rows():
        for one in row.assignments or (None,):
            told = (one.slug, f"{one.points:g}", str(one.source.header["minutes"])) if one else ("", "", "")
            lines.append(f"| {row.place.number} | {row.title} | {row.minutes} | {' | '.join(told)} |")
    return "\n".join(lines)


TABLES = {"modules": modules, "syllabus": syllabus}


def pages() -> dict[Path, bytes]:
    """Every page with a table, as it must be.

    Raises
    ------
    CourseError
        When a page asks for a table that there is not, or has lost its place for one.
    """
    return {path: filled(path).encode() for path in PAGES}


def filled(path: Path) -> str:
    """The text of a page with its tables made anew."""
    text = path.read_text(encoding="utf-8")
    places = _PLACE.findall(text)
    if not places:
        raise CourseError(f"{path.name} has no place for a table: write `<!-- lessons: {next(iter(TABLES))} -->` and `<!-- end -->`.")
    for _, name, _ in places:
        if name not in TABLES:
            raise CourseError(f"{path.name}: there is no table {name!r}; there are {', '.join(TABLES)}.")
    return _PLACE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}\n{found[3]}", text)

"""Grades as CSV, for learning-management systems and for people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sql

from course import paths
from course.content import forms, source
from course.content.source import task_of
from course.grading import lateness, texts
from course.grading.classroom import Classroom
from course.grading.gradebook import reader
from course.grading.gradebook.tables import HANDLE, opened

FORMATS = ("plain", "canvas", "moodle")


@dataclass(frozen=True)
class Row:
    """One graded student. ``comments``: what was said, each message once, with its tasks; ``number``: what each
    learning-management system that the work came from calls the student (``moodle``: the participant, ``canvas``: the user)."""

    student: str
    last_name: str
    first_name: str
    email: str
    lms_user_id: str
    tasks: dict[str, float]
    waiting: tuple[str, ...]
    late_penalty: float
    score: float
    max_score: float
    comments: tuple[str, ...]
    number: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grades:
    """The grades of one assignment, the students who have handed in nothing, and those of whose track it is not asked."""

    slug: str
    rows: tuple[Row, ...]
    without: tuple[str, ...]
    not_asked: tuple[str, ...] = ()

    @property
    def waiting(self) -> list[str]:
        """Students some of whose work a person has still to look at."""
        return [row.student for row in self.rows if row.waiting]


def grades(classroom: Classroom, slug: str) -> Grades:
    """The grades of ``slug`` as they are now, with each late penalty of the score as it is now."""
    with opened(classroom) as book:
        lateness.settle(book, classroom.config, slug)
        numbers: dict[str, dict[str, str]] = {}
        for student, system, number in book.db.execute(
            sql.select(HANDLE.c.student, HANDLE.c.system, HANDLE.c.number).where(HANDLE.c.assignment == slug)
        ):
            numbers.setdefault(student, {})[system] = number
        rows = []
        for one in sorted(book.assignment_submissions(slug), key=lambda s: s.student.id):
            student = one.student
            every = [grade for notebook in one.notebooks for grade in notebook.grades]
            penalty = sum(notebook.late_submission_penalty or 0 for notebook in one.notebooks)
            said = [(comment.name, comment.comment) for notebook in one.notebooks for comment in notebook.comments if comment.comment]
            rows.append(
                Row(
                    student=student.id,
                    last_name=student.last_name or "",
                    first_name=student.first_name or "",
                    email=student.email or "",
                    lms_user_id=student.lms_user_id or "",
                    tasks={task_of(grade.name): grade.score for grade in every},
                    waiting=tuple(task_of(grade.name) for grade in every if grade.needs_manual_grade),
                    late_penalty=penalty,
                    score=max(0.0, sum(grade.score for grade in every) - penalty),
                    max_score=one.max_score,
                    comments=_once(said),
                    number=numbers.get(student.id, {}),
                )
            )
        return Grades(slug, tuple(rows), *map(tuple, reader.missing(book, slug, _asked_of(slug))))


def _asked_of(slug: str) -> frozenset[str]:
    """The tracks of which it is asked; where this checkout has no such assignment any more, of the one with notebooks."""
    path = paths.ASSIGNMENTS / slug / "assignment.py"
    return forms.asked_of(source.read(path)) if path.exists() else frozenset({forms.CODE})


def _once(said: list[tuple[str, str]]) -> tuple[str, ...]:
    """``task, task: message``, each message once, as plain text."""
    tasks: dict[str, list[str]] = {}
    for task, comment in said:
        tasks.setdefault(texts.without_markup(comment), []).append(task_of(task))
    return tuple(f"{', '.join(names)}: {message}" for message, names in tasks.items())


def to_csv(found: Grades, kind: str = "plain", column: str = "") -> str:
    """The text of a CSV file. ``column`` is the name of the grades' column in the learning-management system.

    ``plain`` has a column for each task, and a row without numbers for who has handed in nothing. ``canvas`` is what Canvas
    imports into its gradebook: matched by its own id where the work was collected from it, and by SIS user id (the LMS id of
    nbgrader's gradebook, or the student's id). ``moodle`` is a grading worksheet (*Identifier*, where the work was collected
    from Moodle) and serves the gradebook's import, by ID number or e-mail address, too.
    """
    rows = found.rows
    if kind == "canvas":
        head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column or found.slug]
        points = ["    Points Possible", "", "", "", "", f"{rows[0].max_score:g}" if rows else ""]
        body = [[_name(r), r.number.get("canvas", ""), r.lms_user_id or r.student, r.student, "", f"{r.score:g}"] for r in rows]
        return _table(head, [points, *body])
    if kind == "moodle":
        head = ["Identifier", "Full name", "ID number", "Email address", column or "Grade", "Last modified (grade)", "Feedback comments"]
        body = []
        for r in rows:
            participant = f"Participant {r.number['moodle']}" if "moodle" in r.number else ""
            name = " ".join(x for x in (r.first_name, r.last_name) if x) or r.student
            body.append([participant, name, r.lms_user_id or r.student, r.email, f"{r.score:g}", "-", "\n".join(r.comments)])
        return _table(head, body)
    tasks = list(rows[0].tasks) if rows else []
    head = ["student", "last_name", "first_name", *tasks, "late_penalty", "score", "max_score", "needs_manual_grade"]
    body = []
    for r in rows:
        numbers = [*(r.tasks.get(t) or 0 for t in tasks), r.late_penalty, r.score, r.max_score]
        body.append([r.student, r.last_name, r.first_name, *(f"{n:g}" for n in numbers), str(bool(r.waiting)).lower()])
    for names, why in ((found.without, "no submission"), (found.not_asked, "not asked on this track")):
        body += [[student, *[""] * (len(head) - 2), why] for student in names]
    return _table(head, body)


def _name(row: Row) -> str:
    return ", ".join(x for x in (row.last_name, row.first_name) if x) or row.student


def _table(head: list[str], body: Iterable[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_inert(cell) for cell in row] for row in body)
    return out.getvalue()


# What starts a formula: at the start of a cell, and after anything that some spreadsheet takes for the end of one.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\s\0'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def _inert(cell: str) -> str:
    """The cell's text, in which no spreadsheet finds a formula, also where it reads ``;`` as the end of a cell."""
    if cell == "-":  # Moodle's word for "never"
        return cell
    return _FORMULA.sub(r"\1'", "".join(c if c.isprintable() or c in "\t\r\n" else "" for c in cell))

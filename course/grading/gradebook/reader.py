"""What is asked of the gradebook: what is done already, the class's secret, how checks ended, open requests."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sql
from nbgrader.api import Gradebook

from course.content.assignments import Assignment
from course.errors import CourseError
from course.grading import regrade
from course.grading.classroom import Classroom
from course.grading.gradebook.tables import RUN, SECRET, TASK, opened
from course.grading.records import TaskOutcome


class Done(NamedTuple):
    """What a student's grade stands for: the digest of the submission, and the version it was graded by."""

    submission: str
    version: str


class Request(NamedTuple):
    """A regrade request: the student's words about one task, and whether it still waits for a person."""

    student: str
    task: str
    words: str
    waiting: bool


def secret_of(book: Gradebook, slug: str) -> str:
    """What an assignment's random inputs are drawn from; made on the first call."""
    found = book.db.execute(sql.select(SECRET.c.secret).where(SECRET.c.assignment == slug)).scalar()
    if found is None:
        found = secrets.token_hex(16)
        book.db.execute(SECRET.insert().values(assignment=slug, secret=found))
    book.db.commit()
    return found


def done(book: Gradebook, slug: str) -> dict[str, Done]:
    """What has been graded, by student."""
    rows = book.db.execute(
        sql.select(RUN.c.student, RUN.c.submission, RUN.c.version).where(RUN.c.assignment == slug)
    ).all()
    book.db.commit()
    return {student: Done(submission, version) for student, submission, version in rows}


def outcomes(book: Gradebook, slug: str) -> Iterator[tuple[str, str, TaskOutcome]]:
    """``(student, task, outcome)`` of every check that was asked."""
    for row in book.db.execute(sql.select(TASK).where(TASK.c.assignment == slug)).mappings().all():
        parts = {name: row[name] for name in ("passed", "message", "detail", "fault", "fingerprint")}
        yield row["student"], row["task"], TaskOutcome(**parts)


def requests(classroom: Classroom, assignment: Assignment) -> list[Request]:
    """Every regrade request, by student."""
    out, slug = [], assignment.slug
    with opened(classroom) as book:
        rows = book.db.execute(
            sql.select(RUN.c.student, RUN.c.request).where(RUN.c.assignment == slug, RUN.c.request != "")
        ).all()
        for student, text in rows:
            grades = {g.name: g for g in book.find_submission_notebook(slug, slug, student).grades}
            for task, words in regrade.parse(text, assignment).items():
                out.append(Request(student, task, words, bool(grades[assignment.task(task).grade_id].needs_manual_grade)))
    return sorted(out)


def lines_about(classroom: Classroom, assignment: Assignment, student: str) -> list[str]:
    """One student's tasks in words, for the instructor.

    Raises
    ------
    CourseError
        When nothing of that student has been graded.
    """
    slug = assignment.slug
    with opened(classroom) as book:
        run = book.db.execute(sql.select(RUN).where(RUN.c.assignment == slug, RUN.c.student == student)).mappings().first()
        if run is None:
            raise CourseError(f"{student} has no graded submission of {slug}.")
        found = {task: outcome for name, task, outcome in outcomes(book, slug) if name == student}
        grades = {g.name: g for g in book.find_submission_notebook(slug, slug, student).grades}
        lines = [f"{student}, graded {run['finished']}" + ("" if run["sandboxed"] else ", WITHOUT A SANDBOX")]
        lines += [run["reason"]] if run["reason"] else []
        for task in assignment.tasks:
            grade = grades[task.grade_id]
            by = "by hand" if grade.manual_score is not None else "automatic"
            wait = ", waiting for you" if grade.needs_manual_grade else ""
            lines.append(f"{task.name}: {grade.score:g} of {task.points:g} ({by}{wait})")
            told = found.get(task.name)
            if told is not None and not told.passed:
                lines += [f"    {text}" for text in (told.message, told.detail, told.fault) if text]
        return lines

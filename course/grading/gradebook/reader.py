"""What is asked of the gradebook: what is done already, the class's secret, how checks ended, open requests."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sql
from nbgrader.api import Gradebook

from course.content.assignments import Assignment
from course.content.forms import CODE, FORM
from course.errors import CourseError
from course.grading.classroom import Classroom
from course.grading.gradebook.tables import NOTICE, REQUEST, RUN, SECRET, TASK, TRACK, opened
from course.grading.names import one_form
from course.grading.records import Notice, TaskOutcome


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


class Missing(NamedTuple):
    """Students who have handed in nothing: those of whom the work was asked, and those of whose track it is not."""

    without: list[str]
    not_asked: list[str]


def secret_of(book: Gradebook, slug: str, first: str = "") -> str:
    """What an assignment's random inputs are drawn from; made on the first call, by chance unless that call says ``first``."""
    found = book.db.execute(sql.select(SECRET.c.secret).where(SECRET.c.assignment == slug)).scalar()
    if found is None:
        found = first or secrets.token_hex(16)
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
    slug = assignment.slug
    names = {task.grade_id: task.name for task in assignment.tasks}
    with opened(classroom) as book:
        rows = book.db.execute(sql.select(REQUEST.c.student, REQUEST.c.task, REQUEST.c.words).where(REQUEST.c.assignment == slug)).all()
        waiting = {
            student: {names.get(g.name) for g in book.find_submission_notebook(slug, slug, student).grades if g.needs_manual_grade}
            for student in {student for student, _, _ in rows}
        }
    return sorted(Request(student, task, words, task in waiting[student]) for student, task, words in rows)


def notices(book: Gradebook, slug: str) -> Iterator[tuple[str, Notice]]:
    """``(student, notice)`` of all that was unusual about what is graded now."""
    rows = sql.select(NOTICE).where(NOTICE.c.assignment == slug).order_by(NOTICE.c.kind, NOTICE.c.student, NOTICE.c.number)
    for row in book.db.execute(rows).mappings().all():
        yield row["student"], Notice(row["kind"], row["text"])


def missing(book: Gradebook, slug: str, asked: frozenset[str]) -> Missing:
    """Who has handed in nothing of an assignment that is asked of the tracks ``asked`` (:func:`course.content.forms.asked_of`)."""
    students, handed_in = {student.id for student in book.students}, {one.student_id for one in book.assignment_submissions(slug)}
    on_forms = {student for student, track in tracks(book).items() if track == FORM}
    free = (set() if FORM in asked else on_forms) | (set() if CODE in asked else students - on_forms)
    return Missing(sorted(students - handed_in - free), sorted(free - handed_in))


def tracks(book: Gradebook) -> dict[str, str]:
    """Who is on which track, of those of whom it was said."""
    found = {student: track for student, track in book.db.execute(sql.select(TRACK.c.student, TRACK.c.track)).all()}
    book.db.commit()
    return found


def lines_about(classroom: Classroom, assignment: Assignment, student: str) -> list[str]:
    """One student's tasks in words, for the instructor.

    Raises
    ------
    CourseError
        When nothing of that student has been graded.
    """
    slug = assignment.slug
    with opened(classroom) as book:
        runs = book.db.execute(sql.select(RUN).where(RUN.c.assignment == slug)).mappings().all()
        run = next((one for one in runs if one_form(one["student"]) == one_form(student)), None)
        if run is None:
            raise CourseError(f"{student} has no graded submission of {slug}.")
        student = run["student"]
        found = {task: outcome for name, task, outcome in outcomes(book, slug) if name == student}
        grades = {g.name: g for g in book.find_submission_notebook(slug, slug, student).grades}
        lines = [f"{student}, graded {run['finished']}" + ("" if run["sandboxed"] else ", WITHOUT A SANDBOX")]
        lines += [run["reason"]] if run["reason"] else []
        lines += [f"{one.kind}: {one.text}" for name, one in notices(book, slug) if name == student]
        for task in assignment.tasks:
            grade = grades[task.grade_id]
            by = "by hand" if grade.manual_score is not None else "automatic"
            wait = ", waiting for you" if grade.needs_manual_grade else ""
            lines.append(f"{task.name}: {grade.score:g} of {task.points:g} ({by}{wait})")
            told = found.get(task.name)
            if told is not None and not told.passed:
                lines += [f"    {text}" for text in (told.message, told.detail, told.fault) if text]
        return lines

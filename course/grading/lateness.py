"""When an assignment is due, for whom, and what lateness costs: always of the score as it is now.

nbgrader stores a penalty when it grades, before the essays are read. Here it is settled anew whenever grades are shown or handed
out, so that it follows the final score and a due time that was moved.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sql
from nbgrader.api import Gradebook, SubmittedNotebook
from traitlets.config import Config

from course.grading.gradebook.tables import EXTENSION
from course.grading.nbgrader_settings import LatePolicy, late_policy


def settle(book: Gradebook, config: Config, slug: str) -> list[str]:
    """Set every penalty of ``slug`` to what it is now; returns the students whose penalty has changed."""
    own, policy, changed = due_times(book, slug), late_policy(config), []
    for one in book.assignment_submissions(slug):
        for notebook in one.notebooks:
            if _settle(notebook, own.get(one.student_id), policy):
                changed.append(one.student_id)
    if book.db.dirty:  # a commit makes everything be read again
        book.db.commit()
    return changed


def settle_one(book: Gradebook, config: Config, notebook: SubmittedNotebook) -> None:
    """Set one penalty; the caller commits."""
    submission = notebook.assignment
    _settle(notebook, due_times(book, submission.name).get(submission.student_id), late_policy(config))


def _settle(notebook: SubmittedNotebook, own: datetime | None, policy: Any) -> bool:
    submission = notebook.assignment
    general = submission.assignment.duedate
    if own is not None and general is not None and submission.extension != own - general:
        submission.extension = own - general
    before, late = notebook.late_submission_penalty, submission.total_seconds_late
    penalty = policy.late_submission_penalty(submission.student_id, notebook.score, late) if late > 0 else None
    penalty = None if penalty is None else min(max(0.0, penalty), notebook.score)
    if before != penalty:
        notebook.late_submission_penalty = penalty
    return abs((before or 0) - (penalty or 0)) > 1e-9


def due_times(book: Gradebook, slug: str) -> dict[str, datetime]:
    """Student -> due time of their own, in UTC."""
    rows = book.db.execute(sql.select(EXTENSION.c.student, EXTENSION.c.due).where(EXTENSION.c.assignment == slug)).all()
    return {student: datetime.fromisoformat(due) for student, due in rows}


def set_due(book: Gradebook, slug: str, due: datetime | None, students: tuple[str, ...] = ()) -> None:
    """Set when ``slug`` is due, in UTC, for all or for some; None takes it away."""
    if not students:
        book.find_assignment(slug).duedate = due
        if due is None:
            for one in book.assignment_submissions(slug):
                one.extension = None
    for student in students:
        mine = (EXTENSION.c.assignment == slug, EXTENSION.c.student == student)
        book.db.execute(EXTENSION.delete().where(*mine))
        if due is not None:
            book.db.execute(EXTENSION.insert().values(assignment=slug, student=student, due=due.isoformat()))
        else:
            for one in book.assignment_submissions(slug):
                if one.student_id == student:
                    one.extension = timedelta(0)
    book.db.commit()


def describe(config: Config) -> str:
    """The late policy in words."""
    policy = late_policy(config)
    if not isinstance(policy, LatePolicy):
        return f"Late work costs what {type(policy).__name__} says (nbgrader_config.py)."
    if not policy.percent_per_day:
        return "Late work costs nothing: c.LatePolicy in nbgrader_config.py is not set."
    return (f"Late work costs {policy.percent_per_day:g}% of the score for each day begun, {policy.most_percent:g}% at most; "
            f"{policy.grace_minutes:g} minutes cost nothing.")  # fmt: skip

"""The one writer: results go into nbgrader's gradebook, each in one transaction, beside what nbgrader has no column for."""

from __future__ import annotations

import errno
import shutil
import tempfile
import warnings
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sql
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.utils import parse_utc

from course.content.assignments import Assignment
from course.errors import CourseError
from course.grading import regrade
from course.grading.classroom import Classroom, replace_folder
from course.grading.gradebook.tables import RUN, TASK
from course.grading.nbgrader_settings import late_penalty
from course.grading.records import Result, Submitted

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


@dataclass(frozen=True)
class Writer:
    """Writes results for one assignment into ``book``; ``version`` is what they were graded by."""

    classroom: Classroom
    book: Gradebook
    assignment: Assignment
    version: str
    sandboxed: bool = True

    def write(self, student: str, submitted: Submitted, result: Result, *, new: bool = True) -> None:
        """Store one result: the graded notebook first, then scores and the note that it is done, all at once.

        A manual score, a manual comment and extra credit are left as they are. Where the automatic score changes under
        a manual one, the cell is marked for another look; with ``new`` (other bytes than those graded last) an essay is
        too, and what the student asks for in a regrade request.
        """
        self._store_notebook(student, submitted, result.notebook)
        book, slug = self.book, self.assignment.slug
        try:
            book.update_or_create_student(student)
            when = {"timestamp": submitted.timestamp} if is_time(submitted.timestamp) else {}
            with warnings.catch_warnings():
                # nbgrader builds a submission's rows before it adds them; SQLAlchemy remarks on each.
                warnings.simplefilter("ignore", sql.exc.SAWarning)
                book.update_or_create_submission(slug, student, **when)
            notebook = book.find_submission_notebook(slug, slug, student)
            self._scores(notebook, result, new)
            self._comments(notebook, result)
            if new:
                regrade.flag(notebook, self.assignment, submitted.request)
            book.db.flush()
            book.db.expire(notebook)
            late = notebook.assignment.total_seconds_late
            notebook.late_submission_penalty = late_penalty(self.classroom.config, student, notebook.score, late)
            self._note(student, submitted, result)
            book.db.commit()
        except BaseException:
            book.db.rollback()
            raise
        book.db.expunge_all()  # or every notebook of the class stays in memory

    def still_works(self, error: Exception) -> None:
        """After ``error``: if it was no single student's result but the gradebook or the disk, stop the run.

        Raises
        ------
        CourseError
            When nobody's result could be stored.
        """
        try:
            self.book.db.execute(sql.select(RUN.c.student).limit(1)).all()
            self.book.db.commit()
        except sql.exc.SQLAlchemyError as gone:
            raise CourseError(f"the gradebook no longer answers: {gone}. What was graded before is kept.") from error
        if isinstance(error, OSError) and error.errno in _FULL:
            raise CourseError(f"{error}. What was graded before is kept; make room, then run again.") from error

    def _scores(self, notebook: SubmittedNotebook, result: Result, new: bool) -> None:
        grades = {grade.name: grade for grade in notebook.grades}
        for task in self.assignment.tasks:
            grade = grades[task.grade_id]
            score = result.scores.get(task.grade_id, 0.0)
            if result.for_a_person:
                grade.needs_manual_grade = True
            elif grade.manual_score is None:
                grade.needs_manual_grade = score is None
            elif grade.auto_score != score or (score is None and new):
                grade.needs_manual_grade = True
            grade.auto_score = score

    def _comments(self, notebook: SubmittedNotebook, result: Result) -> None:
        comments = {comment.name: comment for comment in notebook.comments}
        for task in self.assignment.tasks:
            comment = comments.get(task.name)
            if comment is None:
                continue
            outcome = result.tasks.get(task.name)
            if task.name in result.unanswered:
                comment.auto_comment = result.reason or "No response."
            elif outcome and not outcome.passed:
                comment.auto_comment = outcome.message
            else:
                comment.auto_comment = result.reason or None

    def _note(self, student: str, submitted: Submitted, result: Result) -> None:
        db, slug = self.book.db, self.assignment.slug
        for table in (RUN, TASK):
            db.execute(table.delete().where(table.c.assignment == slug, table.c.student == student))
        db.execute(
            RUN.insert().values(
                assignment=slug,
                student=student,
                submission=submitted.digest,
                version=self.version,
                reason=result.reason,
                request=submitted.request,
                sandboxed=self.sandboxed,
                finished=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )
        for task, outcome in result.tasks.items():
            db.execute(TASK.insert().values(assignment=slug, student=student, task=task, **asdict(outcome)))

    def _store_notebook(self, student: str, submitted: Submitted, text: str) -> None:
        """Only the cleaned notebook: a student's other files would be served to the instructor's browser as they are."""
        slug = self.assignment.slug
        place = self.classroom.folder("autograded", student, slug)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{slug}-", dir=place.parent))
        try:
            new.chmod(0o755)
            if text:
                (new / f"{slug}.ipynb").write_text(text, encoding="utf-8")
            if is_time(submitted.timestamp):
                (new / "timestamp.txt").write_text(submitted.timestamp, encoding="ascii")
            replace_folder(new, place)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def is_time(text: str) -> bool:
    """Is this a time stamp that nbgrader can read, of a year in which somebody may have handed something in?"""
    try:
        return bool(text) and text.isascii() and 1990 <= parse_utc(text).year <= 2200
    except Exception:  # the parser is not ours, and has its own ideas of what may go wrong
        return False

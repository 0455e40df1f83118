"""The one writer: results go into nbgrader's gradebook, each in one transaction, beside what nbgrader has no column for.

Three tables of our own stand in the same database. ``course_grading_run`` says which bytes were graded by which source:
it is written in the same transaction as the scores, so a run that was killed goes on where it stopped.
``course_grading_task`` holds how each check ended, for the statistics. ``course_grading_secret`` holds what the random
inputs are drawn from: the same for a whole class, so that all are asked the same, and never told to the sandbox.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sql
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.utils import parse_utc

from course.content.assignments import Assignment
from course.errors import CourseError
from course.grading import regrade
from course.grading.classroom import Classroom, replace_folder
from course.grading.nbgrader_settings import late_penalty
from course.grading.submission import Submitted

_tables = sql.MetaData()
RUN = sql.Table(
    "course_grading_run",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("submission", sql.String(64), nullable=False),
    sql.Column("source", sql.String(64), nullable=False),
    sql.Column("reason", sql.Text, nullable=False),
    sql.Column("request", sql.Text, nullable=False),
    sql.Column("sandboxed", sql.Boolean, nullable=False),
    sql.Column("finished", sql.String(40), nullable=False),
)
TASK = sql.Table(
    "course_grading_task",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("task", sql.String(128), primary_key=True),
    sql.Column("passed", sql.Boolean, nullable=False),
    sql.Column("message", sql.Text, nullable=False),
    sql.Column("detail", sql.Text, nullable=False),
    sql.Column("fault", sql.Text, nullable=False),
    sql.Column("print", sql.String(32), nullable=False),
)
SECRET = sql.Table(
    "course_grading_secret",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("secret", sql.String(64), nullable=False),
)


class Writer:
    """Writes results for one assignment. To be used in a ``with``; holds the gradebook open."""

    def __init__(self, classroom: Classroom, assignment: Assignment, source: str, *, sandboxed: bool = True):
        self.classroom, self.assignment = classroom, assignment
        self.source, self.sandboxed = source, sandboxed
        self.gradebook: Gradebook = classroom.gradebook()
        _tables.create_all(self.gradebook.engine)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.gradebook.close()

    def secret(self) -> str:
        """What this assignment's random inputs are drawn from; made on the first call."""
        db, slug = self.gradebook.db, self.assignment.slug
        found = db.execute(sql.select(SECRET.c.secret).where(SECRET.c.assignment == slug)).scalar()
        if found is None:
            found = secrets.token_hex(16)
            db.execute(SECRET.insert().values(assignment=slug, secret=found))
        db.commit()
        return found

    def done(self) -> dict[str, tuple[str, str]]:
        """student -> digests of the submission and the source that its grade stands for."""
        rows = self.gradebook.db.execute(
            sql.select(RUN.c.student, RUN.c.submission, RUN.c.source).where(RUN.c.assignment == self.assignment.slug)
        ).all()
        self.gradebook.db.commit()
        return {student: (submission, source) for student, submission, source in rows}

    def write(self, student: str, submitted: Submitted, result: dict) -> None:
        """Store one result: the graded notebook first, then scores and the note that it is done, all at once.

        A manual score, a manual comment and extra credit are left as they are. Where the automatic score changes under
        a manual one, the cell is marked for another look.
        """
        self._store_notebook(student, submitted, result["notebook"])
        book, slug = self.gradebook, self.assignment.slug
        book.update_or_create_student(student)
        when = {"timestamp": submitted.timestamp} if _is_time(submitted.timestamp) else {}
        with warnings.catch_warnings():
            # nbgrader builds a submission's rows before it adds them; SQLAlchemy remarks on each.
            warnings.simplefilter("ignore", sql.exc.SAWarning)
            book.update_or_create_submission(slug, student, **when)
        try:
            before = book.db.execute(
                sql.select(RUN.c.submission).where(RUN.c.assignment == slug, RUN.c.student == student)
            ).scalar()
            new = before != submitted.digest
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

    def _scores(self, notebook: SubmittedNotebook, result: dict, new: bool) -> None:
        grades = {grade.name: grade for grade in notebook.grades}
        for task in self.assignment.tasks:
            grade = grades[task.grade_id]
            if task.kind == "code":
                outcome = result["tasks"].get(task.name)
                score = float(task.points) if outcome and outcome["passed"] else 0.0
            else:
                nothing = not result["notebook"] or task.grade_id in result["unanswered"]
                score = 0.0 if nothing else None  # None: a person reads it
            if grade.manual_score is None:
                grade.needs_manual_grade = score is None
            elif grade.auto_score != score or (score is None and new):
                grade.needs_manual_grade = True
            grade.auto_score = score

    def _comments(self, notebook: SubmittedNotebook, result: dict) -> None:
        comments = {comment.name: comment for comment in notebook.comments}
        for task in self.assignment.tasks:
            comment = comments.get(task.name)
            if comment is None:
                continue
            outcome = result["tasks"].get(task.name)
            if task.name in result["unanswered"]:
                comment.auto_comment = result["reason"] or "No response."
            elif outcome and not outcome["passed"]:
                comment.auto_comment = outcome["message"]
            else:
                comment.auto_comment = result["reason"] or None

    def _note(self, student: str, submitted: Submitted, result: dict) -> None:
        db, slug = self.gradebook.db, self.assignment.slug
        for table in (RUN, TASK):
            db.execute(table.delete().where(table.c.assignment == slug, table.c.student == student))
        db.execute(
            RUN.insert().values(
                assignment=slug,
                student=student,
                submission=submitted.digest,
                source=self.source,
                reason=result["reason"],
                request=submitted.request,
                sandboxed=self.sandboxed,
                finished=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )
        for task, outcome in result["tasks"].items():
            db.execute(TASK.insert().values(assignment=slug, student=student, task=task, **_storable(outcome)))

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
            if _is_time(submitted.timestamp):
                (new / "timestamp.txt").write_text(submitted.timestamp, encoding="ascii")
            replace_folder(new, place)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _storable(outcome: dict) -> dict:
    # PostgreSQL takes no NUL in a text.
    return {k: v.replace("\x00", "") if isinstance(v, str) else v for k, v in outcome.items()}


def _is_time(text: str) -> bool:
    try:
        return bool(text) and parse_utc(text) is not None
    except (ValueError, OverflowError, TypeError, AttributeError):
        return False


def open_requests(classroom: Classroom, assignment: Assignment) -> list[tuple[str, str, str, bool]]:
    """(student, task, words, still waiting) of every regrade request."""
    out = []
    with Writer(classroom, assignment, "") as writer:
        book, slug = writer.gradebook, assignment.slug
        rows = book.db.execute(
            sql.select(RUN.c.student, RUN.c.request).where(RUN.c.assignment == slug, RUN.c.request != "")
        ).all()
        for student, text in rows:
            grades = {g.name: g for g in book.find_submission_notebook(slug, slug, student).grades}
            for task, words in regrade.parse(text, assignment).items():
                out.append((student, task, words, bool(grades[assignment.task(task).grade_id].needs_manual_grade)))
    return sorted(out)


def outcomes_of(classroom: Classroom, assignment: Assignment, student: str) -> list[str]:
    """Lines about one student's tasks, for the instructor."""
    with Writer(classroom, assignment, "") as writer:
        db, slug = writer.gradebook.db, assignment.slug
        run = db.execute(sql.select(RUN).where(RUN.c.assignment == slug, RUN.c.student == student)).mappings().first()
        if run is None:
            raise CourseError(f"{student} has no graded submission of {slug}.")
        rows = db.execute(sql.select(TASK).where(TASK.c.assignment == slug, TASK.c.student == student)).mappings()
        found = {row["task"]: row for row in rows}
        grades = {g.name: g for g in writer.gradebook.find_submission_notebook(slug, slug, student).grades}
        lines = [f"{student}, graded {run['finished']}" + ("" if run["sandboxed"] else ", WITHOUT A SANDBOX")]
        lines += [run["reason"]] if run["reason"] else []
        for task in assignment.tasks:
            grade = grades[task.grade_id]
            by = "by hand" if grade.manual_score is not None else "automatic"
            wait = ", waiting for you" if grade.needs_manual_grade else ""
            lines.append(f"{task.name}: {grade.score:g} of {task.points:g} ({by}{wait})")
            row = found.get(task.name)
            if row is not None and not row["passed"]:
                lines += [f"    {text}" for text in (row["message"], row["detail"], row["fault"]) if text]
        return lines

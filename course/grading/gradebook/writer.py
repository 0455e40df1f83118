"""The one writer: results go into nbgrader's gradebook, each in one transaction, beside what nbgrader has no column for."""

from __future__ import annotations

import errno
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sql
from nbgrader.api import Gradebook, SubmittedNotebook

from course.content.assignments import Assignment
from course.errors import CourseError
from course.grading import lateness, regrade, times
from course.grading.classroom import Classroom, replace_folder
from course.grading.gradebook.tables import NOTICE, REQUEST, RUN, TASK, TRACK
from course.grading.records import Notice, Result, Submitted

LONG_BEFORE = timedelta(days=300)  # nobody hands in that early, but a file may say so
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


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
        too. What the student asks for in a regrade request is marked until a person has given its points.
        """
        notices = [*submitted.notices, *result.notices]
        try:
            when = times.read(submitted.timestamp, self.classroom.zone) if submitted.timestamp else None
        except times.TimeError as error:
            when = None
            notices.append(Notice("time not readable", f"{error} It counts as handed in in time until timestamp.txt says another"))
        book, slug = self.book, self.assignment.slug
        due = book.find_assignment(slug).duedate
        if when and due and when < due - LONG_BEFORE:
            notices.append(Notice("time doubtful", f"handed in {(due - when).days} days before it was due, as its own timestamp.txt has it"))
        self._store_notebook(student, when, result.notebook)
        try:
            book.update_or_create_student(student)
            with warnings.catch_warnings():
                # nbgrader builds a submission's rows before it adds them; SQLAlchemy remarks on each.
                warnings.simplefilter("ignore", sql.exc.SAWarning)
                book.update_or_create_submission(slug, student, timestamp=when)
            notebook = book.find_submission_notebook(slug, slug, student)
            waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
            self._scores(notebook, result, new)
            self._comments(notebook, result)
            self._requests(student, notebook, submitted.request, waiting)
            book.db.flush()
            book.db.expire(notebook)
            lateness.settle_one(book, self.classroom.config, notebook)
            self._note(student, submitted, result, notices)
            book.db.commit()
        except BaseException:
            book.db.rollback()
            raise
        book.db.expunge_all()  # or every notebook of the class stays in memory

    def stored(self, student: str) -> bool:
        """Is a graded notebook of this student's there?"""
        return self._place(student).is_dir()

    def _place(self, student: str) -> Path:
        return self.classroom.folder("autograded", student, self.assignment.slug)

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
        if isinstance(error, OSError) and error.errno in FULL:
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

    def _requests(self, student: str, notebook: SubmittedNotebook, text: str, waiting: set[str]) -> None:
        """Mark what is asked for now, and what was asked before and nobody has looked at."""
        db, slug = self.book.db, self.assignment.slug
        mine = (REQUEST.c.assignment == slug, REQUEST.c.student == student)
        known = {task: words for task, words in db.execute(sql.select(REQUEST.c.task, REQUEST.c.words).where(*mine))}
        grades = {grade.name: grade for grade in notebook.grades}
        comments = {one.name: one for one in notebook.comments}
        tasks = {task.name: task.grade_id for task in self.assignment.tasks}
        asked = regrade.parse(text, self.assignment)
        for task in [*known, *(task for task in asked if task not in known)]:
            before, words = known.get(task, ""), asked.get(task, "")
            is_open = bool(before) and tasks.get(task) in waiting
            if words and words not in before:
                words = f"{before} / {words}" if is_open else words
            elif is_open:
                words = before
            else:
                continue  # a person has dealt with it, and nothing new is said
            if task not in tasks:
                continue
            grades[tasks[task]].needs_manual_grade = True
            if (comment := comments.get(task)) is not None:
                told = f"{comment.auto_comment}\n\n" if comment.auto_comment else ""
                comment.auto_comment = told + regrade.comment(words)
            db.execute(REQUEST.delete().where(*mine, REQUEST.c.task == task))
            db.execute(REQUEST.insert().values(assignment=slug, student=student, task=task, words=words))

    def _note(self, student: str, submitted: Submitted, result: Result, notices: list[Notice]) -> None:
        db, slug = self.book.db, self.assignment.slug
        for table in (RUN, TASK, NOTICE):
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
        for number, one in enumerate(notices):
            db.execute(NOTICE.insert().values(assignment=slug, student=student, number=number, kind=one.kind, text=one.text))

    def _store_notebook(self, student: str, when: datetime | None, text: str) -> None:
        """Only the cleaned notebook: a student's other files would be served to the instructor's browser as they are."""
        slug = self.assignment.slug
        place = self._place(student)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{slug}-", dir=place.parent))
        try:
            new.chmod(0o755)
            if text:
                (new / f"{slug}.ipynb").write_text(text, encoding="utf-8")
            if when:
                (new / "timestamp.txt").write_text(times.written(when), encoding="ascii")
            replace_folder(new, place)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def set_tracks(book: Gradebook, tracks: Mapping[str, str]) -> list[str]:
    """Say of students which track they are on; empty: nothing is said any more. Returns those of whom it has changed."""
    before = {student: track for student, track in book.db.execute(sql.select(TRACK.c.student, TRACK.c.track)).all()}
    new = {student: track for student, track in tracks.items() if before.get(student, "") != track}
    for student, track in new.items():
        book.db.execute(TRACK.delete().where(TRACK.c.student == student))
        if track:
            book.db.execute(TRACK.insert().values(student=student, track=track))
    book.db.commit()
    return sorted(new)

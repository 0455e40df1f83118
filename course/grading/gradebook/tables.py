"""Tables of our own beside nbgrader's, in the same database.

``course_grading_run`` says which bytes were graded by which version: it is written in the same transaction as the scores,
so a run that was killed goes on where it stopped. ``course_grading_task`` holds how each check ended, for the
statistics. ``course_grading_request`` holds what students asked to be looked at again, ``course_grading_notice`` what was
unusual about a submission, ``course_grading_extension`` the due times of single students, and ``course_grading_handle`` what a
learning-management system calls a submission. ``course_grading_track`` holds who is on the track without code. ``course_grading_secret`` holds what the random inputs are drawn from: the same for a whole class, so that all
are asked the same, and never told to the sandbox.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sql
from nbgrader.api import Gradebook

from course.grading.classroom import Classroom

_tables = sql.MetaData()
RUN = sql.Table(
    "course_grading_run",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("submission", sql.String(64), nullable=False),
    sql.Column("source", sql.String(64), key="version", nullable=False),
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
    sql.Column("print", sql.String(32), key="fingerprint", nullable=False),
)
REQUEST = sql.Table(
    "course_grading_request",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("task", sql.String(128), primary_key=True),
    sql.Column("words", sql.Text, nullable=False),
)
NOTICE = sql.Table(
    "course_grading_notice",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("number", sql.Integer, primary_key=True),
    sql.Column("kind", sql.String(64), nullable=False),
    sql.Column("text", sql.Text, nullable=False),
)
EXTENSION = sql.Table(
    "course_grading_extension",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("due", sql.String(40), nullable=False),  # UTC, ISO 8601
)
HANDLE = sql.Table(
    "course_grading_handle",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("system", sql.String(16), primary_key=True),
    sql.Column("name", sql.Text, nullable=False),  # the folder's or the file's name before the file's own
    sql.Column("number", sql.String(40), nullable=False),  # of the participant or the user
    sql.Column("file", sql.String(40), nullable=False),  # of the newest file, where the system numbers files
    sql.Column("late", sql.Boolean, nullable=False),  # as the system marked it
)
TRACK = sql.Table(
    "course_grading_track",
    _tables,
    sql.Column("student", sql.String(128), primary_key=True),
    sql.Column("track", sql.String(16), nullable=False),
)
SECRET = sql.Table(
    "course_grading_secret",
    _tables,
    sql.Column("assignment", sql.String(128), primary_key=True),
    sql.Column("secret", sql.String(64), nullable=False),
)


@contextlib.contextmanager
def opened(classroom: Classroom) -> Iterator[Gradebook]:
    """The class's gradebook with our tables in it."""
    book = classroom.gradebook()
    try:
        _tables.create_all(book.engine)
        yield book
    finally:
        book.close()

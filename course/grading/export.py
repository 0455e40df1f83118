"""Grades as CSV, for learning-management systems and for people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from course.content.source import task_of
from course.grading.classroom import Classroom

FORMATS = ("plain", "canvas", "moodle")


def rows(classroom: Classroom, slug: str) -> list[dict]:
    """One row for each graded student: id, names, e-mail, LMS id, points of each task, penalty, score, state."""
    with classroom.gradebook() as gradebook:
        out = []
        for one in sorted(gradebook.assignment_submissions(slug), key=lambda s: s.student.id):
            student, penalty = one.student, sum(n.late_submission_penalty or 0 for n in one.notebooks)
            out.append(
                {
                    "student": student.id,
                    "last_name": student.last_name or "",
                    "first_name": student.first_name or "",
                    "email": student.email or "",
                    "lms_user_id": student.lms_user_id or "",
                    "tasks": {task_of(g.name): g.score for n in one.notebooks for g in n.grades},
                    "late_penalty": penalty,
                    "score": max(0.0, one.score - penalty),
                    "max_score": one.max_score,
                    "needs_manual_grade": bool(one.needs_manual_grade),
                    "comments": [c.comment for n in one.notebooks for c in n.comments if c.comment],
                }
            )
        return out


def to_csv(classroom: Classroom, slug: str, kind: str = "plain") -> str:
    """The text of a CSV file.

    ``plain`` has a column for each task. ``canvas`` is what Canvas imports into its gradebook (matched by SIS user id;
    the LMS id of nbgrader's gradebook, or the student's id). ``moodle`` has id number, e-mail address, grade and feedback.
    """
    graded = rows(classroom, slug)
    if kind == "canvas":
        head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", slug]
        points = ["    Points Possible", "", "", "", "", f"{graded[0]['max_score']:g}" if graded else ""]
        body = [[_name(r), "", r["lms_user_id"] or r["student"], r["student"], "", f"{r['score']:g}"] for r in graded]
        return _table(head, [points, *body])
    if kind == "moodle":
        head = ["ID number", "Email address", slug, "Feedback comments"]
        body = [
            [r["lms_user_id"] or r["student"], r["email"], f"{r['score']:g}", " / ".join(r["comments"])] for r in graded
        ]
        return _table(head, body)
    tasks = list(graded[0]["tasks"]) if graded else []
    head = ["student", "last_name", "first_name", *tasks, "late_penalty", "score", "max_score", "needs_manual_grade"]
    body = []
    for r in graded:
        numbers = [*(r["tasks"].get(t) or 0 for t in tasks), r["late_penalty"], r["score"], r["max_score"]]
        state = str(r["needs_manual_grade"]).lower()
        body.append([r["student"], r["last_name"], r["first_name"], *(f"{n:g}" for n in numbers), state])
    return _table(head, body)


def _name(row: dict) -> str:
    return ", ".join(x for x in (row["last_name"], row["first_name"]) if x) or row["student"]


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
    return _FORMULA.sub(r"\1'", "".join(c if c.isprintable() or c in "\t\r\n" else "" for c in cell))

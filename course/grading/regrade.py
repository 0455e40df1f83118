"""Regrade requests: a student puts ``regrade.txt`` beside the notebook and hands it in again.

Each line names a task and says why: ``candidates: my list is sorted, see the last cell``. The task is then marked for
manual grading in the formgrader, with the student's words beside it. What the instructor gives there stays, whatever is
graded later.
"""

from __future__ import annotations

import html
import re
from typing import Any

from course.content.assignments import Assignment

_LINE = re.compile(r"^\s*([a-z][a-z0-9_]*)\s*:\s*(.+?)\s*$")


def parse(text: str, assignment: Assignment) -> dict[str, str]:
    """task -> the student's words; lines that name no task of the assignment are left out."""
    known = {task.name for task in assignment.tasks}
    found = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and match[1] in known:
            found[match[1]] = match[2][:500]
    return found


def flag(notebook: Any, assignment: Assignment, text: str) -> None:
    """Mark the requested tasks of a submitted notebook for manual grading."""
    requests = parse(text, assignment)
    grades = {grade.name: grade for grade in notebook.grades}
    comments = {comment.name: comment for comment in notebook.comments}
    for name, words in requests.items():
        grades[assignment.task(name).grade_id].needs_manual_grade = True
        comment = comments.get(name)
        if comment is not None:
            before = f"{comment.auto_comment}\n\n" if comment.auto_comment else ""
            comment.auto_comment = f"{before}Regrade requested: {_quoted(words)}"


def _quoted(words: str) -> str:
    # A comment is shown as Markdown: the student's words go in as text only.
    return (
        "<q>"
        + "".join(f"&#{ord(c)};" if not c.isalnum() and c not in " ,." else c for c in html.unescape(words))
        + "</q>"
    )

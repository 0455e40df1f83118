"""Regrade requests: a student puts ``regrade.txt`` beside the notebook and hands it in again.

A line names a task and says why: ``candidates: my list is sorted, see the last cell``; lines that follow belong to it. The task
is then marked for manual grading in the formgrader, with the student's words beside it. It stays marked, whatever is graded
again, until a person has given its points. Words that name no task wait at the first one.
"""

from __future__ import annotations

import difflib
import html
import re

from course.content.assignments import Assignment

_LINE = re.compile(r"\s*(?:[-*•]\s*)?(?P<name>[^:：\n]{1,60}?)\s*[:：]\s*(?P<words>.*)")
WORDS_LIMIT = 2000  # characters of one request


def parse(text: str, assignment: Assignment) -> dict[str, str]:
    """task -> the student's words, in the order of the text.

    A task is known by its name in any case, with a slip in it, or by its number. Words that name none are under the
    first task, and say so.
    """
    tasks = [task.name for task in assignment.tasks]
    found: dict[str, list[str]] = {}
    at = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        named = _task(match["name"], tasks) if match else ""
        if named:
            at, line = named, match["words"]
        elif match and at and " " not in match["name"]:  # a name that is none of a task, and no sentence that goes on
            at = ""
        elif not at and (first := _task(line.split()[0], tasks)):
            at, line = first, line.split(maxsplit=1)[1] if len(line.split()) > 1 else ""
        found.setdefault(at, []).append(" ".join(line.split()))
    told = {task: " ".join(words).strip() or "(no reason given)" for task, words in found.items()}
    if "" in told:
        unnamed = f"(no task named) {told.pop('')}"
        told = {tasks[0]: f"{told[tasks[0]]} / {unnamed}" if tasks[0] in told else unnamed} | {k: v for k, v in told.items() if k != tasks[0]}
    return {task: _cut(words) for task, words in told.items()}


def _task(name: str, tasks: list[str]) -> str:
    """The task that a student means; empty when it is none."""
    loose = {_loose(task): task for task in tasks}
    wanted = _loose(name)
    number = re.fullmatch(r"(?:task|exercise|question|q|no|nr)?(\d{1,2})", wanted)
    if wanted in loose:
        return loose[wanted]
    if number and 1 <= int(number[1]) <= len(tasks):
        return tasks[int(number[1]) - 1]
    near = difflib.get_close_matches(wanted, loose, n=1, cutoff=0.75)
    return loose[near[0]] if near and len(wanted) > 2 else ""


def _loose(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()


def _cut(words: str) -> str:
    return words if len(words) <= WORDS_LIMIT else f"{words[:WORDS_LIMIT]} [cut]"


def comment(words: str) -> str:
    """The student's words as part of a comment: it is shown as Markdown, so they go in as text only."""
    return (
        "Regrade requested: <q>"
        + "".join(f"&#{ord(c)};" if not c.isalnum() and c not in " ,." else c for c in html.unescape(words))
        + "</q>"
    )

"""Cards for a talk of three minutes: two a student, one of the module and one on the student's own submitted code.

The draw hangs on the student, the assignment and a secret of the teacher's, so it is the same when it is made again, and nobody can
work it out beforehand.
"""

from __future__ import annotations

import ast
import hashlib
import html
import json
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np

from course import terminal
from course.content import arc, plans
from course.content.assignments import Assignment, load
from course.content.notebooks import release_notebook
from course.content.source import task_of, without_magics
from course.grading import submission
from course.grading.classroom import Classroom
from course.teach import pages
from course.teach.pages import TeachError

RULE = ("2: explains it and can change it. 1: explains it. 0: cannot. A talk may move an essay by one level, up or down. It never moves a "
        "task that was checked by machine.")
PROTOCOL = ("First minute: the student reads card 1 aloud and answers. Second minute: card 2, a line of their own; “why?”, then one change (“and if the "
            "threshold were lower?”). Third minute: the student adds what they like. Write the two marks while they talk, and tell them.")
_STYLE = pages.FOLDER / "viva.css"
LONGEST = 160
"""Characters of a line that go onto a card."""


@dataclass(frozen=True)
class Draw:
    """The two cards of one student. ``line`` is the student's own, ``task`` where it stands; both empty where there was none to take."""

    student: str
    card: str
    task: str
    line: str
    second: str
    """The second card where there is no line of the student's own."""
    said: str
    """Why there is none."""


def handed_out(assignment: Assignment) -> frozenset[str]:
    """Every line of the notebook that students got."""
    return frozenset(line.strip() for cell in release_notebook(assignment).cells for line in cell.source.splitlines())


def lines(notebook: nbformat.NotebookNode, assignment: Assignment, given: frozenset[str]) -> list[tuple[str, str]]:
    """``(task, line)`` of the student's answer cells: statements that compute something and are not among the ``given`` lines."""
    tasks = {task.grade_id for task in assignment.tasks} | {task.name for task in assignment.tasks}
    found = []
    for cell in notebook.cells:
        info = cell.get("metadata", {}).get("nbgrader", {})
        name = info.get("grade_id", "") if isinstance(info, dict) else ""
        if cell.get("cell_type") != "code" or not isinstance(name, str) or name not in tasks or not info.get("solution"):
            continue
        source = cell.get("source", "")
        try:
            tree = ast.parse(without_magics(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        rows = source.splitlines()
        for node in ast.walk(tree):
            if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr, ast.If, ast.While, ast.For)) and _computes(node):
                line = terminal.plain(rows[node.lineno - 1].strip())
                if line and line not in given and len(line) <= LONGEST:
                    found.append((task_of(name), line))
    return list(dict.fromkeys(found))


def _computes(node: ast.stmt) -> bool:
    """Is there a choice in it to ask about: an operation, a comparison or a call, not only a name or a text?"""
    parts = [node.test] if isinstance(node, (ast.If, ast.While)) else [node.iter] if isinstance(node, ast.For) else [node]
    kinds = (ast.BinOp, ast.Compare, ast.BoolOp, ast.Call, ast.Subscript, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.UnaryOp)
    return any(isinstance(one, kinds) for part in parts for one in ast.walk(part))


def draw(slug: str, course: Path, *, secret: str = "", only: str | None = None) -> list[Draw]:
    """Two cards for everybody who handed in ``slug`` in the class ``course``, by student.

    Raises
    ------
    CourseError
        For an assignment there is not, one that belongs to no lesson, a class there is not; when nobody handed it in, or ``only`` did not.
    """
    assignment = load(slug)
    cards = plans.plan(arc.lesson_of(slug)).viva
    there = dict(Classroom(course).submissions(slug))
    if not there:
        raise TeachError(f"nobody has handed in {slug} in {course}: submissions are expected at submitted/STUDENT/{slug}/{slug}.ipynb. "
                         "`course teach viva` without --course gives the module's cards alone.")
    if only is not None and only not in there:
        raise TeachError(f"{only!r} has not handed in {slug} in {course}. These have: {', '.join(map(terminal.plain, there))}.")
    given = handed_out(assignment)
    return [_draw(student, folder, assignment, cards, secret, given) for student, folder in there.items() if only in (None, student)]


def _draw(student: str, folder: Path, assignment: Assignment, cards: tuple[str, ...], secret: str, given: frozenset[str]) -> Draw:
    seed = hashlib.sha256(json.dumps([secret, assignment.slug, student]).encode()).digest()
    random = np.random.default_rng(list(seed))
    one, other = random.permutation(len(cards))[:2]
    found, said = [], ""
    try:
        handed = submission.collect(folder, assignment.slug)
        if handed.problem:
            said = handed.problem
        else:
            found = lines(nbformat.reads(handed.notebook.decode("utf-8"), as_version=4), assignment, given)
    except OSError as error:
        said = f"The folder cannot be read: {error.strerror}."
    except Exception:  # a stranger's notebook: whatever is wrong with it, the talk takes place
        said = "The notebook cannot be read."
    if not found and not said:
        said = "No line of their own was found in the answer cells."
    task, line = found[random.integers(len(found))] if found else ("", "")
    return Draw(student, cards[one], task, line, "" if line else cards[other], said)


def sheet(slug: str, drawn: list[Draw]) -> bytes:
    """The cards as an HTML file to print: one row a student, with room for the two marks."""
    title = load(slug).title
    rows = "".join(_row(one) for one in drawn)
    body = (f"<main><h1>Talks: {html.escape(title)}</h1><p>{html.escape(PROTOCOL)}</p><p>{html.escape(RULE)}</p>{rows}</main>")
    return pages.page(f"Talks: {html.escape(title)}", body, style=_STYLE.read_text(encoding="utf-8"))


def _row(one: Draw) -> str:
    second = (f'<p>In <b>{html.escape(one.task)}</b> you wrote:</p><pre>{html.escape(one.line)}</pre><p>This line: why?</p>' if one.line else
              f'<p>{html.escape(one.second)}</p><p class="said">{html.escape(terminal.plain(one.said))}</p>')
    return (f'<section><h2>{html.escape(terminal.plain(one.student))}</h2><div class="cards"><div class="card"><p>{html.escape(one.card)}</p></div>'
            f'<div class="card">{second}</div></div><p class="marks">Card 1: 0 · 1 · 2 &nbsp; Card 2: 0 · 1 · 2 &nbsp; Essay moves: − · 0 · +</p></section>')


def module_sheet(lesson: str) -> bytes:
    """The five cards of a lesson's module, to print and cut."""
    plan = plans.plan(lesson)
    cards = "".join(f'<div class="card"><p>{html.escape(one)}</p></div>' for one in plan.viva)
    title = f"Cards: {html.escape(plans.deck(lesson).title)}"
    return pages.page(title, f'<main><h1>{title}</h1><p>{html.escape(PROTOCOL)}</p><p>{html.escape(RULE)}</p><div class="cards">{cards}</div></main>',
                      style=_STYLE.read_text(encoding="utf-8"))

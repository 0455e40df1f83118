"""Submissions whose grade is known beforehand: the reference, the blank release, and every answer of both banks."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import nbformat

from course.content import bank, notebooks
from course.content.assignments import Assignment


@dataclass(frozen=True)
class Case:
    """One submission and what it must get. ``answers`` are those that differ from the reference's."""

    name: str
    notebook: nbformat.NotebookNode = field(repr=False)
    fails: frozenset[str]
    answers: dict[str, str] = field(default_factory=dict, repr=False)
    message: str = ""
    hint: str = ""


def cases(assignment: Assignment) -> list[Case]:
    """The reference, the blank release, and both banks, as notebooks that a student could hand in."""
    release = notebooks.release_notebook(assignment)
    every = frozenset(task.name for task in assignment.code_tasks)
    out = [Case("reference", answered(release, assignment.answers), frozenset(), assignment.answers), Case("blank", release, every)]
    for prefix, banked in (("right", bank.right(assignment)), ("", bank.wrong(assignment))):
        for one in banked:
            name = f"{prefix} {one.name}".strip().replace(" ", "-")
            notebook = answered(release, assignment.answers | one.answers)
            out.append(Case(name, notebook, one.fails, one.answers, one.message, one.hint))
    return out


def answered(release: nbformat.NotebookNode, answers: dict[str, str]) -> nbformat.NotebookNode:
    """The release with its answer cells filled in."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution") and not marks.get("grade") and marks["grade_id"] in answers:
            cell.source = answers[marks["grade_id"]]
    return notebook

"""Submissions whose grade is known beforehand: the reference, the blank release, and every wrong answer."""

from __future__ import annotations

import copy
from dataclasses import dataclass

import nbformat

from course.content import notebooks, wrong_answers
from course.content.assignments import Assignment


@dataclass(frozen=True)
class Case:
    """One submission and what it must get."""

    name: str
    notebook: nbformat.NotebookNode
    fails: frozenset[str]
    message: str = ""


def cases(assignment: Assignment) -> list[Case]:
    """The reference, the blank release, and every wrong answer, as notebooks that a student could hand in."""
    release = notebooks.release_notebook(assignment)
    every = frozenset(task.name for task in assignment.code_tasks)
    out = [Case("reference", answered(release, assignment.answers), frozenset()), Case("blank", release, every)]
    for wrong in wrong_answers.read_all(assignment):
        out.append(Case(wrong.name, answered(release, assignment.answers | wrong.answers), wrong.fails, wrong.message))
    return out


def answered(release: nbformat.NotebookNode, answers: dict[str, str]) -> nbformat.NotebookNode:
    """The release with its answer cells filled in."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution") and not marks.get("grade") and marks["grade_id"] in answers:
            cell.source = answers[marks["grade_id"]]
    return notebook

"""Run a whole notebook in this process and ask its checks: ``course check``, and the proofs by mutation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.checks.ask import CELL_SECONDS
from course.checks.check import Outcome
from course.content import assignments
from course.content.execute import namespace_of
from course.errors import CourseError
from course.study.asked import ask
from course.study.selfcheck import verdict


@dataclass(frozen=True)
class Result:
    """One task's public check: how it ended, and what is said of it (see :func:`course.study.selfcheck.verdict`)."""

    task: str
    outcome: Outcome
    mark: str
    said: str


def slug_of(notebook: nbformat.NotebookNode, path: Path) -> str:
    """Which assignment a notebook belongs to: by its metadata, else by its file's name."""
    slug = notebook.metadata.get("course", {}).get("assignment", path.stem)
    if slug not in assignments.slugs():
        raise CourseError(f"{path} belongs to no assignment of this course; there are {', '.join(assignments.slugs())}.")
    return slug


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook; a file that is none is refused by name."""
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist.") from None
    except Exception as error:
        raise CourseError(f"{path} is not a notebook ({error}). Save it again from JupyterLab.") from None


def check(path: Path) -> list[Result]:
    """Run the notebook at ``path`` and then the public check of every code task of its assignment."""
    notebook = read(path)
    slug = slug_of(notebook, path)
    names = namespace_of(notebook, path.parent, CELL_SECONDS)
    assignment = assignments.load(slug).as_given(names)
    results = []
    for task in assignment.code_tasks:
        outcome = ask(assignment, task.name, names)
        results.append(Result(task.name, outcome, *verdict(slug, task.name, outcome)))
    return results

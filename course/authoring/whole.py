"""Run a whole notebook in this process and ask its checks: ``course check``, and the proofs by mutation."""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from course.authoring import progress, source
from course.errors import CourseError
from course.lab.checks import Here, Outcome, run, seed_for


@dataclass(frozen=True)
class Result:
    """One task's public check."""

    task: str
    outcome: Outcome


def slug_of(notebook: nbformat.NotebookNode, path: Path) -> str:
    """Which assignment a notebook belongs to: by its metadata, else by its file's name."""
    slug = notebook.metadata.get("course", {}).get("assignment", path.stem)
    if slug not in source.slugs():
        raise CourseError(f"{path} belongs to no assignment of this course; there are {', '.join(source.slugs())}.")
    return slug


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook; a file that is none is refused by name."""
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist.") from None
    except Exception as error:
        raise CourseError(f"{path} is not a notebook ({error}). Save it again from JupyterLab.") from None


def namespace_of(notebook: nbformat.NotebookNode, cwd: Path) -> dict[str, Any]:
    """The names a notebook leaves behind when its code cells run in order. A cell that fails does not stop the rest."""
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    matplotlib.use("Agg")
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell(config=config)
    before = os.getcwd()
    os.chdir(cwd)
    try:
        with progress.not_kept(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    shell.run_cell(cell.source, store_history=False)
    finally:
        os.chdir(before)
    return shell.user_ns


def check(path: Path) -> list[Result]:
    """Run the notebook at ``path`` and then the public check of every code task of its assignment."""
    notebook = read(path)
    slug = slug_of(notebook, path)
    names = namespace_of(notebook, path.parent)
    assignment = source.as_given(slug, names)
    results = []
    for task in assignment.tasks:
        if task.kind == "code":
            results.append(Result(task.name, run(task.check, Here(names), seed_for("public", slug, task.name))))
            progress.record(slug, task.name, passed=results[-1].outcome.passed)
    return results

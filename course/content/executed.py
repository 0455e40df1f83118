"""Lessons with their outputs: executed once for each state of notebook, code and data."""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from filelock import FileLock

from course import children, paths
from course.content.execute import offline_prefix
from course.errors import CourseError


class LessonFailed(CourseError):
    """A lesson does not run from top to bottom. The message names it."""


@functools.cache
def _surroundings() -> str:
    """A hash of what a lesson may depend on: the code, the data, the packages, and whether there was a network."""
    digest = hashlib.sha256(f"{sys.version} {bool(offline_prefix())}".encode())
    files = [*paths.PACKAGE.rglob("*"), *paths.DATA.rglob("*"), *(paths.NOTEBOOKS / "quizzes").glob("*"),
             *(paths.NOTEBOOKS / "folds").glob("*"), paths.ROOT / "requirements.lock"]
    above = {paths.PACKAGE / room for room in ("site", "teach")}  # no lesson imports these
    for path in sorted(files):
        if path.is_file() and "__pycache__" not in path.parts and not above & set(path.parents):
            content = path.read_bytes()
            digest.update(f"{path.name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def kept(path: Path) -> Path:
    """Where the executed copy of a notebook is kept, in its present state."""
    key = hashlib.sha256(path.read_bytes() + _surroundings().encode()).hexdigest()[:24]
    return paths.CACHE / "executed" / f"{path.stem}-{key}.ipynb"


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook with its outputs, from the cache or run now, in its folder and without a network where that is possible.

    Who else asks for the same notebook at the same time waits for this run.

    Raises
    ------
    LessonFailed
        When a cell fails.
    """
    result = kept(path)
    result.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(result.with_name(f".{path.stem}.lock")):
        if not result.exists():
            unfinished = result.with_suffix(".tmp")
            try:
                execute(path, path.parent, unfinished)
                os.replace(unfinished, result)
            finally:
                unfinished.unlink(missing_ok=True)
    return nbformat.read(result, as_version=4)


def execute(path: Path, cwd: Path, out: Path) -> None:
    """Run a notebook in ``cwd``, without a network where that is possible, and write it with its outputs to ``out``."""
    command = [*offline_prefix(), *children.python("-m", "course.content.execute", str(path), str(cwd), str(out))]
    # Nobody's journal: the page has the lesson's folds, for its readers to open.
    environment = children.environment(COURSE_JOURNAL="")
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise LessonFailed(f"{path.name} does not run; mend it, then build again.\n{done.stderr[-3000:]}")

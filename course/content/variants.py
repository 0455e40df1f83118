"""Variants: other constants for a class or a student, drawn from a secret. The answer key is computed, never stored.

The repository is public, and so are its solutions. A variant asks the same questions of other images and other
numbers, so that a published answer does not fit.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from course.checks.check import Here, run, seed_for
from course.content import assignments, notebooks
from course.content.cases import answered
from course.content.execute import namespace_of
from course.errors import CourseError


def draw(slug: str, secret: str, student: str = "", root: Path | None = None) -> dict[str, Any]:
    """The constants of one variant. The same secret (and student) gives the same constants."""
    assignment = assignments.load(slug, root)
    if assignment.draw is None:
        return {}
    return assignment.draw(np.random.default_rng(seed_for("variant", secret, slug, student)))


def variant(slug: str, secret: str, student: str = "") -> assignments.Assignment:
    """The assignment with the constants of one variant; nothing but the secret is needed to grade it."""
    return assignments.load(slug, variant=draw(slug, secret, student))


def proven(slug: str, secret: str, student: str = "") -> assignments.Assignment:
    """The variant, after its own reference has earned every point and the blank none.

    Raises
    ------
    CourseError
        When the reference fails a check on these constants, or a task is passed by the blank release.
    """
    assignment = variant(slug, secret, student)
    release = notebooks.release_notebook(assignment)
    for notebook, must_pass in ((answered(release, assignment.answers), True), (release, False)):
        here = Here(namespace_of(notebook, assignment.folder))
        for task in assignment.code_tasks:
            outcome = run(task.check, here, seed_for("variant", secret, slug, student, task.name))
            if outcome.passed != must_pass:
                who = "reference fails" if must_pass else "blank release passes"
                raise CourseError(f"{slug}: in this variant the {who} {task.name!r}. {outcome.message}")
    return assignment


def roster(path: Path) -> list[str]:
    """Student ids from a CSV file with a column ``id`` (nbgrader's own format).

    Raises
    ------
    CourseError
        When the column is missing, an id is empty, repeated, or not usable as a folder's name.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    if not rows or "id" not in rows[0]:
        raise CourseError(f"{path} has no column `id`. One student a line, as `nbgrader db student import` takes it.")
    ids = [row["id"].strip() for row in rows]
    for number, one in enumerate(ids, 2):
        if not one or "/" in one or "\\" in one or one.startswith(".") or "+" in one:
            raise CourseError(f"{path}:{number}: {one!r} cannot be a student id: no /, \\, + and no leading dot.")
        if ids.count(one) > 1:
            raise CourseError(f"{path}:{number}: {one!r} is listed twice.")
    return ids

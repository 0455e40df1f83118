"""Variants: other constants for a class or a student, drawn from a secret. The answer key is computed, never stored.

The repository is public, and so are its solutions. A variant asks the same questions of other images and other
numbers, so that a published answer does not fit.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import numpy as np

from course.checks.check import Here, run, seed_for
from course.content import assignments, notebooks
from course.content.cases import answered
from course.content.execute import namespace_of
from course.errors import CourseError


def one_form(student: str) -> str:
    """A student's id in the one form that ids are compared in: composed letters, whatever a system wrote."""
    return unicodedata.normalize("NFC", student.strip())


def draw(slug: str, secret: str, student: str = "", root: Path | None = None) -> dict[str, Any]:
    """The constants of one variant. The same secret (and student) gives the same constants."""
    assignment = assignments.load(slug, root)
    if assignment.draw is None:
        return {}
    return assignment.draw(np.random.default_rng(seed_for("variant", secret, slug, one_form(student))))


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

"""Variants: other constants for a class or a student, drawn from a secret. The answer key is computed, never stored.

The repository is public, and so are its solutions. A variant asks the same questions of other images and other
numbers, so that a published answer does not fit.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Any

import nbformat
import numpy as np

from course.checks.check import Here, Outcome, run, seed_for
from course.content import assignments, notebooks
from course.content.cases import answered
from course.content.execute import namespace_of
from course.errors import CourseError

_SELF_CHECK = re.compile(r"check\(\s*[\"'][\w-]+[\"'][^()]*\)")


def one_form(student: str) -> str:
    """A student's id in the one form that ids are compared in: composed letters, whatever a system wrote."""
    return unicodedata.normalize("NFC", student.strip())


def drawn(public: assignments.Assignment, secret: str, student: str = "") -> dict[str, Any]:
    """The constants of one variant of ``public``. The same secret (and student) gives the same constants."""
    if public.draw is None:
        return {}
    return public.draw(np.random.default_rng(seed_for("variant", secret, public.slug, one_form(student))))


def draw(slug: str, secret: str, student: str = "") -> dict[str, Any]:
    """As :func:`drawn`, of the assignment of that name."""
    return drawn(assignments.load(slug), secret, student)


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
    return Proofs(slug).of(draw(slug, secret, student), secret)


class Proofs:
    """Proves variants of one assignment, many after another: each set of constants once, and of the blank no more than is needed.

    The blank of the public assignment is asked first. Where every task then counts as not begun, so it does in each
    variant: nothing comes back but what the release itself sets, whatever the constants are.
    """

    def __init__(self, slug: str):
        self.slug = slug

    def of(self, given: dict[str, Any], secret: str) -> assignments.Assignment:
        """The variant with these constants, proven.

        Raises
        ------
        CourseError
            See :func:`proven`.
        """
        assignment = assignments.load(self.slug, variant=given)
        release = notebooks.release_notebook(assignment)
        self._ask(assignment, answered(release, assignment.answers), secret, True)
        if not self._blank_is_never_begun:
            self._ask(assignment, release, secret, False)
        return assignment

    @cached_property
    def _blank_is_never_begun(self) -> bool:
        public = assignments.load(self.slug)
        return not any(one.begun for one in self._ask(public, notebooks.release_notebook(public), "public", False))

    def _ask(self, assignment: assignments.Assignment, notebook: nbformat.NotebookNode, secret: str, must_pass: bool) -> list[Outcome]:
        here, outcomes = Here(namespace_of(_without_tests(notebook), assignment.folder)), []
        for task in assignment.code_tasks:
            outcome = run(task.check, here, seed_for("variant", secret, self.slug, repr(assignment.given), task.name))
            if outcome.passed != must_pass:
                who = "reference fails" if must_pass else "blank release passes"
                raise CourseError(f"{self.slug}: in this variant the {who} {task.name!r}. {outcome.message}")
            outcomes.append(outcome)
        return outcomes


def _without_tests(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without the cells that only test: the hidden checks are asked of the names that the others leave."""
    kept = [cell for cell in notebook.cells if cell.cell_type == "code"
            and not (cell.metadata.get("nbgrader", {}).get("grade") or _SELF_CHECK.fullmatch(cell.source.strip()))]
    return nbformat.v4.new_notebook(cells=kept)

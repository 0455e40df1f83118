"""What a submission is graded by: one state of an assignment's source, with the constants of one variant."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from course import paths
from course.content import assignments, constants, forms, variants
from course.content.assignments import Assignment
from course.errors import CourseError


@dataclass(frozen=True)
class Edition:
    """One state of an assignment, named so that another machine can load it: small, plain and hashable.

    ``digest`` is of its source; ``given`` holds the constants of a variant, as JSON.
    """

    slug: str
    root: str
    digest: str
    given: str = "{}"

    def load(self) -> Assignment:
        """The assignment itself.

        Raises
        ------
        CourseError
            When this machine's source is another.
        """
        assignment = assignments.load(self.slug, Path(self.root), variant=json.loads(self.given))
        if digest_of(assignment) != self.digest:
            raise CourseError(f"this machine's assignments/{self.slug} differs from the grader's. Use the same checkout.")
        return assignment


def digest_of(assignment: Assignment) -> str:
    """Identifies the state of an assignment's source, and of its form."""
    form = forms.source_of(assignment)
    return hashlib.sha256(assignment.source.path.read_bytes() + (form.read_bytes() if form.exists() else b"")).hexdigest()


class Editions:
    """The editions of a class: the public one, one variant for all, or with ``personal`` one for each student.

    ``secret`` is what the release was drawn from. The answer key is computed from it, and kept nowhere.
    """

    def __init__(self, slug: str, root: Path | None = None, *, secret: str | None = None, personal: bool = False):
        self.slug, self.root = slug, (root or paths.ASSIGNMENTS).resolve()
        self.secret, self.personal = secret, personal

    @cached_property
    def assignment(self) -> Assignment:
        """What the class as a whole is graded by; where each student has a variant, the public assignment."""
        return assignments.load(self.slug, self.root, variant={} if self.personal else self._drawn())

    def of(self, student: str) -> Edition:
        """What ``student`` is graded by."""
        given = self._drawn(student) if self.personal else self._drawn()
        return Edition(self.slug, str(self.root), digest_of(self.assignment), json.dumps(given, sort_keys=True))

    @cached_property
    def version(self) -> str:
        """Changes when a grade that was given is no longer what this class would get."""
        digest = digest_of(self.assignment)
        if not self.secret:
            return digest
        return hashlib.sha256(f"{digest} {self.secret} {self.personal}".encode()).hexdigest()

    def compare_with(self, released: Path) -> None:
        """Refuse to grade by other constants than those that were handed out: right answers would lose their points.

        Raises
        ------
        CourseError
            When the notebook at ``released`` sets other constants.
        """
        if not released.exists():  # handed out by other means
            return
        wanted = self.assignment.given | self._drawn()
        there = constants.of_release(nbformat.read(released, as_version=4))
        differ = sorted(name for name in wanted if name in there and there[name] != wanted[name])
        if differ:
            raise CourseError(
                f"{released} was made with other values of {', '.join(differ)} than this grading would use. Name the secret "
                "that it was released with (--variant SECRET), or none if there was none. If the assignment itself has "
                "changed, release it again."
            )

    def _drawn(self, student: str = "") -> dict[str, Any]:
        if not self.secret:
            return {}
        if student not in self._kept:
            self._kept[student] = variants.draw(self.slug, self.secret, student, root=self.root)
        return self._kept[student]

    @cached_property
    def _kept(self) -> dict[str, dict[str, Any]]:
        return {}

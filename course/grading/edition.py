"""What a submission is graded by: one state of an assignment's source, with the constants of one variant."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

from course import paths
from course.content import assignments, constants, variants
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
        if assignment.digest != self.digest:
            raise CourseError(f"this machine's assignments/{self.slug} differs from the grader's. Use the same checkout.")
        return assignment


class Editions:
    """The editions of a class: the public one, one variant for all, or with ``personal`` one for each student.

    ``secret`` is what the release was drawn from. The answer key is computed from it, and kept nowhere. ``released`` is the notebook
    that was handed out, where it is there: by other constants than its own, right answers would lose their points. The source is
    loaded once, here: a run grades by one state of it.

    Raises
    ------
    CourseError
        When there is no such assignment, its source is wrong, or ``released`` sets other constants.
    """

    def __init__(self, slug: str, root: Path | None = None, *, secret: str | None = None, personal: bool = False, released: Path | None = None):
        out = constants.of_release(nbformat.read(released, as_version=4)) if released and released.exists() else {}
        self.public = assignments.load(slug, (root or paths.ASSIGNMENTS).resolve())
        self.secret, self.personal = secret, personal
        self._drawn = variants.drawn(self.public, secret) if secret else {}
        wanted = self.public.given | self._drawn
        differ = sorted(name for name in wanted if name in out and out[name] != wanted[name])
        if differ:
            raise CourseError(
                f"{released} was made with other values of {', '.join(differ)} than this grading would use. Name the secret "
                "that it was released with (--variant SECRET), or none if there was none. If the assignment itself has "
                "changed, release it again."
            )

    @property
    def slug(self) -> str:
        return self.public.slug

    @property
    def root(self) -> Path:
        """The folder of assignments."""
        return self.public.folder.parent

    @cached_property
    def assignment(self) -> Assignment:
        """What the class as a whole is graded by; where each student has a variant, the public assignment."""
        return self.public if self.personal or not self._drawn else assignments.load(self.slug, self.root, variant=self._drawn)

    def of(self, student: str) -> Edition:
        """What ``student`` is graded by."""
        given = variants.drawn(self.public, self.secret, student) if self.personal and self.secret else self._drawn
        return Edition(self.slug, str(self.root), self.public.digest, json.dumps(given, sort_keys=True))

    @property
    def version(self) -> str:
        """Changes when a grade that was given is no longer what this class would get."""
        digest = self.public.digest
        if not self.secret:
            return digest
        return hashlib.sha256(f"{digest} {self.secret} {self.personal}".encode()).hexdigest()

"""What the rooms of grading hand to each other, from the folder that was handed in to the row in the gradebook."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from course.grading.edition import Edition
from course.grading.sandbox.limits import Limits

NOT_BEGUN = "not begun"


def storable(text: str) -> str:
    """Text as any file and any database takes it: no half of a surrogate pair, and no NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


class _Clean:
    """Every text of a record is storable, whoever made it."""

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, str):
                object.__setattr__(self, name, storable(value))


@dataclass(frozen=True)
class Notice(_Clean):
    """Something unusual about one submission that a person should know: what kind of thing, and what it was."""

    kind: str
    text: str


@dataclass(frozen=True)
class Submitted(_Clean):
    """A submission's bytes: the notebook (or why there is none), the files beside it (name -> content), and when.

    ``timestamp`` is as it was written, and may be no time at all. ``left_out`` says which files were not read;
    ``request`` is what the student wrote in ``regrade.txt``; ``notices`` says what was unusual.
    """

    notebook: bytes = field(default=b"", repr=False)
    problem: str = ""
    left_out: str = ""
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    timestamp: str = ""
    request: str = ""
    notices: tuple[Notice, ...] = ()
    form: bool = False
    """The bytes are a form's work file (:mod:`course.content.forms`), or were handed in as one."""

    @property
    def digest(self) -> str:
        whole = hashlib.sha256()
        parts = [("", self.notebook), ("problem", self.problem.encode()), ("when", self.timestamp.encode())]
        if self.request:
            parts.append(("request", self.request.encode()))
        for name, content in [*parts, *sorted(self.files.items())]:
            whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
        return whole.hexdigest()


@dataclass(frozen=True)
class Job:
    """One submission, and all that an examiner needs to know to grade it.

    ``secret`` is what the random inputs of the checks are drawn from: never told to the sandbox.
    """

    edition: Edition
    secret: str = field(repr=False)
    limits: Limits
    submitted: Submitted

    def pack(self) -> tuple[dict, list[bytes]]:
        """As a message and the byte strings that go with it (:mod:`course.grading.sandbox.frames`)."""
        told = {name: getattr(self.submitted, name) for name in ("problem", "left_out", "timestamp", "request", "form")}
        message = {"edition": asdict(self.edition), "secret": self.secret, "limits": self.limits.as_dict(), "told": told}
        files = self.submitted.files
        return message | {"files": list(files)}, [self.submitted.notebook, *files.values()]

    @classmethod
    def unpack(cls, message: dict, blobs: list[bytes]) -> Job:
        files = dict(zip(message["files"], blobs[1:], strict=True))
        submitted = Submitted(blobs[0], files=files, **message["told"])
        return cls(Edition(**message["edition"]), message["secret"], Limits(**message["limits"]), submitted)


@dataclass(frozen=True)
class TaskOutcome(_Clean):
    """How one task's check ended.

    ``message`` is for the student. ``detail`` and ``fault`` are for the instructor: they may hold hidden inputs; ``fault``
    says that the check itself fell over. ``fingerprint`` is the same for two notebooks that gave the same answers; :data:`NOT_BEGUN` for a task that is as released.
    """

    passed: bool
    message: str = ""
    detail: str = ""
    fault: str = ""
    fingerprint: str = ""


@dataclass(frozen=True)
class Result(_Clean):
    """One graded submission.

    ``notebook`` is the JSON text to store, safe to look at; empty when there is none. ``scores`` has the points of each
    graded cell by its grade id; None: a person reads it; a cell that is not there has no points. ``tasks`` has the outcome
    of each checked task by its name, ``unanswered`` the grade ids of answers that were left as released. ``reason`` says
    why there is no more than a zero, or is empty. With ``for_a_person`` it was the grader that failed, and every cell waits
    for somebody to look. ``notices`` says what was unusual. ``contended``: a limit by the clock was met while the machine was too busy to judge by the clock.
    """

    notebook: str = field(default="", repr=False)
    scores: dict[str, float | None] = field(default_factory=dict)
    tasks: dict[str, TaskOutcome] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()
    reason: str = ""
    for_a_person: bool = False
    contended: bool = False
    notices: tuple[Notice, ...] = ()

    def pack(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @classmethod
    def unpack(cls, message: dict) -> Result:
        tasks = {name: TaskOutcome(**outcome) for name, outcome in message["tasks"].items()}
        notices = tuple(Notice(**one) for one in message["notices"])
        return cls(**message | {"tasks": tasks, "unanswered": tuple(message["unanswered"]), "notices": notices})

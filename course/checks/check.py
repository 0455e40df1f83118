"""Checks: ask a student's notebook a question, compare its answer here.

A check is a function ``check(student)``. It draws inputs from ``student.random``, has the student's own code work on
them, and compares what comes back::

    def check(student):
        a, b = student.random.normal(size=(2, 128))
        student.call("cosine_distance", a, b).close_to(
            1 - a @ b / np.linalg.norm(a) / np.linalg.norm(b),
            "The cosine distance is 1 minus the cosine of the angle between the two vectors.",
        )

The same check runs against the notebook it stands in (:class:`Here`) or against a sandbox that holds the student's
code and nothing else. In both, the expected value stays on this side.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from course.checks.compare import same
from course.checks.wire import Opaque, decode, encode


class CheckFailed(AssertionError):
    """A check's answer is wrong.

    ``message`` is the author's, written for the student. ``detail`` says what was asked and what came back: it may hold
    the inputs, so a grader that keeps its inputs to itself shows only the message.
    """

    def __init__(self, message: str, detail: str = ""):
        super().__init__(f"{message} ({detail})" if message and detail else message or detail)
        self.message = message
        self.detail = detail


class CheckMissing(CheckFailed):
    """The name that a check asks for does not exist, or is not what it must be."""


@dataclass(frozen=True)
class Reply:
    """What came back: plain data, or the names (class and bases, ``|`` between) and text of the exception raised.

    ``changed`` says that the code changed one of the arguments it was given.
    """

    value: Any = None
    error: str | None = None
    error_text: str = ""
    changed: bool = False


class Backend(Protocol):
    """Something that holds a student's names: this notebook, or a sandbox."""

    def call(self, name: str, args: list, kwargs: dict) -> Reply: ...

    def value(self, name: str) -> Reply: ...


class Here:
    """The backend for a notebook's own namespace. Arguments are copied, so that a function cannot change them."""

    def __init__(self, namespace: Mapping[str, Any]):
        self.namespace = namespace

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        function = self.namespace.get(name)
        if not callable(function):
            return Reply(error="$missing", error_text=f"`{name}` is not a function here. Define it, then run its cell.")
        given = copy.deepcopy([args, kwargs])
        try:
            result = function(*given[0], **given[1])
        except Exception as error:
            return Reply(error=_error_names(error), error_text=str(error))
        return Reply(value=decode(encode(result)), changed=encode(given) != encode([args, kwargs]))

    def value(self, name: str) -> Reply:
        if name not in self.namespace:
            return Reply(error="$missing", error_text=f"`{name}` does not exist yet. Set it, then run its cell.")
        return Reply(value=decode(encode(self.namespace[name])))


class Recorder(Here):
    """A notebook's namespace that remembers what it was asked and what it said."""

    def __init__(self, namespace: Mapping[str, Any]):
        super().__init__(namespace)
        self.asked: list[tuple] = []

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        reply = super().call(name, args, kwargs)
        self.asked.append(("call", (name, args, kwargs), reply))
        return reply

    def value(self, name: str) -> Reply:
        reply = super().value(name)
        self.asked.append(("value", (name,), reply))
        return reply


def _error_names(error: BaseException) -> str:
    return "|".join(c.__name__ for c in type(error).__mro__ if issubclass(c, BaseException))


class Student:
    """What a check talks to.

    ``random`` is a fresh :class:`numpy.random.Generator`; its seed is never shown to the student's code.
    """

    def __init__(self, backend: Backend, seed: int = 0):
        self.backend = backend
        self.random = np.random.default_rng(seed)

    def call(self, name: str, *args: Any, **kwargs: Any) -> Answer:
        """Call the student's function ``name``; arguments are plain data (numbers, text, lists, dicts, arrays)."""
        shown = ", ".join([_show(a) for a in args] + [f"{k}={_show(v)}" for k, v in kwargs.items()])
        return Answer(f"{name}({shown})", self.backend.call(name, list(args), kwargs))

    def value(self, name: str) -> Answer:
        """Read the student's variable ``name``."""
        return Answer(f"`{name}`", self.backend.value(name))


class Answer:
    """One answer of the student's code. Each method either returns or raises :class:`CheckFailed` with ``message``."""

    def __init__(self, asked: str, reply: Reply):
        self.asked = asked
        self.reply = reply

    def get(self, message: str = "") -> Any:
        """Return the answer as plain data; fails if the code raised."""
        if self.reply.error == "$missing":
            raise CheckMissing(self.reply.error_text)
        if self.reply.error is not None:
            name = self.reply.error.split("|")[0]
            raise CheckFailed(message, f"{self.asked} raised {name}: {self.reply.error_text[:300]}")
        if isinstance(self.reply.value, Opaque):
            found = (
                f"{self.asked} gave a {self.reply.value.type_name}; plain numbers, text, lists or arrays are expected."
            )
            raise CheckFailed(message, found)
        return self.reply.value

    def equals(self, expected: Any, message: str) -> None:
        """The answer is ``expected``: same text, same truth value, same numbers, same order."""
        self._demand(same(self.get(message), expected, 0.0), message)

    def close_to(self, expected: Any, message: str, tolerance: float = 1e-6) -> None:
        """The answer is a number or array within ``tolerance`` (absolute and relative) of ``expected``."""
        self._demand(same(self.get(message), expected, tolerance), message)

    def satisfies(self, predicate: Callable[[Any], bool], message: str) -> None:
        """``predicate(answer)`` is true; a predicate that raises counts as false."""
        value = self.get(message)
        try:
            good = bool(predicate(value))
        except Exception:
            good = False
        self._demand(good, message)

    def leaves_arguments(self, message: str) -> None:
        """The code did not change any argument it was given."""
        self.get(message)
        if self.reply.changed:
            raise CheckFailed(message, f"{self.asked} changed an argument.")

    def raises(self, name: str, message: str) -> None:
        """The code raised an exception of the class ``name`` (or one derived from it)."""
        if self.reply.error == "$missing":
            raise CheckMissing(self.reply.error_text)
        if self.reply.error is None:
            raise CheckFailed(message, f"{self.asked} raised nothing.")
        if name not in self.reply.error.split("|"):
            raise CheckFailed(message, f"{self.asked} raised {self.reply.error.split('|')[0]}, not {name}.")

    def _demand(self, good: bool, message: str) -> None:
        if not good:
            raise CheckFailed(message, f"{self.asked} gave {_show(self.reply.value)}.")


def _show(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}" if value.size > 4 else f"array({_show(value.tolist())})"
    if isinstance(value, list) and len(value) <= 4:
        return f"[{', '.join(map(_show, value))}]"
    if isinstance(value, float):
        return f"{value:.4g}"
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


@dataclass(frozen=True)
class Outcome:
    """How one check ended."""

    passed: bool
    message: str = ""
    detail: str = ""


def seed_for(*parts: object) -> int:
    """A seed from any labels, the same on every machine."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def run(check: Callable[[Student], None], backend: Backend, seed: int) -> Outcome:
    """Run one check and say how it ended. A fault in the check itself is raised, not scored."""
    try:
        check(Student(backend, seed))
    except CheckFailed as failure:
        return Outcome(False, failure.message, failure.detail)
    return Outcome(True)


def check_here(check: Callable[[Student], None], namespace: Mapping[str, Any], seed: int = 0) -> None:
    """Run ``check`` against this notebook; raises :class:`CheckFailed` with the student's message."""
    check(Student(Here(namespace), seed))

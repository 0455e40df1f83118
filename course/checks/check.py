"""Checks: ask a student's notebook a question, compare its answer here.

A check is a function ``check(student)``. It draws inputs from ``student.random``, has the student's own code work on
them, and compares what comes back::

    def check(student):
        a, b = student.random.normal(size=(2, 128))
        student.call("cosine_distance", a, b).close_to(
            1 - a @ b / np.linalg.norm(a) / np.linalg.norm(b),
            "The cosine distance is 1 minus the cosine of the angle between the two vectors.",
        )

The same check runs against the notebook it stands in (:class:`~course.checks.ask.Here`) or against a sandbox that holds
the student's code and nothing else. In both, the expected value stays on this side.

An author's message is shown only when it can be the trouble. What kind of thing came back is said first: nothing, text for
a number, an exception, rounded values, the other order. No message holds an input, an expected value, or text that the
student's code made up: that stands in ``detail``, which a grader keeps from feedback.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from course.checks.ask import Backend, Here, Reply
from course.checks.compare import TOLERANCE, Misfit, difference, fitted, folded, plain, same, spelt
from course.checks.wire import Opaque

SHOWN = 600  # characters of an input or an answer that the self-check shows
_UNSET = object()
# What may be said by name of what a student's code raised: few, so that little can be told by choosing among them.
_EXCEPTIONS = {
    "AssertionError", "AttributeError", "FileNotFoundError", "ImportError", "IndexError", "KeyError", "NameError",
    "NotImplementedError", "OSError", "RecursionError", "RuntimeError", "SystemExit", "TimeoutError", "TypeError",
    "ValueError", "ZeroDivisionError",
}  # fmt: skip


class CheckFailed(AssertionError):
    """A check's answer is wrong.

    ``message`` is for the student. ``detail`` says what was asked and what came back: it may hold the inputs, so a
    grader that keeps its inputs to itself shows only the message. ``kind`` is ``wrong``, or says what stood in the way:
    ``not begun``, ``missing`` (no such name), ``raised`` (an exception), ``form`` (another kind of thing), ``choice``
    (another of the few options).
    """

    def __init__(self, message: str, detail: str = "", kind: str = "wrong"):
        super().__init__(f"{message} ({detail})" if message and detail else message or detail)
        self.message = message
        self.detail = detail
        self.kind = kind


class Student:
    """What a check talks to.

    ``random`` is a fresh :class:`numpy.random.Generator`; its seed is never shown to the student's code. With
    ``to_the_end`` a wrong answer does not end the check: all questions are asked, and ``failure`` is the first that failed.
    """

    def __init__(self, backend: Backend, seed: int = 0, to_the_end: bool = False):
        self.blank: Mapping[str, Any] = {}  # name -> what the release sets it to
        self.letters: Mapping[str, str] = {}  # letter of an option -> its letter in this variant
        self.backend = backend
        self.random = np.random.default_rng(seed)
        self.to_the_end = to_the_end
        self.failure: CheckFailed | None = None
        self.begun = False  # has anything come back that does not stand in the release?
        self.choice = False  # is it answered by choosing among a few?
        self.unfinished: CheckFailed | None = None  # the first thing that has no answer of its kind

    def call(self, name: str, *args: Any, **kwargs: Any) -> Answer:
        """Call the student's function ``name``; arguments are plain data (numbers, text, lists, dicts, arrays)."""
        reply = self.backend.call(name, list(args), kwargs)
        shown = ", ".join([_show(a) for a in args] + [f"{k}={_show(v)}" for k, v in kwargs.items()])
        return Answer(self, name, f"{name}({shown})", reply)

    def value(self, name: str) -> Answer:
        """Read the student's variable ``name``."""
        return Answer(self, name, f"`{name}`", self.backend.value(name), is_value=True)

    def answer(self, check: Callable[[Student], None]) -> None:
        """Go through a check. Its ``blank`` and ``letters``, where it has them, say what the release and the variant are."""
        self.blank, self.letters = getattr(check, "blank", {}), getattr(check, "letters", {})
        check(self)

    def fail(self, failure: CheckFailed, must_stop: bool = False) -> None:
        if self.failure is None:
            self.failure = failure
        if self.unfinished is None and failure.kind in ("not begun", "missing", "form"):
            self.unfinished = failure
        if must_stop or not self.to_the_end:
            raise failure


class Answer:
    """One answer of the student's code. Each method either returns or raises :class:`CheckFailed` with ``message``."""

    def __init__(self, student: Student, name: str, asked: str, reply: Reply, is_value: bool = False):
        self.student, self.name, self.asked, self.reply, self.is_value = student, name, asked, reply, is_value

    def get(self, message: str = "", like: Any = _UNSET) -> Any:
        """Return the answer as plain data, of the kind of ``like`` where that is given; fails if the code raised.

        ``message`` says what is asked for, where another kind of thing came back.
        """
        failure, value = self._trouble() or self._blank(), self.reply.value
        if failure is None:
            try:
                if isinstance(value, Opaque):
                    raise Misfit("What came back is no plain number, text, list or array.")
                value = value if like is _UNSET else fitted(value, like)
            except Misfit as misfit:
                failure = self._misfit(misfit, message)
        if failure is not None:
            self.student.fail(failure, must_stop=True)
        self.student.begun = True
        return value

    def equals(self, expected: Any, message: str, edge: bool = False, among: Iterable[str] = (), instead: Iterable[tuple[Any, str]] = ()) -> None:
        """The answer is ``expected``: same text but for capitals, same truth value, same numbers (:func:`course.checks.compare.same`), same order.

        With ``edge`` the question is about a special case in which an exception, or another kind of thing, is itself the
        mistake: then ``message`` is shown beside it. So it is with the next two. ``among`` are the words that may come back.
        ``instead`` are answers that a known mistake gives, each with what is said in place of ``message``.
        """
        among, word = list(among), self.reply.value
        if among and isinstance(word, str) and folded(word) not in map(folded, among):
            message = f"`{self.name}` gives another word than those that the task names: {', '.join(among)}."
        self._compare(expected, message, TOLERANCE, edge, instead)

    def close_to(self, expected: Any, message: str, tolerance: float = TOLERANCE, edge: bool = False, instead: Iterable[tuple[Any, str]] = ()) -> None:
        """The answer is a number or array within ``tolerance`` (absolute and relative) of ``expected``."""
        self._compare(expected, message, tolerance, edge, instead)

    def satisfies(self, predicate: Callable[[Any], bool], message: str, like: Any = _UNSET, edge: bool = False) -> None:
        """``predicate(answer)`` is true; a predicate that raises counts as false.

        ``like`` is an example of what must come back, such as ``("name", 0.5)`` or ``[0.5]`` (any number of numbers):
        another kind of thing is named as such, and the predicate is given the plain kind.
        """
        failure = self._trouble(edge=message if edge else "")
        value = self.reply.value
        if failure is None:
            try:
                if isinstance(value, Opaque) or like is not _UNSET:
                    value = fitted(value, [] if like is _UNSET else like)
                if not _true(predicate, value):
                    failure = CheckFailed(message, self._gave())
            except Misfit as misfit:
                failure = self._misfit(misfit, message if edge else "")
        self._end(failure)

    def is_nan(self, message: str) -> None:
        """The answer is NaN, as where nothing is known. Raising, 0 and ``None`` are what ``message`` is about."""
        if self.reply.error is not None:
            self._end(self._trouble(edge=message))
        else:
            self._end(None if same(self.reply.value, math.nan) else CheckFailed(message, self._gave()))

    def chosen(self, right: str, options: Iterable[str], message: str) -> None:
        """The answer is the option ``right``; ``b`` is as good as ``B``. Options are letters or words."""
        self.student.choice = True
        right = self.student.letters.get(right, right)
        failure, options = self._trouble(), list(options)
        told = plain(self.reply.value)
        text = folded(told) if isinstance(told, str) else None
        if failure is not None:
            pass
        elif text not in map(folded, options):
            alone = ", by itself and not in a list" if isinstance(told, (list, tuple, set, dict, np.ndarray)) else ""
            failure = CheckFailed(f"Set `{self.name}` to one of {', '.join(options)}, in quotes{alone}.", self._gave(), "form")
        elif text != folded(right):
            failure = CheckFailed(message, self._gave(), "choice")
        self._end(failure)

    def spelt(self, words: Iterable[str]) -> Answer:
        """The answer with its words written as in ``words``, whatever capitals the student wrote: for what looks into it."""
        return Answer(self.student, self.name, self.asked, replace(self.reply, value=spelt(self.reply.value, words)), self.is_value)

    def parts(self, *like: Any) -> list[Answer]:
        """The parts of a pair or of a longer tuple, each as an answer of its own. ``like`` is an example of each."""
        failure = self._trouble() or self._blank()
        if failure is None:
            try:
                values = fitted(self.reply.value, like)
                self.student.begun = True
                return [self._part(f"part {n} of {self.asked}", value) for n, value in enumerate(values, 1)]
            except Misfit as misfit:
                failure = self._misfit(misfit)
        self.student.fail(failure, must_stop=True)
        raise failure

    def entries(self, like: Mapping[str, Any]) -> dict[str, Answer]:
        """The entries of a dict with the keys of ``like``, each as an answer of its own."""
        failure = self._trouble() or self._blank()
        if failure is None:
            try:
                values = fitted(self.reply.value, like)
                missing = [key for key in like if key not in values]
                if missing:
                    raise Misfit(f"The dict has no key {missing[0]!r}.")
                self.student.begun = True
                return {key: self._part(f"{key!r} in {self.asked}", values[key]) for key in like}
            except Misfit as misfit:
                failure = self._misfit(misfit)
        self.student.fail(failure, must_stop=True)
        raise failure

    def _part(self, asked: str, value: Any) -> Answer:
        return Answer(self.student, self.name, asked, replace(self.reply, value=value))

    def leaves_arguments(self, message: str, which: int | str | None = None) -> None:
        """The code did not change any argument it was given, or not the one at this place (from 0) or of this name."""
        failure = self._trouble()
        if failure is None and (self.reply.changed if which is None else which in self.reply.changed):
            failure = CheckFailed(message, f"{self.asked} changed an argument.")
        self._end(failure)

    def raises(self, name: str, message: str, saying: Iterable[str] = ("",), unsaid: str = "", but_not: str = "", said: str = "") -> None:
        """The code raised an exception of the class ``name`` (or one derived from it).

        With ``saying``, its text must hold one of these words, upper or lower case; ``unsaid`` is the message when it does
        not. It must not hold ``but_not``; ``said`` is the message when it does.
        """
        failure = None
        if self.reply.error in ("$missing",) or _is_stub(self.reply):
            failure = self._trouble()
        elif self.reply.error is None:
            returned = isinstance(self.reply.value, Opaque) and self.reply.value.type_name.endswith(("Error", "Exception"))
            words = "It was returned: write `raise` in place of `return`." if returned else ""
            failure = CheckFailed(f"{message} {words}".strip(), f"{self.asked} raised nothing; it gave {_given(self.reply.value)}.")
        elif name not in self.reply.error.split("|"):
            failure = CheckFailed(f"{_raised(self.name, self.reply)} {message}", self._where(), "raised")
        elif not any(words.casefold() in self.reply.error_text.casefold() for words in saying):
            failure = CheckFailed(unsaid, f"{self.asked} raised a {name} that says: {self.reply.error_text!r}.")
        elif but_not and but_not.casefold() in self.reply.error_text.casefold():
            failure = CheckFailed(said, f"{self.asked} raised a {name} that says: {self.reply.error_text!r}.")
        self._end(failure)

    def _compare(self, expected: Any, message: str, tolerance: float, edge: bool, instead: Iterable[tuple[Any, str]] = ()) -> None:
        failure = self._trouble(edge=message if edge else "")
        if failure is None and not same(self.reply.value, expected, tolerance):
            known = next((words for value, words in instead if same(self.reply.value, value, tolerance)), None)
            message = message if known is None else known
            try:
                words, enough = difference(self.reply.value, expected, max(tolerance, TOLERANCE))
                failure = CheckFailed(words if enough else f"{words} {message}".strip(), self._gave())
            except Misfit as misfit:
                failure = self._misfit(misfit, message if edge else "") if known is None else CheckFailed(known, self._gave())
        self._end(failure)

    def _end(self, failure: CheckFailed | None) -> None:
        blank = self._blank(failure.message if failure and failure.kind == "wrong" else "") if self.reply.error is None else None
        if failure is not None:
            failure = blank or failure
            self.student.begun |= failure.kind != "not begun"
            self.student.fail(failure, must_stop=failure.kind in ("not begun", "missing"))
        elif blank is None:
            self.student.begun = True

    def _trouble(self, edge: str = "") -> CheckFailed | None:
        """What stands in the way of looking at the answer at all."""
        if self.reply.error == "$missing":
            return CheckFailed(self.reply.error_text, kind="missing")
        if _is_stub(self.reply):
            return CheckFailed(f"Not begun: `raise NotImplementedError()` still stands in `{self.name}`.", kind="not begun")
        if self.reply.error is not None:
            words = edge or "That is a mistake in its code."
            return CheckFailed(f"{_raised(self.name, self.reply)} {words}", self._where(), "raised")
        return None

    def _blank(self, message: str = "") -> CheckFailed | None:
        """The failure of a name that stands for what the release set it to, or nothing."""
        released = self.student.blank.get(self.name)
        if not self.is_value or not (
            self.reply.value is None or (self.name in self.student.blank and same(self.reply.value, released))
        ):
            return None
        shown, begun = _show(self.reply.value), self.student.begun
        words = f"`{self.name}` is still `{shown}`. {message}".strip() if begun else f"Not begun: `{self.name}` is still `{shown}`."
        return CheckFailed(words, kind="form" if begun else "not begun")

    def _misfit(self, misfit: Misfit, edge: str = "") -> CheckFailed:
        where = edge or f"Look at what `{self.name}` {'is' if self.is_value else 'returns'}."
        return CheckFailed(f"{misfit} {where}", self._gave(), "form")

    def _where(self) -> str:
        at = f" at {self.reply.line}" if self.reply.line else ""
        return f"{self.asked} raised {(self.reply.error or '').split('|')[0]}{at}: {self.reply.error_text}"

    def _gave(self) -> str:
        return f"{self.asked} gave {_given(self.reply.value)}."


def _true(predicate: Callable[[Any], bool], value: Any) -> bool:
    try:
        return bool(predicate(value))
    except Exception:
        return False


def _is_stub(reply: Reply) -> bool:
    return reply.error is not None and reply.error.split("|")[0] == "NotImplementedError"


def _raised(name: str, reply: Reply) -> str:
    """Only a common name of Python's own is said: an exception may be called after a hidden input, or chosen by it."""
    named = next((one for one in (reply.error or "").split("|") if one in _EXCEPTIONS), None)
    if named is None:
        return f"`{name}` stopped with an exception of its own."
    if named == "TimeoutError":
        return f"`{name}` was stopped: its time ran out."
    return f"`{name}` stopped with {'an' if named[0] in 'AEIO' else 'a'} {named}."


def _given(value: Any) -> str:
    return f"a {value.type_name}" if isinstance(value, Opaque) else _show(value)


def _show(value: Any) -> str:
    """A value as the self-check shows it: short numbers, and whole dicts, so that no field is hidden."""
    text = _written(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."


def _written(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}" if value.size > 12 else f"array({_written(value.tolist())})"
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.4g}"
    if isinstance(value, np.generic):
        return _written(value.item())
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(_written, value[:24])) + (f", ... {len(value)} in all" if len(value) > 24 else "")
        return f"({inside}{',' * (len(value) == 1)})" if isinstance(value, tuple) else f"[{inside}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_written(item)}" for key, item in value.items()) + "}"
    return repr(value)


@dataclass(frozen=True)
class Outcome:
    """How one check ended. ``kind`` is ``right`` or that of :class:`CheckFailed`; ``choice``: it was among a few options.

    ``answer`` is the same for the same complete answers; only :mod:`course.study` fills it in, where it must count tries.
    """

    passed: bool
    message: str = ""
    detail: str = ""
    kind: str = "right"
    choice: bool = False
    answer: str = field(default="", compare=False)

    @property
    def begun(self) -> bool:
        return self.kind != "not begun"


def seed_for(*parts: object) -> int:
    """A seed from any labels, the same on every machine."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def run(check: Callable[[Student], None], backend: Backend, seed: int, to_the_end: bool = False) -> Outcome:
    """Run one check and say how it ended. A fault in the check itself is raised, not scored.

    With ``to_the_end``, of a task that is answered by choosing, what is still to be answered is said before what is wrong.
    """
    student = Student(backend, seed, to_the_end)
    try:
        student.answer(check)
    except CheckFailed as failure:
        student.failure = student.failure or failure
    except Exception:
        if student.failure is None:  # what follows a failure may fall over it
            raise
    if student.failure is not None:
        failure = (student.unfinished if to_the_end and student.choice else None) or student.failure
        return Outcome(False, failure.message, failure.detail, failure.kind, student.choice)
    return Outcome(True, choice=student.choice)


def check_here(check: Callable[[Student], None], namespace: Mapping[str, Any], seed: int = 0) -> None:
    """Run ``check`` against this notebook; raises :class:`CheckFailed` with the student's message."""
    Student(Here(namespace), seed).answer(check)


"""One task asked in public: what ``check("task")``, ``course check`` and the proofs have in common."""

from __future__ import annotations

import contextlib
import io
import time
import warnings
from collections.abc import Mapping
from typing import Any

from course.checks.ask import TASK_SECONDS, Here, Reply
from course.checks.check import Outcome, run, seed_for
from course.checks.compare import same
from course.checks.wire import Opaque
from course.content import bank
from course.content.assignments import Assignment
from course.timelimit import at_most

TIMEOUT = f"Time ran out: your code took more than {TASK_SECONDS:g} seconds in this task's check, which is all that grading gives it."


class Recorder(Here):
    """A notebook's namespace that remembers what it replied."""

    def __init__(self, namespace: Mapping[str, Any]):
        super().__init__(namespace)
        self.replies: list[Reply] = []

    def _ask(self, question: dict) -> Reply:
        self.replies.append(super()._ask(question))
        return self.replies[-1]


def ask(assignment: Assignment, task: str, names: Mapping[str, Any]) -> Outcome:
    """The public check of one task, with these names, within the time that grading gives it."""
    begun = time.monotonic()
    try:
        with at_most(TASK_SECONDS):
            outcome = run(assignment.task(task).check, Here(names), _seed(assignment, task))
    except TimeoutError:
        return Outcome(False, TIMEOUT, kind="time")
    if not outcome.passed and time.monotonic() - begun >= TASK_SECONDS:
        return Outcome(False, TIMEOUT, kind="time")
    return outcome


def resembles(assignment: Assignment, task: str, names: Mapping[str, Any]) -> bank.Banked | None:
    """The known wrong answer that replies to this task's questions as these names do, if there is one.

    One that does so to every question comes before one that does so up to the question that failed.
    """
    first = len(_replies(assignment, task, names)) - 1  # the question that failed
    mine, nearly = _replies(assignment, task, names, to_the_end=True), None
    for wrong in bank.wrong(assignment):
        if task not in wrong.fails or task not in wrong.answers:
            continue
        other = dict(names)
        try:
            exec(compile(wrong.answers[task], str(wrong.path), "exec"), other)
            theirs = _replies(assignment, task, other, to_the_end=True)
        except Exception:  # what it builds on is not there yet
            continue
        alike = [_alike(one, two) for one, two in zip(mine, theirs, strict=False)]
        if len(mine) == len(theirs) and all(alike):
            return wrong
        if nearly is None and len(alike) > first and all(alike[: first + 1]):
            nearly = wrong
    return nearly


def _replies(assignment: Assignment, task: str, names: Mapping[str, Any], *, to_the_end: bool = False) -> list[Reply]:
    """What was replied to the questions of a check: up to the first that failed, or to all of them."""
    recorder = Recorder(names)
    # Asked again, out of sight: what it prints or warns of has been seen once, or is not the student's.
    with at_most(TASK_SECONDS), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        run(assignment.task(task).check, recorder, _seed(assignment, task), to_the_end=to_the_end)
    return recorder.replies


def _seed(assignment: Assignment, task: str) -> int:
    return seed_for("public", assignment.slug, task)


def _alike(one: Reply, other: Reply) -> bool:
    if (one.error, one.changed) != (other.error, other.changed):
        return False
    if isinstance(one.value, Opaque) or isinstance(other.value, Opaque):
        return one.value == other.value
    return same(one.value, other.value)

"""One task asked in public: what ``check("task")``, ``course check`` and the proofs have in common."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import time
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from course.checks.ask import TASK_SECONDS, Backend, Here, Recording, Reply
from course.checks.check import Outcome, run, seed_for
from course.checks.compare import blurred, same
from course.checks.wire import Opaque, encode
from course.content import bank
from course.content.assignments import Assignment
from course.timelimit import PATIENCE, at_most, own_time

TIMEOUT = (f"Time ran out: your code took more than {TASK_SECONDS:g} seconds in this task's check, which is all that grading gives it.")


MOSTLY = 0.75  # of the wrong replies must be those of a known mistake, for an answer that is not wholly like it


class OutOfTime(Exception):
    """The student's code has had all the time that there is for one task."""


class Recorder(Here):
    """A notebook's namespace that remembers what it replied, and gives the student's code no more time than grading does.

    Only the time of that code counts: not what the check itself computes, and not what others do on the machine.
    """

    def __init__(self, namespace: Mapping[str, Any]):
        super().__init__(namespace)
        self.replies: list[Reply] = []
        self.left, self.wall = float(TASK_SECONDS), float(PATIENCE * TASK_SECONDS)

    def _ask(self, question: dict) -> Reply:
        began, begun = own_time(), time.monotonic()
        try:
            with at_most(self.left, self.wall):
                reply = super()._ask(question)
        except TimeoutError:
            raise OutOfTime from None
        self.left -= own_time() - began
        self.wall -= time.monotonic() - begun
        if self.left <= 0 or self.wall <= 0:  # the student's own code may have caught the exception
            raise OutOfTime
        self.replies.append(reply)
        return reply


class _Noted(Recording):
    """Whatever is asked, with what it replied: enough to tell one answer from another."""

    def answer(self) -> str:
        """The same for the same answers, however they are written."""
        told = [[blurred(encode(reply.value)), reply.error] for reply in self.replies]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def judged(assignment: Assignment, task: str, backend: Backend) -> Outcome:
    """The public check of one task, in this notebook or in a sandbox.

    Of a task that is answered by choosing only a whole answer is told that it is wrong: part by part the right one would be found
    without a try. What tells the answer from others is noted with the outcome.
    """
    check, seed = assignment.task(task).check, _seed(assignment, task)
    outcome = run(check, backend, seed)
    if outcome.choice and outcome.kind == "choice":
        noted = _Noted(backend)
        whole = run(check, noted, seed, to_the_end=True)
        outcome = replace(outcome, answer=noted.answer()) if whole.kind == "choice" else whole
    return outcome


def ask(assignment: Assignment, task: str, names: Mapping[str, Any]) -> Outcome:
    """The public check of one task, with these names, within the time that grading gives it."""
    try:
        return judged(assignment, task, Recorder(names))
    except OutOfTime:
        return Outcome(False, TIMEOUT, kind="time")


def resembles(assignment: Assignment, task: str, names: Mapping[str, Any], known: dict | None = None) -> bank.Banked | None:
    """The known wrong answer that replies to this task's questions as these names do, and is told the same, if there is one.

    One that does so to every question comes before one that mostly does so: to most questions to which either of the two replies
    otherwise than the reference. By a single wrong reply nobody's thought can be told. ``known`` keeps what the bank's answers reply,
    for whoever asks again with names that differ in this task alone.
    """
    known = {} if known is None else known
    mine, message = _replies(assignment, task, names)
    right, _ = _of_bank(assignment, task, names, "reference", assignment.answers[task], known)
    nearly, most = None, MOSTLY
    for wrong in bank.wrong(assignment):
        if task not in wrong.fails or task not in wrong.answers:
            continue
        theirs, told = _of_bank(assignment, task, names, wrong.name, wrong.answers[task], known)
        if len(mine) != len(theirs) or message != told:
            continue
        alike = [_alike(one, two) for one, two in zip(mine, theirs, strict=True)]
        if all(alike):
            return wrong
        if len(right) == len(mine):
            wrongly = [one for one, *replies in zip(alike, mine, theirs, right, strict=True) if not _alike(replies[0], replies[2]) or not _alike(*replies[1:])]
            share = sum(wrongly) / max(len(wrongly), 1)
            if sum(wrongly) > 1 and share > most:
                nearly, most = wrong, share
    return nearly


def _of_bank(assignment: Assignment, task: str, names: Mapping[str, Any], name: str, code: str, known: dict) -> tuple[list[Reply], str]:
    """What these names reply with another answer to the task among them; nothing where that does not run: what it builds on is not there yet."""
    if (task, name) not in known:
        other, known[task, name] = dict(names), ([], "")
        with contextlib.suppress(Exception):
            exec(compile(code, f"<{name}>", "exec"), other)
            known[task, name] = _replies(assignment, task, other)
    return known[task, name]


def _replies(assignment: Assignment, task: str, names: Mapping[str, Any]) -> tuple[list[Reply], str]:
    """What was replied to all questions of a check, and what the first that failed is told."""
    recorder, message = Recorder(names), ""
    # Asked again, out of sight: what it prints or warns of has been seen once, or is not the student's.
    with contextlib.suppress(OutOfTime), warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        message = run(assignment.task(task).check, recorder, _seed(assignment, task), to_the_end=True).message
    return recorder.replies, message


def _seed(assignment: Assignment, task: str) -> int:
    return seed_for("public", assignment.slug, task)


def _alike(one: Reply, other: Reply) -> bool:
    if (one.error, one.changed) != (other.error, other.changed):
        return False
    if isinstance(one.value, Opaque) or isinstance(other.value, Opaque):
        return one.value == other.value
    return same(one.value, other.value)

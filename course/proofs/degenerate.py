"""Degenerate answers: what no thinking gives, and what a weak check lets pass.

Each kind takes the reference's replies and spoils them mechanically: the same reply to everything, a key too many, every
number -999, text for a number, a table of the public answers. No code of a student is needed for that: the check is asked
over a backend that spoils what the reference says. A check that still passes is too weak. (One that always asks the same is
not found: a table of the right answers is then right.)
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checks import ask
from course.checks.check import Here, Reply, run, seed_for
from course.checks.wire import Opaque, encode
from course.content import assignments, notebooks
from course.content.assignments import Task
from course.content.cases import answered
from course.content.execute import namespace_of

SEEDS = ("degenerate", "again")


def _each(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """``change`` applied to every single value within plain data."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(walk(one) for one in value)
        if isinstance(value, np.ndarray):
            return np.array([walk(one) for one in value.ravel().tolist()]).reshape(value.shape) if value.size else value
        return change(value)

    return walk


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _one_more(value: Any) -> Any:
    if isinstance(value, dict):
        return {**value, "extra": next(iter(value.values()), 0)}
    if isinstance(value, (list, tuple)) and value:
        return type(value)([*value, value[-1]])
    if isinstance(value, np.ndarray) and value.ndim and len(value):
        return np.concatenate([value, value[-1:]])
    return value


def _some(keep: Callable[[list], list]) -> Callable[[Any], Any]:
    def cut(value: Any) -> Any:
        if isinstance(value, dict):
            return dict(keep(list(value.items())))
        if isinstance(value, (list, tuple)):
            return type(value)(keep(list(value)))
        return np.array(keep(list(value))) if isinstance(value, np.ndarray) and value.ndim else value

    return cut


# name -> what it makes of one value. A kind that changes nothing in the replies to a check is not tried on it.
KINDS: dict[str, Callable[[Any], Any]] = {
    "one too many": _one_more,
    "the last one only": _some(lambda items: items[-1:]),
    "the first one only": _some(lambda items: items[:1]),
    "nothing in it": _some(lambda items: []),
    "turned around": lambda value: value if isinstance(value, dict) else _some(lambda items: items[::-1])(value),
    "every number -999": _each(lambda value: type(value)(-999) if _number(value) else value),
    "every number 0": _each(lambda value: type(value)(0) if _number(value) else value),
    "every number NaN": _each(lambda value: float("nan") if isinstance(value, float) else value),
    "the sign turned": _each(lambda value: -value if _number(value) else value),
    "off by a little": _each(lambda value: value * 1.002 + 0.002 if isinstance(value, float) else value + 1 if _number(value) else value),
    "text for a number": _each(lambda value: repr(value) if _number(value) else value),
    "truth for 0 and 1": _each(lambda value: bool(value) if _number(value) and value in (0, 1) else value),
    "0 and 1 for truth": _each(lambda value: int(value) if isinstance(value, bool) else value),
    "every text the same": _each(lambda value: "x" if isinstance(value, str) else value),
    "None": lambda value: None,
}  # fmt: skip
OVER_ALL = ("the same every time", "the public answers by heart")


class Asked(Here):
    """The reference, each question of which is worked out once: the kinds all ask the same, and a reply is a copy each time."""

    def __init__(self, namespace: Mapping[str, Any]):
        super().__init__(namespace)
        self._told: dict[str, str] = {}

    def _ask(self, question: dict) -> Reply:
        asked = json.dumps(question)
        if asked not in self._told:
            told = ask.answer(self.namespace, json.loads(asked))
            if told.get("missing"):
                return super()._ask(question)
            self._told[asked] = json.dumps(told)
        return ask.read(json.loads(self._told[asked]))


@dataclass
class Spoiled:
    """The reference, with its replies spoiled. ``changed`` says whether that made any difference."""

    honest: Here
    spoil: Callable[[str, Any, Reply], Reply]
    changed: bool = False

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        return self._given(name, [args, kwargs], self.honest.call(name, args, kwargs))

    def value(self, name: str) -> Reply:
        return self._given(name, None, self.honest.value(name))

    def _given(self, name: str, asked: Any, reply: Reply) -> Reply:
        spoiled = self.spoil(name, asked, reply)
        self.changed |= _key(spoiled) != _key(reply)
        return spoiled


def _key(reply: Reply) -> str:
    return repr((encode(reply.value), reply.error))


@dataclass
class _Memory:
    """Replies by what was asked, and the first one of each name."""

    replies: dict[str, Reply] = field(default_factory=dict)
    first: dict[str, Reply] = field(default_factory=dict)

    def learn(self, name: str, asked: Any, reply: Reply) -> Reply:
        self.first.setdefault(name, reply)
        self.replies.setdefault(f"{name} {encode(asked)!r}", reply)
        return reply

    def by_heart(self, name: str, asked: Any, reply: Reply) -> Reply:
        return self.replies.get(f"{name} {encode(asked)!r}", self.first.get(name, reply))

    def same(self, name: str, asked: Any, reply: Reply) -> Reply:
        return reply if reply.error else self.first.setdefault(name, reply)


@dataclass(frozen=True)
class Passed:
    """A degenerate answer that a check takes for right."""

    slug: str
    task: str
    kind: str


def survey(slug: str) -> Iterator[Passed]:
    """Every degenerate answer that passes a check of the assignment, under a seed that is not the public one."""
    assignment = assignments.load(slug)
    names = namespace_of(answered(notebooks.release_notebook(assignment), assignment.answers), assignment.folder)
    for task in assignment.code_tasks:
        honest = Asked(names)
        for kind in (*KINDS, *OVER_ALL):
            if any(_passes(slug, task, kind, honest, seed) for seed in SEEDS):
                yield Passed(slug, task.name, kind)


def _passes(slug: str, task: Task, kind: str, honest: Here, seed: str) -> bool:
    backend = Spoiled(honest, _spoiler(slug, task, kind, honest))
    try:
        outcome = run(task.check, backend, seed_for(seed, slug, task.name))
    except Exception:  # a check that falls over has not passed; the instructor is told when it happens to a student
        return False
    return outcome.passed and backend.changed


def _spoiler(slug: str, task: Task, kind: str, honest: Here) -> Callable[[str, Any, Reply], Reply]:
    memory = _Memory()
    if kind == "the same every time":
        return memory.same
    if kind == "the public answers by heart":
        run(task.check, Spoiled(honest, memory.learn), seed_for("public", slug, task.name))
        return memory.by_heart

    def spoil(name: str, asked: Any, reply: Reply) -> Reply:
        if reply.error or isinstance(reply.value, Opaque):
            return reply
        return dataclasses.replace(reply, value=KINDS[kind](reply.value))

    return spoil

"""``do("task")`` in a lesson: "Good.", "Not yet: …" or "Still to do." It never raises, keeps nothing and sends nothing."""

from __future__ import annotations

import copy
import functools
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from course.checks.ask import Reply, error_names
from course.checks.check import CheckFailed, Student, seed_for
from course.checks.wire import Opaque, decode, encode
from course.content import arc
from course.content.doing import Do, read_all
from course.content.source import read
from course.errors import CourseError
from course.study.asked import Recorder

GOOD, TO_DO, NOT_YET = "Good.", "Still to do.", "Not yet: "


def doing(lesson: str) -> Callable[[str], None]:
    """The ``do`` function of one lesson, for the notebook that calls it.

    ``do("task")`` asks the check that stands in the lesson's source and prints one sentence.
    """
    namespace = sys._getframe(1).f_globals

    def do(task: str) -> None:
        """Say how this task stands: "Good.", "Not yet: …" or "Still to do."."""
        print(said(lesson, task, namespace))

    return do


class _AsItStands(Recorder):
    """Nothing is graded here, so a function is asked as it stands: a lesson's check may hand it an object, such as a described use."""

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        function = self.namespace.get(name)
        if not callable(function):
            return super().call(name, args, kwargs)
        try:
            reply = Reply(value=decode(encode(function(*copy.deepcopy(args), **copy.deepcopy(kwargs)))))
        except Exception as error:
            reply = Reply(error=error_names(error), error_text=str(error))
        self.replies.append(reply)
        return reply


def said(lesson: str, task: str, namespace: Mapping[str, Any]) -> str:
    """What ``do(task)`` answers to the names of a notebook of ``lesson``."""
    try:
        path = arc.place(lesson).path
        tasks = _tasks(path, path.stat().st_mtime_ns)
    except (CourseError, OSError):
        return "The lesson's source is not at hand, so this is not checked here."
    if task not in tasks:
        return f"There is no task {task!r} in this lesson; there are {', '.join(tasks) or 'none'}."
    asked = _AsItStands(namespace)
    try:
        tasks[task].check(Student(asked, seed_for("do", lesson, task)))
    except Exception as failure:
        kind = failure.kind if isinstance(failure, CheckFailed) else ""
        if kind == "not begun" or (kind != "missing" and any(_empty(reply.value) and not reply.error for reply in asked.replies)):
            return TO_DO
        if kind:
            return f"{NOT_YET}{failure}"
        # An answer of a kind that the check did not reckon with.
        return f"{NOT_YET}the check could not read this answer ({type(failure).__name__}). Is it of the kind that is asked for?"
    return GOOD


@functools.lru_cache(maxsize=16)
def _tasks(path: Path, changed: int) -> dict[str, Do]:
    return read_all(read(path))


def _empty(value: Any) -> bool:
    """Has nothing been put in yet? ``...``, None and blank text say so, and so does a list or dict with such a part."""
    if isinstance(value, Opaque):
        return value.type_name == "ellipsis"
    if isinstance(value, Mapping):
        return not value or any(map(_empty, value.values()))
    if isinstance(value, (list, tuple)):
        return not value or any(map(_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())

"""One question to a student's code, and its reply: the same in the notebook, the self-check and the grader.

A question crosses :mod:`course.checks.wire` on its way in, and the reply on its way out, also where both ends are one
process. So the student's code is given the same things everywhere, and what it returns is read in the same way.
"""

from __future__ import annotations

import json
import linecache
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from course.checks.wire import decode, encode, received

CELL_SECONDS = 30  # for one cell, in grading and in `course check`
TASK_SECONDS = 20  # of a processor, for the student's code in one task's check, in the notebook as in grading
TEXT_LIMIT = 300  # characters kept of an exception's text


@dataclass(frozen=True)
class Reply:
    """What came back: plain data, or the names (class and bases, ``|`` between) and text of the exception raised.

    ``line`` is where the student's own code raised it, as text. ``changed`` are the arguments that the code
    changed: places, and names of those given by name. ``error`` is ``$missing`` when there is no such name.
    """

    value: Any = None
    error: str | None = None
    error_text: str = ""
    line: str = ""
    changed: tuple[int | str, ...] = ()


class Backend(Protocol):
    """Something that holds a student's names: this notebook, or a sandbox."""

    def call(self, name: str, args: list, kwargs: dict) -> Reply: ...

    def value(self, name: str) -> Reply: ...


class Recording:
    """A backend that passes questions on, and keeps what came back."""

    def __init__(self, backend: Backend):
        self.backend = backend
        self.replies: list[Reply] = []

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        return self._keep(self.backend.call(name, args, kwargs))

    def value(self, name: str) -> Reply:
        return self._keep(self.backend.value(name))

    def _keep(self, reply: Reply) -> Reply:
        self.replies.append(reply)
        return reply


class Here:
    """The backend for a notebook's own namespace."""

    def __init__(self, namespace: Mapping[str, Any]):
        self.namespace = namespace

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        return self._ask(call(name, args, kwargs))

    def value(self, name: str) -> Reply:
        return self._ask(value(name))

    def _ask(self, question: dict) -> Reply:
        told = answer(self.namespace, json.loads(json.dumps(question)))
        if told.get("missing"):
            verb = "is not a function here. Define it" if question["op"] == "call" else "does not exist yet. Set it"
            return Reply(error="$missing", error_text=f"`{question['name']}` {verb}, then run its cell.")
        return read(json.loads(json.dumps(told)))


def call(name: str, args: list, kwargs: dict) -> dict:
    """The question "what does this function give for these arguments?"."""
    return {"op": "call", "name": name, "args": encode(args), "kwargs": encode(kwargs)}


def value(name: str) -> dict:
    """The question "what does this name stand for?"."""
    return {"op": "value", "name": name}


def answer(namespace: Mapping[str, Any], question: dict) -> dict:
    """Ask the code in ``namespace``. This end runs beside the student's code, which may have changed it."""
    name = question["name"]
    if name not in namespace or (question["op"] == "call" and not callable(namespace[name])):
        return {"missing": True}
    if question["op"] == "value":
        try:
            return {"value": encode(namespace[name])}
        except Exception as error:  # of a class of the student's own
            return {"error": error_names(error), "text": _text(error)[:TEXT_LIMIT], "line": _line(error)}
    args, kwargs = decode(question["args"]), decode(question["kwargs"])
    given = {**dict(enumerate(args)), **kwargs}
    before = {place: encode(one) for place, one in given.items()}
    try:
        result = namespace[name](*args, **kwargs)
        return {"value": encode(result), "changed": [place for place, one in given.items() if encode(one) != before[place]]}
    except (Exception, SystemExit) as error:
        return {"error": error_names(error), "text": _text(error)[:TEXT_LIMIT], "line": _line(error)}


def error_names(error: BaseException) -> str:
    """The names of an exception's class and of those it is derived from, ``|`` between."""
    return "|".join(c.__name__ for c in type(error).__mro__ if issubclass(c, BaseException))


def read(told: dict) -> Reply:
    """The reply in what :func:`answer` gave; ``told`` may come from hostile code."""
    if "error" in told:
        names = [n for n in str(told["error"])[:500].split("|") if n.isidentifier()]
        text, line = (str(told.get(part) or "")[:TEXT_LIMIT] for part in ("text", "line"))
        return Reply(error="|".join(names) or "Exception", error_text=text, line=line)
    return Reply(value=received(told.get("value")), changed=_places(told.get("changed")))


def _places(told: Any) -> tuple[int | str, ...]:
    return tuple(one for one in told[:100] if type(one) in (int, str)) if type(told) is list else ()


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return "?"


def _line(error: BaseException) -> str:
    """The last line of the student's own code that the exception came through, with its number in its cell."""
    found = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals.get("__name__") in ("__main__", None):  # a notebook's cells, not a library
            text = linecache.getline(code.co_filename, trace.tb_lineno).strip()
            found = f"line {trace.tb_lineno}" + (f": {text}" if text else "")
        trace = trace.tb_next
    return found

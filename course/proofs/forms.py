"""The reference's answers in other forms, all of them right: what numpy or pandas returns, seven digits, other capitals.

Which forms are as good as each other is one rule for all tasks (:mod:`course.checks.compare`), so nobody writes them down for each:
the reference is asked as it stands, and what it returns is changed on the way out.
"""

from __future__ import annotations

import collections
import functools
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from course.content.assignments import Assignment, Task
from course.study.asked import ask


def _numpy(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        kinds = {type(one) for one in value}
        plain = len(kinds) == 1 and kinds <= {float, int, bool, str, np.float64}
        return np.array(value, dtype="float32" if kinds <= {float, np.float64} else None) if plain else type(value)(map(_numpy, value))
    if isinstance(value, dict):
        return {key: _numpy(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return value.astype("float32") if value.dtype.kind == "f" else value
    made = {float: np.float32, np.float64: np.float32, bool: np.bool_, int: np.int64, str: np.str_}.get(type(value))
    return made(value) if made else value


def _pandas(value: Any) -> Any:
    if isinstance(value, (list, np.ndarray)) and len(np.shape(np.empty(0) if len(value) == 0 else value)) == 2 and len(value):
        return pd.DataFrame(value)
    if isinstance(value, (list, np.ndarray)) and len(value) and not any(isinstance(one, (list, tuple, dict, np.ndarray)) for one in value):
        return pd.Series(_digits(list(value)))
    if isinstance(value, dict) and len({type(one) for one in value.values()}) == 1 and isinstance(next(iter(value.values())), (float, int, str)):
        return pd.Series(_digits(value))
    return tuple(map(_pandas, value)) if isinstance(value, tuple) else _digits(value)


def _digits(value: Any) -> Any:
    """Numbers cut to seven digits, and words in capitals."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(_digits, value))
    if isinstance(value, dict):
        return {_key(key, str.upper): _digits(one) for key, one in value.items()}
    if isinstance(value, (float, np.floating)):
        return float(f"{value:.7g}")
    return value.upper() if _word(value) else value


def _word(value: Any) -> bool:
    """Text that is chosen or copied, and not a sentence of the student's own."""
    return isinstance(value, str) and len(value.split()) <= 10


def _plain(value: Any) -> Any:
    """Single things in an array of their own, tuples for lists, small letters with spaces around them."""
    if isinstance(value, (bool, float, int, np.generic)) and not isinstance(value, str):
        return np.array([value])
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _small(value)


def _small(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(map(_small, value))
    if isinstance(value, np.ndarray):
        return _small(value.tolist())
    if isinstance(value, dict):
        return collections.OrderedDict((_key(key, str.lower), _small(one)) for key, one in value.items())
    return f" {value.lower()} " if _word(value) else value


def _key(key: Any, change: Callable[[str], str]) -> Any:
    """A key that is a letter or a number, such as ``s1``, is an answer. Longer ones are names, as in code."""
    return change(key) if isinstance(key, str) and len(key) <= 2 else key


FORMS: dict[str, Callable[[Any], Any]] = {"numpy's types": _numpy, "pandas, seven digits, capitals": _pandas, "arrays of one, small letters": _plain}


def refused(assignment: Assignment, names: dict[str, Any], locked: dict[str, str], form: str) -> Iterator[tuple[Task, str]]:
    """The tasks, and why, where the reference (``names``) in this form is refused by ``check`` or by the ``locked`` cell."""
    for task in assignment.code_tasks:
        other = dict(names)
        for name, owner in assignment.defined_names.items():
            if owner == task.name and name in names:
                other[name] = _formed(names[name], FORMS[form])
        outcome = ask(assignment, task.name, other)
        if not outcome.passed:
            yield task, f"check: {outcome.message} ({outcome.detail})"
        try:
            exec(compile(locked[task.name], f"<locked cell of {task.name}>", "exec"), dict(other))
        except Exception as error:
            yield task, f"locked cell: {type(error).__name__}: {error}"


def _formed(value: Any, form: Callable[[Any], Any]) -> Any:
    if not isinstance(value, types.FunctionType):
        return form(value)

    @functools.wraps(value)
    def function(*args: Any, **kwargs: Any) -> Any:
        return form(value(*args, **kwargs))

    return function

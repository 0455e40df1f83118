"""Plain data, to JSON and back.

Checks see a student's answer only through this: numbers, text, lists, tables. What cannot be written as plain data
arrives as :class:`Opaque`, which equals nothing. Decoding never runs code and never builds an object that can.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_DEPTH = 32
_DTYPES = {
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
}


@dataclass(frozen=True)
class Opaque:
    """Something that is not plain data. It remembers only the name of its type."""

    type_name: str


def encode(value: Any, depth: int = 0) -> Any:
    """Return ``value`` as JSON-ready data. Arrays, tables, NaN and non-text keys survive; the rest becomes opaque."""
    if depth > MAX_DEPTH:
        return {"$opaque": "nested too deeply"}
    # Exact types only: a subclass may lie about what it is equal to.
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind is float:
        return value if math.isfinite(value) else {"$float": repr(value)}
    if isinstance(value, np.generic) and value.dtype.name in _DTYPES:
        return encode(value.item(), depth + 1)
    if isinstance(value, np.str_):
        return str(value)
    if kind is np.ndarray:
        if value.dtype.name in _DTYPES:
            flat = value.ravel().tolist()
            return {"$array": [encode(x) for x in flat], "dtype": value.dtype.name, "shape": list(value.shape)}
        return {"$list": [encode(x, depth + 1) for x in value.tolist()], "of": "array"}
    if kind is list:
        return [encode(x, depth + 1) for x in value]
    if kind in (tuple, set, frozenset) or _is_namedtuple(value):
        name = "tuple" if isinstance(value, tuple) else "set"
        return {"$list": [encode(x, depth + 1) for x in value], "of": name}
    if kind is dict:
        return {"$dict": [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in value.items()]}
    if kind.__module__.startswith("pandas"):
        if kind.__name__ == "DataFrame":
            columns = {str(name): encode(value[name].tolist(), depth + 1) for name in value.columns}
            return {"$frame": columns, "index": encode(value.index.tolist(), depth + 1)}
        if kind.__name__ in ("Series", "Index"):
            return {"$list": [encode(x, depth + 1) for x in value.tolist()], "of": kind.__name__.lower()}
    return {"$opaque": kind.__name__}


def _is_namedtuple(value: Any) -> bool:
    return isinstance(value, tuple) and isinstance(getattr(value, "_fields", None), tuple)


def decode(data: Any) -> Any:
    """Rebuild plain data from :func:`encode`'s output. Tables become ``dict`` of column name to list.

    Raises
    ------
    ValueError
        When ``data`` is not such output (it may come from hostile code).
    """
    if data is None or type(data) in (bool, int, float, str):
        return data
    if type(data) is list:
        return [decode(x) for x in data]
    if type(data) is not dict:
        raise ValueError("not plain data")
    if "$float" in data:
        if data["$float"] not in ("nan", "inf", "-inf"):
            raise ValueError("not a float")
        return float(data["$float"])
    if "$array" in data:
        if data.get("dtype") not in _DTYPES:
            raise ValueError("not an array type")
        return np.array([decode(x) for x in data["$array"]], dtype=data["dtype"]).reshape(data["shape"])
    if "$list" in data:
        items = [decode(x) for x in data["$list"]]
        return tuple(items) if data.get("of") == "tuple" else items
    if "$dict" in data:
        return {_key(decode(k)): decode(v) for k, v in data["$dict"]}
    if "$frame" in data:
        return {str(name): decode(column) for name, column in data["$frame"].items()}
    if "$opaque" in data:
        return Opaque(str(data["$opaque"])[:80])
    raise ValueError("not plain data")


def _key(value: Any) -> Any:
    if value is None or type(value) in (bool, int, float, str, tuple):
        return value
    raise ValueError("not a plain key")

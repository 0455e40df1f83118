"""Plain data, to JSON and back: the one wire of the notebook, the self-check and the grader.

A check's questions and a student's answers cross it in both directions: numbers, text, lists, arrays, tables. What cannot
be written as plain data arrives as :class:`Opaque`, which equals nothing. Decoding never runs code and never builds an
object that can.

Arrays of numbers, truth values and text arrive as arrays of the same type and shape, empty ones and those without a
dimension too. A numpy number arrives as the Python number, a pandas column as a :class:`Column`, a pandas table as a
:class:`Frame`, a named tuple as a tuple, a ``Counter`` or a ``ChainMap`` as a dict, a matrix as an array, pandas' ``NA`` as NaN, and
a member of an ``Enum`` of words or numbers as the word or number.
"""

from __future__ import annotations

import collections
import decimal
import enum
import fractions
import math
import sys
import types
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_DEPTH = 32
MAX_BITS = 128  # of a whole number: computing with larger ones could hang the grader
MAX_BYTES = 64 << 20  # of an answer in memory: an array of texts has room for the longest in each place
MAX_KEYS = 5_000  # numbers among the keys of an answer: unlike text, numbers can be chosen so that all have one hash
KEY_BITS = 60  # of a whole number among the keys: beyond, many have the same hash
_NUMBERS = {
    *("bool", "float16", "float32", "float64", "int8", "int16", "int32", "int64"),
    *("uint8", "uint16", "uint32", "uint64"),
}
_LISTS = {range: "range", collections.deque: "deque", type({}.keys()): "keys", type({}.values()): "values",
          type({}.items()): "items"}  # fmt: skip
_SETS = {set, frozenset}
_DICTS = {dict, collections.OrderedDict, collections.defaultdict, collections.Counter}
_MAPPINGS = {collections.ChainMap, collections.UserDict, types.MappingProxyType}
_PLAIN = (bool, int, str)


@dataclass(frozen=True)
class Opaque:
    """Something that is not plain data. It remembers only the name of its type."""

    type_name: str


class Column(list):
    """The values of a pandas column (``Series``), and its labels: a list that can also be read as a mapping."""

    def __init__(self, values: list, labels: list):
        super().__init__(values)
        self.labels = labels


class Frame(dict):
    """A pandas table: its columns by name, which can also be read as its rows."""

    def rows(self) -> list[tuple]:
        return list(zip(*self.values(), strict=True))


def encode(value: Any, depth: int = 0) -> Any:
    """Return ``value`` as JSON-ready data. Arrays, tables, NaN and non-text keys survive; the rest becomes opaque."""
    if depth > MAX_DEPTH:
        return {"$opaque": "nested too deeply"}
    # Exact types only: a subclass may lie about what it is equal to.
    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    if kind is float:
        return value if math.isfinite(value) else {"$float": repr(value)}
    if kind in (fractions.Fraction, decimal.Decimal):
        return encode(float(value))
    if isinstance(value, np.generic) and value.dtype.name in _NUMBERS:
        return encode(value.item(), depth + 1)
    if isinstance(value, np.str_):
        return str(value)
    if kind is np.ndarray:
        return _encode_array(value, depth)
    if kind is list:
        return [encode(x, depth + 1) for x in value]
    if kind is Column:
        return {"$list": [encode(x, depth + 1) for x in value], "of": "column", "labels": encode(value.labels, depth + 1)}
    if kind is Frame:
        return {"$frame": {name: encode(column, depth + 1) for name, column in value.items()}}
    if kind in _LISTS:
        return {"$list": [encode(x, depth + 1) for x in value], "of": _LISTS[kind]}
    if kind in _SETS:
        return {"$list": [encode(x, depth + 1) for x in value], "of": "set"}
    if kind is tuple or _is_namedtuple(value):
        return {"$list": [encode(x, depth + 1) for x in value], "of": "tuple"}
    if kind in _DICTS:
        return {"$dict": [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in dict.items(value)]}
    if kind in _MAPPINGS:
        return encode(dict(value), depth + 1)
    if kind is np.matrix:
        return _encode_array(value.view(np.ndarray), depth)
    if isinstance(value, enum.Enum) and isinstance(value, (str, int)):  # read by the plain kind's own method
        return str.__str__(value) if isinstance(value, str) else int.__int__(value)
    if kind.__module__.startswith("pandas"):
        return _encode_pandas(value, depth)
    return {"$opaque": kind.__name__}


def _encode_array(value: np.ndarray, depth: int) -> dict:
    name, shape = value.dtype.name, list(value.shape)
    if name in _NUMBERS:
        flat = value.ravel().tolist()
        if value.dtype.kind == "f" and not np.isfinite(value).all():
            flat = [encode(x) for x in flat]
        return {"$array": flat, "dtype": name, "shape": shape}
    if value.dtype.kind == "U":
        return {"$array": value.ravel().tolist(), "dtype": "str", "shape": shape}
    flat = value.ravel().tolist() if value.dtype.kind == "O" else list(value.ravel())
    return {"$array": [encode(x, depth + 1) for x in flat], "dtype": "object", "shape": shape}


def _encode_pandas(value: Any, depth: int) -> dict:
    kind = type(value).__name__
    if kind == "DataFrame":
        columns = {str(name): encode(value[name].tolist(), depth + 1) for name in value.columns}
        return {"$frame": columns, "index": encode(value.index.tolist(), depth + 1)}
    if kind == "Series":
        return {
            "$list": [encode(x, depth + 1) for x in value.tolist()],
            "of": "column",
            "labels": encode(value.index.tolist(), depth + 1),
        }
    if kind.endswith("Index"):
        return {"$list": [encode(x, depth + 1) for x in value.tolist()], "of": "index"}
    if kind in ("Categorical", "StringArray", "ArrowStringArray"):
        return {"$list": [encode(x, depth + 1) for x in value.tolist()], "of": "index"}
    return {"$float": "nan"} if kind == "NAType" else {"$opaque": kind}


def _is_namedtuple(value: Any) -> bool:
    return isinstance(value, tuple) and isinstance(getattr(value, "_fields", None), tuple)


def decode(data: Any) -> Any:
    """Rebuild plain data from :func:`encode`'s output. Tables become a :class:`Frame`.

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
        return _decode_array(data)
    if "$list" in data:
        return _decode_list(data)
    if "$dict" in data:
        return {_key(decode(k)): decode(v) for k, v in data["$dict"]}
    if "$frame" in data:
        frame = Frame({str(name): decode(column) for name, column in data["$frame"].items()})
        if not all(type(column) is list for column in frame.values()) or len({len(column) for column in frame.values()}) > 1:
            raise ValueError("not a table")
        return frame
    if "$opaque" in data:
        return Opaque(str(data["$opaque"])[:80])
    raise ValueError("not plain data")


def _decode_array(data: dict) -> np.ndarray:
    name, shape, flat = data.get("dtype"), tuple(data["shape"]), data["$array"]
    if not all(type(n) is int and n >= 0 for n in shape) or type(flat) is not list:
        raise ValueError("not an array")
    if name in _NUMBERS:
        if not set(map(type, flat)) <= {bool, int, float}:
            flat = [decode(x) for x in flat]
        return np.array(flat, dtype=name).reshape(shape)
    if name == "str":
        if not set(map(type, flat)) <= {str}:
            raise ValueError("not an array of text")
        return np.array(flat, dtype=str).reshape(shape)
    if name == "object":
        out = np.empty(len(flat), dtype=object)
        for place, item in enumerate(flat):
            out[place] = decode(item)
        return out.reshape(shape)
    raise ValueError("not an array type")


def _decode_list(data: dict) -> Any:
    items = [decode(x) for x in data["$list"]]
    of = data.get("of")
    if of == "tuple":
        return tuple(items)
    if of == "set":
        return {_key(item) for item in items}
    if of == "column":
        labels = decode(data["labels"])
        if not isinstance(labels, list) or len(labels) != len(items):
            raise ValueError("not a column")
        return Column(items, labels)
    return items


def received(data: Any) -> Any:
    """Decode an answer, perhaps from hostile code; whatever is not plain data becomes opaque, and so equals nothing."""
    try:
        _bounded(data)
        return decode(data)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, MemoryError):
        return Opaque("value that is not plain data")


def _bounded(data: Any) -> None:
    """Look at an answer before anything is made of it: how large it becomes, and whether its keys may share a hash."""
    size, todo, keys = 0, [data], []
    while todo:
        item = todo.pop()
        kind = type(item)
        size += 8 if kind in (bool, int, float) else sys.getsizeof(item)
        if kind is dict and "$array" in item:
            size += _array_bytes(item)
        if size > MAX_BYTES:
            raise ValueError("too large an answer")
        if kind is int and item.bit_length() > MAX_BITS:
            raise ValueError("too large a number")
        if kind is list:
            todo += item
        elif kind is dict:
            if "$array" in item and set(map(type, item["$array"])) <= {bool, float}:
                continue  # nothing more to look at
            todo += item.values()
            if "$dict" in item:
                keys += [pair[0] for pair in item["$dict"]]
            elif item.get("of") == "set":
                keys += item["$list"]
    if not hashable(keys):
        raise ValueError("keys that may share a hash")


def _array_bytes(data: dict) -> int:
    """What the array takes that is written so. A shape may be large also where one of its sides is 0."""
    flat, name, sides = data["$array"], data["dtype"], [side for side in data["shape"] if side != 0]
    if type(flat) is not list or type(name) is not str or len(sides) > 64 or not all(type(side) is int and side > 0 for side in sides):
        raise ValueError("not an array")
    each = np.dtype(name).itemsize if name in _NUMBERS else 8
    if name == "str":
        each = 4 * max((len(one) for one in flat if type(one) is str), default=1)
    return max(each, 1) * max(len(flat), math.prod(sides))


def hashable(keys: Iterable[Any]) -> bool:
    """May these, from hostile code, become the keys of a dict or a set? Not where many numbers could have one hash."""
    numbers, todo = 0, list(keys)
    while todo:
        item = todo.pop()
        if isinstance(item, (list, tuple)):
            todo += item
        elif isinstance(item, dict):  # as :func:`encode` writes it
            todo += item.values()
        elif not isinstance(item, str) and item is not None:
            numbers += 1
            if isinstance(item, int) and item.bit_length() > KEY_BITS:
                return False
    return numbers <= MAX_KEYS


def _key(value: Any) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is tuple:
        return tuple(map(_key, value))
    raise ValueError("not a plain key")

"""Fields of a form: what may be entered, and how an entry of unknown origin is read.

A field is data. It is written into a page by `course.site.forms`, and read back by :func:`read`, which takes over what the field
allows and nothing else: plain numbers, text, truth values, and lists and dicts of them.
"""

from __future__ import annotations

import datetime
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

TEXT_LIMIT = 20_000  # characters of one text
ROWS_LIMIT = 30


_COMMENT = re.compile(r"<!--.*?-->", re.S)
_UNSEEN = {"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"}  # categories of characters that show nothing alone
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that are drawn as nothing


class _Nothing:
    def __repr__(self) -> str:
        return "NOTHING"


NOTHING = _Nothing()
"""What :func:`read` gives for a field that was left open, or holds what it may not."""


@dataclass(frozen=True)
class Field:
    """One field.

    ``kind`` is ``choice`` (one of the options), ``several`` (a list of some of them), ``order`` (all of them, in a list), ``number``,
    ``text``, ``date``, ``group`` (a dict of ``parts``, by name), ``table`` (a group whose parts are rows) or ``rows`` (a list of groups).
    ``options`` are pairs of a plain value and its words.
    """

    kind: str
    name: str
    label: str
    options: tuple[tuple[Any, str], ...] = ()
    parts: tuple[Field, ...] = ()
    help: str = ""
    most: float = math.inf
    least: float = -math.inf
    step: float = 0.0
    lines: int = 1
    optional: bool = False
    blank: str = ""
    """What an optional choice that is left open says."""
    always: bool = False
    """A group that is there also when nothing in it is filled in."""
    words: tuple[str, ...] = field(default=(), compare=False)
    """Headings of a table's columns."""


Options = Mapping[Any, str] | Iterable[Any]


def choice(name: str, label: str, options: Options, *, optional: bool = False, help: str = "", blank: str = "") -> Field:
    """One of the options: a dict from value to words, or values, or pairs of both."""
    return Field("choice", name, label, _pairs(options), optional=optional, help=help, blank=blank)


def several(name: str, label: str, options: Options, *, optional: bool = False, help: str = "", most: float = math.inf) -> Field:
    """Any number of the options, as a list in their order."""
    return Field("several", name, label, _pairs(options), optional=optional, help=help, most=most)


def order(name: str, label: str, options: Options, *, help: str = "") -> Field:
    """All options, the first in front."""
    return Field("order", name, label, _pairs(options), help=help)


def number(name: str, label: str, least: float = -math.inf, most: float = math.inf, *, step: float = 0.0, optional: bool = False, help: str = "") -> Field:
    """A finite number; with ``step`` 1 a whole one."""
    return Field("number", name, label, least=least, most=most, step=step, optional=optional, help=help)


def text(name: str, label: str, *, lines: int = 1, optional: bool = False, help: str = "") -> Field:
    """Plain text."""
    return Field("text", name, label, lines=lines, optional=optional, help=help)


def date(name: str, label: str, *, optional: bool = False, help: str = "") -> Field:
    """A day, as text such as ``2020-06-10``."""
    return Field("date", name, label, optional=optional, help=help)


def group(name: str, label: str, *parts: Field, optional: bool = False, always: bool = False, help: str = "") -> Field:
    """A dict with an entry for each part that is filled in; with ``always`` also an empty one."""
    return Field("group", name, label, parts=parts, optional=optional, always=always, help=help)


def table(name: str, label: str, rows: Mapping[str, str], column: Field | Iterable[Field], *, help: str = "") -> Field:
    """A dict with an entry for each row: what its column holds, or a dict of its columns'.

    ``rows``: words by key. ``column``: a field, or several, that every row has.
    """
    columns = (column,) if isinstance(column, Field) else tuple(column)

    def row(key: str, words: str) -> Field:
        if isinstance(column, Field):
            one = column
            return Field(one.kind, key, words, one.options, one.parts, one.help, one.most, one.least, one.step, one.lines, one.optional)
        return Field("group", key, words, parts=columns)

    return Field("table", name, label, parts=tuple(row(*one) for one in rows.items()), help=help, words=tuple(one.label for one in columns))


def rows(name: str, label: str, *parts: Field, most: int, help: str = "", optional: bool = False) -> Field:
    """A list of at most ``most`` dicts, each with an entry for each part that is filled in."""
    return Field("rows", name, label, parts=parts, most=min(most, ROWS_LIMIT), help=help, optional=optional)


def _pairs(options: Options) -> tuple[tuple[Any, str], ...]:
    if isinstance(options, Mapping):
        return tuple(options.items())
    return tuple(one if isinstance(one, tuple) else (one, _words(one)) for one in options)


def _words(value: Any) -> str:
    if value is None:
        return "not said"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def read(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    """What ``told`` holds for a field, in the field's own values; :data:`NOTHING` for what is open or not allowed.

    ``told`` may be anything that JSON can say. Each complaint is a sentence that names the place, and none of what was told.
    """
    if told is None and not any(value is None for value, _ in one.options):
        return NOTHING
    return _READERS[one.kind](one, told, where, complaints)


def complete(one: Field, value: Any) -> bool:
    """Has everything been filled in that this field asks for?"""
    if value is NOTHING:
        return one.optional
    if one.kind == "order":
        return len(value) == len(one.options)
    if one.kind in ("group", "table"):
        return all(complete(part, value.get(part.name, NOTHING)) for part in one.parts)
    if one.kind == "rows":
        return bool(value or one.optional) and all(complete(part, row.get(part.name, NOTHING)) for row in value for part in one.parts)
    return True


def _option(one: Field, told: Any) -> Any:
    for value, _ in one.options:
        if type(value) is type(told) and value == told:
            return value
    return NOTHING


def _choice(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    value = _option(one, told)
    if value is NOTHING:
        complaints.append(f"{where}: what was chosen is none of the options of this form")
    return value


def _list(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    if not isinstance(told, list) or len(told) > len(one.options):
        complaints.append(f"{where}: a list of some of the options is wanted")
        return NOTHING
    values = [_option(one, item) for item in told]
    if NOTHING in values or any(values.count(value) > 1 for value in values):
        complaints.append(f"{where}: an option that the form does not have, or one that stands twice")
        return NOTHING
    if one.kind == "order":
        return values or NOTHING
    if len(values) > one.most:
        complaints.append(f"{where}: at most {one.most:g} may be chosen")
        return NOTHING
    values = [value for value, _ in one.options if value in values]
    return values if values or not one.optional else NOTHING


def _number(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    fits = type(told) in (int, float) and abs(told) <= 2**53 and math.isfinite(told) and one.least <= told <= one.most
    if not fits or (one.step == 1 and told != int(told)):
        complaints.append(f"{where}: a {'whole ' if one.step == 1 else ''}number{_between(one)} is wanted")
        return NOTHING
    return int(told) if one.step == 1 else told


def _between(one: Field) -> str:
    if math.isinf(one.least) and math.isinf(one.most):
        return ""
    if math.isinf(one.most):
        return f" of {one.least:g} or more"
    return f" from {one.least:g} to {one.most:g}" if not math.isinf(one.least) else f" of {one.most:g} or less"


def _text(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    if not isinstance(told, str):
        complaints.append(f"{where}: text is wanted")
        return NOTHING
    if len(told) > TEXT_LIMIT:
        complaints.append(f"{where}: longer than {TEXT_LIMIT:,} characters; the rest was left out")
        told = told[:TEXT_LIMIT]
    told = told.encode("utf-8", "replace").decode().replace("\x00", "").strip()
    return told if _seen(told) else NOTHING


def _seen(told: str) -> bool:
    """Is there anything to read in it, for somebody who looks at it?"""
    return any(unicodedata.category(one) not in _UNSEEN and one not in _FILLERS for one in _COMMENT.sub("", told))


def _date(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    if told == "":
        return NOTHING
    try:
        return datetime.date.fromisoformat(told).isoformat()
    except (TypeError, ValueError):
        complaints.append(f"{where}: a day such as 2020-06-10 is wanted")
        return NOTHING


def _group(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    if not isinstance(told, dict):
        complaints.append(f"{where}: it has parts, and something else stands there")
        return NOTHING
    known = {part.name: part for part in one.parts}
    if strangers := len(set(told) - set(known)):
        complaints.append(f"{where}: {strangers} part{'s' if strangers > 1 else ''} that this form does not have")
    found = {name: read(part, told[name], f"{where}, {_short(part.label)}", complaints) for name, part in known.items() if name in told}
    found = {name: value for name, value in found.items() if value is not NOTHING}
    return found if found or one.always else NOTHING


def _rows(one: Field, told: Any, where: str, complaints: list[str]) -> Any:
    if not isinstance(told, list):
        complaints.append(f"{where}: rows are wanted, and something else stands there")
        return NOTHING
    if len(told) > one.most:
        complaints.append(f"{where}: at most {one.most:g} rows; the others were left out")
    row = Field("group", "", "", parts=one.parts)
    found = [_group(row, item, f"{where}, row {place}", complaints) for place, item in enumerate(told[: int(one.most)], 1)]
    found = [item for item in found if item is not NOTHING and any(value != {} for value in item.values())]
    return found or NOTHING


def _short(label: str) -> str:
    return label if len(label) <= 40 else label[:39].rstrip() + "…"


_READERS = {"choice": _choice, "several": _list, "order": _list, "number": _number, "text": _text, "date": _date,
            "group": _group, "table": _group, "rows": _rows}


def plain(value: Any) -> str:
    """A value of a field as JSON, as a page carries it."""
    return json.dumps(value, ensure_ascii=False)

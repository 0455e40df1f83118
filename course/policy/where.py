"""Where a row of the ledger is used: in a lesson's text and code, and behind the tables and points that it shows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from course import paths
from course.policy.citing import used_ids
from course.policy.claims import ledger
from course.policy.evidence import article, contested
from course.policy.prose import markdown
from course.policy.row import ID

_LITERAL = re.compile(rf"[\"']({ID})[\"']")
_SHOWN = re.compile(r"\b(sides|published)\(\s*[\"']([\w-]+)[\"']|\b(thresholds_2018|sentences|timeline_\w+)\(")


def rows_behind(path: Path) -> tuple[str, ...]:
    """The rows that a source file rests on, in order of first use: those it names, and those behind what it shows.

    A row counts as named in code when its id stands there between quotation marks.

    Raises
    ------
    ClaimError
        If the file is no source: a ``.md`` file or a py:percent ``.py`` file.
    """
    markdown(path)
    text = path.read_text(encoding="utf-8")
    named = [*used_ids(text), *(name for name in _LITERAL.findall(text) if name in ledger())]
    return tuple(dict.fromkeys([*named, *_shown(text)]))


def _shown(text: str) -> Iterator[str]:
    for call, name, whole in _SHOWN.findall(text):
        if call == "sides":
            yield from (row for point in contested() if point.id == name for side in point.sides for row in side.claims)
        elif call == "published":
            yield from _column(paths.DATA / "published" / f"{name}.csv", "claim")
        elif whole == "thresholds_2018":
            yield from _column(paths.DATA / "published" / "thresholds_2018.csv", "claim")
        elif whole == "sentences":
            yield from (row for sentence in article() for row in sentence.claims)
        elif whole.startswith("timeline_"):
            yield from _column(paths.DATA / "timeline.csv", "claims")


def _column(path: Path, name: str) -> Iterator[str]:
    if path.exists():
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from row[name].split()

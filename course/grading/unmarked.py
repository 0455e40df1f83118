"""Answers whose cells have lost their marks: pasted into a new notebook, saved by an editor that drops metadata, deleted and
written anew, or written into a cell below the one that was meant for them.

Code is known by the names that it defines. An essay is known by its place: what the student wrote between the nearest
cells before and after it that are known. Where an essay is not found and the student wrote text elsewhere, a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import nbformat

_DEFINED = re.compile(r"^(?:async\s+)?(?:def|class)\s+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_CODE = re.compile(r"\w\(|[=\[\]{}]|^\s*(?:def|class|import|from|for|while|if|with|return|raise|[%!@])\b")
OWN_WORDS = 20  # of text elsewhere that is looked at when an essay is missing


@dataclass(frozen=True)
class Written:
    """A cell as it was handed in: what kind, its text, the grade id or cell id that it bears, its attachments."""

    kind: str
    source: str
    grade_id: str
    attachments: Any = None


@dataclass
class Found:
    """Where answers were found: grade id -> places of the cells that are it, and the place at which each begins.

    ``elsewhere`` are essays that were not found though text of the student's own stands somewhere.
    """

    answers: dict[str, list[int]] = field(default_factory=dict)
    starts: dict[int, str] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def take(self, name: str, places: list[int], start: int) -> None:
        self.answers[name] = places
        self.starts[start] = name
        self.used |= set(places)


def find(release: Sequence[nbformat.NotebookNode], raw: Sequence[Written], taken: dict[str, int]) -> Found:
    """Look for the answers of ``release`` that no cell of ``raw`` bears the mark of, or whose cell was left as it was.

    ``taken``: grade id -> place in ``raw`` of the cell that bears it.
    """
    found, place = Found(), _places(release, raw, taken)
    known, released = set(place.values()), {"", *(cell.source.strip() for cell in release)}
    free = [i for i, one in enumerate(raw) if i not in known and one.grade_id not in taken and one.source.strip() not in released]
    for cell in release:
        if _answer(cell, "code") and _name(cell) not in taken:
            wanted = _names(cell.source)
            fits = [i for i in free if raw[i].kind == "code" and i not in found.used and wanted & _names(raw[i].source)]
            if fits:  # the last one is what Python goes by
                found.take(_name(cell), [fits[-1]], fits[-1])
    _essays(release, raw, taken, place, [i for i in free if i not in found.used], found)
    return found


def _essays(release, raw, taken: dict[str, int], place: dict[int, int], free: list[int], found: Found) -> None:
    """Missing and blank essays, by what stands between the known cells around them."""
    open_essays = [number for number, cell in enumerate(release) if _answer(cell, "markdown") and _blank(cell, raw, taken)]
    known = {number: i for number, i in place.items() if number not in open_essays}
    known |= {number: found.answers[_name(cell)][0] for number, cell in enumerate(release)
              if "nbgrader" in cell.metadata and _name(cell) in found.answers}
    gaps: dict[tuple[int, int], list[int]] = {}
    for number in open_essays:
        low = max((i for other, i in known.items() if other < number), default=-1)
        high = min((i for other, i in known.items() if other > number and i > low), default=len(raw))
        gaps.setdefault((low, high), []).append(number)
    for (low, high), numbers in gaps.items():
        here = [i for i in free if low < i < high and (raw[i].kind == "markdown" or _prose(raw[i].source))]
        # Several essays in one gap: in order, one piece for each; what is left over belongs to the last.
        for turn, number in enumerate(numbers):
            mine = here[turn:] if number == numbers[-1] else here[turn : turn + 1]
            if mine:
                name = _name(release[number])
                found.take(name, mine, taken.get(name, mine[0]))
            elif (prompt := _added_to_prompt(release, raw, place, number)) is not None:
                found.take(_name(release[number]), [prompt], taken.get(_name(release[number]), prompt))
    lost = [_name(release[number]) for number in open_essays if _name(release[number]) not in found.answers]
    if lost and any(i not in found.used and _own(raw[i]) for i in free):
        found.elsewhere = lost


def _places(release, raw: Sequence[Written], taken: dict[str, int]) -> dict[int, int]:
    """Place in the release -> place in the submission, of cells that bear its mark or id, or have its text."""
    by_id: dict[str, int] = {}
    by_text: dict[str, list[int]] = {}
    for i, one in enumerate(raw):
        by_id.setdefault(one.grade_id, i)
        by_text.setdefault(one.source.strip(), []).append(i)
    place: dict[int, int] = {}
    used: set[int] = set()
    for number, cell in enumerate(release):
        i = taken.get(_name(cell)) if "nbgrader" in cell.metadata else by_id.get(cell.id)
        if i is not None and i not in used:
            place[number] = i
            used.add(i)
    for number, cell in enumerate(release):
        if number in place or not cell.source.strip():
            continue
        same = [i for i in by_text.get(cell.source.strip(), ()) if i not in used]
        after = max((i for other, i in place.items() if other < number), default=-1)
        fits = [i for i in same if i > after] or same
        if fits:
            place[number] = fits[0]
            used.add(fits[0])
    return place


def _added_to_prompt(release, raw: Sequence[Written], place: dict[int, int], number: int) -> int | None:
    """The place of the text just before an essay, if the student wrote into that cell."""
    before = number - 1
    if before < 0 or release[before].cell_type != "markdown" or "nbgrader" in release[before].metadata or before not in place:
        return None
    text = raw[place[before]].source.strip()
    more = len(text.split()) - len(release[before].source.split())
    return place[before] if text != release[before].source.strip() and more >= 3 else None


def _blank(cell: nbformat.NotebookNode, raw: Sequence[Written], taken: dict[str, int]) -> bool:
    i = taken.get(_name(cell))
    return i is None or raw[i].source.strip() in ("", cell.source.strip())


def _own(one: Written) -> bool:
    return one.kind == "markdown" and len(one.source.split()) >= OWN_WORDS


def _prose(source: str) -> bool:
    """Is this text that was written into a code cell? (It is not compiled: a compiler is no tool for what strangers wrote.)"""
    lines = [line for line in source.splitlines() if line.strip()]
    words = [line for line in lines if not line.lstrip().startswith("#")]
    return len(source.split()) >= 5 and not any(_CODE.search(line) for line in words)


def _answer(cell: nbformat.NotebookNode, kind: str) -> bool:
    return cell.cell_type == kind and bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _name(cell: nbformat.NotebookNode) -> str:
    return cell.metadata.nbgrader.grade_id


def _names(source: str) -> set[str]:
    return {found[1] or found[2] for found in _DEFINED.finditer(source)}

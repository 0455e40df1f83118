"""The ledger of facts: every fact the course prints, with its source.

``data/claims.csv`` holds one fact a row. Text refers to a row by its id:

``{claim:A01}``      a whole citation: who, when, where, and how far it was checked; ``{claim:A01,A05}`` cites two
``{value:A01}``      the value from the ledger, so that nobody types it; ``{value:A24[0]}`` is its first part
``{open:A08}``       names a row that is not confirmed, for a question put to the reader

A value may have parts, separated by `` / `` (26 / 120). Positions count from 0, as in Python.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path

from course import paths
from course.errors import CourseError

STATUSES = {
    "CONFIRMED_PRIMARY": "first hand",
    "CONFIRMED_SECONDARY": "reported",
    "DERIVED": "computed",
    "UNCONFIRMED": "not confirmed",
}
"""How far a row was checked, and the words a reader sees. *First hand*: read in the actor's own text.
*Reported*: read in a text that reports it. *Computed*: arithmetic on other rows."""

_ID = re.compile(r"^[A-Z]\d{2,3}$")
_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_PART = re.compile(r"^([<>~]?)(-?\d+(?:\.\d+)?(?:e-?\d+)?)$")
_RANGE = re.compile(r"^(-?[\d.]+) to (-?[\d.]+)$")
_SLOT = re.compile(r"\{value(?:\[(\d+)\])?\}")
_MARKER = re.compile(r"\{(claim|value|open):([A-Z]\d{2,3}(?:,\s*[A-Z]\d{2,3})*)(?:\[(\d+)\])?\}")
_NEARLY = re.compile(r"\{\s*(?:claim|value|open)s?\b[^{}\n]*\}")
_CODE = re.compile(
    r"(?ms)^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)"  # a fenced block
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"  # inline code, within one paragraph
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_MONEY = {"USD": "$", "GBP": "£", "EUR": "€"}
_ABOUT = {"<": "under ", ">": "more than ", "~": "about ", "": ""}
_LONGEST_QUOTATION = 45  # words: a quotation shows the evidence, it does not replace the source


class ClaimError(CourseError):
    """A fact is cited wrongly, or the ledger is wrong. The message names the id and the place."""


@dataclass(frozen=True)
class Claim:
    """One row of the ledger. All fields are text, as in the file."""

    id: str
    topic: str
    claim: str
    value: str
    unit: str
    date: str
    source: str
    publisher: str
    address: str
    status: str
    quotation: str
    retrieved: str
    derivation: str
    actor: str = ""
    kind: str = ""
    support: str = ""
    look_again: str = ""
    copy: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The value's parts: ``("26", "120")``."""
        return tuple(self.value.split(" / ")) if self.value else ()

    @property
    def numbers(self) -> tuple[float, ...]:
        """The parts that are single numbers, without a leading ``<``, ``>`` or ``~``."""
        return tuple(float(found[2]) for found in map(_PART.match, self.parts) if found)

    @property
    def text(self) -> str:
        """The claim as a sentence, with its value written in."""
        return _SLOT.sub(lambda found: self.shown(int(found[1]) if found[1] else None), self.claim)

    @property
    def confirmed(self) -> bool:
        return self.status != "UNCONFIRMED"

    def shown(self, part: int | None = None) -> str:
        """The value, or one part of it, as prose prints it: ``25,000``, ``$300,000``, ``39%``, ``1 July 2021``.

        Raises
        ------
        ClaimError
            If the row has no value, or no such part.
        """
        if not self.value:
            raise ClaimError(f"{self.id} has no value; cite it with {{claim:{self.id}}}.")
        units = self.unit.split(" / ")
        shown = [
            _shown(text, units[i] if len(units) == len(self.parts) else units[0]) for i, text in enumerate(self.parts)
        ]
        if part is None:
            return " / ".join(shown)
        if part >= len(shown):
            raise ClaimError(f"{self.id} has {len(shown)} parts, counted from 0; there is no {self.id}[{part}].")
        return shown[part]


FIELDS = tuple(field.name for field in fields(Claim))
_NEEDED = sum(field.default is MISSING for field in fields(Claim))  # the fields after these may be left out


def _shown(text: str, unit: str) -> str:
    if _DATE.match(text) and ("-" in text or unit == "year"):
        return written_date(text)
    if found := _RANGE.match(text):
        return f"{found[1]} to {_with_unit(found[2], unit)}"
    if not (found := _PART.match(text)):
        return text
    whole, dot, rest = found[2].partition(".")
    number = found[2] if "e" in found[2] else f"{int(whole):,}{dot}{rest}"
    return _ABOUT[found[1]] + _with_unit(number, unit)


def _with_unit(number: str, unit: str) -> str:
    if unit.startswith("percent") and unit != "percentage points":
        return f"{number}%"
    if (currency := unit[:3]) in _MONEY:
        return _MONEY[currency] + number + (" million" if unit.endswith("million") else "")
    return number


def written_date(text: str) -> str:
    """``2021-07-01`` as ``1 July 2021``, ``2021-07`` as ``July 2021``."""
    year, month, day = _DATE.match(text).groups()
    return " ".join(filter(None, [day and str(int(day)), month and _MONTHS[int(month) - 1], year]))


# --- reading -----------------------------------------------------------------------------------------------------


def path() -> Path:
    """Where the ledger is."""
    return paths.DATA / "claims.csv"


def ledger(source: Path | None = None) -> Mapping[str, Claim]:
    """Every row by its id, in the file's order.

    Raises
    ------
    ClaimError
        If the file is missing or a row is wrong, naming the row.
    """
    source = source or path()
    try:
        stat = source.stat()
    except OSError:
        raise ClaimError(f"{source} is missing: it holds every fact of the course. Check it out again.") from None
    return _read(source, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=4)
def _read(source: Path, _changed: int, _size: int) -> Mapping[str, Claim]:
    rows = parse(source.read_text(encoding="utf-8"), source.name)
    wrong = [problem for row in rows.values() for problem in problems(row, rows)]
    if wrong:
        raise ClaimError(f"{source.name}: " + "\n".join(wrong))
    return rows


def parse(text: str, name: str = "claims.csv") -> dict[str, Claim]:
    """The rows of a ledger's text. Checks the columns and the ids, nothing else."""
    reader = csv.reader(io.StringIO(text))
    if tuple(next(reader, ())) != FIELDS:
        raise ClaimError(f"{name} must have the columns {', '.join(FIELDS)}, in this order.")
    rows: dict[str, Claim] = {}
    for row in filter(None, reader):
        if not _NEEDED <= len(row) <= len(FIELDS):
            raise ClaimError(
                f"{name}:{reader.line_num}: a row must have {len(FIELDS)} fields; quote a field with a comma."
            )
        claim = Claim(*row)
        if claim.id in rows:
            raise ClaimError(f"{name}:{reader.line_num}: {claim.id} stands twice; give one of them a new id.")
        rows[claim.id] = claim
    return rows


def problems(row: Claim, rows: Mapping[str, Claim]) -> list[str]:
    """What is wrong with one row, as sentences that name it."""
    from course.policy.derive import derivation_problem

    def required(*names: str) -> list[str]:
        return [f"it needs a {name}" for name in names if not getattr(row, name)]

    wrong = required("topic", "claim")
    if not _ID.match(row.id):
        wrong.append("an id is a capital and two or three digits, such as A01")
    if row.status not in STATUSES:
        wrong.append(f"status must be one of {', '.join(STATUSES)}")
    if row.date and not _DATE.match(row.date):
        wrong.append("write the date as 2020, 2020-06 or 2020-06-10")
    if row.status.startswith("CONFIRMED"):
        wrong += required("source", "publisher", "address", "quotation", "retrieved")
    elif row.quotation:
        wrong.append(f"a {row.status} row has no quotation: nothing was read that says it")
    if len(row.quotation.split()) > _LONGEST_QUOTATION:
        wrong.append(f"keep the quotation to {_LONGEST_QUOTATION} words")
    if row.status == "DERIVED":
        wrong += [problem for problem in [derivation_problem(row, rows)] if problem]
    elif row.derivation:
        wrong.append("only a DERIVED row has a derivation")
    for found in _SLOT.finditer(row.claim):
        if not row.value or (found[1] and int(found[1]) >= len(row.parts)):
            wrong.append(f"the claim names {found[0]}, which the value does not have")
    return [f"{row.id}: {problem}." for problem in wrong]


def claim(claim_id: str) -> Claim:
    """One row.

    Raises
    ------
    ClaimError
        If there is no such id.
    """
    try:
        return ledger()[claim_id]
    except KeyError:
        raise ClaimError(
            f"there is no claim {claim_id} in data/claims.csv. `course claims list` shows them all."
        ) from None


def confirmed(claim_id: str) -> Claim:
    """One row that may be printed as a fact.

    Raises
    ------
    ClaimError
        If there is no such id, or the row is UNCONFIRMED.
    """
    row = claim(claim_id)
    if not row.confirmed:
        raise ClaimError(
            f"{claim_id} is not confirmed and may not be printed as a fact. "
            f"Ask the reader to find out, with {{open:{claim_id}}}, or confirm it from a source."
        )
    return row


# --- citing ------------------------------------------------------------------------------------------------------


def cite(*claim_ids: str, form: str = "markdown") -> str:
    """An inline citation: publisher and date, linked to the source, and how far the fact was checked.

    Parameters
    ----------
    form
        ``"markdown"`` or ``"html"``.
    """
    if form not in ("markdown", "html"):
        raise ClaimError(f"a citation's form is markdown or html, not {form!r}.")
    return "(" + "; ".join(_cited(confirmed(claim_id), form) for claim_id in claim_ids) + ")"


def _cited(row: Claim, form: str) -> str:
    link = _markdown_link if form == "markdown" else _html_link
    if row.status == "DERIVED":
        from course.policy.derive import names_in, readable

        sources = ", ".join(link(confirmed(name)) for name in names_in(row.derivation))
        return f"computed, {readable(row.derivation)}, from {sources}"
    return f"{link(row)}, {STATUSES[row.status]}"


def _label(row: Claim) -> str:
    if row.status == "DERIVED":
        return row.id
    return f"{row.publisher}, {written_date(row.date)}" if row.date else row.publisher


def _hover(row: Claim) -> str:
    if row.status == "DERIVED":
        return f"{row.id}, computed"
    return f"{row.id}, {row.source}: “{row.quotation}”"


def _markdown_link(row: Claim) -> str:
    if not row.address.startswith("http"):
        return f"{_label(row)} ({row.address})" if row.address else _label(row)
    label = re.sub(r"([\[\]])", r"\\\1", _label(row))
    title = _hover(row).replace("\\", "").replace('"', "”").replace("$", "&#36;")
    return f'[{label}](<{row.address}> "{title}")'


def _html_link(row: Claim) -> str:
    from html import escape

    if not row.address.startswith("http"):
        return escape(f"{_label(row)} ({row.address})" if row.address else _label(row))
    return f'<a href="{escape(row.address)}" title="{escape(_hover(row))}">{escape(_label(row))}</a>'


def sources(claim_ids: Iterable[str]) -> str:
    """A Markdown list of the sources of some facts, one line each: what a lesson shows at its end."""
    lines = []
    for row in map(claim, dict.fromkeys(claim_ids)):
        about = _cited(row, "markdown") if row.confirmed else STATUSES[row.status]
        lines.append(f"- **{row.id}** {row.text} {about[0].upper() + about[1:]}.")
    return "\n".join(lines) + ("\n" if lines else "")


def render_citations(text: str, where: str = "") -> tuple[str, tuple[str, ...]]:
    """Write out ``{claim:…}``, ``{value:…}`` and ``{open:…}`` in Markdown, outside code.

    Parameters
    ----------
    where
        The file or cell, for an error's message.

    Returns
    -------
    text, ids
        The text, and the ids it uses in order of first use.

    Raises
    ------
    ClaimError
        For an unknown id, an unconfirmed row printed as a fact, or a reference that is not well formed; with the line.
    """
    used: dict[str, None] = {}

    def write(found: re.Match) -> str:
        kind, ids = found[1], [name.strip() for name in found[2].split(",")]
        used.update(dict.fromkeys(ids))
        if kind != "claim" and len(ids) > 1:
            raise ClaimError(f"{found[0]}: name one row at a time; only {{claim:…}} takes several.")
        if kind != "value" and found[3]:
            raise ClaimError(f"{found[0]}: only {{value:…}} takes a position.")
        if kind == "claim":
            return cite(*ids)
        if kind == "value":
            shown = confirmed(ids[0]).shown(int(found[3]) if found[3] else None)
            return shown.replace("$", r"\$")  # two bare dollar signs would make a formula of what is between them
        if claim(ids[0]).confirmed:
            raise ClaimError(f"{ids[0]} is confirmed; cite it with {{claim:{ids[0]}}}.")
        return f"(not confirmed: {ids[0]})"

    code = code_spans(text)
    pieces, end = [], 0
    for found in _NEARLY.finditer(text):
        if any(start <= found.start() < stop for start, stop in code):
            continue
        exact = _MARKER.fullmatch(found[0])
        try:
            if not exact:
                raise ClaimError(f"{found[0]} is not a reference: write {{claim:A01}}, {{value:A01}} or {{open:A01}}.")
            written = write(exact)
        except ClaimError as error:
            raise ClaimError(f"{_place(text, found.start(), where)}{error}") from None
        pieces += [text[end : found.start()], written]
        end = found.end()
    return "".join(pieces) + text[end:], tuple(used)


def used_ids(text: str) -> tuple[str, ...]:
    """The ids a text refers to, in Markdown references or in calls of ``claim``, ``cite`` and ``sources``."""
    ids: dict[str, None] = {}
    for found in _MARKER.finditer(text):
        ids.update(dict.fromkeys(name.strip() for name in found[2].split(",")))
    for call in re.finditer(r"\b(?:claim|cite|confirmed|sources)\(([^()]*)\)", text):
        ids.update(dict.fromkeys(re.findall(r"[\"']([A-Z]\d{2,3})[\"']", call[1])))
    return tuple(ids)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where Markdown has code: fenced blocks and inline code, as (start, end)."""
    return [found.span() for found in _CODE.finditer(text)]


def _place(text: str, at: int, where: str) -> str:
    line = f"line {text.count(chr(10), 0, at) + 1}: "
    return f"{where}, {line}" if where else line


# --- adding ------------------------------------------------------------------------------------------------------


def next_id(letter: str) -> str:
    """The first free id after the last one of a letter: ``next_id("A")``."""
    taken = [int(name[1:]) for name in ledger() if name[0] == letter]
    return f"{letter}{max(taken, default=0) + 1:02d}"


def add(row: Claim, target: Path | None = None) -> None:
    """Add a row to the ledger, or refuse it whole. The folder's card gets the new checksum.

    Raises
    ------
    ClaimError
        If the row is wrong or its id is taken.
    """
    target = target or path()
    rows = dict(ledger(target))
    if row.id in rows:
        raise ClaimError(f"{row.id} is taken: {rows[row.id].text} The next free id is {next_id(row.id[:1])}.")
    rows[row.id] = row
    if wrong := problems(row, rows):
        raise ClaimError("\n".join(wrong))
    text = serialise(rows.values())
    card = target.with_name("CARD.md")
    updated = _with_checksum(card.read_text(encoding="utf-8"), target.name, text.encode()) if card.exists() else None
    _replace(target, text)
    if updated is not None:
        _replace(card, updated)


def serialise(rows: Iterable[Claim]) -> str:
    """The file's text: one row a line, by letter and number."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in sorted(rows, key=lambda row: (row.id[0], int(row.id[1:]))))
    return out.getvalue()


def _with_checksum(card: str, name: str, data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return re.sub(rf"(?m)^(\s*{re.escape(name)}:\s*)[0-9a-f]{{64}}$", rf"\g<1>{digest}", card)


def refresh_card(card: Path) -> list[str]:
    """Write the checksums of a card's files anew; returns the names whose checksum changed.

    Raises
    ------
    ClaimError
        If the card names a file that is not there.
    """
    text = updated = card.read_text(encoding="utf-8")
    changed = []
    for name in re.findall(r"(?m)^\s+(\S+):\s*[0-9a-f]{64}$", text):
        if not (card.parent / name).exists():
            raise ClaimError(f"{card} names {name}, which is not there; take its line out.")
        before, updated = updated, _with_checksum(updated, name, (card.parent / name).read_bytes())
        changed += [name] if before != updated else []
    if changed:
        _replace(card, updated)
    return changed


def _replace(target: Path, text: str) -> None:
    temporary = target.with_name(target.name + ".tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, target)

"""The ledger of facts: every fact the course prints, with its source.

``data/claims.csv`` holds one fact a row. Text refers to a row by its id; ``course.policy.citing`` writes the reference out.
A value may have parts, separated by `` / `` (26 / 120). Positions count from 0, as in Python.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, fields
from pathlib import Path

from course import paths
from course.files import write_whole
from course.policy.row import FIELDS, STATUSES, Claim, ClaimError, written_date
from course.policy.rules import problems

__all__ = [
    "FIELDS", "STATUSES", "Claim", "ClaimError", "add", "cards", "changed_since", "claim", "confirmed", "ledger", "next_id", "parse", "path",
    "problems", "refresh_card", "serialise", "tidy", "written_date",
]  # fmt: skip
_NEEDED = sum(field.default is MISSING for field in fields(Claim))  # the fields after these may be left out


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


# --- writing ------------------------------------------------------------------------------------------------------


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
    _write(rows.values(), target)


def tidy(target: Path | None = None) -> bool:
    """Write the ledger in its own form (all fields, by letter and number), as after two branches were merged.

    Returns whether the file changed.

    Raises
    ------
    ClaimError
        If a row is wrong; nothing is written then.
    """
    target = target or path()
    text = target.read_text(encoding="utf-8")
    rows = ledger(target).values()
    if serialise(rows) == text:
        return False
    _write(rows, target)
    return True


def _write(rows: Iterable[Claim], target: Path) -> None:
    content = serialise(rows).encode()
    card = target.with_name("CARD.md")
    updated = _with_checksum(card.read_text(encoding="utf-8"), target.name, content) if card.exists() else None
    write_whole(target, content)
    if updated is not None:
        write_whole(card, updated.encode())


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


def cards() -> list[Path]:
    """The cards of what is edited by hand: the ledger, uses, timeline, tables, chains and clauses."""
    every = (paths.DATA / "CARD.md", *(paths.DATA / folder / "CARD.md" for folder in ("published", "chains", "judgement")))
    return [card for card in every if card.exists()]


def changed_since(card: Path) -> list[str]:
    """The card's files that are no longer those that it has the checksums of.

    Raises
    ------
    ClaimError
        If the card names a file that is not there.
    """
    text, changed = card.read_text(encoding="utf-8"), []
    for name in re.findall(r"(?m)^\s+(\S+):\s*[0-9a-f]{64}$", text):
        if not (card.parent / name).exists():
            raise ClaimError(f"{card} names {name}, which is not there; take its line out.")
        changed += [name] if _with_checksum(text, name, (card.parent / name).read_bytes()) != text else []
    return changed


def refresh_card(card: Path) -> list[str]:
    """Write the checksums of a card's files anew; returns the names whose checksum changed.

    Raises
    ------
    ClaimError
        If the card names a file that is not there.
    """
    changed, text = changed_since(card), card.read_text(encoding="utf-8")
    for name in changed:
        text = _with_checksum(text, name, (card.parent / name).read_bytes())
    if changed:
        write_whole(card, text.encode())
    return changed

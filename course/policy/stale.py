"""Which rows of the ledger have aged: what was not over when it was read, and what was read long ago."""

from __future__ import annotations

import datetime

from course.policy.claims import ledger
from course.policy.row import KINDS, Claim

OLD = "read long ago"


def to_read_again(day: datetime.date, days: int = 365, *, everything: bool = False) -> dict[str, list[Claim]]:
    """The rows to read again on a day, by kind (``""`` where a row has none), oldest reading first.

    Parameters
    ----------
    days
        A row that was read longer ago than this is listed under ``OLD``, unless its own day has come.
    everything
        Also the rows whose day has not come yet.
    """
    dated = [row for row in ledger().values() if row.look_again and (everything or row.look_again <= day.isoformat())]
    before = (day - datetime.timedelta(days=days)).isoformat()
    old = [row for row in ledger().values() if row.retrieved and row.retrieved < before and row not in dated]
    found = {kind: sorted((row for row in dated if row.kind == kind), key=_age) for kind in (*KINDS, "")}
    found[OLD] = sorted(old, key=_age)
    return {name: rows for name, rows in found.items() if rows}


def _age(row: Claim) -> tuple[str, str]:
    return row.retrieved, row.id

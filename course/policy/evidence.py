"""The record as data: a timeline, tables of published figures, and points on which sources disagree.

Every row names the rows of the ledger that it rests on. Numbers in the text are written in from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from course import paths
from course.errors import CourseError
from course.policy.claims import claim, confirmed
from course.policy.row import written_date
from course.yamltext import from_yaml

if TYPE_CHECKING:
    import pandas as pd

KINDS = ("company", "protest", "test", "study", "law", "court", "regulator", "harm")
"""What an event of the timeline is."""

_VALUE = re.compile(r"\{value:([A-Z]\d{2,3})(?:\[(\d+)\])?\}")


@dataclass(frozen=True)
class Side:
    """One side of a contested point, and the rows it rests on."""

    who: str
    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Contested:
    """A point on which sources disagree. ``settle`` says what would decide it."""

    id: str
    question: str
    sides: tuple[Side, ...]
    settle: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of the news story, and what it was held against. Each name is a row of the ledger."""

    says: str
    by: str
    against: tuple[str, ...]
    found: str
    leaves_out: str
    open: str = ""
    besides: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Every row it rests on."""
        return (self.says, *self.against, *self.besides, *((self.open,) if self.open else ()))


def article() -> tuple[Sentence, ...]:
    """The news story that the course starts from, sentence by sentence: who says it, what it was held against."""
    entries = from_yaml((paths.DATA / "article.yml").read_text(encoding="utf-8"))
    return tuple(
        Sentence(
            **{**entry, "against": tuple(entry["against"]), "besides": tuple(entry.get("besides", ())),
               "found": entry["found"].strip(), "leaves_out": entry["leaves_out"].strip()}
        )
        for entry in entries
    )  # fmt: skip


def timeline(kinds: list[str] | None = None, places: list[str] | None = None) -> pd.DataFrame:
    """The events of 2017 to November 2026, in order.

    Parameters
    ----------
    kinds, places
        Keep only these; ``None`` keeps all.

    Returns
    -------
    DataFrame
        ``date`` (the first day of the period), ``precision`` (day, month or year), ``when`` (as prose prints it),
        ``kind``, ``place``, ``title``, ``text``, ``claims`` (a tuple of ids).

    Raises
    ------
    CourseError
        If a kind or place is not in the timeline.
    """
    import pandas as pd

    events = everything = pd.read_csv(paths.DATA / "timeline.csv", dtype=str, keep_default_na=False)
    for name, wanted in (("kind", kinds), ("place", places)):
        if wanted is None:
            continue
        there = set(everything[name])
        if unknown := set(wanted) - there:
            raise CourseError(
                f"no event has the {name} {', '.join(sorted(unknown))}. There are {', '.join(sorted(there))}."
            )
        events = events[events[name].isin(wanted)]
    events = events.assign(
        precision=events["date"].map(lambda text: ("year", "month", "day")[text.count("-")]),
        when=events["date"].map(written_date),
        text=events["text"].map(_written),
        claims=events["claims"].map(lambda ids: tuple(ids.split())),
        date=pd.to_datetime(events["date"].map(lambda text: (text + "-01-01")[:10]), format="%Y-%m-%d"),
    )
    columns = ["date", "precision", "when", "kind", "place", "title", "text", "claims"]
    return events.sort_values("date", kind="stable")[columns].reset_index(drop=True)


def _written(text: str) -> str:
    return _VALUE.sub(lambda found: confirmed(found[1]).shown(int(found[2]) if found[2] else None), text)


def published_names() -> tuple[str, ...]:
    """The tables of published figures."""
    return tuple(sorted(path.stem for path in (paths.DATA / "published").glob("*.csv")))


def published(name: str) -> pd.DataFrame:
    """A table of published figures, such as ``gender_shades_2018``.

    Returns
    -------
    DataFrame
        One figure a row: ``value`` (a number, or text where the source gives a range or a bound), ``unit``, ``claim``
        and ``part`` (where the ledger has it), and what it is a figure of.

    Raises
    ------
    CourseError
        If there is no such table.
    """
    import pandas as pd

    if name not in published_names():
        raise CourseError(f"there is no table {name!r}. There are {', '.join(published_names())}.")
    table = pd.read_csv(paths.DATA / "published" / f"{name}.csv", dtype=str, keep_default_na=False)
    table["part"] = table["part"].astype(int)
    numbers = pd.to_numeric(table["value"], errors="coerce")
    return table.assign(value=numbers) if numbers.notna().all() else table


def thresholds_2018() -> pd.DataFrame:
    """The thresholds a reader of Amazon's texts could find, and those its clients used, by date.

    Returns
    -------
    DataFrame
        ``date`` (empty where the source gives none), ``where``, ``by``, ``value`` (text: some are bounds, one is ``none``), ``number`` (NaN where it is not
        a similarity threshold), ``unit``, ``claim``, ``status`` (how far the row was checked), ``address``.
    """
    import pandas as pd

    table = published("thresholds_2018").sort_values("date", kind="stable").reset_index(drop=True)
    numbers = pd.to_numeric(table["value"].str.lstrip("<>~"), errors="coerce")
    return table.assign(
        number=numbers.where(table["unit"] == "similarity threshold"),
        status=[claim(name).status for name in table["claim"]],
        address=[claim(name).address for name in table["claim"]],
    ).drop(columns="part")


def contested() -> tuple[Contested, ...]:
    """The points on which the record disagrees, each with its sides at their strongest."""
    entries = from_yaml((paths.DATA / "contested.yml").read_text(encoding="utf-8"))
    return tuple(
        Contested(
            id=entry["id"],
            question=entry["question"],
            sides=tuple(Side(side["who"], side["says"], tuple(side["claims"])) for side in entry["sides"]),
            settle=entry["settle"],
        )
        for entry in entries
    )

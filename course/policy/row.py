"""One row of the ledger: its fields, and how its value and dates are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from course.errors import CourseError

STATUSES = {
    "CONFIRMED_PRIMARY": "first hand",
    "CONFIRMED_SECONDARY": "reported",
    "DERIVED": "computed",
    "UNCONFIRMED": "not confirmed",
}
"""How far a row was checked, and the words a reader sees. *First hand*: read in the actor's own text.
*Reported*: read in a text that reports it. *Computed*: arithmetic on other rows."""

KINDS = {
    "custody": "an arrest, custody or release",
    "count": "a count of cases",
    "pending": "not over yet",
    "not-yet": "not in force yet",
    "version": "a later version of a wording",
}
"""What a row needs special care for. The first two need a second source; ``look_again`` goes with the middle three."""

ID = r"[A-Z]\d{2,3}"
DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_PART = re.compile(r"^([<>~]?)(-?\d+(?:\.\d+)?(?:e-?\d+)?)$")
_RANGE = re.compile(r"^(-?[\d.]+) to (-?[\d.]+)$")
SLOT = re.compile(r"\{value(?:\[(\d+)\])?\}")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_MONEY = {"USD": "$", "GBP": "£", "EUR": "€"}
_ABOUT = {"<": "under ", ">": "more than ", "~": "about ", "": ""}
_ACCOUNT = "account of "


class ClaimError(CourseError):
    """A fact is cited wrongly, or the ledger is wrong. The message names the id and the place."""


@dataclass(frozen=True)
class Claim:
    """One row of the ledger. All fields are text, as in the file; the last five may be empty."""

    id: str
    topic: str
    claim: str
    value: str
    unit: str
    date: str
    source: str
    publisher: str
    address: str
    """Where the publisher has the text. Where a copy was read, the copy's address stands in ``copy``."""
    status: str
    quotation: str
    retrieved: str
    derivation: str
    actor: str = ""
    """Whose act or words the row states; a first-hand row has one, and it is the publisher."""
    kind: str = ""
    """One of ``KINDS``, or nothing."""
    support: str = ""
    """Ids of rows that say the same from independent sources, or ``account of`` and whose account it is."""
    look_again: str = ""
    """The day to look again, for what may change."""
    copy: str = ""
    """The copy that was read, where the text was not read at its own address."""

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
        return SLOT.sub(lambda found: self.shown(int(found[1]) if found[1] else None), self.claim)

    @property
    def confirmed(self) -> bool:
        return self.status != "UNCONFIRMED"

    @property
    def published_by(self) -> str:
        """The publisher without what is added about the copy: ``ACLU`` for ``ACLU (copy at Common Dreams)``."""
        return self.publisher.split(" (")[0]

    @property
    def host(self) -> str:
        """The host of the address, without ``www.``; empty if the address is none of the web."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.").rstrip(".")

    @property
    def account(self) -> str:
        """Whose account the row is, if it is marked as one."""
        return self.support.removeprefix(_ACCOUNT) if self.support.startswith(_ACCOUNT) else ""

    @property
    def supported_by(self) -> tuple[str, ...]:
        """The ids of the rows that say the same from independent sources."""
        return () if self.account else tuple(self.support.split())

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


def _shown(text: str, unit: str) -> str:
    if DATE.match(text) and ("-" in text or unit == "year"):
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
    year, month, day = DATE.match(text).groups()
    return " ".join(filter(None, [day and str(int(day)), month and _MONTHS[int(month) - 1], year]))

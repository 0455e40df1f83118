"""Descriptions of uses of face recognition: who does what to whom, when, and with whose product.

``data/uses.yml`` holds a bank of them, many on the edges of a rule. None of them happened: they are made up, so that
a rule can be tried on them.
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from course import paths
from course.errors import CourseError
from course.yamltext import from_yaml

WHO = (
    "police department", "sheriff's office", "state police", "campus police", "federal agency", "immigration agency",
    "state agency", "contractor", "reseller", "charity", "company", "research lab", "person", "vendor",
)  # fmt: skip
"""Who uses it. Abroad, a ``police department`` is any police force; a ``vendor`` is the maker of the product."""

PURPOSES = (
    "criminal investigation", "missing person", "trafficking victim", "identify the dead", "imminent threat",
    "event security", "mass surveillance", "protest monitoring", "racial profiling", "immigration enforcement",
    "identity check", "access control", "theft prevention", "customer service", "research", "evidence review",
)  # fmt: skip
COMPARISONS = ("1:N", "1:1", "detection", "none")
"""``detection`` finds faces and compares none; ``none`` looks for other things."""

TIMINGS = ("live", "nearly live", "retrospective")
AUTHORITIES = ("none", "warrant", "court order", "urgent")
STEPS = ("lead", "lineup", "arrest", "arrest after a lineup")
"""What is done with the result."""

CRIMES = ("violence", "human trafficking", "child abuse", "theft", "fraud", "trespass", "threat")
ACQUIRED = ("bought", "trial", "resold")
VENDORS = ("Amazon", "IBM", "Microsoft", "other")

_EUROPEAN_UNION = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
_POLICE = frozenset({"police department", "sheriff's office", "state police", "campus police"})
_PUBLIC = _POLICE | {"federal agency", "immigration agency", "state agency"}


class UseError(CourseError):
    """A use is described wrongly. The message names the field and what it may be."""


@dataclass(frozen=True)
class Use:
    """One described use. ``None`` means that the description does not say.

    Parameters
    ----------
    who, purpose
        One of ``WHO`` and of ``PURPOSES``.
    date
        The day of the use.
    country, place
        Two letters, such as ``US``; the state or city.
    comparison, timing
        One of ``COMPARISONS`` and of ``TIMINGS``.
    vendor
        One of ``VENDORS``; whose product it is.
    for_police
        Done by somebody else on behalf of the police.
    public_space
        Whether the people seen are in a place open to the public.
    authority, national_law
        One of ``AUTHORITIES``; whether the country's own law provides for such a use (EU).
    step, other_evidence, human_review
        What is done with the result, whether other evidence supports it, and whether a person reviews it.
    crime, serious
        One of ``CRIMES``; whether it is punishable by four years or more (EU).
    general_purpose
        Whether the product is offered to everybody, rather than made for one customer.
    acquired
        One of ``ACQUIRED``.
    threshold
        The similarity threshold set, 0 to 100.
    """

    who: str
    purpose: str
    date: datetime.date
    id: str = ""
    sentence: str = ""
    country: str = "US"
    place: str = ""
    comparison: str = "1:N"
    timing: str | None = "retrospective"
    vendor: str = "Amazon"
    for_police: bool = False
    public_space: bool | None = None
    authority: str | None = None
    step: str = "lead"
    other_evidence: bool | None = None
    human_review: bool | None = None
    crime: str | None = None
    serious: bool | None = None
    general_purpose: bool | None = True
    acquired: str = "bought"
    threshold: float | None = None
    national_law: bool | None = None

    def __post_init__(self):
        for name, allowed, optional in (
            ("who", WHO, False),
            ("purpose", PURPOSES, False),
            ("comparison", COMPARISONS, False),
            ("timing", TIMINGS, True),
            ("vendor", VENDORS, False),
            ("authority", AUTHORITIES, True),
            ("step", STEPS, False),
            ("crime", CRIMES, True),
            ("acquired", ACQUIRED, False),
        ):
            value = getattr(self, name)
            if not (value in allowed or (optional and value is None)):
                raise UseError(f"{self._name}: {name} may be {', '.join(allowed)}; not {value!r}.")
        if type(self.date) is not datetime.date:
            raise UseError(f"{self._name}: date must be a day, such as 2020-06-10; not {self.date!r}.")
        for name in ("public_space", "other_evidence", "human_review", "serious", "general_purpose", "national_law"):
            if getattr(self, name) not in (True, False, None):
                raise UseError(f"{self._name}: {name} may be true, false or left out.")
        if self.threshold is not None and not 0 <= self.threshold <= 100:
            raise UseError(f"{self._name}: a threshold is from 0 to 100, not {self.threshold}.")

    @property
    def _name(self) -> str:
        return f"use {self.id}" if self.id else "use"

    @property
    def by_police(self) -> bool:
        """By a police force of any kind, itself."""
        return self.who in _POLICE

    @property
    def by_government(self) -> bool:
        return self.who in _PUBLIC

    @property
    def in_europe(self) -> bool:
        """In a country of the European Union."""
        return self.country in _EUROPEAN_UNION

    @property
    def recognises(self) -> bool:
        """Whether faces are compared at all."""
        return self.comparison in ("1:1", "1:N")

    def __str__(self) -> str:
        return self.sentence or f"{self.who}, {self.purpose}, {self.date}"


def uses(source: Path | None = None) -> MappingProxyType[str, Use]:
    """The bank of described uses, by id.

    Raises
    ------
    UseError
        If an entry is wrong, naming it.
    """
    source = source or paths.DATA / "uses.yml"
    try:
        stat = source.stat()
    except OSError:
        raise UseError(f"{source} is missing. Check it out again.") from None
    return _read(source, stat.st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _read(source: Path, _changed: int) -> MappingProxyType[str, Use]:
    known = {field.name for field in fields(Use)}
    bank: dict[str, Use] = {}
    for entry in from_yaml(source.read_text(encoding="utf-8")):
        name = entry.get("id", "?")
        if unknown := set(entry) - known:
            allowed = ", ".join(sorted(known))
            raise UseError(f"use {name}: unknown fields {', '.join(sorted(unknown))}. The fields are {allowed}.")
        if missing := {"id", "sentence", "who", "purpose", "date"} - set(entry):
            raise UseError(f"use {name}: it needs {', '.join(sorted(missing))}.")
        if name in bank:
            raise UseError(f"use {name} stands twice.")
        bank[name] = Use(**entry)
    return MappingProxyType(bank)

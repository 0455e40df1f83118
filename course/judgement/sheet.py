"""A sheet of numbers that somebody else measured: what stands on it, which lines follow from others, and one that the course measures itself.

Whoever writes a memo on a partner's numbers asks first whether they fit together. :data:`LETTER` and :data:`LINES` say what such a sheet
holds, and in which bounds. Shares lie between 0 and 1.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from course import evaluation, faces


@dataclass(frozen=True)
class Line:
    """A number of the sheet: its words, its bounds, and how many digits after the point it is written with. ``follows``: from other lines."""

    words: str
    least: float = 0.0
    most: float = math.inf
    digits: int = 0
    follows: bool = False


LETTER: Mapping[str, Line] = {
    "searches": Line("searches a year", 1),
    "city": Line("people in the city's gallery", 1),
    "hours_a_week": Line("examiners' hours a week", 0.1, digits=2),
    "minutes": Line("minutes for one name", 0.1, digits=2),
    "wage": Line("dollars for an hour", 0.01, digits=2),
    "enrolled": Line("share of those searched for who are said to be enrolled", 0.001, 1, digits=3),
}
LINES: Mapping[str, Line] = {
    "threshold": Line("threshold that was chosen, for the hours that there are", digits=3),
    "names": Line("wrong names a search in the city's gallery, at that threshold", digits=2),
    "fpir": Line("FPIR in the test gallery, at that threshold", 0, 1, 3),
    "fnir": Line("FNIR, at that threshold", 0, 0.99, 3),
    "found": Line("people found a year, at that threshold", follows=True),
    "missed": Line("people missed a year, at that threshold", follows=True),
    "wrong_a_year": Line("wrong names a year in the city's gallery, at the other adviser's threshold"),
    "hours_short": Line("hours short a year, at the other adviser's threshold", -math.inf, follows=True),
    "cost_a_year": Line("dollars a year to look at these names once, at the other adviser's threshold", follows=True),
    "gap": Line("FPIR of the first group minus FPIR of the second, at the other adviser's threshold", -1, 1, 3),
    "gap_low": Line("low end of the interval for that difference", -1, 1, 3),
    "gap_high": Line("high end of the interval for that difference", -1, 1, 3),
}
WEEKS = 52
PROPOSED = 5e-4
"""The other adviser's setting: the share of development comparisons that it lets through."""
SLIPS = {
    "found": lambda told: told["searches"] * (1 - told["fnir"]),  # as if everybody were enrolled
    "hours_short": lambda told: following(told)["hours_short"] / WEEKS,  # of a week
    "cost_a_year": lambda told: told["wrong_a_year"] * told["wage"],  # an hour a name
}
"""Lines that a made-up partner gets wrong, and how."""


class Halves(NamedTuple):
    """Distances of one recogniser: ``development`` and ``held_out`` of probes (rows, five a person) to a gallery without their mates, ``mates`` of
    each evaluation person's second picture to the first, and those people's morph targets."""

    development: np.ndarray
    held_out: np.ndarray
    mates: np.ndarray
    groups: np.ndarray


@functools.cache
def halves(recogniser: str) -> Halves:
    """What the capstone measures on: probes and a test gallery from each half of the cast."""
    everyone = faces.embeddings(recogniser)
    table, vectors = everyone.table, everyone.vectors
    out = []
    for split in ("development", "evaluation"):
        known = table[(table.role == "known") & (table.split == split)].sort_values("subject", kind="stable")
        strangers = table[(table.role == "stranger") & (table.split == split)].groupby("subject").head(1)
        out.append(evaluation.distances(vectors[known.index], vectors[strangers.index]))
    first, second = (known.groupby("subject").nth(n) for n in (0, 1))
    mates = np.diag(evaluation.distances(vectors[second.index], vectors[first.index]))
    return Halves(*out, mates, first.target.to_numpy())


def flagged_of(held_out: np.ndarray, threshold: float, people: int) -> np.ndarray:
    """(people,) the share of each person's searches that returned anybody."""
    return (held_out <= threshold).any(axis=1).reshape(people, -1).mean(axis=1)


def following(told: Mapping[str, float]) -> dict[str, float]:
    """The lines that follow from the letter and from other lines."""
    enrolled, hours = told["searches"] * told["enrolled"], told["wrong_a_year"] * told["minutes"] / 60
    return {"found": enrolled * (1 - told["fnir"]), "missed": enrolled * told["fnir"],
            "hours_short": hours - WEEKS * told["hours_a_week"], "cost_a_year": hours * told["wage"]}


def measured(letter: Mapping[str, float], recogniser: str, first: str, second: str, partner: int) -> dict[str, float]:
    """The sheet of a made-up partner: measured here, written with few digits, and with a slip in one line, which ``partner`` chooses.

    letter: the numbers of :data:`LETTER`. first, second: morph targets of the two groups. Returns letter and lines.
    """
    development, held_out, mates, groups = halves(recogniser)
    budget = letter["hours_a_week"] * WEEKS * 60 / letter["minutes"] / letter["searches"]
    chosen = evaluation.threshold_at_fmr(development.ravel(), min(1.0, budget / letter["city"]))
    proposed = evaluation.threshold_at_fmr(development.ravel(), PROPOSED)
    flagged = flagged_of(held_out, proposed, len(groups))
    gap = evaluation.subject_bootstrap(
        lambda weights: np.subtract(*(weights[:, groups == one] @ flagged[groups == one] / np.sum(groups == one) for one in (first, second))),
        len(groups), replicates=2000, strata=groups, matrix=True,
    )
    told = dict(letter) | _written({
        "threshold": chosen, "names": letter["city"] * np.mean(held_out <= chosen), "fpir": np.any(held_out <= chosen, axis=1).mean(),
        "fnir": np.mean(mates > chosen), "wrong_a_year": evaluation.false_candidates(letter["searches"], letter["city"], np.mean(held_out <= proposed)),
        "gap": gap.estimate, "gap_low": gap.low, "gap_high": gap.high,
    })
    told |= _written(following(told))
    slip = [*SLIPS][partner % len(SLIPS)]
    told |= _written({slip: SLIPS[slip](told)})
    return {name: told[name] for name in (*LETTER, *LINES)}


def about(recogniser: str, first: str, second: str) -> str:
    """What the course's own sheet was measured on, in words."""
    test = halves(recogniser)
    return (f"Measured with `{recogniser}` on rendered faces of nobody. The test gallery holds {test.held_out.shape[1]:,} people, and {len(test.groups)} others were searched for. "
            f"The first group was rendered with the {first.title()} morph target, the second with the {second.title()} one.")


def _written(told: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), LINES[name].digits) for name, value in told.items()}


def taken(own: Mapping[str, float], letter: Any, partner: Any) -> tuple[dict[str, float], str]:
    """The numbers that go, and a sentence on whose they are where somebody typed a partner's.

    own: the assignment's sheet. letter, partner: what was typed, of unknown kind. The partner's lines count when all are there that follow from no other,
    each within its bounds; numbers of the letter that were not typed are those of ``own``. Otherwise the assignment's sheet counts.
    """
    typed = [one if isinstance(one, Mapping) else {} for one in (letter, partner)]
    if not any(typed):
        return dict(own), ""
    told = {name: typed[0].get(name, own[name]) for name in LETTER} | {name: typed[1][name] for name in LINES if name in typed[1]}
    missing = [name for name, line in LINES.items() if not line.follows and name not in told]
    outside = [name for name, value in told.items() if not _within(value, (LETTER | LINES)[name])]
    if missing or outside:
        why = f"there is no number for “{LINES[missing[0]].words}”" if missing else f"the number for “{_line(outside[0]).words}” is not {_between(_line(outside[0]))}"
        return dict(own), f"Your partner's numbers were left aside, since {why}; this is judged by the sheet of the assignment."
    return {name: float(value) for name, value in told.items()}, "This is judged by your partner's numbers."


def _line(name: str) -> Line:
    return LETTER.get(name) or LINES[name]


def _within(value: Any, line: Line) -> bool:
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool) and math.isfinite(value) and line.least <= value <= line.most


def _between(line: Line) -> str:
    if math.isinf(line.least):
        return "a number"
    return f"a number of {line.least:g} or more" if math.isinf(line.most) else f"from {line.least:g} to {line.most:g}"


def fits(told: Mapping[str, float], name: str) -> bool | None:
    """Does a line fit the others? None where rounding decides, or where the line is not there: then nobody can say.

    Up to 2%, or one unit, is rounding; from 25%, and three units, on a line does not fit. ``gap`` stands for its interval, which holds the estimate.
    """
    if name == "gap":
        return told["gap_low"] <= told["gap"] <= told["gap_high"]
    if name not in told:
        return None
    due = following(told)[name]
    unit, off = told["wage"] if name == "cost_a_year" else 1.0, abs(told[name] - due)
    if off <= max(0.02 * abs(due), unit):
        return True
    return False if off > max(0.25 * abs(due), 3 * unit) else None


def chosen_year(told: Mapping[str, float]) -> tuple[float, float, float]:
    """A year at the threshold that was chosen: its wrong names, the hours that one look at each takes, and the hours that there are."""
    names = told["searches"] * told["names"]
    return names, names * told["minutes"] / 60, WEEKS * told["hours_a_week"]


def at_most(less: float, more: float) -> tuple[str, ...]:
    """What numbers say of "``less`` is at most ``more``": ``shown`` or ``contradicted``; both words where they are within 2% of each other."""
    if abs(less - more) <= 0.02 * max(abs(less), abs(more)):
        return ("shown", "contradicted")
    return ("shown",) if less < more else ("contradicted",)


def holds_zero(told: Mapping[str, float]) -> bool:
    """Does the interval of the difference hold zero?"""
    return told["gap_low"] <= 0 <= told["gap_high"]


def reading(low: float, high: float, most: float) -> str:
    """What an interval says of a difference, and of one of ``most`` or more: ``difference``, ``small`` or ``nothing``."""
    if not low <= 0 <= high:
        return "difference"
    return "small" if max(-low, high) < most else "nothing"


@dataclass(frozen=True)
class Shown:
    """A sheet as a table, with a sentence above it on what was measured."""

    told: Mapping[str, float]
    about: str

    def _repr_markdown_(self) -> str:
        rows = [f"| {_line(name).words} | {value:,.{_line(name).digits}f} |" for name, value in self.told.items() if name in LINES]
        return "\n".join([self.about, "", "| the sheet | number |", "|---|--:|", *rows])

"""How far two readers agree on the points of some answers, and whether a reader scores one side of a question lower.

Points are ordered levels. Quadratic weighted kappa takes chance into account and counts a miss by two levels four times as
much as a miss by one. It depends on how the levels are spread, so it never stands alone: the share of equal scores and the
largest difference stand beside it, each with an interval that resamples answers (Jonsson and Svingby 2007; Doewes and
others 2023).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

REPLICATES = 2000


@dataclass(frozen=True)
class Estimate:
    """A number with its 95% interval; NaN where the answers cannot give it."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if np.isnan(self.value):
            return "cannot be computed: too few different scores"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


def weighted_kappa(first: Sequence[float], second: Sequence[float], levels: Sequence[float]) -> float:
    """Quadratic weighted kappa of two readers' points. 1: equal throughout; 0: as by chance.

    first, second: (n,) points, each one of ``levels``. NaN if both give one and the same level throughout, since chance alone would.

    Raises
    ------
    ValueError
        If the two are of different length, empty, or hold points that are no level.
    """
    first, second, levels = np.asarray(first, float), np.asarray(second, float), np.sort(np.asarray(levels, float))
    if first.shape != second.shape or first.ndim != 1 or not first.size:
        raise ValueError("both readers must have scored the same answers, one at least.")
    for points in (first, second):
        if strange := sorted(set(points.tolist()) - set(levels.tolist())):
            raise ValueError(f"{strange[0]:g} is no level; there are {', '.join(f'{level:g}' for level in levels)}.")
    observed = np.mean((first - second) ** 2)
    expected = np.mean((first[:, None] - second[None, :]) ** 2)
    return float(1 - observed / expected) if expected else float("nan")


def interval(statistic: Callable[[np.ndarray], float], size: int, seed: int = 0) -> Estimate:
    """A statistic of some answers (an array of their places) with its bootstrap interval; undefined replicates are left out."""
    value = statistic(np.arange(size))
    random = np.random.default_rng(seed)
    drawn = np.array([statistic(random.integers(0, size, size)) for _ in range(REPLICATES)])
    drawn = drawn[~np.isnan(drawn)]
    if not drawn.size or np.isnan(value):
        return Estimate(value, float("nan"), float("nan"))
    return Estimate(value, *np.quantile(drawn, (0.025, 0.975)))


@dataclass(frozen=True)
class Agreement:
    """Two readers on the same answers.

    ``total``, ``criteria``: kappa. ``equal``: the share of equal totals. ``apart``: the most levels by which the two differ
    in a criterion. ``side``: by how many points the reader scores one side higher than the other, over pairs of answers that are equal but
    for their side; None without pairs. ``side_names``: the side that a positive difference favours first.
    """

    answers: int
    total: Estimate
    criteria: dict[str, Estimate]
    equal: float
    apart: int
    side: Estimate | None = None
    side_names: tuple[str, str] = ("", "")


def agree(
    reader: Sequence[dict[str, float]],
    reference: Sequence[dict[str, float]],
    levels: dict[str, Sequence[float]],
    pairs: Sequence[tuple[int, int]] = (),
    side_names: tuple[str, str] = ("", ""),
) -> Agreement:
    """Compare a reader with the reference (or with another reader).

    reader, reference: for each answer, the points by criterion. levels: the levels of each criterion. pairs: places of two answers that are
    equal but for their side, the one side always first.
    """
    names = list(levels)
    mine = np.array([[one[name] for name in names] for one in reader], float)
    right = np.array([[one[name] for name in names] for one in reference], float)

    def kappa(place: int | None):
        chosen = slice(None) if place is None else slice(place, place + 1)
        one, two = mine[:, chosen].sum(axis=1), right[:, chosen].sum(axis=1)
        known = sorted({*one, *two})
        return interval(lambda rows: weighted_kappa(one[rows], two[rows], known), len(one))

    steps = [np.abs(np.searchsorted(np.sort(levels[n]), mine[:, i]) - np.searchsorted(np.sort(levels[n]), right[:, i]))
             for i, n in enumerate(names)]
    side = None
    if pairs:
        over = mine.sum(axis=1) - right.sum(axis=1)
        apart = np.array([over[first] - over[second] for first, second in pairs])
        side = interval(lambda rows: float(apart[rows].mean()), len(apart))
    return Agreement(len(mine), kappa(None), {name: kappa(place) for place, name in enumerate(names)},
                     float(np.mean(mine.sum(axis=1) == right.sum(axis=1))), int(np.max(steps)), side, side_names)

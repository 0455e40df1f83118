"""1:1 error rates. Scores are distances: a comparison is accepted when ``distance <= threshold``.

Source of the terms: ISO/IEC 19795-1:2021 (false match rate, false non-match rate, DET).
"""

from __future__ import annotations

import warnings
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from course.evaluation.checks import (
    DirectionWarning,
    EvaluationError,
    check_distances,
    check_threshold,
    numbers,
)


def fmr(nonmated, threshold):
    """False match rate: the share of comparisons of two different people that are accepted.

    nonmated: (n,) distances of non-mated pairs. threshold: a distance, or several (then an array is returned).
    A threshold is rounded to the precision of the distances. For many thresholds on many scores `error_curve` is
    faster. Source: ISO/IEC 19795-1:2021.
    """
    nonmated = check_distances(nonmated, "non-mated")
    if np.ndim(threshold):
        return np.array([fmr(nonmated, one) for one in numbers(threshold, "The thresholds")])
    return float(np.mean(nonmated <= check_threshold(threshold)))


def fnmr(mated, threshold):
    """False non-match rate: the share of comparisons of one person with themselves that are not accepted.

    mated: (m,) distances of mated pairs. threshold: as in `fmr`. Source: ISO/IEC 19795-1:2021.
    """
    mated = check_distances(mated, "mated")
    if np.ndim(threshold):
        return np.array([fnmr(mated, one) for one in numbers(threshold, "The thresholds")])
    return float(np.mean(mated > check_threshold(threshold)))


class Points(NamedTuple):
    """Points of a curve, in the order of growing threshold: three arrays of one length."""

    threshold: np.ndarray
    fmr: np.ndarray
    fnmr: np.ndarray


class EqualErrorRate(NamedTuple):
    """`rate`, and the smallest threshold at which FMR is not below FNMR."""

    rate: float
    threshold: float


@dataclass(frozen=True)
class ErrorCurve:
    """FMR and FNMR at every threshold. Made by `error_curve`; both arrays are sorted distances.

    The two sorted arrays are the whole curve: FMR is i/n at the i-th of n non-mated distances, and FNMR falls by 1/m
    at each of m mated ones. Any threshold is then a binary search: microseconds, whatever the number of scores.
    """

    mated: np.ndarray
    nonmated: np.ndarray

    def fmr(self, threshold):
        """FMR at a threshold, or at each of an array of thresholds."""
        return _count_accepted(self.nonmated, threshold) / self.nonmated.size

    def fnmr(self, threshold):
        """FNMR at a threshold, or at each of an array of thresholds."""
        return (self.mated.size - _count_accepted(self.mated, threshold)) / self.mated.size

    def eer(self) -> EqualErrorRate:
        """The rate at which FMR and FNMR are equal, on the straight line between the points either side of it.

        With ties there may be no threshold at which they are equal; the line still crosses exactly once, so the rate
        is always defined. All scores alike give 0.5.
        """

        def gap(threshold):
            return self.fmr(threshold) - self.fnmr(threshold)

        # FMR - FNMR never falls as the threshold grows, so its first value >= 0 is found by bisection in each class.
        found = [scores[i] for scores in (self.mated, self.nonmated)
                 if (i := bisect_left(scores, 0, key=gap)) < scores.size]
        upper = min(found)
        below = [scores[i - 1] for scores in (self.mated, self.nonmated) if (i := np.searchsorted(scores, upper))]
        fmr_below, gap_below = (self.fmr(max(below)), gap(max(below))) if below else (0.0, -1.0)
        part = gap_below / (gap_below - gap(upper))
        return EqualErrorRate(float(fmr_below + part * (self.fmr(upper) - fmr_below)), float(upper))

    def auc(self) -> float:
        """Chance that a mated pair is closer than a non-mated one; a tie counts as half (area under the ROC curve)."""
        few, many = sorted((self.mated, self.nonmated), key=len)
        not_above, below = _not_above_and_below(many, few)
        area = (int(not_above.sum()) + int(below.sum())) / 2 / (few.size * many.size)
        return 1 - area if few is self.mated else area

    def points(self) -> Points:
        """The DET curve: every corner of it, from "accept nothing" (FMR 0, FNMR 1) to "accept all" (FMR 1, FNMR 0).

        Points on the straight line between two corners are left out: nothing is lost, and there are at most about twice
        as many points as scores in the smaller class. The first threshold is -inf.
        """
        few, many = sorted((self.mated, self.nonmated), key=len)
        last = np.flatnonzero(np.append(few[1:] != few[:-1], True))  # of each run of ties in the smaller class
        step = few[last]
        few_at = np.append(0, last + 1)  # how many of the smaller class are at or below the step before, this step
        many_at, many_below = _not_above_and_below(many, step)
        # Walk along the steps. A point lies just below a step if the larger class moved since the step before; and at
        # a step if the direction changes there, which needs a move of the larger class after it, or at it or the next.
        moved = many_below > np.append(0, many_at[:-1])
        tied = many_at > many_below
        turns = np.append(moved[1:] | tied[1:], True) | tied
        place = np.flatnonzero(np.column_stack([moved, turns]))
        at, step_of = (place & 1).astype(bool), place >> 1
        threshold = np.where(at, step[step_of], many[many_below[step_of] - 1])
        few_count = few_at[step_of + at]
        many_count = np.where(at, many_at[step_of], many_below[step_of])
        end = [] if many_at[-1] == many.size else [many[-1]]
        threshold = np.concatenate([[-np.inf], threshold, end])
        few_share = np.concatenate([[0], few_count / few.size, [1] * len(end)])
        many_share = np.concatenate([[0], many_count / many.size, [1] * len(end)])
        if few is self.mated:
            return Points(threshold, many_share, 1 - few_share)
        return Points(threshold, few_share, 1 - many_share)


def error_curve(mated, nonmated) -> ErrorCurve:
    """Sort both classes once; every rate then follows. mated: (m,), nonmated: (n,) distances, in any order.

    Warns with `DirectionWarning` when the middle mated distance is larger than the middle non-mated one: similarities
    were probably passed.

    Raises
    ------
    EvaluationError
        For an empty class or NaN.
    """
    curve = ErrorCurve(np.sort(check_distances(mated, "mated")), np.sort(check_distances(nonmated, "non-mated")))
    warn_of_direction(curve.mated[curve.mated.size // 2], curve.nonmated[curve.nonmated.size // 2])
    return curve


def warn_of_direction(typical_mated: float, typical_nonmated: float, stacklevel: int = 3) -> None:
    """Warn when a typical mated distance is larger than a typical non-mated one."""
    if typical_mated > typical_nonmated:
        warnings.warn(
            f"The middle mated distance ({typical_mated:.4g}) is larger than the middle non-mated one "
            f"({typical_nonmated:.4g}). Were these similarities? Pass distance_from_similarity(...) of both.",
            DirectionWarning, stacklevel=stacklevel,
        )


def check_direction(mated, nonmated) -> tuple[np.ndarray, np.ndarray]:
    """Return both as `check_distances` does, and warn when the middle mated distance is the larger one."""
    mated, nonmated = check_distances(mated, "mated"), check_distances(nonmated, "non-mated")
    warn_of_direction(float(np.median(mated)), float(np.median(nonmated)), 4)
    return mated, nonmated


def det_points(mated, nonmated) -> Points:
    """Corners of the DET curve: see `ErrorCurve.points`."""
    return error_curve(mated, nonmated).points()


def eer(mated, nonmated) -> float:
    """Equal error rate: see `ErrorCurve.eer`."""
    return error_curve(mated, nonmated).eer().rate


def auc(mated, nonmated) -> float:
    """Area under the ROC curve: see `ErrorCurve.auc`."""
    return error_curve(mated, nonmated).auc()


def _count_accepted(sorted_distances, threshold):
    """How many are <= threshold. A threshold of another precision would make numpy copy every distance."""
    wanted = numbers(threshold, "The thresholds").astype(sorted_distances.dtype)
    if np.isnan(wanted).any():
        raise EvaluationError("A threshold is NaN: nothing can be compared with it. Pass distances.")
    count = np.searchsorted(sorted_distances, wanted, side="right")
    return int(count) if np.ndim(threshold) == 0 else count


def _not_above_and_below(many, few):
    """For each of the sorted `few`: how many of the sorted `many` are <= it, and how many are < it."""
    not_above = np.searchsorted(many, few, side="right")
    below = not_above.copy()
    tied = (not_above > 0) & (many[not_above - 1] == few)
    below[tied] = np.searchsorted(many, few[tied], side="left")
    return not_above, below

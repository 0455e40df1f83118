"""Choosing a threshold on one set of people and reporting its rates on another.

Scores are distances: accepted when ``distance <= threshold``. Choosing and reporting on the same scores makes the
reported rate too good: ISO/IEC 19795-1:2021 asks for the two to be kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from course.evaluation.checks import EvaluationError, check_distances, check_share, check_threshold
from course.evaluation.rates import check_direction, fmr, fnmr


def threshold_at_fmr(nonmated, target):
    """The largest threshold at which the FMR on these scores is at most `target` (0 to 1).

    nonmated: (n,) distances. With `target` below 1/n no false match at all is allowed: the FMR measured there is 0,
    which says little (see `rule_of_three`). A target of 1 gives inf.
    """
    nonmated = np.sort(check_distances(nonmated, "non-mated"))
    target = check_share(target, "The target FMR")
    allowed = np.count_nonzero(np.arange(1, nonmated.size + 1) / nonmated.size <= target)
    if allowed == nonmated.size:
        return np.inf
    return float(np.nextafter(nonmated[allowed], -np.inf))  # just below the first false match too many


def threshold_at_fnmr(mated, target):
    """The smallest threshold at which the FNMR on these scores is at most `target` (0 to 1). A target of 1: -inf."""
    mated = np.sort(check_distances(mated, "mated"))
    target = check_share(target, "The target FNMR")
    allowed = np.count_nonzero(np.arange(1, mated.size + 1) / mated.size <= target)
    if allowed == mated.size:
        return -np.inf
    return float(mated[mated.size - allowed - 1])


def fnmr_at_fmr(mated, nonmated, target):
    """FNMR at the largest threshold that keeps the FMR at or below `target`. Warns as `error_curve` does."""
    check_direction(mated, nonmated)
    return fnmr(mated, threshold_at_fmr(nonmated, target))


def tmr_at_fmr(mated, nonmated, target):
    """True match rate, 1 - FNMR, at the largest threshold that keeps the FMR at or below `target`."""
    return 1 - fnmr_at_fmr(mated, nonmated, target)


def fmr_at_fnmr(mated, nonmated, target):
    """FMR at the smallest threshold that keeps the FNMR at or below `target`. Warns as `error_curve` does."""
    check_direction(mated, nonmated)
    return fmr(nonmated, threshold_at_fnmr(mated, target))


@dataclass(frozen=True)
class OperatingPoint:
    """Rates at one threshold, with the counts behind them: a rate of 0 out of 50 is not a rate of 0 out of 50,000."""

    threshold: float
    false_matches: int
    nonmated: int
    false_nonmatches: int
    mated: int

    @property
    def fmr(self) -> float:
        return self.false_matches / self.nonmated

    @property
    def fnmr(self) -> float:
        return self.false_nonmatches / self.mated

    def __str__(self):
        return (f"at distance {self.threshold:.4g}: FMR {self.fmr:.3g} ({self.false_matches} of {self.nonmated}), "
                f"FNMR {self.fnmr:.3g} ({self.false_nonmatches} of {self.mated})")


@dataclass(frozen=True)
class ThresholdReport:
    """A threshold chosen on the development set, and what it does on both sets."""

    target_fmr: float
    threshold: float
    development: OperatingPoint
    evaluation: OperatingPoint

    def __str__(self):
        return (f"threshold for FMR <= {self.target_fmr:g}\n  development {self.development}\n"
                f"  evaluation  {self.evaluation}")


def operating_point(mated, nonmated, threshold) -> OperatingPoint:
    """Rates and counts at one threshold. mated: (m,), nonmated: (n,) distances. Warns as `error_curve` does."""
    mated, nonmated = check_direction(mated, nonmated)
    threshold = check_threshold(threshold)
    return OperatingPoint(threshold, int(np.count_nonzero(nonmated <= threshold)), nonmated.size,
                          int(np.count_nonzero(mated > threshold)), mated.size)


def choose_threshold(development, evaluation, target_fmr) -> ThresholdReport:
    """Choose the threshold for `target_fmr` on the development set, then measure it on the evaluation set.

    development, evaluation: each a pair ``(mated, nonmated)`` of distance arrays, from different people. The FMR on
    the evaluation set is usually not the target: that difference is the point.
    """
    sets = {}
    for name, pair in (("development", development), ("evaluation", evaluation)):
        try:
            mated, nonmated = pair
        except (TypeError, ValueError):
            raise EvaluationError(f"The {name} set is not a pair (mated, nonmated) of distance arrays.") from None
        mated = check_distances(mated, f"{name} mated")
        nonmated = check_distances(nonmated, f"{name} non-mated")
        check_direction(mated, nonmated)
        sets[name] = mated, nonmated
    threshold = threshold_at_fmr(sets["development"][1], target_fmr)
    return ThresholdReport(target_fmr, threshold, *(operating_point(*sets[name], threshold) for name in sets))


def tuned_on_few(scores, target, *, people, draws=200, seed=3):
    """Choose on a handful of people, many times: the FMR on themselves and on all others, each (draws,).

    scores: PairScores. For each draw, `people` of its subjects; the threshold for the target FMR on the pairs among them; its
    FMR there and on the pairs without any of them.
    """
    total = len(scores.subject_names)
    if not 2 <= people <= total - 2:
        raise EvaluationError(f"people is {people}: draw at least 2 of the {total}, and leave 2.")
    pairs, random = scores.subjects_of(scores.nonmated_rows), np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        drawn = np.isin(np.arange(total), random.choice(total, people, replace=False))[pairs]
        own, other = scores.nonmated[drawn.all(axis=1)], scores.nonmated[~drawn.any(axis=1)]
        threshold = threshold_at_fmr(own, target)
        found.append((fmr(own, threshold), fmr(other, threshold)))
    return tuple(np.array(found).T)


class Behind(NamedTuple):
    """Who stands behind false matches.

    matches: how many there are. pairs, possible: pairs of people among whom they lie, and that there are. five: the share of
    the matches in which one of the five busiest people takes part.
    """

    matches: int
    pairs: int
    possible: int
    five: float


def people_behind(scores, threshold) -> Behind:
    """Count the people behind the false matches at a threshold. scores: PairScores. No match gives zeros."""
    threshold, people = check_threshold(threshold), len(scores.subject_names)
    false = scores.subjects_of(scores.nonmated_rows[scores.nonmated <= threshold])
    busiest = np.argsort(np.bincount(false.ravel(), minlength=people), kind="stable")[-5:]
    five = float(np.isin(false, busiest).any(axis=1).mean()) if len(false) else 0.0
    return Behind(len(false), len(np.unique(np.sort(false, axis=1), axis=0)), people * (people - 1) // 2, five)

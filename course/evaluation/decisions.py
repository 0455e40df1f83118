"""From rates to consequences: what errors cost, what a match is worth as evidence, how many people are wrongly named.

Scores are distances: accepted when ``distance <= threshold``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from course.evaluation.checks import EvaluationError, check_at_least, check_share, numbers
from course.evaluation.rates import error_curve


def expected_cost(fmr, fnmr, prior, cost_false_match=1.0, cost_false_nonmatch=1.0):
    """Mean cost of one comparison: prior x FNMR x cost of a false non-match + (1 - prior) x FMR x cost of a false match.

    prior: the share of comparisons that are mated where the system is used. fmr, fnmr: numbers or arrays.
    Source: the detection cost function of NIST's speaker recognition evaluations (Martin and Przybocki 2000).
    """
    prior = check_share(prior, "The prior")
    check_at_least(cost_false_match, 0, "The cost of a false match")
    check_at_least(cost_false_nonmatch, 0, "The cost of a false non-match")
    return prior * cost_false_nonmatch * _rates(fnmr, "FNMR") + (1 - prior) * cost_false_match * _rates(fmr, "FMR")


class CostCurve(NamedTuple):
    """Expected cost at each threshold, and the threshold where it is smallest. Arrays: (corners of the DET curve,)."""

    threshold: np.ndarray
    cost: np.ndarray
    best_threshold: float
    least_cost: float


def cost_curve(mated, nonmated, prior, cost_false_match=1.0, cost_false_nonmatch=1.0) -> CostCurve:
    """Expected cost of one comparison at every threshold that matters, and the best one.

    mated: (m,), nonmated: (n,) distances. The smallest cost lies at a corner of the DET curve. Where several
    thresholds cost the same, the smallest (the strictest) is given; -inf means: accept nobody.
    """
    points = error_curve(mated, nonmated).points()
    cost = expected_cost(points.fmr, points.fnmr, prior, cost_false_match, cost_false_nonmatch)
    best = int(np.argmin(cost))
    return CostCurve(points.threshold, cost, float(points.threshold[best]), float(cost[best]))


def posterior(prior, fmr, fnmr):
    """The chance that an accepted pair shows one person, by Bayes' rule.

    prior: the share of the pairs compared that are mated. NaN if nothing is ever accepted (0/0).
    """
    prior, true_match = _rates(prior, "prior"), 1 - _rates(fnmr, "FNMR")
    hits, false_alarms = prior * true_match, (1 - prior) * _rates(fmr, "FMR")
    with np.errstate(invalid="ignore"):
        return np.divide(hits, hits + false_alarms)[()]


def candidate_posterior(gallery, fmr, fnmr, enrolled=1.0):
    """The share of all candidates that are the person looked for, over many 1:N searches.

    gallery: N people. enrolled: the chance that the person is in the gallery. True candidates: enrolled x (1 - FNMR) a
    search; false ones: (N - enrolled) x FMR. The same as `posterior` with prior enrolled / N.
    """
    check_at_least(gallery, 1, "The gallery size")
    return posterior(check_share(enrolled, "The chance of being enrolled") / gallery, fmr, fnmr)


def false_candidates(searches, gallery, fmr):
    """Expected number of wrong people named: searches x N x FMR. With searches a year, a number a year.

    Taken over searches for people who are not in the gallery; otherwise N - 1 is exact.
    """
    check_at_least(searches, 0, "The number of searches")
    check_at_least(gallery, 0, "The gallery size")
    return float(searches) * float(gallery) * _rates(fmr, "FMR")


def _rates(values, name):
    """Numbers between 0 and 1 as a float array (or numpy float), or an `EvaluationError`."""
    values = numbers(values, f"The values of {name}").astype(float)[()]
    if not (np.all(values >= 0) and np.all(values <= 1)):  # NaN fails too
        raise EvaluationError(f"Each {name} must lie between 0 and 1 (1% is 0.01).")
    return values

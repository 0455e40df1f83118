"""How far apart mated and non-mated distances lie, in the usual numbers, each with a subject-bootstrap interval.

One pass serves them all: distances are sorted into narrow bins, each replicate weighs the pairs of every bin, and the
running sums are that replicate's whole error curve. The estimates are exact; the curve of a replicate is known at the
edges of the bins (some 400, as dense where errors are rare as where they are common).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.evaluation.bootstrap import Interval, MatedSums, PairSums, percentile_interval, resample
from course.evaluation.checks import EvaluationError, check_at_least, check_share, check_threshold
from course.evaluation.rates import error_curve
from course.evaluation.scores import PairScores
from course.evaluation.thresholds import tmr_at_fmr

FMR_TARGETS = (1e-2, 1e-3, 1e-4)
EDGES = 200
BATCH = 250


@dataclass(frozen=True)
class Separability:
    """Each an `Interval`; ``tmr`` has one for each FMR in ``targets``: the share of mated pairs still accepted there."""

    auc: Interval
    eer: Interval
    targets: tuple[float, ...]
    tmr: tuple[Interval, ...]
    fmr: Interval
    fnmr: Interval


def separability(scores: PairScores, threshold: float, *, targets=FMR_TARGETS, replicates=1000, confidence=0.95,
                 seed=0) -> Separability:
    """Measure AUC, EER, TMR at each FMR in ``targets``, and FMR and FNMR at ``threshold``, people resampled.

    A target below one error in all non-mated pairs asks for no error at all; its TMR is then that of no false match
    among these pairs, and says little about the target.

    Raises
    ------
    EvaluationError
        With fewer than two subjects, without pairs of both classes, and for a target outside 0 to 1.
    """
    threshold, count = check_threshold(threshold), len(scores.subject_names)
    targets = tuple(check_share(target, "An FMR target") for target in targets)
    check_at_least(replicates, 1, "The number of replicates")
    if count < 2:
        raise EvaluationError(f"There is {count} subject: resampling people needs at least two, better fifty.")
    curve = error_curve(scores.mated, scores.nonmated)
    exact = np.array([curve.auc(), curve.eer().rate, *(tmr_at_fmr(scores.mated, scores.nonmated, t) for t in targets),
                      curve.fmr(threshold), curve.fnmr(threshold)])
    # Distances are float32. Were the edges, too, a threshold such as 0.593 would lie above its own edge.
    edges = np.union1d(_edges(curve.mated, curve.nonmated).astype(float), threshold)
    at = int(np.searchsorted(edges, threshold))
    errors, rejected = _bins(scores, edges, count)
    random, parts = np.random.default_rng(seed), []
    for start in range(0, replicates, BATCH):
        weights = resample(count, min(BATCH, replicates - start), random)
        fmr, fnmr = _curves(weights, errors, rejected)
        parts.append(np.column_stack([
            _auc(fmr, fnmr), _eer(fmr, fnmr), *(_tmr(fmr, fnmr, target) for target in targets), fmr[:, at], fnmr[:, at]]))
    intervals = [percentile_interval(estimate, values, confidence)
                 for estimate, values in zip(exact, np.concatenate(parts).T, strict=True)]
    auc, eer, *tmr, fmr, fnmr = intervals
    return Separability(auc, eer, targets, tuple(tmr), fmr, fnmr)


def _edges(mated, nonmated) -> np.ndarray:
    """Distances at even steps of the mated distances, and at even steps of the logarithm of the FMR. Both sorted."""
    even = np.linspace(0, mated.size - 1, EDGES).astype(int)
    rare = np.unique(np.geomspace(1, nonmated.size, EDGES).astype(int)) - 1
    return np.unique(np.concatenate([mated[even], nonmated[rare]]))


def _bins(scores: PairScores, edges, count):
    """For each bin the sums of its non-mated and of its mated pairs, as functions of weights."""
    parts = []
    for distances, rows in ((scores.nonmated, scores.nonmated_rows), (scores.mated, scores.mated_rows)):
        bins = np.searchsorted(edges, distances)  # the pairs of bin i lie in (edge i-1, edge i]
        order = np.argsort(bins, kind="stable")
        pairs = scores.subjects_of(rows)[order]
        parts.append(np.split(pairs, np.searchsorted(bins[order], np.arange(1, len(edges) + 1))))
    return ([PairSums(*pairs.T, count) for pairs in parts[0]], [MatedSums(pairs[:, 0], count) for pairs in parts[1]])


def _curves(weights, nonmated, mated) -> tuple[np.ndarray, np.ndarray]:
    """FMR and FNMR at every edge, each (B, edges)."""
    fmr, accepted = (np.cumsum([bin(weights) for bin in bins], axis=0).T for bins in (nonmated, mated))
    with np.errstate(invalid="ignore", divide="ignore"):
        return (fmr / fmr[:, -1:])[:, :-1], 1 - (accepted / accepted[:, -1:])[:, :-1]


def _auc(fmr, fnmr):
    ends = np.zeros((len(fmr), 1)), np.ones((len(fmr), 1))
    return np.trapezoid(1 - np.hstack([ends[1], fnmr, ends[0]]), np.hstack([ends[0], fmr, ends[1]]), axis=1)


def _eer(fmr, fnmr):
    gap = np.hstack([-np.ones((len(fmr), 1)), fmr - fnmr, np.ones((len(fmr), 1))])
    fmr = np.hstack([np.zeros((len(fmr), 1)), fmr, np.ones((len(fmr), 1))])
    above = np.argmax(gap >= 0, axis=1)
    rows = np.arange(len(fmr))
    low, high = gap[rows, above - 1], gap[rows, above]
    part = -low / (high - low)
    return fmr[rows, above - 1] + part * (fmr[rows, above] - fmr[rows, above - 1])


def _tmr(fmr, fnmr, target):
    """The TMR at the largest edge whose FMR is not above ``target``; 0 when there is none."""
    last = (fmr <= target).sum(axis=1) - 1
    return np.where(last >= 0, 1 - fnmr[np.arange(len(fmr)), last], 0.0)

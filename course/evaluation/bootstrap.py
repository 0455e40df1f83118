"""How sure a measured rate is. Pairs share people, so they are not independent: people are resampled, not pairs.

In a replicate each subject gets a weight: how often they were drawn. A mated pair counts as often as its subject, a
non-mated pair as often as the product of its two subjects' weights. Written with a matrix M of errors (or of
comparisons) per pair of subjects, the sum over all pairs is w'Mw, so thousands of replicates are one matrix product.

Sources: Bolle, Ratha and Pankanti, "Error analysis of pattern recognition systems: the subsets bootstrap", CVIU 93(1),
2004; Snijders and Borgatti, "Non-parametric standard errors and tests for network statistics", Connections 22(2),
1999 (vertices resampled); Owen, "The pigeonhole bootstrap", Annals of Applied Statistics 1(2), 2007 (such intervals
err on the wide side); Fogliato, Patil and Perona, "Confidence intervals for error rates in 1:1 matching tasks", 2023,
arXiv:2306.01198 (a comparison of methods for exactly these rates).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from course.evaluation.checks import (
    EvaluationError,
    check_at_least,
    check_share,
    check_threshold,
    codes,
    numbers,
    truths,
)
from course.evaluation.scores import PairScores

BATCH = 1000
"""Replicates computed at a time."""

CELLS = 2**24
"""Cells of the matrix of subject pairs held at a time: 64 MB."""


@dataclass(frozen=True)
class Interval:
    """An estimate with an interval. Numbers, or arrays when the statistic has several values.

    replicates: (B, ...) the values behind a bootstrap interval. undefined: how many of them were NaN, such as 0/0, and
    were left out.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    replicates: np.ndarray | None = field(default=None, repr=False)
    undefined: int = 0

    @property
    def width(self):
        return self.high - self.low

    def __str__(self):
        if np.ndim(self.estimate):
            return f"{self.estimate} ({self.confidence:.0%}: {self.low} to {self.high})"
        return f"{self.estimate:.3g} ({self.confidence:.0%}: {self.low:.3g} to {self.high:.3g})"


def wilson_interval(errors, comparisons, confidence=0.95) -> Interval:
    """Wilson's interval for a rate, as if all comparisons were independent.

    For comparison only: on pairs that share people it is too narrow, often several times. Source: Wilson, JASA 22,
    1927.
    """
    confidence = _confidence(confidence)
    check_at_least(comparisons, 1, "The number of comparisons")
    if not 0 <= errors <= comparisons:
        raise EvaluationError(f"{errors} errors in {comparisons} comparisons: there cannot be more errors than that, or "
                              "fewer than 0.")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate, share = errors / comparisons, z * z / comparisons
    middle = (rate + share / 2) / (1 + share)
    half = math.sqrt(rate * (1 - rate) * share + share * share / 4) / (1 + share)
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half), confidence)


def rule_of_three(comparisons) -> float:
    """With no error in n independent comparisons, the rate is below 3/n with 95% confidence (never above 1).

    Source: ISO/IEC 19795-1:2021. With pairs that share people, n is the number of people at best.
    """
    return min(1.0, 3 / check_at_least(comparisons, 1, "The number of comparisons"))


def resample(subjects: int, replicates: int, random: np.random.Generator, strata=None) -> np.ndarray:
    """(replicates, subjects) float32: how often each subject was drawn. Each row sums to `subjects`.

    strata: (subjects,) labels. People are then drawn within each label, so that each keeps its number of people.
    """
    check_at_least(subjects, 1, "The number of subjects")
    check_at_least(replicates, 1, "The number of replicates")
    groups = [np.arange(subjects)] if strata is None else [
        np.flatnonzero(np.asarray(strata) == name) for name in np.unique(strata)]
    if sum(map(len, groups)) != subjects:
        raise EvaluationError(f"There are {subjects} subjects but {sum(map(len, groups))} strata labels: pass one each.")
    weights = np.zeros((replicates, subjects), np.float32)
    for members in groups:
        # Drawn with 64 bits everywhere, for the same people everywhere; counted with what the machine counts with.
        drawn = random.integers(0, len(members), (replicates, len(members))).astype(np.intp)
        drawn += len(members) * np.arange(replicates)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=replicates * len(members))
        weights[:, members] = counts.reshape(replicates, len(members))
    return weights


def subject_bootstrap(statistic: Callable, subjects: int, *, replicates=1000, confidence=0.95, strata=None, seed=0,
                      matrix=False) -> Interval:
    """Percentile interval of any statistic of weighted subjects.

    statistic: takes weights (subjects,) and returns a number or an array; all ones give the estimate. With
    matrix=True it takes (B, subjects) and returns (B, ...), for speed. Replicates that are NaN are left out and
    counted.

    Raises
    ------
    EvaluationError
        With fewer than two subjects, or when every replicate is NaN.
    """
    confidence = _confidence(confidence)
    if subjects < 2:
        raise EvaluationError(f"There is {subjects} subject: resampling people needs at least two, better fifty.")
    random = np.random.default_rng(seed)
    compute = statistic if matrix else (lambda weights: np.array([statistic(row) for row in weights]))
    estimate = np.asarray(compute(np.ones((1, subjects), np.float32)), float)[0]
    parts, left = [], check_at_least(replicates, 1, "The number of replicates")
    while left > 0:
        parts.append(np.asarray(compute(resample(subjects, min(BATCH, left), random, strata)), float))
        left -= BATCH
    return percentile_interval(estimate, np.concatenate(parts), confidence)


def percentile_interval(estimate, replicates, confidence=0.95) -> Interval:
    """The middle `confidence` of the replicates (B, ...), with the estimate beside it."""
    confidence = _confidence(confidence)
    replicates = numbers(replicates, "The replicates").astype(float)
    missing = np.isnan(replicates)
    if missing.all(axis=0).any():
        raise EvaluationError("The statistic is NaN in every replicate, such as 0/0: there are no errors to resample. "
                              "Choose a threshold at which some occur, or see rule_of_three.")
    # An order statistic, not a mean of two: replicates may be infinite.
    low, high = np.nanquantile(replicates, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0, method="nearest")
    return Interval(np.asarray(estimate)[()], low, high, confidence, replicates, int(missing.sum()))


class PairSums:
    """Sums over pairs of subjects, for many replicates at once: w'Mw, where M counts the pairs listed.

    first, second: (k,) codes of the two subjects of each pair, from 0 to subjects - 1. A pair may be listed often.
    """

    def __init__(self, first, second, subjects: int):
        first, second = codes(first, "The subject codes"), codes(second, "The subject codes")
        if first.shape != second.shape:
            raise EvaluationError("Pass two rows of subject codes, whole numbers, of the same length.")
        if first.size and (min(first.min(), second.min()) < 0 or max(first.max(), second.max()) >= subjects):
            raise EvaluationError(f"Subject codes must lie between 0 and {subjects - 1}: there are {subjects} subjects.")
        # Only the subjects that occur: a group's pairs are then as cheap as if the group were alone.
        self.members = np.flatnonzero(np.bincount(first, minlength=subjects) + np.bincount(second, minlength=subjects))
        place = np.zeros(subjects, np.int32)
        place[self.members] = np.arange(len(self.members))
        self.first, self.second = place[first], place[second]
        self.size = len(self.members)
        # Listed pairs are gathered one by one; cells of a full matrix go through a product, which is far cheaper each.
        self.sparse = first.size <= self.size**2 / 64
        self.strip = max(1, CELLS // max(1, self.size))
        self.matrix = None if self.sparse or self.size > self.strip else self._rows(0, self.size)

    def __call__(self, weights: np.ndarray) -> np.ndarray:
        """weights: (B, subjects). Returns (B,) float64: the weighted number of pairs."""
        weights = np.asarray(weights, np.float32)[:, self.members]
        total = np.zeros(len(weights))
        if self.sparse:
            columns = np.ascontiguousarray(weights.T)  # (subjects, B): a pair's two rows lie in one piece each
            for start in range(0, self.first.size, 1024):
                part = slice(start, start + 1024)
                product = columns[self.first[part]]
                product *= columns[self.second[part]]
                total += product.sum(axis=0)
            return total
        for start in range(0, self.size, self.strip):
            rows = self.matrix if self.matrix is not None else self._rows(start, start + self.strip)
            product = weights[:, start : start + self.strip] @ rows
            product *= weights
            total += product.sum(axis=1, dtype=np.float64)
        return total

    def _rows(self, start, stop):
        """Rows start:stop of the matrix, (rows, size) float32."""
        stop = min(stop, self.size)
        inside = slice(None) if (start, stop) == (0, self.size) else (self.first >= start) & (self.first < stop)
        cells = (self.first[inside].astype(np.int64) - start) * self.size + self.second[inside]
        return np.bincount(cells.astype(np.intp), minlength=(stop - start) * self.size).astype(np.float32).reshape(stop - start, self.size)


class CompleteSums:
    """`PairSums` of a complete design, without a list: every image was compared with each of every other subject.

    images: (subjects,) number of images of each.
    """

    def __init__(self, images):
        self.images = numbers(images, "The numbers of images").astype(np.float64)

    def __call__(self, weights: np.ndarray) -> np.ndarray:
        """weights: (B, subjects). Returns (B,) float64."""
        weighted = np.asarray(weights) * self.images
        return (weighted.sum(axis=1) ** 2 - (weighted**2).sum(axis=1)) / 2


class MatedSums:
    """Sums over mated pairs: each counts as often as its one subject. subject: (k,) codes."""

    def __init__(self, subject, subjects: int):
        self.counts = np.bincount(codes(subject, "The subject codes"), minlength=subjects).astype(np.float64)

    def __call__(self, weights: np.ndarray) -> np.ndarray:
        """weights: (B, subjects). Returns (B,) float64."""
        return np.asarray(weights) @ self.counts


def nonmated_rate(first, second, accepted, subjects: int, images=None) -> Callable:
    """A statistic for `subject_bootstrap(..., matrix=True)`: the FMR.

    first, second: (k,) subject codes of each non-mated pair. accepted: (k,) True where the pair was accepted.
    images: (subjects,) how many each has, if every two images of different subjects were compared. The pairs that were
    not accepted then need not be listed: see `accepted_pairs`.
    """
    first, second = codes(first, "The subject codes"), codes(second, "The subject codes")
    accepted = truths(accepted, "The decisions")
    errors = PairSums(first[accepted], second[accepted], subjects)
    return _ratio(errors, PairSums(first, second, subjects) if images is None else CompleteSums(images))


def mated_rate(subject, rejected, subjects: int) -> Callable:
    """A statistic for `subject_bootstrap(..., matrix=True)`: the FNMR. rejected: (k,) True where not accepted."""
    subject = codes(subject, "The subject codes")
    return _ratio(MatedSums(subject[truths(rejected, "The decisions")], subjects), MatedSums(subject, subjects))


class RateIntervals(NamedTuple):
    """Subject-bootstrap intervals of FMR and FNMR, and Wilson's beside them for comparison."""

    fmr: Interval
    fnmr: Interval
    fmr_wilson: Interval
    fnmr_wilson: Interval


def rate_intervals(scores: PairScores, threshold, *, replicates=1000, confidence=0.95, seed=0) -> RateIntervals:
    """Intervals of FMR and FNMR at one threshold, people resampled."""
    statistics = rate_statistics(scores, threshold)
    count = len(scores.subject_names)
    threshold = check_threshold(threshold)
    options = {"replicates": replicates, "confidence": confidence, "seed": seed, "matrix": True}
    return RateIntervals(
        *(subject_bootstrap(statistic, count, **options) for statistic in statistics),
        wilson_interval(int((scores.nonmated <= threshold).sum()), scores.nonmated.size, confidence),
        wilson_interval(int((scores.mated > threshold).sum()), scores.mated.size, confidence),
    )


def rate_statistics(scores: PairScores, threshold) -> tuple[Callable, Callable]:
    """FMR and FNMR at a threshold, as functions of weights (B, subjects) -> (B,)."""
    threshold, count = check_threshold(threshold), len(scores.subject_names)
    first, second = scores.subjects_of(scores.nonmated_rows).T
    return (nonmated_rate(first, second, scores.nonmated <= threshold, count, _images(scores)),
            mated_rate(scores.subjects_of(scores.mated_rows)[:, 0], scores.mated > threshold, count))


def group_rate_statistics(scores: PairScores, threshold) -> tuple[Callable, Callable]:
    """FMR within each group and FNMR of each group, as functions of weights (B, subjects) -> (B, groups)."""
    threshold, count = check_threshold(threshold), len(scores.subject_names)
    pairs, mated = scores.subjects_of(scores.nonmated_rows), scores.subjects_of(scores.mated_rows)[:, 0]
    cells, mated_cells = scores.groups_of(scores.nonmated_rows), scores.groups_of(scores.mated_rows)
    accepted, rejected = scores.nonmated <= threshold, scores.mated > threshold
    fmrs, fnmrs = [], []
    for group in range(len(scores.group_names)):
        inside, own = (cells == group).all(axis=1), (mated_cells == group).all(axis=1)
        fmrs.append(nonmated_rate(*pairs[inside].T, accepted[inside], count, _images(scores, group)))
        fnmrs.append(mated_rate(mated[own], rejected[own], count))
    return (lambda weights: np.column_stack([rate(weights) for rate in fmrs]),
            lambda weights: np.column_stack([rate(weights) for rate in fnmrs]))


def differential_interval(measure: Callable, scores: PairScores, threshold, *, which="fmr", replicates=1000,
                          confidence=0.95, seed=0) -> Interval:
    """Interval of a measure of difference between groups, such as `max_min_ratio`, people resampled within groups.

    which: "fmr", "fnmr", or "both" for measures that take both, such as `garbe`. Each subject must belong to one
    group. Replicates in which a group has no comparison left are left out, as NaN.
    """
    if which not in ("fmr", "fnmr", "both"):
        raise EvaluationError(f"which is {which!r}: choose fmr, fnmr or both.")
    rates = group_rate_statistics(scores, threshold)
    chosen = {"fmr": rates[:1], "fnmr": rates[1:], "both": rates}[which]

    def statistic(weights):
        values = [rate(weights) for rate in chosen]
        known = np.all([np.isfinite(value).all(axis=1) for value in values], axis=0)
        result = np.full(len(weights), np.nan)
        if known.any():
            result[known] = measure(*(value[known] for value in values))
        return result

    return subject_bootstrap(statistic, len(scores.subject_names), replicates=replicates, confidence=confidence,
                             strata=subject_groups(scores), seed=seed, matrix=True)


def subject_groups(scores: PairScores) -> np.ndarray:
    """(subjects,) group code of each subject.

    Raises
    ------
    EvaluationError
        If one has images in two groups.
    """
    names, groups = scores.subject_names, np.concatenate(scores.group_codes)
    subjects = np.concatenate(scores.subject_codes)
    group = np.zeros(len(names), int)
    group[subjects] = groups
    mixed = np.flatnonzero(group[subjects] != groups)
    if mixed.size:
        raise EvaluationError(f"Subject {names[subjects[mixed[0]]]} has images in two groups: people can be resampled "
                              "within groups only if each belongs to one.")
    return group


def _images(scores, group=None):
    """(subjects,) images of each subject (in one group), or None if not every pair of images was compared."""
    images = len(scores.probes)
    if scores.gallery is not scores.probes or scores.mated.size + scores.nonmated.size != images * (images - 1) // 2:
        return None
    codes = scores.subject_codes[0]
    return np.bincount(codes if group is None else codes[scores.group_codes[0] == group],
                       minlength=len(scores.subject_names))


def _ratio(errors, comparisons):
    def rate(weights):
        part, whole = errors(weights), comparisons(weights)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(whole > 0, part / whole, np.nan)

    return rate


def _confidence(value):
    if not 0 < check_share(value, "The confidence") < 1:
        raise EvaluationError(f"The confidence is {value}: choose one between 0 and 1, such as 0.95.")
    return float(value)

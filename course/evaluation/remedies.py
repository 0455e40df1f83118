"""Can unequal errors be mended? Remedies on one scale: chosen on the development half, reported on the evaluation half.

A `Trial` holds one recogniser's templates of both halves. `Trial.report` applies one remedy and gives FMR within each
group and FNMR of each group, with intervals.

Nobody who is reported on takes part in a choice. A threshold needs distances between people on whom nothing was
learnt either, or it is too strict for others or too lax. There is no third set of people, so the development half is
**cross-fitted**: its people are dealt into folds, the metric is learnt without a fold, and the distances inside that
fold are measured with it. The threshold is chosen on these distances of all folds together. What is reported is
measured with the metric of all training people.

Intervals resample people of BOTH halves. In each replicate the development people are drawn anew (those in the
training set among themselves, so that its size stays), the metric is learnt again, the threshold is chosen again, and
the evaluation people are drawn anew, within groups. An interval over the evaluation people alone would say how sure
the report on one fixed system is; this one says how sure it is what such a training set does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from course.evaluation.bootstrap import Interval, percentile_interval, resample, rule_of_three
from course.evaluation.checks import EvaluationError, check_at_least, check_share
from course.evaluation.metric import Moments, learn_metric, unit
from course.evaluation.scores import FaceSet, steady_products
from course.evaluation.thresholds import threshold_at_fmr

POLICIES = ("one", "strict", "own")
"""One threshold for the target over all pairs; one at which every group meets it within itself; one for each group."""

FOLDS = 3
NEAREST = 0.1
"""Score normalisation looks at this share of the cohort: an image's nearest."""


@dataclass(frozen=True)
class Remedied:
    """What one remedy gives on the evaluation half. Arrays are in the order of `groups`.

    threshold: (groups,) on the remedy's own scale. training: people of each group in the training set. fmr, fnmr:
    intervals of the groups' rates; fmr_all, fnmr_all: over all pairs. ratio: largest FMR within a group divided by
    the smallest, for the two groups that stand so in the estimate; inf where the smallest had none, NaN where both had.
    gap: the same two, difference. people: (groups,) evaluation people, for the rule of three.
    """

    groups: tuple[str, ...]
    threshold: np.ndarray
    training: np.ndarray
    shrinkage: float | None
    fmr: Interval
    fnmr: Interval
    fmr_all: Interval
    fnmr_all: Interval
    ratio: Interval
    gap: Interval
    people: np.ndarray

    def upper(self, group: str, rate: str = "fmr") -> float:
        """Up to what FMR (or "fnmr") cannot be ruled out for a group: its interval's end; if no error was seen, at least
        what the rule of three says with people as n.
        """
        place, found = self.groups.index(group), {"fmr": self.fmr, "fnmr": self.fnmr}[rate]
        high = found.high[place]
        return high if found.estimate[place] > 0 else float(np.fmax(high, rule_of_three(self.people[place])))

    def rows(self) -> list[dict]:
        """One dict a group, for a data frame."""
        return [{"group": name, "training": int(self.training[i]), "FMR": self.fmr.estimate[i], "FMR low": self.fmr.low[i],
                 "FMR high": self.upper(name), "FNMR": self.fnmr.estimate[i], "FNMR low": self.fnmr.low[i],
                 "FNMR high": self.upper(name, "fnmr")} for i, name in enumerate(self.groups)]


class Trial:
    """One recogniser's templates of two halves, with groups, for trying remedies.

    development, held_out: `FaceSet`s of different people with the same groups. balance: (n,) a second label of the
    development images, such as sex: training sets and folds take its values in turn. seed: of the order in which people
    are taken into training sets.

    Raises
    ------
    EvaluationError
        For people in both halves, groups that differ, a person in two groups, and fewer people in a group than
        folds.
    """

    def __init__(self, development: FaceSet, held_out: FaceSet, *, balance=None, folds: int = FOLDS, seed: int = 0):
        self.folds = int(check_at_least(folds, 2, "The number of folds"))
        self.development, self.held_out = _Half(development, "development"), _Half(held_out, "evaluation")
        shared = np.intersect1d(self.development.names, self.held_out.names)
        if shared.size:
            raise EvaluationError(f"{shared[0]} is in both halves: what was chosen on a person must not be reported on them.")
        if self.development.groups != self.held_out.groups:
            raise EvaluationError(f"The halves have different groups: {', '.join(self.development.groups)} and "
                                  f"{', '.join(self.held_out.groups)}.")
        self.groups = self.development.groups
        second = self.development.label(balance) if balance is not None else np.zeros(len(self.development.names), int)
        self.order, fold = _order(self.development, second, self.folds, seed)
        self.development.fold = fold
        self._cache = {}

    # ---- who is in the training set

    def most(self) -> dict[str, int]:
        """How many development people each group has."""
        return {name: len(self.order[name]) for name in self.groups}

    def training_set(self, counts: Mapping[str, int] | int) -> np.ndarray:
        """The names of a training set with so many people of each group (a number: of every group).

        Sets are nested: whoever is in a smaller one is in a larger one too.
        """
        counts = dict.fromkeys(self.groups, counts) if isinstance(counts, int) else dict(counts)
        unknown = set(counts) - set(self.groups)
        if unknown:
            raise EvaluationError(f"There is no group {sorted(unknown)[0]!r}: choose from {', '.join(self.groups)}.")
        for name, count in counts.items():
            if not 0 <= count <= len(self.order[name]):
                raise EvaluationError(f"{count} people of the group {name} were asked for: there are {len(self.order[name])} "
                                      "in the development half.")
        return np.concatenate([self.order[name][:count] for name, count in counts.items()]) if counts else np.array([])

    def spread(self, training: Sequence[str] = (), *, shrinkage: float | None = None) -> np.ndarray:
        """(groups,) mean cosine distance between two different evaluation people of one group, as a layer sees them.

        training, shrinkage: as in `report`; none of them: templates as delivered.
        """
        held_out, rows = self.held_out, self.held_out.rows
        if len(training):
            inside = np.isin(self.development.subjects, np.asarray(list(training)))
            rows = learn_metric(self.development.rows[inside], self.development.subjects[inside], shrinkage).apply(rows)
        apart = held_out.codes[:, None] != held_out.codes
        total, pairs = (held_out.by_group(held_out.by_subject(table)).diagonal() for table in (np.where(apart, _gram(rows), 0), apart))
        return total / pairs

    # ---- the report

    def report(self, training: Sequence[str] = (), *, policy: str = "one", normalise: bool = False, target: float = 0.01,
               shrinkage: float | None = None, replicates: int = 200, confidence: float = 0.95, seed: int = 0) -> Remedied:
        """Apply a remedy and measure it.

        training: names of the development people from whom a metric is learnt; none of them: templates as delivered.
        policy: see `POLICIES`. normalise: every distance is measured against how near the image's nearest
        development images of other people are. target: FMR at which the threshold is chosen, on the development half. replicates: 0
        gives no intervals (their ends are NaN).

        Raises
        ------
        EvaluationError
            For names that are not of the development half, and what `learn_metric` raises.
        """
        if policy not in POLICIES:
            raise EvaluationError(f"The policy is {policy!r}: choose from {', '.join(POLICIES)}.")
        target = check_share(target, "The target FMR")
        development = self.development
        training = np.asarray(list(training)) if len(training) else development.names[:0]
        strangers = np.setdiff1d(training, development.names)
        if strangers.size:
            raise EvaluationError(f"{strangers[0]} is not one of the development people: a metric is learnt from those only.")
        inside = np.isin(development.names, training)
        for fold in range(self.folds) if inside.any() else ():
            if np.count_nonzero(inside & (development.fold != fold)) < 2:
                raise EvaluationError(f"A training set of {np.count_nonzero(inside)} is too small: cross-fitting in {self.folds} folds "
                                      "leaves fewer than two people to learn from. Take at least a dozen.")
        with steady_products():
            return self._report(inside, self._remedy(inside, normalise, shrinkage), policy, target, replicates, confidence, seed)

    def _report(self, inside, once, policy, target, replicates, confidence, seed):
        development, held_out = self.development, self.held_out
        ones = np.ones(len(development.names)), np.ones(len(held_out.names))
        estimate, threshold, used = self._measure(once, *ones, policy, target)
        random = np.random.default_rng(seed)
        # In and out of the training set, and within folds: every draw has as many training people as the set itself.
        strata = (development.group * 2 + inside) * self.folds + development.fold
        drawn = []
        for _ in range(replicates):
            weights = resample(len(strata), 1, random, strata)[0], resample(len(held_out.names), 1, random, held_out.group)[0]
            try:
                drawn.append(self._measure(once, *(row.astype(float) for row in weights), policy, target)[0])
            except EvaluationError:  # a tiny training set, and one person drawn again and again
                drawn.append(np.full(estimate.size, np.nan))
        drawn = np.array(drawn) if drawn else np.full((1, estimate.size), np.nan)
        return self._result(estimate, drawn, threshold, used, inside, confidence, bool(replicates))

    def _remedy(self, inside, normalise, shrinkage):
        """A function of development weights: distances inside each fold (or of all pairs, as one), distances of the
        evaluation half, shrinkage."""
        development, held_out = self.development, self.held_out
        if not inside.any():
            fixed = self._raw(normalise)
            return lambda weights: (*fixed(weights), None)
        if normalise:
            raise EvaluationError("Score normalisation is tried on templates as delivered: leave the training set empty.")
        moments = self._once("moments", lambda: Moments.of(development.rows, development.subjects))
        learners = [inside & (development.fold != fold) for fold in range(self.folds)]

        def learnt(weights):
            metrics = moments.metrics([weights * inside, *(weights * part for part in learners)], shrinkage)
            folds = [_gram(metric.apply(development.rows[rows])) for metric, rows in
                     zip(metrics[1:], development.rows_of(self.folds), strict=True)]
            return folds, _gram(metrics[0].apply(held_out.rows)), metrics[0].shrinkage

        return learnt

    def _raw(self, normalise):
        development, held_out = self.development, self.held_out
        rows = development.rows_of(self.folds)
        across = self._once("raw", lambda: (_gram(development.rows), _gram(held_out.rows), 1 - held_out.rows @ development.rows.T))
        if not normalise:  # nothing is learnt, so that no pair of the development half need be left out
            return lambda weights: ([across[0]], across[1])
        fold = development.fold[development.codes]

        def normalised(weights):
            """An image's own people are in another fold than its cohort, so nobody is measured against themselves."""
            images = weights[development.codes]
            nearest = [_nearest(across[0][np.ix_(part, fold != number)], images[fold != number]) for number, part in enumerate(rows)]
            folds = [across[0][np.ix_(part, part)] - (level[:, None] + level) / 2 for part, level in zip(rows, nearest, strict=True)]
            level = _nearest(across[2], images)
            return folds, across[1] - (level[:, None] + level) / 2

        return normalised

    def _once(self, name, make):
        if name not in self._cache:
            self._cache[name] = make()
        return self._cache[name]

    def _measure(self, once, weights, drawn, policy, target):
        """Rates of one replicate: FMR of each group, FNMR of each, FMR and FNMR over all; thresholds; shrinkage."""
        folds, distances, used = once(weights)
        threshold = self._thresholds(folds, weights, policy, target)
        held_out, count = self.held_out, len(self.groups)
        limits = threshold[held_out.image_group]
        # Between two groups the stricter of two thresholds holds.
        matched = distances <= (np.minimum.outer(limits, limits) if policy == "own" else threshold[0])
        matched = held_out.by_subject(matched)  # (people, people) matches, every pair twice
        products = np.outer(drawn, drawn)
        np.fill_diagonal(products, 0)
        wrong, compared = held_out.by_group(products * matched), held_out.by_group(products * held_out.compared)
        same = drawn * (held_out.compared.diagonal() - held_out.images)
        found = drawn * (matched.diagonal() - held_out.images)
        own, kept = (np.bincount(held_out.group, part, count) for part in (same, found))
        with np.errstate(invalid="ignore", divide="ignore"):
            rates = np.concatenate([wrong.diagonal() / compared.diagonal(), 1 - kept / own,
                                    [wrong.sum() / compared.sum(), 1 - kept.sum() / own.sum()]])
        return rates, threshold, used

    def _thresholds(self, folds, weights, policy, target):
        """(groups,) chosen on the distances inside the folds."""
        found, times, groups = [], [], []
        for distances, pairs in zip(folds, self.development.pairs(len(folds)), strict=True):
            found.append(distances[pairs.first, pairs.second])
            times.append(weights[pairs.one] * weights[pairs.other])
            groups.append(pairs.group)
        found, times = np.concatenate(found), np.concatenate(times)
        if policy == "one":
            return np.full(len(self.groups), weighted_threshold(found, times, target))
        groups = np.concatenate(groups)
        each = np.array([weighted_threshold(found[groups == g], times[groups == g], target) for g in range(len(self.groups))])
        return each if policy == "own" else np.full(len(each), each.min())

    def _result(self, estimate, drawn, threshold, used, inside, confidence, sure):
        count = len(self.groups)

        def interval(value, replicates):
            unknown = np.isnan(replicates).all(axis=0)  # as 0/0 in every draw
            if not sure or np.all(unknown):
                return Interval(value, np.full_like(value, np.nan), np.full_like(value, np.nan), confidence)
            found = percentile_interval(value, np.where(unknown, 0.0, replicates), confidence)
            return replace(found, low=np.where(unknown, np.nan, found.low)[()], high=np.where(unknown, np.nan, found.high)[()])

        top, low = int(np.argmax(estimate[:count])), int(np.argmin(estimate[:count]))
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = interval(np.true_divide(estimate[top], estimate[low]), drawn[:, top] / drawn[:, low])
        gap = interval(np.asarray(estimate[top] - estimate[low]), drawn[:, top] - drawn[:, low])
        parts = [slice(0, count), slice(count, 2 * count), 2 * count, 2 * count + 1]
        return Remedied(self.groups, threshold, np.bincount(self.development.group[inside], minlength=count), used,
                      *(interval(np.asarray(estimate[part]), drawn[:, part]) for part in parts), ratio, gap,
                      np.bincount(self.held_out.group, minlength=count))


def weighted_threshold(nonmated, weights, target: float) -> float:
    """`threshold_at_fmr` of non-mated distances (n,) that count as often as `weights` (n,) says."""
    if (weights == 1).all():
        return threshold_at_fmr(nonmated, target)
    allowed = target * weights.sum()
    near = np.argpartition(nonmated, min(nonmated.size - 1, int(4 * target * nonmated.size)))[: int(4 * target * nonmated.size) + 1]
    if weights[near].sum() <= allowed:  # drawn so unevenly that the first guess was too short
        near = np.arange(nonmated.size)
    order = near[np.argsort(nonmated[near], kind="stable")]
    place = np.searchsorted(np.cumsum(weights[order]), allowed * (1 + 1e-12), side="right")
    return np.inf if place == nonmated.size else float(np.nextafter(nonmated[order[place]], -np.inf))


# ---- one half --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Pairs:
    """Non-mated pairs inside one fold: places in the fold's rows, people, and the group of both or -1."""

    first: np.ndarray
    second: np.ndarray
    one: np.ndarray
    other: np.ndarray
    group: np.ndarray


class _Half:
    """One half, its images sorted by person, and what is the same in every replicate."""

    def __init__(self, faces: FaceSet, name: str):
        if faces.groups is None:
            raise EvaluationError(f"The {name} faces have no groups: make them with FaceSet.of(embeddings, groups=...).")
        if not len(faces):
            raise EvaluationError(f"The {name} half has no images.")
        self.sorted = np.argsort(faces.subjects, kind="stable")
        self.subjects = faces.subjects[self.sorted]
        self.rows = unit(faces.vectors[self.sorted]).astype(np.float32)
        self.names, self.starts, self.codes, counts = np.unique(self.subjects, return_index=True, return_inverse=True,
                                                                return_counts=True)
        self.images = counts.astype(float)
        groups, self.image_group = np.unique(faces.groups[self.sorted].astype(str), return_inverse=True)
        self.groups = tuple(str(group) for group in groups)
        self.group = self.image_group[self.starts]
        mixed = np.flatnonzero(self.group[self.codes] != self.image_group)
        if mixed.size:
            raise EvaluationError(f"Subject {self.subjects[mixed[0]]} has images in two groups.")
        few = np.flatnonzero(np.bincount(self.group, minlength=len(self.groups)) < 2)
        if few.size:
            raise EvaluationError(f"The group {self.groups[few[0]]} has one person in the {name} half: an FMR within it needs two.")
        self.compared = np.outer(self.images, self.images)
        self.membership = np.eye(len(self.groups))[self.group]
        self.fold = np.zeros(len(self.names), int)
        self._pairs = {}

    def label(self, labels) -> np.ndarray:
        """(people,) code of a label of the images that is the same for all images of a person."""
        labels = np.asarray(labels)
        if labels.shape != self.subjects.shape:
            raise EvaluationError(f"There are {len(self.subjects)} images, but balance has shape {labels.shape}.")
        return np.unique(labels[self.sorted].astype(str), return_inverse=True)[1][self.starts]

    def by_subject(self, table) -> np.ndarray:
        """(people, people) sums of an (images, images) table."""
        rows = np.add.reduceat(table, self.starts, axis=0, dtype=np.float32)
        return np.add.reduceat(rows, self.starts, axis=1).astype(float)

    def by_group(self, table) -> np.ndarray:
        """(groups, groups) sums of a (people, people) table."""
        return self.membership.T @ table @ self.membership

    def rows_of(self, folds: int) -> list[np.ndarray]:
        """The images of each fold; of one fold: all of them."""
        fold = self.fold[self.codes] if folds > 1 else np.zeros(len(self.codes), int)
        return [np.flatnonzero(fold == number) for number in range(folds)]

    def pairs(self, folds: int) -> list[_Pairs]:
        """The non-mated pairs inside each fold."""
        if folds not in self._pairs:
            found = self._pairs[folds] = []
            for rows in self.rows_of(folds):
                first, second = np.triu_indices(len(rows), 1)
                one, other = self.codes[rows[first]], self.codes[rows[second]]
                apart = one != other
                same = self.group[one] == self.group[other]
                found.append(_Pairs(first[apart], second[apart], one[apart], other[apart],
                                    np.where(same, self.group[one], -1)[apart]))
        return self._pairs[folds]


def _order(half: _Half, second, folds: int, seed: int):
    """People of each group in the order in which training sets take them, the second label in turn; and folds."""
    random = np.random.default_rng(seed)
    order, fold = {}, np.zeros(len(half.names), int)
    for code, name in enumerate(half.groups):
        members = np.flatnonzero(half.group == code)
        if len(members) < folds:
            raise EvaluationError(f"The group {name} has {len(members)} development people: cross-fitting in {folds} folds needs "
                                  f"at least {folds}.")
        queues = [list(random.permutation(members[second[members] == label])) for label in np.unique(second[members])]
        turn = []
        while any(queues):
            turn += [queue.pop() for queue in queues if queue]
        order[name] = half.names[turn]
        fold[turn] = (np.arange(len(turn)) // len(queues)) % folds
    return order, fold


def _gram(rows) -> np.ndarray:
    """Cosine distances between all rows, float32."""
    rows = np.asarray(rows, np.float32)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return 1 - rows @ rows.T


def _nearest(distances, weights) -> np.ndarray:
    """Mean distance of each row to its nearest cohort images: a share `NEAREST` of them, by weight."""
    order = np.argsort(distances, axis=1)
    counted = weights[order]
    room = np.clip(NEAREST * weights.sum() - (np.cumsum(counted, axis=1) - counted), 0, counted)
    return (room * np.take_along_axis(distances, order, axis=1)).sum(axis=1) / room.sum(axis=1)

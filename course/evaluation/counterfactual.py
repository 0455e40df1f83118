"""What one change does: the same people, one factor of the picture changed, everything else held.

An ordinary set of faces shows that two things go together. Here one of them was set, and the person is their own
comparison: nothing else differs between the two pictures, so what differs in the score was caused by the change. It is
the effect on these pictures, in this renderer and for this recogniser.

Distances go up when a picture is harder to match with its own person. People are resampled for the intervals, within
their groups, and once for all effects: replicates of two effects may be subtracted (see `effect_difference`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.evaluation.bootstrap import Interval, percentile_interval, resample
from course.evaluation.checks import EvaluationError, check_at_least, check_threshold
from course.evaluation.scores import distances

PLAIN = ("none", 0)
"""Factor and step of the picture that all others differ from in one thing."""
EVERYBODY = "everybody"


@dataclass(frozen=True, eq=False)
class Experiment:
    """Pictures of S people at K settings, each compared with the ordinary pictures of the same person.

    settings: K pairs (factor, step). values: K texts, the value that a setting has for everybody, or "".
    subjects, groups: (S,) labels. made, found: (S, K) the picture exists; a face was found in it.
    mated: (S, K, R) distance to each of the person's own ordinary pictures; NaN where there is none, or no face.
    between: (K, S, S) distance of two people's pictures at one setting; NaN as above and on the diagonal.
    """

    settings: tuple[tuple[str, int], ...]
    values: tuple[str, ...]
    subjects: np.ndarray
    groups: np.ndarray
    made: np.ndarray
    found: np.ndarray
    mated: np.ndarray
    between: np.ndarray

    @classmethod
    def of(cls, changed, ordinary, groups="target", metric="cosine") -> Experiment:
        """From embeddings of the changed pictures and of ordinary ones, both with `.vectors`, `.table`, `.missed`.

        The tables have a column subject; the changed ones also factor, step, value, and the column (or columns)
        ``groups``.

        Raises
        ------
        EvaluationError
            When a picture is there twice, or a person lacks the plain or any ordinary picture.
        """
        columns = [groups] if isinstance(groups, str) else list(groups)
        parts = {name: np.concatenate([part[name].to_numpy().astype(str) for part in (changed.table, changed.missed)])
                 for name in ["subject", "factor", "step", "value", *columns]}
        keys = list(zip(parts["factor"].tolist(), (int(float(step)) for step in parts["step"]), strict=True))
        settings = tuple(sorted(set(keys), key=lambda key: (key != PLAIN, key)))
        if not settings or settings[0] != PLAIN:
            raise EvaluationError("There is no plain picture (factor none): nothing to compare the changes with.")
        names, person = np.unique(parts["subject"], return_inverse=True)
        place = {setting: column for column, setting in enumerate(settings)}
        column = np.array([place[key] for key in keys])
        made, found = np.zeros((2, len(names), len(settings)), bool)
        vectors = np.full((len(names), len(settings), changed.vectors.shape[1]), np.nan, np.float32)
        np.add.at(count := np.zeros(made.shape, int), (person, column), 1)
        if (count > 1).any():
            who, which = np.argwhere(count > 1)[0]
            raise EvaluationError(f"{names[who]} has {count[who, which]} pictures of {settings[which]}: keep one.")
        made[person, column] = True
        seen = slice(0, len(changed.table))
        found[person[seen], column[seen]] = True
        vectors[person[seen], column[seen]] = changed.vectors
        own = [ordinary.vectors[(ordinary.table["subject"] == name).to_numpy()] for name in names]
        for name, images, plain in zip(names, own, made[:, 0], strict=True):
            if not plain or not len(images):
                raise EvaluationError(f"{name} has no {'ordinary picture with a face' if plain else 'plain picture'}: "
                                      "leave that person out.")
        mated = np.full((*made.shape, max(map(len, own))), np.nan, np.float32)
        for who, images in enumerate(own):
            mated[who, found[who], : len(images)] = distances(vectors[who, found[who]], images, metric)
        between = np.full((len(settings), len(names), len(names)), np.nan, np.float32)
        for which in range(len(settings)):
            rows = np.flatnonzero(found[:, which])
            between[which][np.ix_(rows, rows)] = distances(vectors[rows, which], vectors[rows, which], metric)
            np.fill_diagonal(between[which], np.nan)
        labels = np.array([" ".join(row) for row in zip(*(parts[name] for name in columns), strict=True)])
        group = np.empty(len(names), labels.dtype)
        group[person] = labels
        told = (np.unique(parts["value"][column == which]) for which in range(len(settings)))
        return cls(settings, tuple(str(one[0]) if len(one) == 1 else "" for one in told), names, group, made, found,
                   mated, between)

    def place(self, setting) -> int:
        """The column of a setting (factor, step)."""
        setting = (str(setting[0]), int(setting[1]))
        if setting not in self.settings:
            raise EvaluationError(f"No picture was made at {setting}: choose from {', '.join(map(str, self.settings))}.")
        return self.settings.index(setting)

    def rejected(self, threshold) -> np.ndarray:
        """(S, K) share of a person's own ordinary pictures that are not accepted. No face found: all are rejected."""
        far = np.where(np.isnan(self.mated), np.nan, self.mated > check_threshold(threshold))
        share = np.where(self.made, 1.0, np.nan)
        share[self.found] = np.nanmean(far[self.found], axis=1)
        return share


@dataclass(frozen=True)
class Effect:
    """What a change did to the people of one group, on average, with subject-bootstrap intervals (NaN: unknown).

    people: who has both pictures. lost: those of them whose face was found before the change and not after it.
    mated: change of the mean distance to one's own ordinary pictures, among those found in both.
    nonmated: change of the distance between two people of the group, both changed alike.
    rejected: change of the share of own pictures not accepted at the threshold; a lost face counts as rejected.
    """

    factor: str
    step: int
    value: str
    group: str
    people: int
    lost: int
    mated: Interval
    nonmated: Interval
    rejected: Interval | None


def effects(experiment: Experiment, threshold=None, *, since=PLAIN, factors=None, replicates=1000, confidence=0.95,
            seed=0) -> list[Effect]:
    """Every effect, for each group and for everybody, of going from the setting ``since`` to each other one.

    factors: only these. The mean is over people, each with the same weight, however many ordinary pictures they have.
    """
    check_at_least(replicates, 1, "The number of replicates")
    before, count = experiment.place(since), len(experiment.subjects)
    if count < 2:
        raise EvaluationError(f"There is {count} person: resampling people needs at least two.")
    weights = resample(count, replicates, np.random.default_rng(seed), experiment.groups).astype(float)
    weights = np.vstack([np.ones(count), weights])  # the first row is the estimate
    own = np.full(experiment.made.shape, np.nan)
    own[experiment.found] = np.nanmean(experiment.mated[experiment.found], axis=1)
    rejected = None if threshold is None else experiment.rejected(threshold)
    result = []
    for after, (factor, step) in enumerate(experiment.settings):
        if after == before or (factors is not None and factor not in factors):
            continue
        both = experiment.made[:, before] & experiment.made[:, after]
        lost = both & experiment.found[:, before] & ~experiment.found[:, after]
        for group in (EVERYBODY, *np.unique(experiment.groups)):
            inside = both & ((experiment.groups == group) | (group == EVERYBODY))
            if not inside.any():
                continue
            one = own[:, after] - own[:, before]
            two = experiment.between[after] - experiment.between[before]
            three = None if rejected is None else rejected[:, after] - rejected[:, before]
            result.append(Effect(
                factor, step, experiment.values[after], str(group), int(inside.sum()), int((lost & inside).sum()),
                _over_people(one, inside, weights, confidence), _over_pairs(two, inside, weights, confidence),
                None if three is None else _over_people(three, inside, weights, confidence)))
    return result


def effect_difference(one: Interval, other: Interval) -> Interval:
    """One effect minus another, with an interval. Both come from one call of `effects`."""
    if one.replicates is None or other.replicates is None or len(one.replicates) != len(other.replicates):
        raise EvaluationError("Take two intervals of one call of effects: their replicates are subtracted one by one.")
    return _interval(np.concatenate([[one.estimate], one.replicates]) - np.concatenate([[other.estimate], other.replicates]),
                     one.confidence)


def _over_people(change, inside, weights, confidence) -> Interval:
    known = inside & np.isfinite(change)
    return _mean(weights[:, known] @ change[known], weights[:, known].sum(axis=1), known.sum(), confidence)


def _over_pairs(change, inside, weights, confidence) -> Interval:
    """A pair counts as often as the product of its two people's weights."""
    rows = np.flatnonzero(inside)
    change, drawn = change[np.ix_(rows, rows)].astype(float), weights[:, rows]
    known = np.isfinite(change)
    total = ((drawn @ np.where(known, change, 0)) * drawn).sum(axis=1)
    return _mean(total, ((drawn @ known.astype(float)) * drawn).sum(axis=1), known.any(axis=0).sum() - 1, confidence)


def _mean(total, weight, people, confidence) -> Interval:
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(weight > 0, total / weight, np.nan)
    if people < 2:  # one person (or one pair) never differs, however often drawn: no interval is honest
        return Interval(float(values[0]), np.nan, np.nan, confidence, np.full(len(values) - 1, np.nan))
    return _interval(values, confidence)


def _interval(values, confidence) -> Interval:
    if np.isnan(values[1:]).all():
        return Interval(float(values[0]), np.nan, np.nan, confidence, values[1:])
    return percentile_interval(float(values[0]), values[1:], confidence)

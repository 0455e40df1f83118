"""From a distance to a number that reads like certainty: three ways, and what each one means.

`deepface_confidence` is DeepFace's own number. `similarity_0_100` makes a scale like the one of cloud services. `calibrate`
fits the chance that two images show one person, at a stated prior. Only the last can be checked against outcomes, with
`reliability`. All take distances: smaller is more alike.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from course.evaluation.checks import EvaluationError, check_at_least, check_distances, check_share, numbers
from course.recognisers import RECOGNISERS, DeepFaceConstants


def deepface_constants(recogniser: str, metric: str) -> DeepFaceConstants:
    """DeepFace's threshold and confidence constants. ``recogniser``: its name, in DeepFace (SFace) or here (sface).

    Raises
    ------
    EvaluationError
        For a pair that is not listed.
    """
    for one in RECOGNISERS.values():
        if recogniser in (one.title, one.name) and metric in one.deepface:
            return one.deepface[metric]
    listed = ", ".join(f"{one.title} {kind}" for one in RECOGNISERS.values() for kind in one.deepface)
    raise EvaluationError(f"No constants for {recogniser} {metric}: choose one of {listed}.")


def _or_of_many(alone):
    """The function also takes an array or a list of distances, without a call for each: a lesson asks for a million."""
    @functools.wraps(alone)
    def either(distance, recogniser, metric, threshold=None):
        if not hasattr(distance, "__len__"):
            return alone(distance, recogniser, metric, threshold)
        distances, c = np.asarray(distance, np.float64), deepface_constants(recogniser, metric)
        sigmoid = 50 * (1 + np.tanh((c.w * distances / max(c.normalizer, 1) + c.b) / 2))
        yes = np.clip(51 + 49 * (sigmoid - c.verified_low) / (c.verified_high - c.verified_low), 51, 100)
        no = np.clip(int(c.other_high) * (sigmoid - c.other_low) / (c.other_high - c.other_low), 0, 49)
        verified = distances <= (c.threshold if threshold is None else threshold)
        found = np.where(distances <= 0, 100.0 * verified, np.where(verified, yes, no))
        # Python's rounding, as DeepFace's: numpy's gives another last digit now and then.
        return np.array([round(one, 2) for one in found.ravel().tolist()]).reshape(found.shape)

    return either


@_or_of_many
def deepface_confidence(distance, recogniser, metric, threshold=None):
    """The `confidence` that DeepFace.verify reports for a distance, 0 to 100; an array of them for an array or a list.

    A sigmoid of the distance, stretched to 51-100 if the pair is verified and to 0-49 if not. The constants were fitted
    for DeepFace's own threshold, so passing another one moves the jump and nothing else.
    Source: DeepFace 0.0.103, deepface/modules/verification.py, find_confidence.
    """
    c = deepface_constants(recogniser, metric)
    verified = distance <= (c.threshold if threshold is None else threshold)
    if distance <= 0:
        return 100.0 if verified else 0.0
    sigmoid = 50 * (1 + math.tanh((c.w * distance / max(c.normalizer, 1) + c.b) / 2))  # 100 / (1 + exp(-z))
    low, high, bottom, top = (*c[4:6], 51, 100) if verified else (*c[6:8], 0, int(c.other_high))
    stretched = bottom + (top - bottom) * (sigmoid - low) / (high - low)
    return round(min(max(stretched, bottom), 100 if verified else 49), 2)


@dataclass(frozen=True)
class SimilarityScale:
    """A similarity from 0 to 100: 100 x sigmoid(slope x distance + offset), with slope < 0.

    It falls as the distance grows, so a threshold on it is a threshold on the distance: "at least 80" accepts the
    same pairs as "distance at most threshold_distance(80)".
    """

    slope: float
    offset: float
    description: str
    name: str = ""
    """What this scale is called, where there are several."""

    def map(self, distance):
        """The similarity of a distance, or of each of an array."""
        value = 100 * _sigmoid(self.slope * numbers(distance, "The distances").astype(float) + self.offset)
        return float(value) if value.ndim == 0 else value

    def threshold_distance(self, similarity) -> float:
        """The largest distance that is given at least this similarity. 0 gives inf (all), 100 gives -inf (none)."""
        share = check_share(similarity / 100, "The similarity divided by 100")
        if share in (0, 1):
            return math.inf if share == 0 else -math.inf
        return (math.log(share / (1 - share)) - self.offset) / self.slope

    def __str__(self):
        return self.description


def similarity_0_100(mated, nonmated, prior=0.5, source="the development set") -> SimilarityScale:
    """Make a 0-100 similarity from development distances, as a cloud service shows one.

    mated: (m,), nonmated: (n,) distances. A logistic curve is fitted, the two classes weighted to `prior`. How a real
    service makes its own number is not published; this one says how it is made.

    Raises
    ------
    EvaluationError
        When mated distances are not the smaller ones.
    """
    calibration = calibrate(mated, nonmated, prior=prior)
    description = (
        f"Similarity = 100 / (1 + exp({-calibration.slope:.4g} x distance - {calibration.offset:.4g})), a logistic curve "
        f"fitted to {len(mated)} mated and {len(nonmated)} non-mated distances of {source}, weighted to a prior of {prior:g}. "
        "It is a chance in percent only where that share of the comparisons is mated, for people and images like those."
    )
    return SimilarityScale(calibration.slope, calibration.offset, description)


@dataclass(frozen=True)
class LogisticCalibration:
    """P(one person | distance) = sigmoid(slope x distance + offset), at the prior it was fitted for."""

    slope: float
    offset: float
    prior: float

    def probability(self, distance, prior=None):
        """(n,) chances, at another prior if one is given: the evidence stays, the starting point moves (Bayes)."""
        shift = 0.0 if prior is None else _logit(prior) - _logit(self.prior)
        return _sigmoid(self.slope * numbers(distance, "The distances").astype(float) + self.offset + shift)


@dataclass(frozen=True)
class IsotonicCalibration:
    """P(one person | distance) as a falling line through the points (distance, chance), at a stated prior."""

    distance: np.ndarray
    chance: np.ndarray
    prior: float

    def probability(self, distance, prior=None):
        """(n,) chances, at another prior if one is given."""
        chance = np.clip(np.interp(numbers(distance, "The distances"), self.distance, self.chance), 0, 1)
        if prior is None:
            return chance
        odds = math.exp(_logit(prior) - _logit(self.prior))
        return odds * chance / (odds * chance + (1 - chance))


def calibrate(mated, nonmated, prior=0.5, method="logistic"):
    """Fit the chance that a pair shows one person, with scikit-learn.

    mated: (m,), nonmated: (n,) development distances. prior: the share of mated comparisons where the number will be
    used; the classes are weighted to it, whatever their sizes here. Mated distances must be the smaller ones on average. method: "logistic" (Platt, 1999; a smooth curve)
    or "isotonic" (Zadrozny and Elkan, 2002; any falling curve, needs more data). Infinite distances are refused.
    """
    mated, nonmated = check_distances(mated, "mated"), check_distances(nonmated, "non-mated")
    if not 0 < check_share(prior, "The prior") < 1:
        raise EvaluationError(f"The prior is {prior}: with 0 or 1 there is nothing to learn. Choose one between.")
    distance = np.concatenate([mated, nonmated]).astype(float)
    if np.isinf(distance).any():
        raise EvaluationError("Some distances are infinite: leave comparisons that were not made out of a calibration.")
    if mated.mean() >= nonmated.mean():
        if mated.min() == mated.max() == nonmated.min() == nonmated.max():
            raise EvaluationError("All distances are equal: nothing can be learned from them.")
        raise EvaluationError("Mated distances are not smaller than non-mated ones on average. Were these similarities? "
                              "Pass distance_from_similarity(...) of both.")
    same = np.repeat([True, False], [mated.size, nonmated.size])
    weight = np.where(same, prior / mated.size, (1 - prior) / nonmated.size) * distance.size
    if method == "isotonic":
        from sklearn.isotonic import IsotonicRegression

        model = IsotonicRegression(y_min=0, y_max=1, increasing=False).fit(distance, same, sample_weight=weight)
        return IsotonicCalibration(model.X_thresholds_, model.y_thresholds_, float(prior))
    if method != "logistic":
        raise EvaluationError(f"The method is {method!r}: choose logistic or isotonic.")
    from sklearn.linear_model import LogisticRegression

    middle, scale = distance.mean(), distance.std()
    if not scale > 0:
        raise EvaluationError("All distances are equal: nothing can be learned from them.")
    # Fitted on standard units, so that the mild regularisation means the same for every recogniser and metric.
    model = LogisticRegression(C=100.0).fit((distance[:, None] - middle) / scale, same, sample_weight=weight)
    slope = float(model.coef_[0, 0] / scale)
    if slope >= 0:
        raise EvaluationError("Mated distances are not smaller than non-mated ones. Were these similarities? Pass "
                              "distance_from_similarity(...) of both.")
    return LogisticCalibration(slope, float(model.intercept_[0] - slope * middle), float(prior))


class Reliability(NamedTuple):
    """A reliability diagram's data. All arrays are (bins with any pair,), in order of growing chance.

    predicted: mean chance stated. observed: share that was mated. count: pairs. error: mean of |observed - predicted|
    over pairs (expected calibration error). brier: mean squared error of the chances.
    """

    predicted: np.ndarray
    observed: np.ndarray
    count: np.ndarray
    error: float
    brier: float


def reliability(chance, same, bins=10) -> Reliability:
    """Compare stated chances with what came out. chance: (n,) 0 to 1. same: (n,) True where one person is shown.

    The pairs must have the share of mated ones for which the chances were made; otherwise weight or draw them so.
    """
    chance = numbers(chance, "The chances").astype(float)
    if np.ma.is_masked(same):
        raise EvaluationError("Some outcomes are masked: leave those pairs out.")
    same = np.asarray(same)
    check_at_least(bins, 1, "The number of bins")
    if chance.ndim != 1 or chance.shape != same.shape or not chance.size or same.dtype != bool:
        raise EvaluationError(f"Pass as many chances as True/False outcomes, at least one (shapes {chance.shape}, "
                              f"{same.shape}, type {same.dtype}).")
    if not (np.all(chance >= 0) and np.all(chance <= 1)):
        raise EvaluationError("Chances must lie between 0 and 1, without NaN: a 0-100 similarity must be divided by 100.")
    place = np.minimum((chance * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    used = count > 0
    predicted, observed = (np.bincount(place, values, minlength=bins)[used] / count[used] for values in (chance, same))
    error = float(np.average(np.abs(observed - predicted), weights=count[used]))
    return Reliability(predicted, observed, count[used], error, float(np.mean((chance - same) ** 2)))


def _sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))  # 1 / (1 + exp(-z)), without overflow and without losing small values


def _logit(prior):
    if not 0 < check_share(prior, "The prior") < 1:
        raise EvaluationError(f"The prior is {prior}: choose one between 0 and 1.")
    return math.log(prior / (1 - prior))

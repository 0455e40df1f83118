"""What every measure asks of its input, and the words it uses to say so.

The convention of this package: a score is a DISTANCE. Smaller means more alike, and a comparison is accepted as
"the same person" when ``distance <= threshold``. A similarity is turned into a distance first, by
`distance_from_similarity`, and so is a similarity threshold.
"""

from __future__ import annotations

import math

import numpy as np

from course.errors import CourseError


class EvaluationError(CourseError, ValueError):
    """Input from which no honest rate can be computed. The message names the input and the mend."""


class DirectionWarning(UserWarning):
    """Mated distances are mostly larger than non-mated ones, as when similarities were passed for distances."""


def distance_from_similarity(similarity):
    """Turn similarities (larger = more alike), or a threshold on them, into distances: the sign is changed.

    ``similarity >= s`` and ``distance_from_similarity(similarity) <= distance_from_similarity(s)`` accept the same
    pairs, so every rate stays what it was. Takes and returns a number or an array.
    """
    return -similarity if np.isscalar(similarity) else -np.asarray(similarity)


def check_distances(distances, name: str) -> np.ndarray:
    """Return `distances` as a 1-D float array, or raise an `EvaluationError` that calls them `name`.

    Refused: none at all, NaN, minus infinity. Plus infinity is allowed and means "never accepted at a finite
    threshold": use it for a comparison that could not be made and must count as a non-match.
    """
    array = np.asarray(distances)
    if array.dtype.kind not in "fiu":
        raise EvaluationError(f"{name} distances have type {array.dtype}: pass an array of numbers.")
    if array.dtype.kind != "f":
        array = array.astype(np.float64)
    elif array.dtype == np.float16:
        array = array.astype(np.float32)
    if array.ndim != 1:
        raise EvaluationError(f"{name} distances have shape {array.shape}: pass one row of them, as with .ravel().")
    if not array.size:
        raise EvaluationError(f"There are no {name} distances: no rate can be measured without at least one comparison.")
    smallest = array.min()  # NaN if any is NaN: one pass, no copy
    if np.isnan(smallest):
        raise EvaluationError(
            f"{np.isnan(array).sum()} of {array.size} {name} distances are NaN, as when no face was found. Leave those "
            "comparisons out, or set them to inf so that they count as not accepted."
        )
    if smallest == -np.inf:
        raise EvaluationError(f"A {name} distance is -inf: it would be accepted at every threshold. Use a finite number.")
    return array


def check_threshold(threshold) -> float:
    """Return `threshold` as a float, or raise an `EvaluationError`. Infinite thresholds are allowed, NaN is not."""
    try:
        value = float(threshold)
    except (TypeError, ValueError):
        raise EvaluationError(f"The threshold is {threshold!r}: pass one number, a distance.") from None
    if math.isnan(value):
        raise EvaluationError("The threshold is NaN: nothing can be compared with it. Pass a distance.")
    return value


def check_share(value, name: str) -> float:
    """Return `value` as a float between 0 and 1, or raise an `EvaluationError` that calls it `name`."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise EvaluationError(f"{name} is {value!r}: pass a number between 0 and 1.") from None
    if not 0 <= number <= 1:  # also false for NaN
        raise EvaluationError(f"{name} is {number}: it must lie between 0 and 1 (1% is 0.01).")
    return number


def check_at_least(value, least, name: str):
    """Return `value` if it is a finite number of at least `least`, or raise an `EvaluationError` calling it `name`."""
    if not np.isfinite(value) or value < least:
        raise EvaluationError(f"{name} is {value}: it must be {least} or more.")
    return value

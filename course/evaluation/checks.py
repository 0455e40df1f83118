"""What every measure asks of its input, and the words it uses to say so.

The convention of this package: a score is a DISTANCE. Smaller means more alike, and a comparison is accepted as
"the same person" when ``distance <= threshold``. A similarity is turned into a distance first, by
`distance_from_similarity`, and so is a similarity threshold.

Every public function takes numbers in one way, which is `numbers` here: whole numbers, signed or not, count as float64;
float16 counts as float32; a masked array is taken when nothing in it is masked, and refused otherwise; truth values,
complex numbers and texts are refused. Nothing wraps around, and no masked value is counted.
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
    pairs, so every rate stays what it was. Takes and returns a number or an array; whole numbers become float64
    first, so that unsigned ones do not wrap around.

    Raises
    ------
    EvaluationError
        For what is no number, and for masked values.
    """
    return -numbers(similarity, "The similarities")[()]


def numbers(values, name: str) -> np.ndarray:
    """Return `values` as a float array of float32 or more, of any shape, or raise an `EvaluationError` calling them `name`."""
    if np.ma.is_masked(values):
        raise EvaluationError(f"{name} hold {np.ma.count_masked(values)} masked values: leave those out, as with "
                              ".compressed(), or say what they are.")
    array = np.asarray(values)
    if array.dtype.kind not in "fiu":
        raise EvaluationError(f"{name} have type {array.dtype}: pass an array of numbers.")
    if array.dtype.kind != "f":
        return array.astype(np.float64)
    return array.astype(np.float32) if array.dtype == np.float16 else array


def codes(values, name: str) -> np.ndarray:
    """Return `values`, whole numbers, as intp of shape (k,), or raise an `EvaluationError` that calls them `name`."""
    array = np.asarray(values)
    if np.ma.is_masked(values) or array.ndim != 1 or (array.dtype.kind not in "iu" and array.size):
        raise EvaluationError(f"{name} have shape {array.shape} and type {array.dtype}: pass one row of whole numbers, none "
                              "of them masked.")
    return array.astype(np.intp)  # what numpy counts with, also on 32 bits


def truths(values, name: str) -> np.ndarray:
    """Return `values`, True or False, as an array of bool, or raise an `EvaluationError` that calls them `name`."""
    array = np.asarray(values)
    if np.ma.is_masked(values) or (array.dtype != bool and array.size):
        raise EvaluationError(f"{name} have type {array.dtype}: pass True or False for each pair, none of them masked.")
    return array.astype(bool)


def check_distances(distances, name: str) -> np.ndarray:
    """Return `distances` as a 1-D float array, or raise an `EvaluationError` that calls them `name`.

    Refused: none at all, NaN, minus infinity. Plus infinity is allowed and means "never accepted at a finite
    threshold": use it for a comparison that could not be made and must count as a non-match.
    """
    array = numbers(distances, f"{name} distances")
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

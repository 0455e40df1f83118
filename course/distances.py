"""Distance between two templates: small for the same face, large for different faces. DeepFace's three metrics."""

from __future__ import annotations

import numpy as np

from course.errors import CourseError

METRICS = ("cosine", "euclidean", "euclidean_l2")
"""cosine: 1 minus the cosine of the angle; euclidean: straight-line; euclidean_l2: straight-line at unit length."""


def check_metric(metric: str, error: type[CourseError] = CourseError) -> str:
    """Return ``metric``.

    Raises ``error`` when it is none of METRICS.
    """
    if metric not in METRICS:
        raise error(f"unknown metric {metric!r}. Use one of {', '.join(METRICS)}.")
    return metric


def distance(a: np.ndarray, b: np.ndarray, metric: str = "cosine") -> float:
    """Return the distance between two templates, each of shape (d,).

    Raises
    ------
    CourseError
        For an unknown metric.
    """
    check_metric(metric)
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if metric == "cosine":
        return float(1 - a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    if metric == "euclidean_l2":
        a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    return float(np.linalg.norm(a - b))

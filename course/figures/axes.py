"""What the figures share: axes, the styles that tell curves apart, a share in words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course.evaluation.checks import EvaluationError
from course.figures.figure import COLOURS

# A curve differs from the next by colour, by dashes and by marker.
STYLES = tuple(zip((COLOURS[name] for name in ("blue", "vermilion", "green", "purple", "orange", "black")),
                   ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1))), "osD^vP", strict=True))


def canvas(width: float = 7, height: float = 3.2, columns: int = 1, rows: int = 1):
    """A drawing of so many inches, and its axes without a frame: one, or an array of them."""
    import matplotlib.pyplot as plt
    import seaborn as sns

    with sns.axes_style("ticks"):
        drawing, grid = plt.subplots(rows, columns, figsize=(width, height))
    for axis in np.atleast_1d(grid):
        sns.despine(ax=axis)
    return drawing, grid


def styles(count: int):
    """A style for each of ``count`` curves."""
    if count > len(STYLES):
        raise EvaluationError(f"{count} curves are too many for one figure that all can read: draw at most {len(STYLES)}.")
    return STYLES


def some(named: Mapping, what: str) -> Mapping:
    """``named`` as it is, if it holds anything. ``what`` names one of its values in the error."""
    if not isinstance(named, Mapping) or not named:
        raise EvaluationError(f"Pass at least one {what} with its name, as {{'Dlib': ...}}.")
    return named


def several(given, kind: type, name: str) -> Mapping:
    """One result, or several by name, as several by name."""
    given = {name.format(given): given} if isinstance(given, kind) else some(given, kind.__name__)
    for key, one in given.items():
        if not isinstance(one, kind):
            raise EvaluationError(f"{key} is a {type(one).__name__}: pass a {kind.__name__}.")
    return given


def as_percent(share: float) -> str:
    """A share as a percentage with about two digits, never in the form 1e-05."""
    value = 100 * float(share)
    if np.isnan(value):
        return "not measured"
    digits = 0 if value in (0, 100) else 1 if value >= 10 else int(1 - np.floor(np.log10(value)))
    return f"{value:.{digits}f}%"

"""Natural frequencies: so many people of each kind, one mark each. Whoever cannot read a rate can count."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course.evaluation.checks import EvaluationError
from course.figures.axes import canvas
from course.figures.figure import COLOURS, Figure

_MARKS = (("o", COLOURS["blue"]), ("x", COLOURS["vermilion"]), ("s", COLOURS["orange"]), ("^", COLOURS["purple"]))
MOST = 5_000
"""More marks than these nobody counts."""
CROWD = 1_000
"""Of more than these the marks are half as large, so that the crowd is seen in one look."""


def icons(counts: Mapping[str, int], what: str) -> Figure:
    """One mark for each of ``counts``, by kind and in that order, 50 to a row and 100 in a crowd. what: what is counted, for the text.

    Kinds differ by shape and by colour.

    Raises
    ------
    EvaluationError
        For no kind, more than four kinds, negative counts, or more than 5,000 marks.
    """
    numbers = [round(count) for count in counts.values()]
    if not 1 <= len(numbers) <= len(_MARKS) or min(numbers) < 0 or not 0 < sum(numbers) <= MOST:
        raise EvaluationError(f"icons() draws one to {len(_MARKS)} kinds and at most {MOST:,} marks; these are {dict(counts)}.")
    across = 50 if sum(numbers) <= CROWD else 100
    size = 50 / across
    rows = -(-sum(numbers) // across)
    drawing, axis = canvas(7, 0.5 + 0.135 * size * max(rows, 3))
    start = 0
    for (name, _), number, (mark, colour) in zip(counts.items(), numbers, _MARKS, strict=False):
        place = np.arange(start, start + number)
        axis.plot(place % across, place // across, mark, color=colour, markersize=4 * size, markeredgewidth=size, linestyle="", label=f"{name}: {number:,}")
        start += number
    axis.set(xlim=(-1, across), ylim=(max(rows, 3) - 0.4, -0.6))
    axis.set_axis_off()
    axis.legend(frameon=False, fontsize=9, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(numbers), markerscale=1.6 / size)
    told = ", ".join(f"{number:,} {name}" for name, number in zip(counts, numbers, strict=True))
    return Figure(drawing, f"One mark for each of {sum(numbers):,} {what}, by kind: {told}.")

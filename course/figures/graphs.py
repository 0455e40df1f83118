"""Figures of what comes from what: causes with one of them taken in hand, steps in a row, wordings in time."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Mapping, Sequence

import numpy as np

from course.errors import CourseError
from course.figures.axes import canvas
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure
from course.policy.row import written_date


def depths(arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many arrows lead to each name at most: 0 for what nothing leads to.

    Raises
    ------
    CourseError
        For no arrow, and for arrows that go round in a circle.
    """
    names = dict.fromkeys(name for arrow in arrows for name in arrow)
    depth: dict[str, int] = {}
    while len(depth) < len(names):
        ready = [name for name in names if name not in depth and all(a in depth for a, b in arrows if b == name)]
        if not ready:
            raise CourseError(f"the arrows go round in a circle: {', '.join(name for name in names if name not in depth)}.")
        depth |= {name: 1 + max((depth[a] for a, b in arrows if b == name), default=-1) for name in ready}
    if not depth:
        raise CourseError("there is no arrow to draw.")
    return depth


def causes(arrows: Sequence[tuple[str, str]], changed: str, asked: tuple[str, str], titles: tuple[str, str]) -> Figure:
    """Causes as boxes and arrows, twice: as they are found, and with ``changed`` set by hand, so that nothing else decides it.

    arrows: (cause, effect). asked: the arrow that is in question; it is dashed and carries a question mark. titles: of the two.

    Raises
    ------
    CourseError
        If ``changed`` is caused by nothing, ``asked`` is none of the arrows, or the arrows go round in a circle.
    """
    depth = depths(arrows)
    into = [arrow for arrow in arrows if arrow[1] == changed]
    if not into or asked not in arrows:
        raise CourseError(f"nothing leads to {changed!r}." if not into else f"{asked[0]!r} to {asked[1]!r} is none of the arrows.")
    rows = {level: [name for name in depth if depth[name] == level] for level in depth.values()}
    tallest = max(map(len, rows.values()))
    place = {name: (level, (tallest - 1) / 2 - (len(names) - 1) / 2 + at) for level, names in rows.items() for at, name in enumerate(names)}
    drawing, axes = canvas(9.6, 0.85 * tallest + 0.7, columns=2)
    for axis, title, gone in zip(axes, titles, ([], into), strict=True):
        for name, where in place.items():
            _box(axis, where, name, NON_MATED if name == changed else MATED, bold=name == changed)
        for arrow in arrows:
            if arrow not in gone:
                _arrow(axis, place[arrow[0]], place[arrow[1]], doubt=arrow == asked)
        if gone:
            x, y = place[changed]
            axis.annotate("set by us", (x, y - 0.3), (x, y - 0.72), ha="center", va="center", fontsize=9, annotation_clip=False,
                          arrowprops={"arrowstyle": "-|>", "color": NON_MATED, "linewidth": 1.6})
        axis.set(title=title, xlim=(-0.5, max(rows) + 0.5), ylim=(tallest - 0.55, -0.95))
        axis.title.set_fontsize(10)
        axis.set_axis_off()
    drawing.tight_layout()
    told = "; ".join(f"{cause} to {', '.join(effect for one, effect in arrows if one == cause)}" for cause in dict.fromkeys(a for a, _ in arrows))
    return Figure(drawing, f"Two graphs of causes. In both, arrows lead from {told}. The arrow from {asked[0]} to {asked[1]} carries a question mark. "
                           f"Left, {titles[0]}: {changed} is decided by {', '.join(a for a, _ in into)}. Right, {titles[1]}: that arrow is gone, and {changed} is set by us.")


def flow(steps: Sequence[tuple[str, str]]) -> Figure:
    """Steps in a row, with who decides on each below it. steps: (what happens, who decides)."""
    if len(steps) < 2:
        raise CourseError("a flow has two steps or more.")
    drawing, axis = canvas(10.5, 2.4)
    for place, (step, who) in enumerate(steps):
        _box(axis, (place, 0), step, MATED, wide=12, tall=0.74)
        axis.text(place, 0.5, textwrap.fill(who, 16), ha="center", va="top", fontsize=9, color=COLOURS["black"])
        if place:
            _arrow(axis, (place - 1, 0), (place, 0))
    axis.set(xlim=(-0.5, len(steps) - 0.5), ylim=(1.2, -0.5))
    axis.set_axis_off()
    told = "; ".join(f"{place}. {step} (decided by: {who})" for place, (step, who) in enumerate(steps, 1))
    return Figure(drawing, f"Boxes in a row with an arrow from each to the next. {told}.", "Below each step: who decides on it.")


def wordings(texts: Mapping[str, Sequence[tuple[str, str, bool]]], until: str) -> Figure:
    """Which words stood where, in time: a lane for each text, a bar from a wording's day to the next one's.

    texts: name -> (first day, words, whether these are the narrower words), in the order of time. Days are dates of the ledger, such as
    ``2020-06-10``, ``2024-01`` or ``2022``: drawn at the first day that they leave open. The narrower words are hatched.
    """
    from matplotlib.dates import DateFormatter, YearLocator, date2num

    drawing, axis = canvas(9.6, 0.6 + 1.35 * len(texts))
    told = []
    first = min(_first_day(rows[0][0]) for rows in texts.values())
    for lane, (name, rows) in enumerate(texts.items()):
        ends = [_first_day(day) for day, _, _ in rows[1:]] + [_first_day(until)]
        for step, ((day, words, narrow), end) in enumerate(zip(rows, ends, strict=True)):
            left, right = date2num(_first_day(day)), date2num(end)
            axis.barh(lane, right - left, left=left, height=0.22, color="white", edgecolor=MATED if narrow else NON_MATED, linewidth=1.8,
                      hatch="////" if narrow else "")
            late = left > date2num(first) + 0.8 * (date2num(_first_day(until)) - date2num(first))
            axis.annotate(textwrap.fill(words, 34), (right if late else left, lane + (0.13 if step % 2 else -0.13)), (2, -3 if step % 2 else 3),
                          textcoords="offset points", va="top" if step % 2 else "bottom", ha="right" if late else "left", fontsize=9)
            told.append(f"{name}, from {written_date(day)}: “{words}”, {'the narrower words' if narrow else 'the wider words'}")
    axis.set(yticks=range(len(texts)), yticklabels=[textwrap.fill(name, 15) for name in texts], ylim=(len(texts) - 0.4, -0.7),
             xlim=(date2num(first) - 30, date2num(_first_day(until))))
    axis.xaxis.set_major_locator(YearLocator())
    axis.xaxis.set_major_formatter(DateFormatter("%Y"))
    axis.grid(axis="x", color="#e2e2e2")
    axis.set_axisbelow(True)
    drawing.tight_layout()
    return Figure(drawing, f"Bars in time, one lane for each text. {'; '.join(told)}.", "Hatched: the narrower words. Plain: the wider ones. A bar runs to the next wording that was read; of the days between it says nothing.")


def _first_day(text: str) -> datetime.date:
    return datetime.date.fromisoformat("-".join([*text.split("-"), "01", "01"][:3]))


def _box(axis, where: tuple[float, float], name: str, colour: str, bold: bool = False, wide: int = 15, tall: float = 0.58) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = where
    axis.add_patch(FancyBboxPatch((x - 0.37, y - tall / 2), 0.74, tall, boxstyle="round,pad=0.02", linewidth=2.4 if bold else 1.6, facecolor="white",
                                  edgecolor=colour, linestyle="--" if bold else "-"))
    axis.text(x, y, textwrap.fill(name, wide), ha="center", va="center", fontsize=9, fontweight="bold" if bold else "normal")


def _arrow(axis, start: tuple[float, float], end: tuple[float, float], doubt: bool = False) -> None:
    from matplotlib.patches import FancyArrowPatch

    (x, y), (to_x, to_y) = start, end
    axis.add_patch(FancyArrowPatch((x + 0.39, y), (to_x - 0.39, to_y + float(np.clip(y - to_y, -0.2, 0.2))), arrowstyle="-|>", mutation_scale=11,
                                   linewidth=1.6 if doubt else 1.1, linestyle="--" if doubt else "-", color=COLOURS["black"]))
    if doubt:
        axis.text((x + to_x) / 2, (y + to_y) / 2 - 0.08, "?", ha="center", va="bottom", fontsize=14, fontweight="bold", color=NON_MATED)

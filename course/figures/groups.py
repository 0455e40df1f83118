"""Figures of groups: rates by group and by pair of groups, and what one change of a picture does to whom. Scores are distances."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.evaluation.bootstrap import Interval
from course.evaluation.checks import EvaluationError
from course.evaluation.counterfactual import EVERYBODY, Effect
from course.evaluation.rates import fmr
from course.figures.axes import STYLES, as_percent, canvas
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure

if TYPE_CHECKING:
    from course.evaluation.groups import GroupRates
    from course.faces import Cast

SKIN = ("lightest", "lighter", "middle", "darker", "darkest")


def rates_by_group(rates: GroupRates, fmr: Interval | None = None, fnmr: Interval | None = None,
                   names: Mapping[str, str] | None = None) -> Figure:
    """FMR within each group and FNMR of each group as dots, with intervals.

    rates: from `group_rates`. fmr, fnmr: intervals with one value per group, in the order of ``rates.groups``, from
    `subject_bootstrap`. names: what to call the groups. No interval is drawn where no error was seen: resampling
    people cannot make up what was not there.
    """
    from matplotlib.ticker import PercentFormatter

    drawing, axes = canvas(8, 1.2 + 0.38 * len(rates.groups), columns=2)
    called = [(names or {}).get(group, group) for group in rates.groups]
    rows = np.arange(len(called))
    told = []
    for axis, short, values, interval, colour, marker in (
        (axes[0], "FMR", rates.fmr, fmr, NON_MATED, "s"), (axes[1], "FNMR", rates.fnmr, fnmr, MATED, "o"),
    ):
        if interval is not None:
            if np.shape(interval.low) != np.shape(values):
                raise EvaluationError(f"The interval of the {short} has shape {np.shape(interval.low)}: pass one value for each of the "
                                      f"{len(called)} groups.")
            seen = np.isfinite(values) & (values > 0)
            axis.hlines(rows[seen], np.asarray(interval.low)[seen], np.asarray(interval.high)[seen], color=colour, linewidth=2)
        axis.plot(values, rows, marker, color=colour, markeredgecolor="black", clip_on=False)
        for row in rows[~(values > 0)]:
            axis.annotate("no error seen" if values[row] == 0 else "not measured", (0, row), (8, 0),
                          textcoords="offset points", va="center", fontsize=9)
        axis.set(xlabel=f"{short} at {rates.threshold:.3g}", xlim=(0, None), ylim=(len(rows) - 0.5, -0.5))
        axis.xaxis.set_major_formatter(PercentFormatter(1.0))
        axis.grid(axis="x", color="#e2e2e2")
        told.append(f"{short}: " + ", ".join(_with_interval(name, value, interval, i) for i, (name, value) in enumerate(zip(called, values, strict=True))))
    axes[0].set_yticks(rows, called)
    axes[1].set_yticks(rows, [])
    drawing.tight_layout()
    return Figure(drawing, f"Dots with error rates by group at the threshold {rates.threshold:g}. {'. '.join(told)}.")


def setting_name(factor: str, step: int, value: str = "") -> str:
    """A setting of the counterfactual set in words."""
    number = f"{float(value):g}" if value.replace(".", "").lstrip("-").isdigit() else value
    return {
        "none": "plain picture",
        "skin": f"skin: {SKIN[step] if step < len(SKIN) else step}",
        "exposure": f"exposure: {number} stops",
        "fixed": f"one exposure for all: {number} stops",
        "pixels": f"{number} pixels wide",
        "blur": f"blur: {number} px",
        "age": f"age set to {number}",
        "glasses": "glasses on",
        "beard": "full beard",
        "yaw": f"head turned {number}°",
    }.get(factor, f"{factor} {step}")


def matrix(rates: GroupRates) -> Figure:
    """FMR of each pair of groups at one threshold: within a group on the diagonal, across groups off it."""
    table = rates.fmr_matrix
    count = len(rates.groups)
    drawing, axis = canvas(1.8 + 0.85 * count, 1 + 0.6 * count)
    top = np.nanmax(table) or 1.0
    axis.imshow(table, cmap="Blues", vmin=0, vmax=1.2 * top, aspect="auto")
    for i in range(count):
        for j in range(count):
            text = "0 seen" if table[i, j] == 0 else as_percent(table[i, j])
            axis.text(j, i, text, ha="center", va="center", fontsize=9, color="white" if table[i, j] > 0.75 * top else "black",
                      fontweight="bold" if i == j else "normal")
    called = [name.replace(" ", "\n", 1) for name in rates.groups]
    axis.set_xticks(range(count), called, fontsize=9)
    axis.set_yticks(range(count), rates.groups, fontsize=9)
    drawing.tight_layout()
    within = ", ".join(f"{name} {as_percent(value)}" for name, value in zip(rates.groups, rates.fmr, strict=True))
    others = table[~np.eye(count, dtype=bool)]
    return Figure(drawing, f"A grid of false match rates by pairs of groups at the threshold {rates.threshold:.4g}. Within the groups, on the "
                           f"diagonal: {within}. Across groups it is at most {as_percent(np.nanmax(others))}.")


def fmr_curves(nonmated: Mapping[str, np.ndarray], threshold: float) -> Figure:
    """FMR within each group at every threshold. nonmated: group -> distances of its non-mated pairs."""
    drawing, axis = canvas(7.5, 3.6)
    told = []
    upto = 2 * threshold
    for (name, distances), (colour, dash, _) in zip(nonmated.items(), STYLES, strict=False):
        ordered = np.sort(distances)
        inside = ordered <= upto
        axis.step(ordered[inside], np.arange(1, inside.sum() + 1) / ordered.size, where="post", color=colour, linestyle=dash,
                  label=f"{name} ({ordered.size:,} pairs)")
        told.append(f"{name} {as_percent(fmr(distances, threshold))}")
    axis.axvline(threshold, color=COLOURS["black"], linewidth=1)
    axis.annotate("the one threshold", (threshold, 1), (4, -2), xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=9,
                  va="top")
    axis.set_yscale("log")
    axis.set(xlabel="threshold (a distance)", ylabel="FMR within the group", xlim=(0, upto))
    axis.legend(frameon=False, fontsize=8, bbox_to_anchor=(1.01, 1), loc="upper left")
    drawing.tight_layout()
    return Figure(drawing, f"Rising curves, one for each group: the false match rate within the group at each threshold, on a logarithmic "
                           f"axis. At the threshold {threshold:.4g}: {', '.join(told)}.")


def ladder(cast: Cast, subject: str, factors: Sequence[str], columns: int = 6) -> Figure:
    """The pictures of one subject in which one factor was changed, the plain one first."""
    import matplotlib.pyplot as plt

    table = cast.images[(cast.images.subject == subject) & cast.images.factor.isin(["none", *factors])]
    table = table.iloc[np.argsort([-1 if f == "none" else list(factors).index(f) for f in table.factor], kind="stable")]
    columns = min(columns, len(table))
    rows = -(-len(table) // columns)
    drawing, axes = plt.subplots(rows, columns, figsize=(1.75 * columns, 2.1 * rows), squeeze=False)
    for axis in axes.flat:
        axis.set_axis_off()
    names = [setting_name(row.factor, row.step, row.value) for row in table.itertuples()]
    for axis, image, name in zip(axes.flat, table.image, names, strict=False):
        axis.imshow(cast.read(image), interpolation="nearest")
        axis.set_title(textwrap.fill(name, 20), fontsize=10)
    drawing.tight_layout()
    one = table.iloc[0]
    return Figure(drawing, f"{len(table)} pictures of one rendered head, {subject}, made with the {one.target.title()} morph target and the "
                           f"{one.sex} one: {'; '.join(names)}. Each differs from the plain picture in this one thing.")


def effect_dots(effects: Sequence[Effect], measure: str = "mated", groups: Sequence[str] = (EVERYBODY,)) -> Figure:
    """Effects with their intervals, one row a setting, one mark a group. measure: mated, nonmated or rejected."""
    chosen = [one for one in effects if one.group in groups]
    settings = list(dict.fromkeys((one.factor, one.step, one.value) for one in chosen))
    drawing, axis = canvas(7.5, 1.1 + (0.26 + 0.13 * (len(groups) - 1)) * len(settings))
    told = []
    spread = np.linspace(-0.25, 0.25, len(groups)) if len(groups) > 1 else [0.0]
    for group, shift, (colour, _, marker) in zip(groups, spread, STYLES, strict=False):
        for one in (one for one in chosen if one.group == group):
            interval, row = getattr(one, measure), settings.index((one.factor, one.step, one.value)) + shift
            axis.plot([interval.low, interval.high], [row, row], color=colour, linewidth=2)
            label = group if (one.factor, one.step, one.value) == settings[0] else None
            axis.plot(interval.estimate, row, marker, color=colour, markersize=5, label=label)
            if np.isfinite(interval.estimate):
                told.append(f"{setting_name(one.factor, one.step, one.value)}, {group}: {interval.estimate:+.3f}")
    axis.axvline(0, color=COLOURS["black"], linewidth=1)
    for row in range(1, len(settings)):
        if settings[row][0] != settings[row - 1][0]:
            axis.axhline(row - 0.5, color="#d0d0d0", linewidth=0.8)
    axis.set_yticks(range(len(settings)), [setting_name(*setting) for setting in settings], fontsize=9)
    words = {"mated": "distance to one's own pictures: change", "nonmated": "distance between two people: change",
             "rejected": "share of own pictures rejected: change"}[measure]
    axis.set(xlabel=words, ylim=(len(settings) - 0.5, -0.5))
    if len(groups) > 1:
        axis.legend(frameon=False, fontsize=9, bbox_to_anchor=(1.01, 1), loc="upper left")
    drawing.tight_layout()
    shown = told if len(told) <= 12 else [*sorted(told, key=lambda text: -abs(float(text.split(": ")[-1])))[:12], "the rest lies nearer to zero"]
    return Figure(drawing, f"Dots with intervals, one row for each change of the picture; {words} against the plain picture. {'; '.join(shown)}.")


def shrinking(people: Sequence[int], lows: Sequence[float], highs: Sequence[float], estimates: Sequence[float], group: str) -> Figure:
    """The interval of one group's FMR when fewer of its people are tested. Rates as shares."""
    drawing, axis = canvas(6, 2.6)
    place = np.arange(len(people))
    axis.vlines(place, 100 * np.asarray(lows), 100 * np.asarray(highs), color=NON_MATED, linewidth=3)
    axis.plot(place, 100 * np.asarray(estimates), "s", color=COLOURS["black"])
    axis.set_xticks(place, [str(n) for n in people])
    axis.set(xlabel="people tested", ylabel="FMR (%)", ylim=(0, None), xlim=(-0.5, len(people) - 0.5))
    told = "; ".join(f"{n} people: {as_percent(e)}, from {as_percent(low)} to {as_percent(high)}"
                     for n, e, low, high in zip(people, estimates, lows, highs, strict=True))
    return Figure(drawing, f"Intervals of the false match rate within the group {group}, by how many of its people are tested. {told}.")


def _with_interval(name: str, value: float, interval: Interval | None, place: int) -> str:
    if np.isnan(value):
        return f"{name} not measured"
    if not value:
        return f"{name} no error seen"
    text = f"{name} {as_percent(value)}"
    return text if interval is None else f"{text} ({as_percent(interval.low[place])} to {as_percent(interval.high[place])})"

"""Figures of remedies: what each does to whom, on one scale; compositions of a training set; how many people are enough."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from course.evaluation.checks import EvaluationError
from course.evaluation.remedies import Remedied
from course.figures.axes import STYLES, as_percent, canvas, several, styles
from course.figures.figure import COLOURS, Figure

FLOOR = 1e-4
"""Left end of the scale of rates: "none seen" stands there."""


def remedies(found: Mapping[str, Remedied], target: float = 0.01) -> Figure:
    """FMR within each group and FNMR of each group under several remedies, with intervals, on one scale.

    found: name of the remedy -> `Remedied`, all with the same groups. Where no error was seen an open marker stands at
    the left end, and the line goes as far as the rule of three does.
    """
    found = several(found, Remedied, "as given")
    groups = next(iter(found.values())).groups
    if any(one.groups != groups for one in found.values()):
        raise EvaluationError("The remedies were measured on different groups: compare those of one trial.")
    drawing, axes = canvas(10, 1.1 + 0.26 * len(found) * (len(groups) + 0.7), columns=2)
    places, told = np.arange(len(found)) * (len(groups) + 1.0), []
    for axis, short in zip(axes, ("FMR", "FNMR"), strict=True):
        for number, (group, (colour, _, marker)) in enumerate(zip(groups, styles(len(groups)), strict=False)):
            for place, one in zip(places, found.values(), strict=True):
                rate = one.fmr if short == "FMR" else one.fnmr
                value, low, high = rate.estimate[number], rate.low[number], one.upper(group, short.lower())
                row = place + number
                axis.hlines(row, max(low, FLOOR), max(high, FLOOR), color=colour, linewidth=2, linestyle="-" if value else ":")
                axis.plot(max(value, FLOOR), row, marker, color=colour if value else "white", markeredgecolor=colour if not value else "black",
                          clip_on=False, label=f"{group.title()} target" if place == 0 else None)
        axis.set(xscale="log", xlim=(FLOOR, 1), ylim=(places[-1] + len(groups) - 0.3, -0.7),
                 xlabel="FMR within the group" if short == "FMR" else "FNMR of the group")
        axis.set_xticks([1e-4, 1e-3, 1e-2, 1e-1, 1], ["none\nseen", "0.1%", "1%", "10%", "100%"])
        axis.minorticks_off()
        axis.grid(axis="x", color="#e2e2e2")
    axes[0].axvline(target, color="#767676", linestyle=":", linewidth=1.2)
    axes[0].annotate("target over all pairs", (target, -0.6), (3, 3), textcoords="offset points", fontsize=8, color="#595959")
    axes[0].set_yticks(places + (len(groups) - 1) / 2, list(found))
    axes[1].set_yticks(places + (len(groups) - 1) / 2, [""] * len(found))
    handles, labels = axes[0].get_legend_handles_labels()
    drawing.legend(handles, labels, loc="lower center", ncols=len(groups), frameon=False, bbox_to_anchor=(0.5, -0.02))
    drawing.tight_layout(rect=(0, 0.06, 1, 1))
    for name, one in found.items():
        rates = ", ".join(f"{group} {_seen(one.fmr.estimate[i])} and {as_percent(one.fnmr.estimate[i])}" for i, group in enumerate(groups))
        told.append(f"{name}: {rates}")
    return Figure(drawing, "Dots with intervals, FMR within each group and FNMR of each group, on a scale of powers of ten. " + "; ".join(told) + ".")


def fmr_table(found: Mapping[str, Remedied]) -> pd.DataFrame:
    """FMR within each group under each remedy, in words, with intervals and the rule of three."""
    return pd.DataFrame({name: {f"FMR {group}": _in_words(one.fmr, i, one.upper(group)) for i, group in enumerate(one.groups)}
                         for name, one in several(found, Remedied, "as given").items()}).T


def fnmr_table(found: Mapping[str, Remedied]) -> pd.DataFrame:
    """FNMR of each group and over all under each remedy, and the ratio of the FMRs, in words, with intervals."""
    rows = {}
    for name, one in several(found, Remedied, "as given").items():
        rows[name] = {f"FNMR {group}": _in_words(one.fnmr, i, one.upper(group, "fnmr")) for i, group in enumerate(one.groups)}
        rows[name]["FNMR over all"] = _in_words(one.fnmr_all, (), one.fnmr_all.high)
        ratio = one.ratio
        most = f"{ratio.high:.1f}" if np.isfinite(ratio.high) else "no limit"  # in some draws the smallest is 0
        rows[name]["largest : smallest FMR"] = f"{ratio.estimate:.1f} ({ratio.low:.1f} to {most})" if np.isfinite(ratio.estimate) else "not known"
    return pd.DataFrame(rows).T


def _in_words(rate, place, upper: float) -> str:
    value, low = np.asarray(rate.estimate)[place], np.asarray(rate.low)[place]
    return f"{as_percent(value)} ({as_percent(low)} to {as_percent(upper)})" if value else f"none seen (up to {as_percent(upper)})"


def triangle(table: pd.DataFrame, groups, total: int, measure: str = "worst") -> Figure:
    """Every composition of so many training people as a point in a triangle; darker is worse.

    table: rows of the grid of ONE recogniser. groups: its three group columns. total: people in the training set.
    measure: "worst", the largest FMR within a group (the letter says of which), or a column of shares.
    """
    rows = table[table[list(groups)].sum(axis=1) == total]
    if len(rows) < 3 or len(groups) != 3:
        raise EvaluationError(f"A triangle needs three groups and several compositions of {total} people; there are {len(rows)}.")
    rates = rows[[f"fmr_{name}" for name in groups]].to_numpy()
    worst = rates.argmax(axis=1)
    values = rates.max(axis=1) if measure == "worst" else rows[measure].to_numpy()
    shares = rows[list(groups)].to_numpy() / total
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
    points = shares @ corners
    drawing, axis = canvas(6.4, 5.4)
    axis.add_patch(_patch(corners))
    dots = axis.scatter(*points.T, c=values, s=620, cmap="Blues", vmin=0, edgecolors="black", zorder=3)
    dark = values > 0.6 * values.max()
    for (x, y), value, letter, white in zip(points, values, worst, dark, strict=True):
        word = f"{groups[letter][:2].title()}\n" if measure == "worst" else ""
        axis.text(x, y, f"{word}{100 * value:.1f}", ha="center", va="center", fontsize=8, color="white" if white else "black", zorder=4)
    for corner, name, shift in zip(corners, groups, ((-0.02, -0.11), (0.02, -0.11), (0, 0.09)), strict=True):
        axis.text(*(corner + shift), f"only {name.title()}", ha="center", va="center")
    axis.set(xlim=(-0.12, 1.12), ylim=(-0.16, 1.0), aspect="equal")
    axis.axis("off")
    drawing.colorbar(dots, ax=axis, shrink=0.6, label="largest FMR within a group" if measure == "worst" else measure, format=lambda v, _: f"{100 * v:.0f}%")
    drawing.tight_layout()
    best, last = int(np.argmin(values)), int(np.argmax(values))
    said = [f"{_composition(rows.iloc[place], groups)} with {as_percent(values[place])}" for place in (best, last)]
    word = "The largest FMR within a group" if measure == "worst" else measure
    return Figure(drawing, f"A triangle of {len(rows)} compositions of {total} training people, its corners with people of one target only. {word} is "
                           f"smallest at {said[0]} and largest at {said[1]}.",
                  "In percent; letters: the group with the largest FMR." if measure == "worst" else "In percent.")


def enough(tables: Mapping[str, pd.DataFrame], groups) -> Figure:
    """Balanced training sets of growing size: misses over all, and largest FMR divided by the smallest; with intervals.

    tables: recogniser -> rows of the grid. A point at 0: templates as delivered.
    """
    drawing, axes = canvas(9.5, 3.3, columns=2)
    told = []
    for (name, table), (colour, dashes, marker) in zip(tables.items(), STYLES, strict=False):
        rows = table[(table[list(groups)].nunique(axis=1) == 1)].sort_values(groups[0])
        people = len(groups) * rows[groups[0]].to_numpy()
        shift = 1.2 * (list(tables).index(name) - (len(tables) - 1) / 2)
        for axis, column in zip(axes, ("fnmr_all", "ratio"), strict=True):
            axis.vlines(people + shift, rows[f"{column}_low"], rows[f"{column}_high"], color=colour, alpha=0.75)
            axis.plot(people + shift, rows[column], color=colour, linestyle=dashes, marker=marker, label=name)
        told.append(f"{name}: misses go from {as_percent(rows.fnmr_all.iloc[0])} to {as_percent(rows.fnmr_all.iloc[-1])}, the ratio "
                    f"from {rows.ratio.iloc[0]:.1f} to {rows.ratio.iloc[-1]:.1f}")
    axes[0].set(xlabel="people in the training set", ylabel="FNMR over all", ylim=(0, None))
    axes[0].yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    axes[1].set(xlabel="people in the training set", ylabel="largest : smallest FMR", ylim=(0, None))
    axes[1].axhline(1, color=COLOURS["black"], linewidth=1)
    axes[1].annotate("alike", (0, 1), (2, -11), textcoords="offset points", fontsize=9)
    axes[0].legend(frameon=False)
    drawing.tight_layout()
    return Figure(drawing, "Two charts over the size of a balanced training set, with intervals. " + "; ".join(told) + ". The ratio would be 1 if the groups were alike.")


def _seen(rate: float) -> str:
    return as_percent(rate) if rate else "none seen"


def _composition(row, groups) -> str:
    return ", ".join(f"{int(row[name])} {name}" for name in groups)


def _patch(corners):
    from matplotlib.patches import Polygon

    return Polygon(corners, closed=True, fill=False, edgecolor="#767676")

"""Figures for a decision: a budget of reviews against a threshold, and which assumption moves an answer most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.figures.axes import canvas
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure


def budget(thresholds: np.ndarray, names: Mapping[str, np.ndarray], fnir: np.ndarray, most: float, chosen: float) -> Figure:
    """False candidates of a search at each threshold, the most that can be reviewed, and what is missed meanwhile.

    thresholds: (n,) distances. names: by set of people, (n,) mean false candidates a search. fnir: (n,) share of the
    enrolled who are missed. most: the budget, in candidates a search. chosen: the threshold picked on the first set.
    """
    from matplotlib.ticker import PercentFormatter

    drawing, (above, below) = canvas(7.6, 4.9, columns=1, rows=2)
    told = []
    for (who, values), (dash, colour) in zip(names.items(), (("--", COLOURS["orange"]), ("-", NON_MATED)), strict=False):
        above.plot(thresholds, values, dash, color=colour, linewidth=1.8, label=who)
        told.append(f"{np.interp(chosen, thresholds, values):.2f} on the {who}")
    above.axhline(most, color=COLOURS["black"], linestyle=":", linewidth=1.4, label=f"budget: {most:.2f} a search")
    above.set(ylabel="false candidates\na search", ylim=(0, 5 * most))
    above.legend(frameon=False, fontsize=10, loc="upper left")
    missed = float(np.interp(chosen, thresholds, fnir))
    below.plot(thresholds, fnir, color=MATED, linewidth=1.8)
    below.set(xlabel="threshold (a distance)", ylabel="enrolled people\nwho are missed (FNIR)", ylim=(0, None))
    below.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    for axis in (above, below):
        axis.axvline(chosen, color=COLOURS["black"], linewidth=1)
        axis.set_xlim(thresholds[0], thresholds[-1])
    drawing.tight_layout()
    return Figure(drawing, f"Two curves over the threshold. Above, false candidates a search rise as the threshold accepts larger "
                           f"distances; below, the share of enrolled people who are missed falls. At the chosen threshold "
                           f"{chosen:.3f} there are {' and '.join(told)}, with a budget of {most:.2f}; {missed:.1%} are missed.")


def tornado(base: float, ends: Mapping[str, tuple[float, float]], unit: str, measured: Sequence[str] = ()) -> Figure:
    """How far an answer moves when one assumption goes from its low to its high end and the others stay.

    base: the answer with every assumption in the middle, above 0. ends: by assumption, the answer at either end. unit: what
    the answer counts. measured: the assumptions that were measured; the others are guesses, and hatched. The axis is logarithmic, since
    these answers are products.
    """
    from matplotlib.patches import Patch
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    order = sorted(ends, key=lambda name: -np.log(max(ends[name]) / min(ends[name])))
    drawing, axis = canvas(7, 1.3 + 0.5 * len(order))
    told = []
    for row, name in enumerate(order):
        low, high = sorted(ends[name])
        known = name in measured
        axis.barh(row, high - low, left=low, height=0.55, facecolor=MATED if known else "white",
                  edgecolor=MATED if known else COLOURS["black"], hatch="" if known else "////")
        told.append(f"{name}, {'measured' if known else 'a guess'}: from {low:.2g} to {high:.2g}")
    axis.axvline(base, color=COLOURS["black"], linewidth=1.4)
    axis.set_xscale("log")
    every = [base, *(end for pair in ends.values() for end in pair)]
    axis.set_xlim(0.8 * min(every), 1.25 * max(every))
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.xaxis.set_minor_formatter(NullFormatter())
    axis.set(yticks=range(len(order)), yticklabels=order, ylim=(len(order) - 0.5, -0.5), xlabel=unit)
    axis.legend(handles=[Patch(facecolor=MATED, label="measured here"),
                         Patch(facecolor="white", edgecolor=COLOURS["black"], hatch="////", label="a guess")],
                frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    drawing.tight_layout()
    return Figure(drawing, f"Bars, the longest on top: {unit}, when one assumption goes from one end to the other. With all in the middle "
                           f"it is {base:.2g}. {'; '.join(told)}.")

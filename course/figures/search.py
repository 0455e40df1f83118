"""Figures for searches in a gallery: candidates a search, and false alarms as the gallery grows past what was measured."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course.evaluation.checks import EvaluationError
from course.evaluation.identification import Growth, fpir_if_independent
from course.figures.axes import STYLES, as_percent, canvas, several, styles
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure


def fpir_growth(growths: Growth | Mapping[str, Growth]) -> Figure:
    """FPIR as the gallery grows: measured (line, with the range over random galleries), and the independence model (dashes).

    growths: from `course.evaluation.identification.growth`, one or several by name.
    """
    from matplotlib.ticker import FuncFormatter, PercentFormatter

    growths = several(growths, Growth, "threshold {0.threshold:g}")
    drawing, axis = canvas(6.4, 3.8)
    told = []
    for (name, one), (colour, _, marker) in zip(growths.items(), styles(len(growths)), strict=False):
        if np.isnan(one.fpir).any():
            raise EvaluationError(f"{name} has no FPIR: growth() needs probes whose people are not in the gallery.")
        mean = one.fpir.mean(axis=0)
        axis.plot(one.sizes, mean, "-", marker=marker, color=colour, label=f"{name}, measured")
        axis.fill_between(one.sizes, one.fpir.min(axis=0), one.fpir.max(axis=0), color=colour, alpha=0.15, linewidth=0)
        axis.plot(one.sizes, one.independent, "--", color=colour, label=f"{name}, if independent")
        told.append(f"{name}: measured {as_percent(mean[0])} with {one.sizes[0]:,} in the gallery and {as_percent(mean[-1])} with "
                    f"{one.sizes[-1]:,}, where the independence model gives {as_percent(one.independent[-1])}")
    axis.set(xscale="log", xlabel="people in the gallery (N)", ylabel="FPIR", ylim=(0, None))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
    axis.yaxis.set_major_formatter(PercentFormatter(1.0))
    axis.legend(frameon=False, fontsize=9)
    return Figure(drawing, "Share of searches for people not enrolled that flag somebody (FPIR), as the gallery grows. "
                           f"{'; '.join(told)}.")


def candidates_per_search(counts: np.ndarray, gallery: int, most: int = 12) -> Figure:
    """How many false candidates the searches gave, beside what chance alone would give with the same mean.

    counts: (searches,) false candidates of each search. gallery: N people. The last bar holds all searches with ``most``
    candidates or more. Chance alone: each comparison is a false match with the same probability (binomial).
    """
    from math import exp, lgamma, log, log1p

    from matplotlib.ticker import PercentFormatter

    counts = np.asarray(counts)
    rate = counts.mean() / gallery
    measured = np.bincount(np.minimum(counts, most).astype(np.intp), minlength=most + 1) / counts.size

    def binomial(k: int) -> float:
        if rate in (0, 1):
            return float(k == gallery * rate)
        ways = lgamma(gallery + 1) - lgamma(k + 1) - lgamma(gallery - k + 1)
        return exp(ways + k * log(rate) + (gallery - k) * log1p(-rate))

    model = np.array([binomial(k) if k <= gallery else 0.0 for k in range(most)])
    model = np.append(model, max(0.0, 1 - model.sum()))
    drawing, axis = canvas(7, 3.2)
    places = np.arange(most + 1)
    axis.bar(places - 0.2, measured, 0.4, color=NON_MATED, label="measured")
    axis.bar(places + 0.2, model, 0.4, facecolor="none", edgecolor=COLOURS["black"], hatch="////", label="if independent")
    axis.set(xlabel="false candidates of a search", ylabel="share of searches")
    axis.set_xticks(places, [*map(str, range(most)), f"{most}+"])
    axis.yaxis.set_major_formatter(PercentFormatter(1.0))
    axis.legend(frameon=False)
    return Figure(drawing, f"Bars: false candidates of {counts.size:,} searches among {gallery:,} people. Measured: {measured[0]:.1%} "
                           f"of the searches have none and {measured[-1]:.1%} have {most} or more. If comparisons were independent: "
                           f"{model[0]:.1%} and {model[-1]:.1%}.")


def beyond(growths: Mapping[str, Growth], upto: int) -> Figure:
    """FPIR over the size of the gallery: measured as far as the faces go, then how far it may go on, up to ``upto``.

    Dashes: the independence model, with the FMR of all comparisons. The band: from what was measured last, which a larger gallery
    does not fall below, to the step up from there (`Growth.stepped`).
    """
    from matplotlib.ticker import FuncFormatter, PercentFormatter

    drawing, axis = canvas(6.8, 3.8)
    told, largest = [], 1
    for (name, one), (colour, _, marker) in zip(growths.items(), STYLES, strict=False):
        measured, largest = one.fpir.mean(axis=0), int(one.sizes[-1])
        sizes = np.unique(np.geomspace(1, max(upto, largest), 60).astype(int))
        axis.plot(one.sizes, measured, "-", marker=marker, color=colour, label=f"{name}, measured")
        axis.plot(sizes, fpir_if_independent(one.fmr, sizes), "--", color=colour, label=f"{name}, if independent")
        told.append(f"{name}: measured {measured[-1]:.1%} with {largest:,} people; the model gives {one.independent[-1]:.1%} "
                    f"there and {fpir_if_independent(one.fmr, upto):.1%} with {upto:,}")
        if upto > largest:
            ahead = np.geomspace(largest, upto, 30)
            axis.fill_between(ahead, measured[-1], [one.stepped(size) for size in ahead], color=colour, alpha=0.2, linewidth=0)
            told[-1] += f"; the step up from {largest:,} gives {one.stepped(upto):.1%} there"
    axis.axvspan(largest, max(upto, largest), color=COLOURS["black"], alpha=0.06, linewidth=0)
    axis.text(np.sqrt(largest * max(upto, largest)), 1.03, "not measured", ha="center", fontsize=9)
    axis.set(xscale="log", xlabel="people in the gallery (N)", ylabel="FPIR", ylim=(0, 1.02))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
    axis.yaxis.set_major_formatter(PercentFormatter(1.0))
    axis.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    return Figure(drawing, f"Share of searches that flag somebody wrong (FPIR) as the gallery grows. {'; '.join(told)}.")


def trade(fpir: np.ndarray, fnir: Mapping[str, np.ndarray], points: Mapping[str, float], thresholds: np.ndarray) -> Figure:
    """FPIR and FNIR over the threshold. fpir, and each of fnir by name: (thresholds,). points: thresholds to mark."""
    from matplotlib.ticker import PercentFormatter

    drawing, axis = canvas(6.8, 3.6)
    axis.plot(thresholds, fpir, "--", color=NON_MATED, label="FPIR: a stranger gets somebody")
    told = []
    for (name, values), dash in zip(fnir.items(), ("-", ":", "-."), strict=False):
        axis.plot(thresholds, values, dash, color=MATED, label=f"FNIR: the person is missed, {name}")
    for place, (name, threshold) in enumerate(sorted(points.items(), key=lambda point: point[1])):
        axis.axvline(threshold, color=COLOURS["black"], linewidth=0.7)
        # In steps, as thresholds may lie close together.
        axis.text(threshold, 1.03 + 0.07 * (place % 3), name, ha="center", fontsize=9)
        missed = ", ".join(f"{np.interp(threshold, thresholds, values):.1%} {which}" for which, values in fnir.items())
        told.append(f"at {name} the FPIR is {np.interp(threshold, thresholds, fpir):.1%} and the FNIR {missed}")
    axis.set(xlabel="threshold (distance)", ylabel="share of searches", ylim=(0, 1.02), xlim=(thresholds[0], thresholds[-1]))
    axis.yaxis.set_major_formatter(PercentFormatter(1.0))
    axis.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1, 1))
    return Figure(drawing, f"FPIR rises and FNIR falls as the threshold accepts larger distances; {'; '.join(told)}.")

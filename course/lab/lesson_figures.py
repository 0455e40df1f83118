"""Figures of the lessons on scores and thresholds. Each comes with its alternative text. Scores are distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.lab.figure import COLOURS, MATED, NON_MATED, Figure


def confidence_curve(distances: np.ndarray, confidence: np.ndarray, threshold: float) -> Figure:
    """DeepFace's confidence at growing distances (n,), with the break at its threshold."""
    drawing, axis = _axes()
    inside = distances <= threshold
    axis.plot(distances[inside], confidence[inside], color=MATED, label='"verified": 51 to 100')
    axis.plot(distances[~inside], confidence[~inside], color=NON_MATED, linestyle="--", label="not verified: below 50")
    axis.axvline(threshold, color=COLOURS["black"], linestyle=":", linewidth=1, label=f"threshold {threshold:g}")
    axis.set(xlabel="distance (small: alike)", ylabel="DeepFace's confidence", ylim=(-3, 103))
    axis.legend(frameon=False)
    return Figure(drawing, (
        f"A curve of confidence against distance. It falls from {confidence.max():.0f} to {confidence[inside].min():.0f} at "
        f"the threshold {threshold:g}, drops at once to {confidence[~inside].max():.0f}, and falls on from there to "
        f"{confidence.min():.0f}."
    ))


def bands(lows: Sequence[float], mated: np.ndarray, nonmated: np.ndarray, width: float = 10) -> Figure:
    """How many pairs of each kind lie in each band of confidence. lows, mated, nonmated: (bands,)."""
    drawing, axis = _axes()
    place = np.arange(len(lows))
    names = [f"{max(low, 51):g} to {low + width:g}" for low in lows]
    for shift, counts, colour, label, hatch in (
        (-0.2, mated, MATED, "one person (mated)", ""), (0.2, nonmated, NON_MATED, "two people (non-mated)", "//"),
    ):  # fmt: skip
        bars = axis.bar(place + shift, counts, 0.4, color=colour, label=label, hatch=hatch, edgecolor="white")
        axis.bar_label(bars, [f"{n:,}" for n in counts], fontsize=8)
    axis.set_yscale("symlog", linthresh=1)
    axis.set(xticks=place, xticklabels=names, xlabel="DeepFace's confidence", ylabel="pairs (logarithmic)")
    axis.set_ylim(0, 4 * max(1, np.max(mated), np.max(nonmated)))
    axis.legend(frameon=False, ncols=2)
    told = "; ".join(f"{name}: {m:,} mated and {n:,} non-mated" for name, m, n in zip(names, mated, nonmated, strict=True))
    return Figure(drawing, f"Two bars for each band of confidence, the number of pairs of each kind. {told}.")


def tuning(tuned: np.ndarray, others: np.ndarray, target: float, people: int) -> Figure:
    """Thresholds chosen on few people: the FMR on those same people and on all others. tuned, others: (draws,)."""
    drawing, axis = _axes()
    edges = np.linspace(0, 100 * max(others.max(), 2 * target), 41)
    axis.hist(100 * others, edges, color=NON_MATED, alpha=0.75, hatch="//", edgecolor="white", label="on all other people")
    axis.axvspan(0, 100 * tuned.max(), color=COLOURS["sky"], alpha=0.25, label=f"on the {people} themselves: all draws lie here")
    axis.axvline(100 * target, color=COLOURS["black"], linestyle="--", label=f"target {100 * target:g}%")
    axis.set(xlabel="FMR (%)", ylabel=f"draws of {people} people", xlim=(0, None))
    axis.legend(frameon=False)
    return Figure(drawing, (
        f"Histogram of {len(tuned)} draws of {people} people. On the people drawn, the false match rate is never above the "
        f"target of {target:.2%}. On the others it goes from {others.min():.2%} to {others.max():.2%}; in "
        f"{np.mean(others > target):.0%} of the draws it is above the target."
    ))


def intervals(rows: Mapping[str, object], truth: float | None = None, unit: str = "FMR") -> Figure:
    """Estimates with their intervals, one below the other. Values: ``course.evaluation.Interval`` of a rate."""
    drawing, axis = _axes(height=0.55 * len(rows) + 1)
    for place, (_, one) in enumerate(rows.items()):
        axis.plot([100 * one.low, 100 * one.high], [place, place], color=COLOURS["blue"], linewidth=3)
        axis.plot(100 * one.estimate, place, "o", color=COLOURS["black"], markersize=6)
    if truth is not None:
        axis.axvline(100 * truth, color=COLOURS["vermilion"], linestyle="--", label=f"target {100 * truth:g}%")
        axis.legend(frameon=False)
    axis.set(yticks=range(len(rows)), yticklabels=list(rows), xlabel=f"{unit} (%)", ylim=(len(rows) - 0.5, -0.5))
    told = "; ".join(f"{name}: {one.estimate:.3%}, from {one.low:.3%} to {one.high:.3%}" for name, one in rows.items())
    return Figure(drawing, f"Estimates of the {unit} with {next(iter(rows.values())).confidence:.0%} intervals. {told}.")


def scales(curves: Mapping[str, object], levels: Sequence[float], upto: float) -> Figure:
    """0-100 similarities against distance, and where each reaches some levels. Values: ``SimilarityScale``."""
    drawing, axis = _axes()
    distance = np.linspace(0, upto, 300)
    told = []
    for (name, scale), colour, dash, mark in zip(curves.items(), ("blue", "orange"), ("-", "--"), "os", strict=False):
        axis.plot(distance, scale.map(distance), color=COLOURS[colour], linestyle=dash, label=name)
        places = [scale.threshold_distance(level) for level in levels]
        axis.plot(places, levels, mark, color=COLOURS[colour])
        told.append(f"{name}: " + ", ".join(f"{level:g} at {place:.3f}" for level, place in zip(levels, places, strict=True)))
    for level in levels:
        axis.axhline(level, color=COLOURS["black"], linewidth=0.6, linestyle=":")
    axis.set(xlabel="distance (small: alike)", ylabel="similarity, 0 to 100", xlim=(0, upto))
    axis.legend(frameon=False)
    return Figure(drawing, f"Similarity against distance, falling S-shaped curves. {'. '.join(told)}.")


def _axes(width: float = 7, height: float = 3.2):
    import matplotlib.pyplot as plt
    import seaborn as sns

    drawing, axis = plt.subplots(figsize=(width, height))
    sns.despine(drawing)
    return drawing, axis

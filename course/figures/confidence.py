"""Figures of what a number says: DeepFace's confidence, 0-100 similarities, stated chances. Scores are distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.evaluation.calibration import Reliability
from course.figures.axes import as_percent, canvas, several, styles
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure


def confidence_curve(distances: np.ndarray, confidence: np.ndarray, threshold: float) -> Figure:
    """DeepFace's confidence at growing distances (n,), with the break at its threshold."""
    drawing, axis = canvas()
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
    drawing, axis = canvas()
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


def scales(curves: Mapping[str, object], levels: Sequence[float], upto: float) -> Figure:
    """0-100 similarities against distance, and where each reaches some levels. Values: ``SimilarityScale``."""
    drawing, axis = canvas()
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


def reliability(results: Reliability | Mapping[str, Reliability]) -> Figure:
    """Stated chance against the share that was mated: on the diagonal, a number means what it says.

    results: from `course.evaluation.calibration.reliability`, one or several by name. Larger marks hold more pairs.
    """
    results = several(results, Reliability, "stated chance")
    drawing, axis = canvas(4.6, 4.4)
    axis.plot([0, 1], [0, 1], color="#767676", linewidth=1, label="what is stated comes true")
    told = []
    for (name, one), (colour, line, marker) in zip(results.items(), styles(len(results)), strict=False):
        axis.plot(one.predicted, one.observed, color=colour, linestyle=line, label=name)
        axis.scatter(one.predicted, one.observed, 20 + 140 * one.count / one.count.max(), color=colour, marker=marker, edgecolor="black")
        worst = int(np.argmax(np.abs(one.observed - one.predicted)))
        told.append(f"{name}: mean gap {as_percent(one.error)}; the largest where {as_percent(one.predicted[worst])} is stated and "
                    f"{as_percent(one.observed[worst])} came true")
    axis.set(xlabel="chance stated", ylabel="share that was one person", xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    axis.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.02, 1))  # beside it: a curve may run anywhere
    return Figure(drawing, f"Reliability diagram: stated chance against the share of pairs that showed one person. {'; '.join(told)}.")

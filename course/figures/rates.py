"""Figures of error rates and thresholds. Each takes what `course.evaluation` returns, and comes with its alternative text.

Scores are distances: small means alike, and a pair is accepted when ``distance <= threshold``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.evaluation import decisions
from course.evaluation.checks import EvaluationError, check_distances
from course.evaluation.rates import ErrorCurve, error_curve, fmr, fnmr
from course.figures.axes import as_percent, canvas, some, styles
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure


def score_distributions(mated, nonmated, threshold: float | None = None, bins: int = 80) -> Figure:
    """Both distributions of distances; with a threshold, the errors are hatched.

    mated: (m,), nonmated: (n,) distances. Bars are the share of each class, so that few mated pairs can be seen beside
    many non-mated ones.
    """
    mated, nonmated = check_distances(mated, "mated"), check_distances(nonmated, "non-mated")
    drawing, axis = canvas(7, 3.2)
    edges = np.histogram_bin_edges(np.concatenate([mated, nonmated]), bins)
    for values, name, colour, line, errors in (
        (nonmated, "two people (non-mated)", NON_MATED, "--", lambda x: x <= threshold),
        (mated, "one person (mated)", MATED, "-", lambda x: x > threshold),
    ):
        share = np.histogram(values, edges)[0] / len(values)
        axis.stairs(share, edges, color=colour, linestyle=line, linewidth=1.8, label=name)
        axis.stairs(share, edges, color=colour, alpha=0.12, fill=True)
        if threshold is not None:
            # Cut at the threshold itself, not at the edge of a bar.
            x = np.unique(np.append(edges, threshold))
            kept = np.histogram(values, edges)[0][np.clip(np.searchsorted(edges, x[:-1], side="right") - 1, 0, bins - 1)]
            wrong = errors((x[:-1] + x[1:]) / 2)
            axis.stairs(np.where(wrong, kept / len(values), 0), x, fill=True, facecolor="none", edgecolor=colour, hatch="////",
                        linewidth=0)
    axis.set(xlabel="distance (small: alike)", ylabel="share of pairs")
    alt = (f"Two histograms. {len(mated):,} mated pairs have a median distance of {np.median(mated):.3g}, {len(nonmated):,} "
           f"non-mated pairs one of {np.median(nonmated):.3g}.")
    if threshold is not None:
        axis.axvline(threshold, color=COLOURS["black"], linewidth=1.4, label=f"threshold {threshold:g}")
        alt += (f" A line marks the threshold {threshold:g}. Hatched left of it: {as_percent(fmr(nonmated, threshold))} of the "
                f"non-mated pairs, accepted in error. Hatched right of it: {as_percent(fnmr(mated, threshold))} of the mated "
                "pairs, missed.")
    axis.legend(frameon=False)
    return Figure(drawing, alt)


def det(curves: Mapping[str, ErrorCurve | Sequence], points: Mapping[str, float | Sequence[float]] | None = None) -> Figure:
    """DET curves on probit axes: FMR against FNMR, with operating points.

    curves: a name for each `ErrorCurve`, or pair ``(mated, nonmated)`` of distances. points: the thresholds to mark on
    the curve of that name. Normal score distributions give straight lines. Source of the plot: Martin et al., "The DET
    curve in assessment of detection task performance", Eurospeech 1997.
    """
    curves = {name: _curve(curve) for name, curve in some(curves, "curve").items()}
    points = {name: np.atleast_1d(thresholds) for name, thresholds in (points or {}).items()}
    for name in points:
        if name not in curves:
            raise EvaluationError(f"There is no curve {name!r} to mark: choose from {', '.join(curves)}.")
    drawing, axis = canvas(5.8, 4.6)
    # No rate below one error among all pairs can be measured: the axes begin there.
    low_fmr, low_fnmr = (max(5e-7, min(0.05, 0.5 / max(sizes))) for sizes in zip(
        *((curve.nonmated.size, curve.mated.size) for curve in curves.values()), strict=True))
    told = []
    for (name, curve), (colour, line, marker) in zip(curves.items(), styles(len(curves)), strict=False):
        at = curve.points()
        axis.plot(_probit(at.fmr, low_fmr), _probit(at.fnmr, low_fnmr), color=colour, linestyle=line, linewidth=1.8, label=name)
        told.append(f"{name} has an equal error rate of {as_percent(curve.eer().rate)}")
        for threshold in points.get(name, ()):
            false, missed = curve.fmr(threshold), curve.fnmr(threshold)
            place = _probit(false, low_fmr), _probit(missed, low_fnmr)
            axis.plot(*place, marker, color=colour, markersize=8, markeredgecolor="black", clip_on=False)
            axis.annotate(f"{threshold:g}", place, (7, 5), textcoords="offset points", fontsize=9)
            told.append(f"at {threshold:g} its FMR is {as_percent(false)} and its FNMR {as_percent(missed)}")
    for side, low, room in (("x", low_fmr, 0.1), ("y", low_fnmr, 0.05)):
        marks, span = [], np.ptp(_probit(np.array([low, 0.99]), low))
        for mark in (0.95, 0.8, 0.5, 0.2, 0.05, 0.01, 1e-3, 1e-4, 1e-5, 1e-6):
            if mark >= low and (not marks or _probit(marks[-1], low) - _probit(mark, low) > room * span):
                marks.append(mark)
        axis.set(**{f"{side}ticks": _probit(np.array(marks), low), f"{side}ticklabels": [f"{100 * mark:g}%" for mark in marks],
                    f"{side}lim": _probit(np.array([low, 0.99]), low)})
    axis.set(xlabel="FMR (false matches)", ylabel="FNMR (misses)")
    axis.grid(color="#e2e2e2")
    axis.legend(frameon=False, fontsize=9, loc="upper right")
    return Figure(drawing, f"DET curve{'s' * (len(curves) > 1)}, FNMR against FMR; nearer to the lower left is better. "
                           f"{'; '.join(told)}.")


def cost_curve(mated, nonmated, prior: float, costs: Mapping[str, tuple[float, float]]) -> Figure:
    """Expected cost of one comparison at each threshold, with the least-cost threshold marked.

    mated: (m,), nonmated: (n,) distances. prior: the share of comparisons that are mated where the system is used.
    costs: by name, the cost of a false match and that of a false non-match. The figure ends a little above the dearest
    way of accepting nobody: to accept nearly all may cost far more.
    """
    mated, nonmated = check_distances(mated, "mated"), check_distances(nonmated, "non-mated")
    curve = error_curve(mated, nonmated)
    thresholds = np.linspace(min(curve.mated[0], curve.nonmated[0]), max(curve.mated[-1], curve.nonmated[-1]), 801)
    drawing, axis = canvas(6.4, 3.6)
    told, least, dearest = [], [], 0.0
    for (name, pair), (colour, line, marker) in zip(some(costs, "pair of costs").items(), styles(len(costs)), strict=False):
        best = decisions.cost_curve(mated, nonmated, prior, *pair)
        cost = decisions.expected_cost(curve.fmr(thresholds), curve.fnmr(thresholds), prior, *pair)
        axis.plot(thresholds, cost, color=colour, linestyle=line, label=name)
        dearest = max(dearest, prior * pair[1])
        if np.isfinite(best.best_threshold):
            axis.plot(best.best_threshold, best.least_cost, marker, color=colour, markersize=8, markeredgecolor="black")
            axis.axvline(best.best_threshold, color=colour, linestyle=line, linewidth=0.8)
            axis.annotate(f"{best.best_threshold:.3f}", (best.best_threshold, best.least_cost), (6, -12), textcoords="offset points", fontsize=9)
            least.append(best.least_cost)
            told.append(f"{name}: least, {best.least_cost:.3g}, at the threshold {best.best_threshold:.3g}")
        else:
            told.append(f"{name}: least, {best.least_cost:.3g}, when nobody is accepted")
    axis.set(xlabel="threshold (distance)", ylabel="expected cost of a comparison", ylim=(0, 1.25 * dearest or None))
    if least and min(least) > 0:  # the least costs may differ a hundredfold
        axis.set(yscale="log", ylim=(0.4 * min(least), 1.25 * dearest), ylabel="expected cost (logarithmic)")
    axis.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    return Figure(drawing, f"Expected cost of a comparison against the threshold, when {as_percent(prior)} of the comparisons are "
                           f"mated, with the least cost marked. {'; '.join(told)}.")


def tuning(tuned: np.ndarray, others: np.ndarray, target: float, people: int) -> Figure:
    """Thresholds chosen on few people: the FMR on those same people and on all others. tuned, others: (draws,)."""
    drawing, axis = canvas()
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
    drawing, axis = canvas(height=0.55 * len(rows) + 1)
    for place, (_, one) in enumerate(rows.items()):
        axis.plot([100 * one.low, 100 * one.high], [place, place], color=COLOURS["blue"], linewidth=3)
        axis.plot(100 * one.estimate, place, "o", color=COLOURS["black"], markersize=6)
    if truth is not None:
        axis.axvline(100 * truth, color=COLOURS["vermilion"], linestyle="--", label=f"target {100 * truth:g}%")
        axis.legend(frameon=False)
    axis.set(yticks=range(len(rows)), yticklabels=list(rows), xlabel=f"{unit} (%)", ylim=(len(rows) - 0.5, -0.5))
    told = "; ".join(f"{name}: {one.estimate:.3%}, from {one.low:.3%} to {one.high:.3%}" for name, one in rows.items())
    return Figure(drawing, f"Estimates of the {unit} with {next(iter(rows.values())).confidence:.0%} intervals. {told}.")


def _curve(curve) -> ErrorCurve:
    return curve if isinstance(curve, ErrorCurve) else error_curve(*curve)


def _probit(share, smallest: float):
    """Where a share stands on a probit axis. A rate of 0 is drawn at the axis, since the probit of 0 is infinite."""
    from scipy.special import ndtri

    return ndtri(np.clip(share, smallest, 0.99))

"""Static figures of error rates. Each takes what `course.evaluation` returns, and comes with its alternative text.

Scores are distances: small means alike, and a pair is accepted when ``distance <= threshold``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from course.evaluation import decisions
from course.evaluation.bootstrap import Interval
from course.evaluation.calibration import Reliability
from course.evaluation.checks import EvaluationError, check_distances
from course.evaluation.identification import Growth
from course.evaluation.rates import ErrorCurve, error_curve, fmr, fnmr
from course.lab.figure import COLOURS, MATED, NON_MATED, Figure

if TYPE_CHECKING:
    from course.evaluation.groups import GroupRates

# A curve differs from the next by colour, by dashes and by marker.
STYLES = tuple(zip((COLOURS[name] for name in ("blue", "vermilion", "green", "purple", "orange", "black")),
                   ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1))), "osD^vP", strict=True))


def score_distributions(mated, nonmated, threshold: float | None = None, bins: int = 80) -> Figure:
    """Both distributions of distances; with a threshold, the errors are hatched.

    mated: (m,), nonmated: (n,) distances. Bars are the share of each class, so that few mated pairs can be seen beside
    many non-mated ones.
    """
    mated, nonmated = check_distances(mated, "mated"), check_distances(nonmated, "non-mated")
    drawing, axis = _axes(7, 3.2)
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
        alt += (f" A line marks the threshold {threshold:g}. Hatched left of it: {_percent(fmr(nonmated, threshold))} of the "
                f"non-mated pairs, accepted in error. Hatched right of it: {_percent(fnmr(mated, threshold))} of the mated "
                "pairs, missed.")
    axis.legend(frameon=False)
    return Figure(drawing, alt)


def det(curves: Mapping[str, ErrorCurve | Sequence], points: Mapping[str, float | Sequence[float]] | None = None) -> Figure:
    """DET curves on probit axes: FMR against FNMR, with operating points.

    curves: a name for each `ErrorCurve`, or pair ``(mated, nonmated)`` of distances. points: the thresholds to mark on
    the curve of that name. Normal score distributions give straight lines. Source of the plot: Martin et al., "The DET
    curve in assessment of detection task performance", Eurospeech 1997.
    """
    curves = {name: _curve(curve) for name, curve in _some(curves, "curve").items()}
    points = {name: np.atleast_1d(thresholds) for name, thresholds in (points or {}).items()}
    for name in points:
        if name not in curves:
            raise EvaluationError(f"There is no curve {name!r} to mark: choose from {', '.join(curves)}.")
    drawing, axis = _axes(5.8, 4.6)
    # No rate below one error among all pairs can be measured: the axes begin there.
    low_fmr, low_fnmr = (max(5e-7, min(0.05, 0.5 / max(sizes))) for sizes in zip(
        *((curve.nonmated.size, curve.mated.size) for curve in curves.values()), strict=True))
    told = []
    for (name, curve), (colour, line, marker) in zip(curves.items(), _styles(len(curves)), strict=False):
        at = curve.points()
        axis.plot(_probit(at.fmr, low_fmr), _probit(at.fnmr, low_fnmr), color=colour, linestyle=line, linewidth=1.8, label=name)
        told.append(f"{name} has an equal error rate of {_percent(curve.eer().rate)}")
        for threshold in points.get(name, ()):
            false, missed = curve.fmr(threshold), curve.fnmr(threshold)
            place = _probit(false, low_fmr), _probit(missed, low_fnmr)
            axis.plot(*place, marker, color=colour, markersize=8, markeredgecolor="black", clip_on=False)
            axis.annotate(f"{threshold:g}", place, (7, 5), textcoords="offset points", fontsize=9)
            told.append(f"at {threshold:g} its FMR is {_percent(false)} and its FNMR {_percent(missed)}")
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


def rates_by_group(rates: GroupRates, fmr: Interval | None = None, fnmr: Interval | None = None,
                   names: Mapping[str, str] | None = None) -> Figure:
    """FMR within each group and FNMR of each group as dots, with intervals.

    rates: from `group_rates`. fmr, fnmr: intervals with one value per group, in the order of ``rates.groups``, from
    `subject_bootstrap`. names: what to call the groups. No interval is drawn where no error was seen: resampling
    people cannot make up what was not there.
    """
    from matplotlib.ticker import PercentFormatter

    drawing, axes = _axes(8, 1.2 + 0.38 * len(rates.groups), columns=2)
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
        axis.set(xlabel=f"{short} at {rates.threshold:g}", xlim=(0, None), ylim=(len(rows) - 0.5, -0.5))
        axis.xaxis.set_major_formatter(PercentFormatter(1.0))
        axis.grid(axis="x", color="#e2e2e2")
        told.append(f"{short}: " + ", ".join(_with_interval(name, value, interval, i) for i, (name, value) in enumerate(zip(called, values, strict=True))))
    axes[0].set_yticks(rows, called)
    axes[1].set_yticks(rows, [])
    drawing.tight_layout()
    return Figure(drawing, f"Dots with error rates by group at the threshold {rates.threshold:g}. {'. '.join(told)}.")


def fpir_growth(growths: Growth | Mapping[str, Growth]) -> Figure:
    """FPIR as the gallery grows: measured (line, with the range over random galleries), and the independence model (dashes).

    growths: from `course.evaluation.identification.growth`, one or several by name.
    """
    from matplotlib.ticker import FuncFormatter, PercentFormatter

    growths = _named(growths, Growth, "threshold {0.threshold:g}")
    drawing, axis = _axes(6.4, 3.8)
    told = []
    for (name, one), (colour, _, marker) in zip(growths.items(), _styles(len(growths)), strict=False):
        if np.isnan(one.fpir).any():
            raise EvaluationError(f"{name} has no FPIR: growth() needs probes whose people are not in the gallery.")
        mean = one.fpir.mean(axis=0)
        axis.plot(one.sizes, mean, "-", marker=marker, color=colour, label=f"{name}, measured")
        axis.fill_between(one.sizes, one.fpir.min(axis=0), one.fpir.max(axis=0), color=colour, alpha=0.15, linewidth=0)
        axis.plot(one.sizes, one.independent, "--", color=colour, label=f"{name}, if independent")
        told.append(f"{name}: measured {_percent(mean[0])} with {one.sizes[0]:,} in the gallery and {_percent(mean[-1])} with "
                    f"{one.sizes[-1]:,}, where the independence model gives {_percent(one.independent[-1])}")
    axis.set(xscale="log", xlabel="people in the gallery (N)", ylabel="FPIR", ylim=(0, None))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda size, _: f"{size:,.0f}"))
    axis.yaxis.set_major_formatter(PercentFormatter(1.0))
    axis.legend(frameon=False, fontsize=9)
    return Figure(drawing, "Share of searches for people not enrolled that flag somebody (FPIR), as the gallery grows. "
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
    drawing, axis = _axes(6.4, 3.6)
    told, dearest = [], 0.0
    for (name, pair), (colour, line, marker) in zip(_some(costs, "pair of costs").items(), _styles(len(costs)), strict=False):
        best = decisions.cost_curve(mated, nonmated, prior, *pair)
        cost = decisions.expected_cost(curve.fmr(thresholds), curve.fnmr(thresholds), prior, *pair)
        axis.plot(thresholds, cost, color=colour, linestyle=line, label=name)
        dearest = max(dearest, prior * pair[1])
        if np.isfinite(best.best_threshold):
            axis.plot(best.best_threshold, best.least_cost, marker, color=colour, markersize=8, markeredgecolor="black")
            told.append(f"{name}: least, {best.least_cost:.3g}, at the threshold {best.best_threshold:.3g}")
        else:
            told.append(f"{name}: least, {best.least_cost:.3g}, when nobody is accepted")
    axis.set(xlabel="threshold (distance)", ylabel="expected cost of a comparison", ylim=(0, 1.25 * dearest or None))
    axis.legend(frameon=False, fontsize=9)
    return Figure(drawing, f"Expected cost of a comparison against the threshold, when {_percent(prior)} of the comparisons are "
                           f"mated, with the least cost marked. {'; '.join(told)}.")


def reliability(results: Reliability | Mapping[str, Reliability]) -> Figure:
    """Stated chance against the share that was mated: on the diagonal, a number means what it says.

    results: from `course.evaluation.calibration.reliability`, one or several by name. Larger marks hold more pairs.
    """
    results = _named(results, Reliability, "stated chance")
    drawing, axis = _axes(4.6, 4.4)
    axis.plot([0, 1], [0, 1], color="#767676", linewidth=1, label="what is stated comes true")
    told = []
    for (name, one), (colour, line, marker) in zip(results.items(), _styles(len(results)), strict=False):
        axis.plot(one.predicted, one.observed, color=colour, linestyle=line, label=name)
        axis.scatter(one.predicted, one.observed, 20 + 140 * one.count / one.count.max(), color=colour, marker=marker, edgecolor="black")
        worst = int(np.argmax(np.abs(one.observed - one.predicted)))
        told.append(f"{name}: mean gap {_percent(one.error)}; the largest where {_percent(one.predicted[worst])} is stated and "
                    f"{_percent(one.observed[worst])} came true")
    axis.set(xlabel="chance stated", ylabel="share that was one person", xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    axis.legend(frameon=False, fontsize=9)
    return Figure(drawing, f"Reliability diagram: stated chance against the share of pairs that showed one person. {'; '.join(told)}.")


def _axes(width: float, height: float, columns: int = 1, rows: int = 1):
    import matplotlib.pyplot as plt
    import seaborn as sns

    with sns.axes_style("ticks"):
        drawing, axes = plt.subplots(rows, columns, figsize=(width, height))
    for axis in np.atleast_1d(axes):
        sns.despine(ax=axis)
    return drawing, axes


def _styles(count: int):
    """A style for each of ``count`` curves."""
    if count > len(STYLES):
        raise EvaluationError(f"{count} curves are too many for one figure that all can read: draw at most {len(STYLES)}.")
    return STYLES


def _some(named: Mapping, what: str) -> Mapping:
    if not isinstance(named, Mapping) or not named:
        raise EvaluationError(f"Pass at least one {what} with its name, as {{'Dlib': ...}}.")
    return named


def _named(given, kind: type, name: str) -> Mapping:
    """One result, or several by name, as several by name."""
    given = {name.format(given): given} if isinstance(given, kind) else _some(given, kind.__name__)
    for key, one in given.items():
        if not isinstance(one, kind):
            raise EvaluationError(f"{key} is a {type(one).__name__}: pass a {kind.__name__}.")
    return given


def _curve(curve) -> ErrorCurve:
    return curve if isinstance(curve, ErrorCurve) else error_curve(*curve)


def _probit(share, smallest: float):
    """Where a share stands on a probit axis. A rate of 0 is drawn at the axis, since the probit of 0 is infinite."""
    from scipy.special import ndtri

    return ndtri(np.clip(share, smallest, 0.99))


def _percent(share: float) -> str:
    """A share as a percentage with about two digits, never in the form 1e-05."""
    value = 100 * float(share)
    if np.isnan(value):
        return "not measured"
    digits = 0 if value in (0, 100) else 1 if value >= 10 else int(1 - np.floor(np.log10(value)))
    return f"{value:.{digits}f}%"


def _with_interval(name: str, value: float, interval: Interval | None, place: int) -> str:
    if np.isnan(value):
        return f"{name} not measured"
    if not value:
        return f"{name} no error seen"
    text = f"{name} {_percent(value)}"
    return text if interval is None else f"{text} ({_percent(interval.low[place])} to {_percent(interval.high[place])})"

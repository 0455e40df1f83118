import re

import matplotlib

matplotlib.use("Agg")
import numpy as np
import pytest
from matplotlib.colors import to_hex
from scipy.special import ndtr

from course.evaluation import calibration, decisions
from course.evaluation.bootstrap import Interval, group_rate_statistics, subject_bootstrap
from course.evaluation.checks import EvaluationError
from course.evaluation.groups import group_rates
from course.evaluation.identification import growth
from course.evaluation.rates import error_curve, fmr, fnmr
from course.evaluation.scores import FaceSet, random_faces, score_pairs
from course.figures import confidence, groups, rates, search
from course.figures.figure import COLOURS, Figure

THRESHOLD = 0.7


@pytest.fixture(scope="module")
def scores():
    faces = random_faces(36, 4, dimensions=12, spread=0.5, groups=["one", "two", "three"])
    return score_pairs(FaceSet(faces.vectors / 6, faces.subjects, faces.groups), metric="euclidean")


@pytest.fixture(scope="module")
def grown():
    faces = random_faces(50, 1, dimensions=12, seed=1)
    strangers = random_faces(40, 1, dimensions=12, seed=2)
    strangers = FaceSet(strangers.vectors, np.array([f"x{name}" for name in strangers.subjects]))
    return growth(strangers, faces, 3.5, metric="euclidean", repeats=4)


def numbers(text):
    return [float(number) for number in re.findall(r"(\d+\.?\d*)%", text)]


def drawn(figure: Figure):
    """The PNG is made without a warning, and something is on it."""
    picture = matplotlib.image.imread(__import__("io").BytesIO(figure.png(50)))
    assert picture[..., :3].std() > 0.01
    return figure


def test_distributions_tell_the_rates_at_the_threshold(scores):
    figure = drawn(rates.score_distributions(scores.mated, scores.nonmated, THRESHOLD))
    told = numbers(figure.alt)
    assert told == pytest.approx([100 * fmr(scores.nonmated, THRESHOLD), 100 * fnmr(scores.mated, THRESHOLD)], rel=0.06)


def test_the_hatched_area_ends_at_the_threshold(scores):
    """The bars are cut at the threshold, not at the edge of a bar."""
    threshold = 0.5123
    figure = rates.score_distributions(scores.mated, scores.nonmated, threshold)
    hatched = [patch for patch in figure.drawing.axes[0].patches if patch.get_hatch()]
    nonmated, mated = hatched
    values, edges, _ = nonmated.get_data()
    assert edges[1:][values > 0].max() == threshold
    values, edges, _ = mated.get_data()
    assert edges[:-1][values > 0].min() == threshold


def test_det_marks_lie_on_their_curve(scores):
    figure = drawn(rates.det({"One": (scores.mated, scores.nonmated)}, {"One": [0.5, THRESHOLD]}))
    curve, *marks = figure.drawing.axes[0].lines
    corners = {(round(x, 6), round(y, 6)) for x, y in zip(*curve.get_data(), strict=True)}
    assert len(corners) > 20
    for mark, threshold in zip(marks, (0.5, THRESHOLD), strict=True):
        x, y = mark.get_data()
        assert ndtr(x[0]) == pytest.approx(fmr(scores.nonmated, threshold))
        lowest = 0.5 / scores.mated.size  # a rate of 0 has no place on the axis
        assert ndtr(y[0]) == pytest.approx(max(fnmr(scores.mated, threshold), lowest))
    assert f"{100 * error_curve(scores.mated, scores.nonmated).eer().rate:.1f}"[:3] in figure.alt


def test_det_axes_are_normal_deviates(scores):
    figure = rates.det({"One": error_curve(scores.mated, scores.nonmated)})
    axis = figure.drawing.axes[0]
    ticks = dict(zip((label.get_text() for label in axis.get_xticklabels()), axis.get_xticks(), strict=True))
    assert ticks["50%"] == pytest.approx(0)
    assert ticks["20%"] == pytest.approx(-0.8416, abs=1e-4)


def test_a_mark_without_a_curve_is_refused(scores):
    with pytest.raises(EvaluationError, match=r"'Two'.*One"):
        rates.det({"One": (scores.mated, scores.nonmated)}, {"Two": 0.5})


def test_groups_tell_rate_and_interval(scores):
    rates = group_rates(scores, THRESHOLD)
    intervals = [subject_bootstrap(one, len(scores.subject_names), matrix=True, replicates=200)
                 for one in group_rate_statistics(scores, THRESHOLD)]
    figure = drawn(groups.rates_by_group(rates, *intervals, names={"one": "first"}))
    assert "first" in figure.alt
    low, high = intervals[0].low[0], intervals[0].high[0]
    place = rates.groups.index("one")
    told = re.search(r"FMR: first (\S+)% \((\S+)% to (\S+)%\)", figure.alt)
    assert [float(one) for one in told.groups()] == pytest.approx([100 * rates.fmr[place], 100 * low, 100 * high], rel=0.06)


def test_no_error_seen_is_not_a_rate_of_zero(scores):
    rates = group_rates(scores, float(scores.nonmated.min()) - 0.01)
    nothing = Interval(rates.fmr, rates.fmr, rates.fmr, 0.95)
    figure = drawn(groups.rates_by_group(rates, fmr=nothing))
    assert figure.alt.count("no error seen") == 3
    assert "0%" not in figure.alt.split("FNMR:")[0]
    assert len(figure.drawing.axes[0].texts) == 3


def test_intervals_of_another_number_of_groups_are_refused(scores):
    with pytest.raises(EvaluationError, match="one value for each of the 3"):
        groups.rates_by_group(group_rates(scores, THRESHOLD), fmr=Interval(0.1, 0.0, 0.2, 0.95))


def test_growth_tells_what_was_measured_and_what_the_model_gives(grown):
    figure = drawn(search.fpir_growth(grown))
    told = numbers(figure.alt)
    mean = grown.fpir.mean(axis=0)
    assert told == pytest.approx([100 * mean[0], 100 * mean[-1], 100 * grown.independent[-1]], abs=0.6)


def test_growth_without_strangers_is_refused(grown):
    from dataclasses import replace

    with pytest.raises(EvaluationError, match="no FPIR"):
        search.fpir_growth({"a": replace(grown, fpir=np.full_like(grown.fpir, np.nan))})


def test_the_least_cost_is_the_lowest_point_of_the_line(scores):
    figure = drawn(rates.cost_curve(scores.mated, scores.nonmated, 0.1, {"even": (1, 1), "dear": (10, 1)}))
    line, mark, *_ = figure.drawing.axes[0].lines
    best = decisions.cost_curve(scores.mated, scores.nonmated, 0.1)
    assert mark.get_data() == ([best.best_threshold], [best.least_cost])
    assert line.get_ydata().min() >= best.least_cost - 1e-12
    assert f"{best.best_threshold:.3g}" in figure.alt


def test_accepting_nobody_can_cost_least(scores):
    figure = drawn(rates.cost_curve(scores.mated, scores.nonmated, 0.1, {"misses are free": (1, 0)}))
    assert "least, 0, when nobody is accepted" in figure.alt


def test_reliability_tells_the_gap():
    random = np.random.default_rng(0)
    chance = random.random(4000)
    honest = calibration.reliability(chance, random.random(4000) < chance)
    boastful = calibration.reliability(chance, random.random(4000) < chance / 2)
    figure = drawn(confidence.reliability({"honest": honest, "boastful": boastful}))
    one, two = figure.alt.split("boastful")
    assert numbers(one)[0] < 3 < 20 < numbers(two)[0]


@pytest.mark.parametrize("draw", [search.fpir_growth, confidence.reliability])
def test_the_wrong_kind_of_result_is_named(draw):
    with pytest.raises(EvaluationError, match="mine is a list"):
        draw({"mine": [1, 2]})
    with pytest.raises(EvaluationError, match="at least one"):
        draw({})


def test_curves_differ_by_more_than_colour(scores):
    names = [f"curve {i}" for i in range(6)]
    figure = rates.det({name: (scores.mated, scores.nonmated) for name in names})
    lines = figure.drawing.axes[0].lines
    assert len({str(line._unscaled_dash_pattern) for line in lines}) == 6
    assert {to_hex(line.get_color()).upper() for line in lines} <= set(COLOURS.values())
    with pytest.raises(EvaluationError, match="too many"):
        rates.det({str(i): (scores.mated, scores.nonmated) for i in range(7)})

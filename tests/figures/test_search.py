import numpy as np
import pytest

from course import evaluation
from course.figures import search


@pytest.fixture(scope="module")
def grown():
    people = evaluation.random_faces(60, 1, seed=1)
    return evaluation.growth(people.take(slice(0, 20)), people.take(slice(20, 60)), 0.9, repeats=3)


def test_growth_is_told_with_both_numbers_and_the_size_where_measuring_ends(grown):
    figure = search.beyond({"strict": grown}, upto=1000)
    assert "40 people" in figure.alt
    assert f"{grown.fpir.mean(axis=0)[-1]:.1%}" in figure.alt
    assert f"{evaluation.fpir_if_independent(grown.fmr, 1000):.1%} with 1,000" in figure.alt
    assert f"step up from 40 gives {grown.stepped(1000):.1%} there" in figure.alt
    assert "step up" not in search.beyond({"strict": grown}, upto=40).alt
    figure.png()


@pytest.mark.parametrize("counts", [[0, 0, 0], [3, 3, 3], [0, 1, 2, 40]])
def test_counts_fall_into_bars_that_add_up(counts):
    figure = search.candidates_per_search(np.array(counts), gallery=50, most=4)
    measured, model = figure.drawing.axes[0].containers
    assert sum(bar.get_height() for bar in measured) == pytest.approx(1)
    assert sum(bar.get_height() for bar in model) == pytest.approx(1)
    assert measured[4].get_height() == pytest.approx(np.mean(np.array(counts) >= 4))


def test_the_trade_names_each_setting():
    thresholds = np.linspace(0, 1, 11)
    figure = search.trade(thresholds, {"R = 1": 1 - thresholds}, {"here": 0.3}, thresholds)
    assert "at here the FPIR is 30.0% and the FNIR 70.0% R = 1" in figure.alt
    figure.png()

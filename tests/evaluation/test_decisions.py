import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.evaluation import (
    EvaluationError,
    candidate_posterior,
    cost_curve,
    expected_cost,
    false_candidates,
    fmr,
    fnmr,
    posterior,
)

shares = st.floats(0, 1)
distances = st.lists(st.integers(0, 12).map(lambda number: number / 4), min_size=1, max_size=30).map(np.array)


@pytest.mark.filterwarnings("ignore::course.evaluation.checks.DirectionWarning")
@given(distances, distances, shares, st.floats(0, 100), st.floats(0, 100))
def test_no_threshold_costs_less_than_the_best(mated, nonmated, prior, false_match, false_nonmatch):
    curve = cost_curve(mated, nonmated, prior, false_match, false_nonmatch)

    def cost(threshold):
        return expected_cost(fmr(nonmated, threshold), fnmr(mated, threshold), prior, false_match, false_nonmatch)

    assert curve.least_cost == pytest.approx(cost(curve.best_threshold), abs=1e-9)
    for threshold in [-np.inf, *np.unique(np.concatenate([mated, nonmated]))]:
        assert curve.least_cost <= cost(threshold) + 1e-9
        if threshold < curve.best_threshold:
            assert cost(threshold) >= curve.least_cost - 1e-9


def test_dear_false_matches_make_the_threshold_stricter():
    random = np.random.default_rng(0)
    mated, nonmated = random.normal(0.4, 0.1, 2000), random.normal(0.8, 0.1, 2000)
    best = [cost_curve(mated, nonmated, 0.5, cost).best_threshold for cost in (0.1, 1, 10, 100)]
    assert best == sorted(best, reverse=True) and len(set(best)) == 4
    assert best[1] == pytest.approx(0.6, abs=0.03)  # by symmetry


def test_costs_by_hand():
    assert expected_cost(0.1, 0.2, 0.25, 4, 8) == pytest.approx(0.25 * 8 * 0.2 + 0.75 * 4 * 0.1)
    assert expected_cost([0.0, 1.0], [1.0, 0.0], 0.5).tolist() == [0.5, 0.5]


def test_bayes_by_hand():
    # 1,000 pairs, 10 of them mated, FMR 1%, FNMR 10%: 9 right matches and 9.9 wrong ones.
    assert posterior(0.01, 0.01, 0.1) == pytest.approx(9 / 18.9)
    assert posterior(0.5, 0.0, 0.3) == 1 and posterior(0.0, 0.1, 0.3) == 0
    assert np.isnan(posterior(0.5, 0.0, 1.0))
    assert posterior([0.0, 1.0], 0.1, 0.1).tolist() == [0, 1]


@given(st.integers(1, 10**6), shares, st.floats(0, 0.99), shares)
def test_candidates_by_expected_numbers(people, rate, miss, enrolled):
    right, wrong = enrolled * (1 - miss), (people - enrolled) * rate
    if right + wrong > 1e-12:
        assert candidate_posterior(people, rate, miss, enrolled) == pytest.approx(right / (right + wrong), rel=1e-6,
                                                                                  abs=1e-12)


def test_people_named_wrongly_in_a_year():
    # At least 28 of 535 probes x 25,000 faces: what a rate of 2.1e-6 does when 1,000 searches a year are made.
    assert false_candidates(535, 25_000, 28 / (535 * 25_000)) == pytest.approx(28)
    assert false_candidates(1000, 25_000, 2.1e-6) == pytest.approx(52.5)


def test_clear_errors():
    with pytest.raises(EvaluationError, match=r"prior is 1\.5"):
        expected_cost(0.1, 0.1, 1.5)
    with pytest.raises(EvaluationError, match="cost of a false match is -1"):
        expected_cost(0.1, 0.1, 0.5, -1)
    for bad in (-0.1, 1.1, np.nan):
        with pytest.raises(EvaluationError, match="Each FMR must lie between 0 and 1"):
            posterior(0.5, bad, 0.1)
    with pytest.raises(EvaluationError, match="gallery size is 0"):
        candidate_posterior(0, 0.1, 0.1)
    with pytest.raises(EvaluationError, match="searches is -1"):
        false_candidates(-1, 10, 0.1)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.evaluation import (
    EvaluationError,
    FaceSet,
    choose_threshold,
    fmr,
    fmr_at_fnmr,
    fnmr,
    fnmr_at_fmr,
    operating_point,
    people_behind,
    score_pairs,
    threshold_at_fmr,
    threshold_at_fnmr,
    tmr_at_fmr,
    tuned_on_few,
)

distances = st.lists(st.integers(0, 12).map(lambda number: number / 4), min_size=1, max_size=40).map(
    lambda drawn: np.array(drawn, np.float32))
targets = st.floats(0, 1) | st.sampled_from([0.29, 0.07, 0.1, 1 / 3, 0.25])


@given(distances, targets)
def test_threshold_at_fmr_is_the_largest_that_holds(nonmated, target):
    threshold = threshold_at_fmr(nonmated, target)
    assert fmr(nonmated, threshold) <= target
    if threshold < np.inf:
        assert fmr(nonmated, np.nextafter(np.float32(threshold), np.float32(np.inf))) > target


@given(distances, targets)
def test_threshold_at_fnmr_is_the_smallest_that_holds(mated, target):
    threshold = threshold_at_fnmr(mated, target)
    assert fnmr(mated, threshold) <= target
    if threshold > -np.inf:
        assert fnmr(mated, np.nextafter(np.float32(threshold), np.float32(-np.inf))) > target


def test_a_share_that_is_not_exact_in_binary():
    # 0.29 * 100 is 28.999999999999996: 29 false matches in 100 are still allowed.
    nonmated = np.arange(100.0)
    assert fmr(nonmated, threshold_at_fmr(nonmated, 0.29)) == 0.29


def test_rates_at_rates():
    mated, nonmated = np.array([1.0, 2, 3, 4]), np.array([3.5, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    assert fnmr_at_fmr(mated, nonmated, 0.05) == 0.25
    assert fnmr_at_fmr(mated, nonmated, 0.1) == 0
    assert tmr_at_fmr(mated, nonmated, 0.05) == 0.75
    assert fmr_at_fnmr(mated, nonmated, 0) == 0.1
    assert fmr_at_fnmr(mated, nonmated, 0.25) == 0


def test_chosen_on_development_reported_on_both():
    random = np.random.default_rng(1)
    development = random.normal(0.4, 0.1, 200), random.normal(0.8, 0.1, 5000)
    evaluation = random.normal(0.42, 0.1, 300), random.normal(0.78, 0.1, 4000)
    report = choose_threshold(development, evaluation, 0.01)
    assert report.threshold == threshold_at_fmr(development[1], 0.01)
    assert report.development.false_matches == 50 and report.development.nonmated == 5000
    assert report.evaluation.fmr == fmr(evaluation[1], report.threshold) > 0.01
    assert report.evaluation.fnmr == fnmr(evaluation[0], report.threshold)
    assert report.evaluation.false_nonmatches == round(report.evaluation.fnmr * 300)
    assert "50 of 5000" in str(report) and "evaluation" in str(report)


def test_operating_point_counts():
    point = operating_point([0.1, 0.6], [0.5, 0.7, 0.9], 0.5)
    assert (point.false_matches, point.nonmated, point.false_nonmatches, point.mated) == (1, 3, 1, 2)


def test_clear_errors():
    with pytest.raises(EvaluationError, match=r"target FMR is 5\.0: it must lie between 0 and 1"):
        threshold_at_fmr([0.1], 5)
    with pytest.raises(EvaluationError, match="target FNMR"):
        threshold_at_fnmr([0.1], np.nan)
    with pytest.raises(EvaluationError, match="no evaluation mated distances"):
        choose_threshold(([0.1], [0.9]), ([], [0.9]), 0.1)
    with pytest.raises(EvaluationError, match="development set is not a pair"):
        choose_threshold(3, ([0.1], [0.9]), 0.1)
    with pytest.warns(UserWarning, match="similarities"):
        choose_threshold(([0.9], [0.1]), ([0.9], [0.1]), 0.1)


def test_who_is_behind_false_matches_and_what_few_people_promise():
    random = np.random.default_rng(0)
    centres = random.normal(size=(12, 16))
    centres[1] = centres[0] + 0.05 * random.normal(size=16)  # two people who look alike
    vectors = np.repeat(centres, 4, axis=0) + 0.2 * random.normal(size=(48, 16))
    scores = score_pairs(FaceSet(vectors, np.repeat(np.arange(12), 4)))
    behind = people_behind(scores, float(np.sort(scores.nonmated)[15]))
    assert behind == (16, 1, 66, 1.0)
    assert people_behind(scores, -1.0) == (0, 0, 66, 0.0)
    own, others = tuned_on_few(scores, 0.05, people=4, draws=30)
    assert own.shape == others.shape == (30,) and own.max() <= 0.05 < others.max()
    with pytest.raises(EvaluationError, match="people is 11"):
        tuned_on_few(scores, 0.05, people=11)

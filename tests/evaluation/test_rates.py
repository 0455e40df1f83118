import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import det_curve, roc_auc_score, roc_curve

from course.evaluation import (
    DirectionWarning,
    EvaluationError,
    auc,
    det_points,
    distance_from_similarity,
    eer,
    error_curve,
    fmr,
    fnmr,
)

pytestmark = pytest.mark.filterwarnings("ignore::course.evaluation.checks.DirectionWarning")

# Quarters make ties common; both float types; inf is a comparison that could not be made.
quarters = st.integers(0, 12).map(lambda number: number / 4)
scores = st.lists(quarters | st.just(np.inf), min_size=1, max_size=30)
classes = st.tuples(scores, scores, st.sampled_from([np.float32, np.float64])).map(
    lambda drawn: (np.array(drawn[0], drawn[2]), np.array(drawn[1], drawn[2])))
finite_classes = st.tuples(st.lists(quarters, min_size=1, max_size=30), st.lists(quarters, min_size=1, max_size=30)).map(
    lambda drawn: tuple(np.array(one) for one in drawn))


def as_labels(mated, nonmated):
    return np.repeat([1, 0], [len(mated), len(nonmated)]), -np.concatenate([mated, nonmated])


@given(classes, quarters)
def test_rates_are_shares(drawn, threshold):
    mated, nonmated = drawn
    curve = error_curve(mated, nonmated)
    assert fmr(nonmated, threshold) == curve.fmr(threshold) == sum(d <= threshold for d in nonmated) / len(nonmated)
    assert fnmr(mated, threshold) == curve.fnmr(threshold) == sum(d > threshold for d in mated) / len(mated)


def test_several_thresholds_at_once():
    distances = np.array([0.1, 0.2, 0.3, 0.4], np.float32)
    assert fmr(distances, [0.0, 0.2, 1.0]).tolist() == [0, 0.5, 1]
    assert fnmr(distances, np.array([0.0, 0.2, 1.0])).tolist() == [1, 0.5, 0]
    assert error_curve(distances, distances).fmr([0.0, 0.2, 1.0]).tolist() == [0, 0.5, 1]


def test_threshold_takes_the_precision_of_the_distances():
    # 0.1 as float32 is larger than 0.1 as float64; a distance of "0.1" must be accepted at a threshold of "0.1".
    distances = np.array([0.1], np.float32)
    for threshold in (0.1, np.float64(0.1), np.float32(0.1)):
        assert fmr(distances, threshold) == error_curve(distances, distances).fmr(threshold) == 1


@given(finite_classes)
def test_curve_equals_scikit_learn(drawn):
    mated, nonmated = drawn
    curve = error_curve(mated, nonmated)
    labels, similarity = as_labels(mated, nonmated)
    false_positive, true_positive, thresholds = roc_curve(labels, similarity, drop_intermediate=False)
    np.testing.assert_allclose(curve.fmr(-thresholds), false_positive)
    np.testing.assert_allclose(1 - curve.fnmr(-thresholds), true_positive)
    det_fmr, det_fnmr, thresholds = det_curve(labels, similarity)
    np.testing.assert_allclose(curve.fmr(-thresholds), det_fmr)
    np.testing.assert_allclose(curve.fnmr(-thresholds), det_fnmr, atol=1e-15)
    assert auc(mated, nonmated) == pytest.approx(roc_auc_score(labels, similarity), abs=1e-12)


@given(classes)
def test_points_are_all_corners_of_the_curve(drawn):
    mated, nonmated = drawn
    points = det_points(mated, nonmated)
    assert (points.threshold[0], points.fmr[0], points.fnmr[0]) == (-np.inf, 0, 1)
    assert (points.fmr[-1], points.fnmr[-1]) == (1, 0)
    assert (np.diff(points.threshold) > 0).all()
    assert len(points.fmr) <= 2 * len(set(min(mated, nonmated, key=len))) + 2
    # Each point is what its threshold gives ...
    curve = error_curve(mated, nonmated)
    np.testing.assert_allclose(points.fmr[1:], curve.fmr(points.threshold[1:]))
    np.testing.assert_allclose(points.fnmr[1:], curve.fnmr(points.threshold[1:]), atol=1e-15)
    # ... and every threshold gives a point on the straight lines between them: a jump of one rate, or along one.
    for threshold in np.unique(np.concatenate([mated, nonmated])):
        x, y = curve.fmr(threshold), curve.fnmr(threshold)
        after = np.searchsorted(points.threshold, threshold, side="left")
        (x0, x1), (y0, y1) = points.fmr[after - 1:after + 1], points.fnmr[after - 1:after + 1]
        assert (x - x0) * (y1 - y0) == pytest.approx((y - y0) * (x1 - x0), abs=1e-12)
    assert np.trapezoid(1 - points.fnmr, points.fmr) == pytest.approx(curve.auc(), abs=1e-12)


@given(classes)
def test_equal_error_rate_lies_on_the_curve(drawn):
    mated, nonmated = drawn
    curve = error_curve(mated, nonmated)
    thresholds = np.unique(np.concatenate([mated, nonmated]))
    x = np.append(0, curve.fmr(thresholds))
    y = np.append(1, curve.fnmr(thresholds))
    k = int(np.argmax(x - y >= 0))  # the first point past the diagonal
    part = (y[k - 1] - x[k - 1]) / (y[k - 1] - x[k - 1] + x[k] - y[k])
    rate, threshold = curve.eer()
    assert rate == pytest.approx(x[k - 1] + part * (x[k] - x[k - 1]), abs=1e-12)
    assert threshold == thresholds[k - 1]
    assert 0 <= rate <= 1


@given(classes)
def test_exchanging_the_classes_mirrors_the_area(drawn):
    mated, nonmated = drawn
    assert auc(mated, nonmated) == pytest.approx(1 - auc(nonmated, mated), abs=1e-12)


@given(finite_classes)
def test_similarities_turned_into_distances_give_the_same_rates(drawn):
    mated, nonmated = (5 - one for one in drawn)
    labels = np.repeat([1, 0], [len(mated), len(nonmated)])
    similarity = np.concatenate([mated, nonmated])
    assert auc(*map(distance_from_similarity, (mated, nonmated))) == pytest.approx(roc_auc_score(labels, similarity))
    for threshold in np.unique(similarity):
        expected = np.mean(nonmated >= threshold)
        assert fmr(distance_from_similarity(nonmated), distance_from_similarity(threshold)) == expected


def test_known_values():
    assert eer([0.1, 0.2], [0.8, 0.9]) == 0 and auc([0.1, 0.2], [0.8, 0.9]) == 1
    assert eer([0.5], [0.5]) == 0.5 and auc([0.5], [0.5]) == 0.5
    assert eer([0.9], [0.1]) == 1 and auc([0.9], [0.1]) == 0
    assert eer([1, 2, 3, 10], [2.5, 8, 9, 11]) == 0.25


@pytest.mark.parametrize("measure", [lambda d: fmr(d, 0.5), lambda d: fnmr(d, 0.5), lambda d: eer(d, [1.0]),
                                     lambda d: eer([1.0], d), lambda d: det_points(d, [1.0])])
@pytest.mark.parametrize("bad, words", [
    ([], "no .*mated distances"), ([0.1, np.nan], "1 of 2 .*mated distances are NaN"), ([-np.inf], "-inf"),
    ([[0.1]], r"\(1, 1\)"), (["a"], "type"), ([None, 1.0], "type"),
])
def test_bad_scores_are_named(measure, bad, words):
    with pytest.raises(EvaluationError, match=words):
        measure(bad)


@pytest.mark.parametrize("threshold, words", [(np.nan, "NaN"), ("x", "one number"), (None, "one number")])
def test_bad_thresholds_are_named(threshold, words):
    for rate in (fmr, fnmr):
        with pytest.raises(EvaluationError, match=words):
            rate([0.1], threshold)
    with pytest.raises(EvaluationError, match="NaN"):
        error_curve([0.1], [0.2]).fmr(np.nan)


def test_warns_when_similarities_are_passed():
    with pytest.warns(DirectionWarning, match="distance_from_similarity"):
        error_curve([0.8, 0.9], [0.1, 0.2])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        error_curve([0.1, 0.2], [0.8, 0.9])


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_large_random_sample_against_scikit_learn(seed):
    random = np.random.default_rng(seed)
    mated = random.normal(0.4, 0.1, 500).astype(np.float32)
    nonmated = random.normal(0.7, 0.1, 3000).astype(np.float32)
    labels, similarity = as_labels(mated, nonmated)
    assert auc(mated, nonmated) == pytest.approx(roc_auc_score(labels, similarity), abs=1e-9)
    false_positive, _, thresholds = roc_curve(labels, similarity, drop_intermediate=False)
    np.testing.assert_allclose(error_curve(mated, nonmated).fmr(-thresholds), false_positive)

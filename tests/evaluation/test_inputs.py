"""What every public function does with whole numbers, unsigned ones, float16, masked arrays, and similarities."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import evaluation as e
from course.evaluation.checks import codes, numbers, truths

M, N = np.array([1, 2, 3, 4, 9]), np.array([3, 5, 6, 7, 8, 9, 12])
BINS = e.Bins.at([2, 4, 8])

# Every public function that takes distances, rates or chances: called with its arrays passed through `as_`.
CALLS = {
    "fmr": lambda as_: e.fmr(as_(N), 5), "fnmr": lambda as_: e.fnmr(as_(M), 3), "fmr at many": lambda as_: e.fmr(as_(N), as_(M)),
    "error_curve": lambda as_: e.error_curve(as_(M), as_(N)).points(), "error_curve at": lambda as_: e.error_curve(as_(M), as_(N)).fmr(as_(M)),
    "det_points": lambda as_: e.det_points(as_(M), as_(N)), "eer": lambda as_: e.eer(as_(M), as_(N)), "auc": lambda as_: e.auc(as_(M), as_(N)),
    "threshold_at_fnmr": lambda as_: e.threshold_at_fnmr(as_(M), 0.3), "fmr_at_fnmr": lambda as_: e.fmr_at_fnmr(as_(M), as_(N), 0.3),
    "fnmr_at_fmr": lambda as_: e.fnmr_at_fmr(as_(M), as_(N), 0.3), "tmr_at_fmr": lambda as_: e.tmr_at_fmr(as_(M), as_(N), 0.3),
    "operating_point": lambda as_: e.operating_point(as_(M), as_(N), 4),
    "choose_threshold": lambda as_: e.choose_threshold((as_(M), as_(N)), (as_(M), as_(N)), 0.3).evaluation.fnmr,
    "cost_curve": lambda as_: e.cost_curve(as_(M), as_(N), 0.5)[1:], "fpir": lambda as_: e.fpir(as_(N), 6),
    "fnir": lambda as_: e.fnir(as_(M), as_(np.array([1, 2, 1, 1, 3])), 3), "histogram_scores": lambda as_: e.histogram_scores(
        as_(N), np.arange(N.size) < 3, BINS).nonmated,
    "calibrate": lambda as_: e.calibrate(as_(M), as_(N)).probability(as_(N)),
    "calibrate isotonic": lambda as_: e.calibrate(as_(M), as_(N), method="isotonic").probability(as_(N)),
    "similarity_0_100": lambda as_: e.similarity_0_100(as_(M), as_(N)).map(as_(N)),
    "distance_from_similarity": lambda as_: e.distance_from_similarity(as_(N)),
    "fpir_if_independent": lambda as_: e.fpir_if_independent(as_(np.array([0, 1, 1])), as_(np.array([0, 5, 1]))),
    "posterior": lambda as_: e.posterior(0.5, as_(np.array([0, 1, 1])), as_(np.array([0, 1, 0]))),
    "expected_cost": lambda as_: e.expected_cost(as_(np.array([0, 1])), as_(np.array([1, 0])), 0.2),
    "false_candidates": lambda as_: e.false_candidates(200, 200, as_(np.array([0, 1]))),
    "reliability": lambda as_: e.reliability(as_(np.array([0, 1, 1])), np.array([False, True, True])),
    "gini": lambda as_: e.gini(as_(np.array([0, 1, 1]))), "max_min_ratio": lambda as_: e.max_min_ratio(as_(np.array([1, 1]))),
    "max_geometric_mean_ratio": lambda as_: e.max_geometric_mean_ratio(as_(np.array([1, 1]))),
    "garbe": lambda as_: e.garbe(as_(np.array([0, 1])), as_(np.array([1, 1]))),
    "fairness_discrepancy_rate": lambda as_: e.fairness_discrepancy_rate(as_(np.array([0, 1])), as_(np.array([1, 1]))),
    "inequity_rate": lambda as_: e.inequity_rate(as_(np.array([1, 1])), as_(np.array([1, 1]))),
    "percentile_interval": lambda as_: [e.percentile_interval(1, as_(M)).low, e.percentile_interval(1, as_(M)).high],
    "distances": lambda as_: e.distances(as_(np.array([[1, 2], [3, 4]])), as_(np.array([[2, 1]]))),
    "score_pairs": lambda as_: e.score_pairs(e.FaceSet(as_(np.array([[1, 2], [3, 4], [5, 1]])), ["a", "a", "b"])).nonmated,
    "count_pairs": lambda as_: e.count_pairs(e.FaceSet(as_(np.array([[1, 2], [3, 4], [5, 1]])), ["a", "a", "b"]), bins=e.Bins.at(as_(M))).nonmated,
    "subject codes": lambda as_: e.PairSums(as_(np.array([0, 1])), as_(np.array([1, 2])), 3)(np.ones((1, 3))) if as_(M).dtype.kind in "iu" else [2.0],
    "mated codes": lambda as_: e.MatedSums(as_(np.array([0, 1])), 3)(np.ones((1, 3))) if as_(M).dtype.kind in "iu" else [2.0],
    "complete": lambda as_: e.CompleteSums(as_(np.array([2, 1, 3])))(np.ones((1, 3))),
}  # fmt: skip
KINDS = ("int8", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32")


def flat(result) -> np.ndarray:
    if isinstance(result, e.OperatingPoint):
        result = [result.fmr, result.fnmr, result.threshold]
    if isinstance(result, tuple):
        return np.concatenate([np.ravel(part) for part in result]).astype(float)
    return np.ravel(np.asarray(result, float))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CALLS)
def test_every_kind_of_number_gives_what_float64_gives(name, kind):
    expected = flat(CALLS[name](lambda values: values.astype(np.float64)))
    found = flat(CALLS[name](lambda values: values.astype(kind)))
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", [name for name in CALLS if "codes" not in name])
def test_masked_values_are_never_counted(name):
    """An array of which nothing is masked is taken; else it is refused, in words."""
    def unmasked(values):
        return np.ma.array(values.astype(float), mask=np.zeros(values.shape, bool))

    np.testing.assert_allclose(flat(CALLS[name](unmasked)), flat(CALLS[name](lambda values: values.astype(float))), rtol=1e-6)

    def masked(values):
        mask = np.zeros(values.shape, bool)
        mask.flat[-1] = True
        return np.ma.array(values.astype(float), mask=mask)

    with pytest.raises(e.EvaluationError, match="masked"):
        CALLS[name](masked)


def test_masked_codes_decisions_and_labels_are_refused():
    masked = np.ma.array([0, 1, 1], mask=[False, True, False])
    for call in (lambda: e.PairSums(masked, [1, 2, 0], 3), lambda: e.MatedSums(masked, 3), lambda: codes(masked, "They"),
                 lambda: e.nonmated_rate([0, 1, 1], [1, 2, 0], masked.astype(bool), 3), lambda: e.mated_rate([0, 1, 1], masked.astype(bool), 3),
                 lambda: e.histogram_scores([1, 2, 3], masked.astype(bool), BINS), lambda: truths(masked.astype(bool), "They"),
                 lambda: e.FaceSet(np.ones((3, 2)), masked), lambda: e.reliability([0.1, 0.2, 0.3], masked.astype(bool))):
        with pytest.raises(e.EvaluationError, match="masked"):
            call()


@pytest.mark.parametrize("wrong", [[True, False], [1j, 2j], ["a", "b"], [None, 1.0], [object(), 1]])
@pytest.mark.parametrize("call", [lambda values: e.fmr(values, 1), e.distance_from_similarity, e.gini, lambda values: e.posterior(0.5, values, 0.1),
                                  lambda values: e.calibrate(values, values), lambda values: numbers(values, "They")])
def test_what_is_no_number_is_refused(call, wrong):
    with pytest.raises(e.EvaluationError, match="type"):
        call(wrong)


@given(st.sampled_from(KINDS), st.lists(st.integers(0, 100), min_size=1, max_size=30), st.lists(st.integers(0, 100), min_size=1, max_size=30),
       st.integers(0, 100))
@settings(deadline=None)
def test_similarities_of_any_kind_become_distances_that_accept_the_same_pairs(kind, mated, nonmated, threshold):
    mated, nonmated = np.array(mated, kind), np.array(nonmated, kind)
    apart, between = e.distance_from_similarity(mated), e.distance_from_similarity(nonmated)
    at = e.distance_from_similarity(threshold)
    assert e.fnmr(apart, at) == np.mean(mated.astype(float) < threshold)
    assert e.fmr(between, at) == np.mean(nonmated.astype(float) >= threshold)
    assert e.distance_from_similarity(np.dtype(kind).type(threshold)) == -threshold  # a single unsigned number, too
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", e.DirectionWarning)
        expected = np.mean(mated.astype(float)[:, None] > nonmated) + np.mean(mated[:, None] == nonmated) / 2
        assert e.auc(apart, between) == pytest.approx(expected)


@pytest.mark.parametrize("method", ["logistic", "isotonic"])
def test_calibrate_refuses_similarities_whatever_the_method(method):
    random = np.random.default_rng(0)
    similar, different = random.normal(0.8, 0.05, 200), random.normal(0.3, 0.1, 2000)
    with pytest.raises(e.EvaluationError, match=r"Were these similarities.*distance_from_similarity"):
        e.calibrate(similar, different, method=method)
    found = e.calibrate(e.distance_from_similarity(similar), e.distance_from_similarity(different), method=method)
    assert found.probability(-0.8) > 0.95 and found.probability(-0.3) < 0.05
    with pytest.raises(e.EvaluationError, match="equal"):
        e.calibrate([1.0, 1.0], [1.0, 1.0], method=method)


@pytest.mark.parametrize("call", [e.error_curve, e.eer, e.auc, e.det_points, lambda m, n: e.operating_point(m, n, 0.5),
                                  lambda m, n: e.fnmr_at_fmr(m, n, 0.1), lambda m, n: e.tmr_at_fmr(m, n, 0.1), lambda m, n: e.fmr_at_fnmr(m, n, 0.1),
                                  lambda m, n: e.choose_threshold((m, n), (m, n), 0.1), lambda m, n: e.cost_curve(m, n, 0.5)])
def test_every_function_of_two_classes_warns_of_similarities(call):
    similar, different = np.linspace(0.6, 0.9, 50), np.linspace(0.1, 0.5, 200)
    with pytest.warns(e.DirectionWarning, match="similarities"):
        call(similar, different)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        call(-similar, -different)


def test_large_counts_do_not_wrap_around():
    assert e.false_candidates(np.uint8(200), np.uint8(200), 0.5) == 20_000
    assert e.false_candidates(np.int32(100_000), np.int32(100_000), 1e-3) == pytest.approx(1e7)
    assert e.candidate_posterior(np.uint8(200), 0.01, 0.1) == pytest.approx(e.candidate_posterior(200, 0.01, 0.1))
    assert e.rule_of_three(np.uint8(100)) == 0.03
    assert e.wilson_interval(np.uint8(200), np.uint8(250)).estimate == 0.8

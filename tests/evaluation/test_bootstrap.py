import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.evaluation import (
    CompleteSums,
    EvaluationError,
    FaceSet,
    PairSums,
    accepted_pairs,
    differential_interval,
    fmr,
    fnmr,
    garbe,
    group_rate_statistics,
    group_rates,
    max_min_ratio,
    nonmated_rate,
    percentile_interval,
    random_faces,
    rate_intervals,
    rate_statistics,
    resample,
    rule_of_three,
    score_pairs,
    subject_bootstrap,
    wilson_interval,
)
from course.evaluation import bootstrap as module


@pytest.fixture(scope="module")
def scores():
    return score_pairs(random_faces(60, 3, 12, spread=1.0, groups=["a", "b"], seed=1))


def repeated(scores, weights, threshold):
    """FMR and FNMR of a replicate, the slow way: each pair repeated as often as its weight says."""
    pairs, mated = scores.subjects_of(scores.nonmated_rows), scores.subjects_of(scores.mated_rows)[:, 0]
    weights = weights.astype(int)
    return (fmr(np.repeat(scores.nonmated, weights[pairs[:, 0]] * weights[pairs[:, 1]]), threshold),
            fnmr(np.repeat(scores.mated, weights[mated]), threshold))


def test_a_replicate_is_the_rate_of_the_repeated_pairs(scores):
    threshold = float(np.quantile(scores.nonmated, 0.05))
    weights = resample(60, 20, np.random.default_rng(0))
    fmrs, fnmrs = (statistic(weights) for statistic in rate_statistics(scores, threshold))
    for row, one, other in zip(weights, fmrs, fnmrs, strict=True):
        assert (one, other) == pytest.approx(repeated(scores, row, threshold), rel=1e-6)


def test_group_replicates_are_those_of_the_group_alone(scores):
    threshold = float(np.quantile(scores.nonmated, 0.05))
    weights = resample(60, 5, np.random.default_rng(0), strata=np.arange(60) % 2)
    fmrs, fnmrs = (statistic(weights) for statistic in group_rate_statistics(scores, threshold))
    for group in range(2):
        faces = scores.probes.take(scores.probes.groups == "ab"[group])
        alone = score_pairs(faces)
        for row in range(5):
            expected = repeated(alone, weights[row, group::2], threshold)
            assert (fmrs[row, group], fnmrs[row, group]) == pytest.approx(expected, rel=1e-6)
    ones = np.ones((1, 60), np.float32)
    rates = group_rates(scores, threshold)
    statistics = group_rate_statistics(scores, threshold)
    np.testing.assert_allclose([statistic(ones)[0] for statistic in statistics], [rates.fmr, rates.fnmr], rtol=1e-6)


@settings(max_examples=60)
@given(st.integers(2, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=300), st.integers(1, 4),
       st.sampled_from([20, 2**24]))
def test_quadratic_form_sparse_and_dense(subjects, pairs, replicates, cells):
    pairs = np.array(pairs, int).reshape(-1, 2) % subjects
    weights = resample(subjects, replicates, np.random.default_rng(1))
    expected = [sum(row[a] * row[b] for a, b in pairs) for row in weights]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CELLS", cells)
        sums = PairSums(pairs[:, 0], pairs[:, 1], subjects)
        for sparse in (True, False):
            sums.sparse, sums.matrix = sparse, None
            np.testing.assert_allclose(sums(weights), expected)


@pytest.mark.parametrize("pairs", ["all", "within", "across"])
def test_a_complete_design_needs_no_list_of_pairs(pairs):
    faces = random_faces(20, 2, 8, spread=1.0, groups=["a", "b"], seed=3)
    faces = faces.take(np.arange(37))  # the last subjects have fewer images
    scores = score_pairs(faces, pairs=pairs)
    weights = resample(19, 10, np.random.default_rng(0))
    first, second = scores.subjects_of(scores.nonmated_rows).T
    listed = nonmated_rate(first, second, scores.nonmated <= 0.8, 19)(weights)
    np.testing.assert_allclose(rate_statistics(scores, 0.8)[0](weights), listed, rtol=1e-6)
    images = np.bincount(np.searchsorted(scores.subject_names, faces.subjects))
    complete = CompleteSums(images)(weights)
    if pairs == "all":
        np.testing.assert_allclose(complete, PairSums(first, second, 19)(weights))
        near = accepted_pairs(faces, threshold=0.8)
        codes = near.subjects_of(near.nonmated_rows)
        few = nonmated_rate(*codes.T, np.ones(len(codes), bool), 19, images)
        np.testing.assert_allclose(few(weights), listed, rtol=1e-6)
    else:
        assert (complete > PairSums(first, second, 19)(weights)).all()


@given(st.integers(1, 30), st.integers(1, 10), st.integers(1, 4))
def test_resampling_keeps_the_number_of_people(subjects, replicates, labels):
    strata = np.arange(subjects) % labels
    weights = resample(subjects, replicates, np.random.default_rng(0), strata)
    assert weights.shape == (replicates, subjects) and (weights.sum(axis=1) == subjects).all()
    for label in range(labels):
        assert (weights[:, strata == label].sum(axis=1) == (strata == label).sum()).all()


def test_intervals_hold_the_estimate_and_are_wider_than_wilson(scores):
    threshold = float(np.quantile(scores.nonmated, 0.05))
    result = rate_intervals(scores, threshold)
    assert result.fmr.estimate == pytest.approx(fmr(scores.nonmated, threshold))
    assert result.fnmr.estimate == pytest.approx(fnmr(scores.mated, threshold))
    for interval in result:
        assert interval.low < interval.estimate < interval.high
    assert result.fmr.width > 2 * result.fmr_wilson.width
    assert result.fmr.replicates.shape == (1000,) and result.fmr.undefined == 0
    assert rate_intervals(scores, threshold).fmr.low == result.fmr.low  # the seed decides
    assert "95%" in str(result.fmr)


def test_coverage_of_the_subject_bootstrap():
    # 60 invented sets of people: the interval must hold the true FMR (measured on very many people) most of the time,
    # and Wilson's must not. Deterministic: the seeds are fixed.
    threshold = 0.6
    # One population (the centres of a group lie around 0): pairs of fresh strangers, not of the sets below.
    left, right = (random_faces(40_000, 1, 12, spread=1.0, seed=seed).vectors for seed in (1000, 1001))
    cosine = 1 - (left * right).sum(1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)
    truth = np.mean(cosine <= threshold)
    inside = np.zeros(2)
    for seed in range(60):
        result = rate_intervals(score_pairs(random_faces(40, 2, 12, spread=1.0, seed=seed)), threshold, replicates=400)
        inside += [result.fmr.low <= truth <= result.fmr.high, result.fmr_wilson.low <= truth <= result.fmr_wilson.high]
    assert inside[0] >= 52, inside  # 95% of 60 is 57
    assert inside[1] < inside[0], inside


def test_any_statistic_of_weighted_subjects():
    values = np.random.default_rng(0).normal(10, 2, 200)
    interval = subject_bootstrap(lambda weights: np.average(values, weights=weights), 200, seed=1)
    assert interval.estimate == pytest.approx(values.mean())
    error = values.std() / 200**0.5
    assert interval.width == pytest.approx(2 * 1.96 * error, rel=0.15)
    same = subject_bootstrap(lambda weights: weights @ values / weights.sum(axis=1), 200, seed=1, matrix=True)
    assert (same.low, same.high) == pytest.approx((interval.low, interval.high))
    two = subject_bootstrap(lambda weights: np.array([weights @ values, weights.sum()]), 200, replicates=50)
    assert two.low.shape == (2,) and two.low[1] == two.high[1] == 200


def test_batches_do_not_change_the_number_of_replicates(monkeypatch):
    monkeypatch.setattr(module, "BATCH", 7)
    assert subject_bootstrap(lambda weights: weights[0], 3, replicates=20).replicates.shape == (20,)


def test_differential_interval(scores):
    threshold = float(np.quantile(scores.nonmated, 0.05))
    rates = group_rates(scores, threshold)
    ratio = differential_interval(max_min_ratio, scores, threshold)
    assert ratio.estimate == pytest.approx(max_min_ratio(rates.fmr)) and ratio.low <= ratio.estimate <= ratio.high
    both = differential_interval(garbe, scores, threshold, which="both")
    assert both.estimate == pytest.approx(garbe(rates.fmr, rates.fnmr))
    assert differential_interval(max_min_ratio, scores, threshold, which="fnmr").estimate == pytest.approx(
        max_min_ratio(rates.fnmr))


def test_undefined_replicates_are_counted():
    interval = percentile_interval(1.0, [1.0, np.nan, 2.0, np.inf])
    assert interval.undefined == 1 and interval.low == 1 and interval.high == np.inf
    with pytest.raises(EvaluationError, match="NaN in every replicate"):
        percentile_interval(np.nan, [np.nan, np.nan])


@given(st.integers(0, 50), st.integers(1, 50), st.floats(0.5, 0.999))
def test_wilson_holds_the_rate_and_stays_inside(errors, extra, confidence):
    interval = wilson_interval(errors, errors + extra, confidence)
    assert 0 <= interval.low <= interval.estimate <= interval.high <= 1


def test_wilson_known_value():
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 95%: 0.2553 to 0.3662.
    interval = wilson_interval(81, 263)
    assert (interval.low, interval.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert rule_of_three(300) == 0.01 and rule_of_three(2) == 1


def test_clear_errors(scores):
    with pytest.raises(EvaluationError, match=r"1 subject.*at least two"):
        subject_bootstrap(lambda weights: 1.0, 1)
    with pytest.raises(EvaluationError, match="confidence"):
        subject_bootstrap(lambda weights: 1.0, 5, confidence=1)
    with pytest.raises(EvaluationError, match="confidence is 95"):
        wilson_interval(1, 2, 95)
    with pytest.raises(EvaluationError, match="replicates is 0"):
        subject_bootstrap(lambda weights: 1.0, 5, replicates=0)
    with pytest.raises(EvaluationError, match="more errors"):
        wilson_interval(3, 2)
    with pytest.raises(EvaluationError, match="comparisons is 0"):
        wilson_interval(0, 0)
    with pytest.raises(EvaluationError, match="between 0 and 2"):
        PairSums([0], [3], 3)
    with pytest.raises(EvaluationError, match="strata"):
        resample(3, 1, np.random.default_rng(0), strata=[1, 2])
    with pytest.raises(EvaluationError, match="choose fmr"):
        differential_interval(max_min_ratio, scores, 0.5, which="both of them")
    with pytest.raises(EvaluationError, match="NaN in every replicate"):
        differential_interval(max_min_ratio, scores, 0.0)
    mixed = FaceSet(scores.probes.vectors, scores.probes.subjects, np.arange(180) % 2)
    with pytest.raises(EvaluationError, match="images in two groups"):
        differential_interval(max_min_ratio, score_pairs(mixed), 0.5)
    one = score_pairs(FaceSet(np.eye(3), list("aaa")))
    with pytest.raises(EvaluationError, match="at least two"):
        rate_intervals(one, 0.5)

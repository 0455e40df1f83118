import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.evaluation import (
    Bins,
    EvaluationError,
    FaceSet,
    count_pairs,
    fairness_discrepancy_rate,
    garbe,
    gini,
    group_rates,
    inequity_rate,
    max_geometric_mean_ratio,
    max_min_ratio,
    random_faces,
    score_pairs,
)

rates = st.lists(st.floats(1e-6, 1), min_size=2, max_size=8)


@pytest.fixture(scope="module")
def faces():
    return random_faces(60, 3, 16, spread=1.0, groups=["a", "b", "c"], seed=1)


def test_group_rates_equal_plain_counting(faces):
    scores = score_pairs(faces)
    threshold = float(np.quantile(scores.nonmated, 0.05))
    result = group_rates(scores, threshold)
    assert result.groups == ("a", "b", "c")
    for i, one in enumerate(result.groups):
        for j, other in enumerate(result.groups):
            cell = [{faces.groups[a], faces.groups[b]} == {one, other} for a, b in scores.nonmated_rows]
            inside = scores.nonmated[cell]
            assert result.nonmated[i, j] == len(inside)
            assert result.fmr_matrix[i, j] == np.mean(inside <= threshold)
        own = scores.mated[faces.groups[scores.mated_rows[:, 0]] == one]
        assert result.fnmr[i] == np.mean(own > threshold) and result.mated[i, i] == len(own)
        outside = [(faces.groups[a] == one) != (faces.groups[b] == one) for a, b in scores.nonmated_rows]
        assert result.fmr_across[i] == pytest.approx(np.mean(scores.nonmated[outside] <= threshold))
    assert result.fmr.tolist() == np.diag(result.fmr_matrix).tolist()
    assert result.fmr[2] > result.fmr[0]  # the invented groups were made so
    assert result.rows()[1]["group"] == "b" and result.rows()[1]["nonmated"] == result.nonmated[1, 1]


def test_from_counts_as_from_distances(faces):
    scores = score_pairs(faces)
    threshold = float(np.quantile(scores.nonmated, 0.05))
    exact, counted = (group_rates(count_pairs(faces, bins=Bins.at([threshold])), threshold),
                      group_rates(scores, threshold))
    for name in ("nonmated", "false_matches", "mated", "false_nonmatches"):
        assert np.array_equal(getattr(exact, name), getattr(counted, name))
    coarse = group_rates(count_pairs(faces, bins=Bins.uniform(1.0, 8)), 0.3)
    assert coarse.threshold == 0.25


def test_with_a_gallery_both_orders_count(faces):
    gallery = random_faces(30, 2, 16, groups=["a", "b", "c"], seed=2)
    scores, histogram = score_pairs(faces, gallery), count_pairs(faces, gallery, bins=Bins.at([0.5]))
    one, other = group_rates(scores, 0.5), group_rates(histogram, 0.5)
    assert np.array_equal(one.nonmated, other.nonmated) and np.array_equal(one.false_matches, other.false_matches)
    assert np.array_equal(one.nonmated, one.nonmated.T)


def test_within_only_leaves_the_rest_undefined(faces):
    result = group_rates(score_pairs(faces, pairs="within"), 0.5)
    assert np.isfinite(result.fmr).all() and np.isnan(result.fmr_across).all() and np.isnan(result.fmr_matrix[0, 1])


def test_known_values():
    assert max_min_ratio([0.001, 0.01]) == pytest.approx(10)
    assert max_geometric_mean_ratio([0.001, 0.01, 0.1]) == pytest.approx(10)
    # 1 - 0.5 x 0.02 - 0.5 x 0.1, from the definition of the fairness discrepancy rate.
    assert fairness_discrepancy_rate([0.01, 0.03], [0.1, 0.2]) == pytest.approx(0.94)
    assert inequity_rate([0.001, 0.004], [0.01, 0.09]) == pytest.approx(4**0.5 * 9**0.5)
    assert inequity_rate([0.001, 0.004], [0.01, 0.09], alpha=1) == pytest.approx(4)
    # n/(n-1) x sum |x_i - x_j| / (2 n^2 mean): 2/1 x (2 x 2) / (2 x 4 x 2) for 1 and 3 (in hundredths).
    assert gini([0.01, 0.03]) == pytest.approx(0.5)
    assert gini([0, 0, 0, 1.0]) == pytest.approx(1)
    assert garbe([0.01, 0.03], [0.2, 0.2], alpha=0.25) == pytest.approx(0.25 * 0.5)


@given(rates, st.floats(0.01, 1))
def test_ratios_and_gini_ignore_the_scale(values, scale):
    values = np.array(values)
    for measure in (max_min_ratio, max_geometric_mean_ratio, gini):
        assert measure(values * scale) == pytest.approx(measure(values), rel=1e-6, abs=1e-9)


@given(rates, st.randoms())
def test_bounds_and_order(values, shuffler):
    values = np.array(values)
    assert 1 - 1e-12 <= max_geometric_mean_ratio(values) <= max_min_ratio(values) * (1 + 1e-9)
    assert -1e-12 <= gini(values) <= 1 + 1e-12
    mixed = list(values)
    shuffler.shuffle(mixed)
    assert gini(mixed) == pytest.approx(gini(values), abs=1e-12)
    assert gini(np.full(4, values[0])) == pytest.approx(0) and max_min_ratio(np.full(4, values[0])) == 1


def test_replicates_in_one_call():
    random = np.random.default_rng(0)
    fmr, fnmr = random.random((2, 50, 4))
    for measure in (garbe, fairness_discrepancy_rate, inequity_rate):
        np.testing.assert_allclose(measure(fmr, fnmr), [measure(a, b) for a, b in zip(fmr, fnmr, strict=True)])
    for measure in (max_min_ratio, max_geometric_mean_ratio, gini):
        np.testing.assert_allclose(measure(fmr), [measure(row) for row in fmr])


def test_no_errors_at_all_is_not_a_number_and_a_zero_is_infinite():
    for measure in (max_min_ratio, max_geometric_mean_ratio, gini):
        assert np.isnan(measure([0.0, 0.0]))
    assert max_min_ratio([0, 0.1]) == max_geometric_mean_ratio([0, 0.1]) == np.inf
    assert fairness_discrepancy_rate([0, 0], [0, 0]) == 1


def test_clear_errors(faces):
    for measure in (max_min_ratio, max_geometric_mean_ratio, gini):
        with pytest.raises(EvaluationError, match="at least two groups"):
            measure([0.1])
        with pytest.raises(EvaluationError, match=r"group number 1 .*it is nan.*no comparisons"):
            measure([0.1, np.nan])
        with pytest.raises(EvaluationError, match="group number 0"):
            measure([5, 0.1])
    with pytest.raises(EvaluationError, match="alpha is 2"):
        garbe([0.1, 0.2], [0.1, 0.2], alpha=2)
    with pytest.raises(EvaluationError, match="no groups"):
        group_rates(score_pairs(FaceSet(faces.vectors, faces.subjects)), 0.5)
    with pytest.raises(EvaluationError, match="score_pairs or count_pairs"):
        group_rates([0.1], 0.5)
    with pytest.raises(EvaluationError, match="NaN"):
        group_rates(score_pairs(faces), np.nan)

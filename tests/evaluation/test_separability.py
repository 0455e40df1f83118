"""Each replicate of the separability table is the error curve of the people drawn, as often as they were drawn."""

from __future__ import annotations

import numpy as np
import pytest

from course.evaluation import EvaluationError, error_curve, random_faces, rate_intervals, score_pairs, tmr_at_fmr
from course.evaluation import separability as module
from course.evaluation.bootstrap import resample
from course.evaluation.separability import separability


@pytest.fixture(scope="module")
def scores():
    return score_pairs(random_faces(12, 3, dimensions=6, spread=1.2, seed=4))


def test_a_replicate_equals_the_curve_of_pairs_written_out_as_often_as_they_count(scores):
    weights = resample(12, 5, np.random.default_rng(3))
    edges = np.unique(np.concatenate([scores.mated, scores.nonmated]))
    fmr, fnmr = module._curves(weights, *module._bins(scores, edges, 12))
    first, second = scores.subjects_of(scores.nonmated_rows).T
    own = scores.subjects_of(scores.mated_rows)[:, 0]
    for row, drawn in enumerate(weights.astype(int)):
        mated = np.repeat(scores.mated, drawn[own])
        nonmated = np.repeat(scores.nonmated, drawn[first] * drawn[second])
        curve = error_curve(mated, nonmated)
        assert np.allclose(fmr[row], curve.fmr(edges)) and np.allclose(fnmr[row], curve.fnmr(edges))
        assert module._auc(fmr, fnmr)[row] == pytest.approx(curve.auc())
        assert module._eer(fmr, fnmr)[row] == pytest.approx(curve.eer().rate)
        for target in (0.3, 0.05, 0.0):
            assert module._tmr(fmr, fnmr, target)[row] == pytest.approx(tmr_at_fmr(mated, nonmated, target))


def test_estimates_are_exact_and_intervals_agree_with_those_of_the_rates(scores):
    threshold = float(np.median(scores.mated))
    found = separability(scores, threshold, replicates=400, seed=5)
    curve = error_curve(scores.mated, scores.nonmated)
    assert found.auc.estimate == curve.auc() and found.eer.estimate == curve.eer().rate
    assert [one.estimate for one in found.tmr] == [tmr_at_fmr(scores.mated, scores.nonmated, t) for t in found.targets]
    rates = rate_intervals(scores, threshold, replicates=400, seed=5)
    for name in ("fmr", "fnmr"):
        ours, theirs = getattr(found, name), getattr(rates, name)
        assert ours.estimate == theirs.estimate
        assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.06)
    assert found.auc.low < found.auc.estimate < found.auc.high


@pytest.mark.parametrize("threshold", [0.593, 0.07, 0.3, 0.6])
def test_the_intervals_are_those_of_the_threshold_whatever_its_rounding(threshold):
    scores = score_pairs(random_faces(40, 4, dimensions=6, spread=0.7, seed=2))
    assert scores.mated.dtype == np.float32
    found, rates = (function(scores, threshold, replicates=600, seed=1) for function in (separability, rate_intervals))
    for name in ("fmr", "fnmr"):
        ours, theirs = getattr(found, name), getattr(rates, name)
        assert ours.estimate == theirs.estimate
        assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.004), name


def test_many_scores_lose_little_to_the_bins():
    scores = score_pairs(random_faces(60, 5, spread=0.9, seed=1))
    edges = module._edges(np.sort(scores.mated), np.sort(scores.nonmated))
    fmr, fnmr = module._curves(np.ones((1, 60), np.float32), *module._bins(scores, edges, 60))
    curve = error_curve(scores.mated, scores.nonmated)
    assert module._auc(fmr, fnmr)[0] == pytest.approx(curve.auc(), abs=2e-4)
    assert module._eer(fmr, fnmr)[0] == pytest.approx(curve.eer().rate, abs=2e-3)


def test_what_cannot_be_measured_is_said(scores):
    with pytest.raises(EvaluationError, match="FMR target"):
        separability(scores, 0.5, targets=(2.0,))
    with pytest.raises(EvaluationError, match="replicates"):
        separability(scores, 0.5, replicates=0)
    with pytest.raises(EvaluationError):
        separability(score_pairs(random_faces(1, 3)), 0.5)

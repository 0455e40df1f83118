import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.covariance import LedoitWolf
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from course import evaluation
from course.evaluation import FaceSet, learn_metric, random_faces, score_pairs
from course.evaluation.checks import EvaluationError
from course.evaluation.metric import Moments, ledoit_wolf, unit, within_class_covariance


@pytest.fixture
def faces():
    return random_faces(40, 5, dimensions=24, seed=3)


def deviations(faces):
    rows = faces.vectors / np.linalg.norm(faces.vectors, axis=1, keepdims=True)
    return np.concatenate([rows[faces.subjects == one] - rows[faces.subjects == one].mean(axis=0) for one in np.unique(faces.subjects)])


def test_the_covariance_is_that_of_scikit_learn(faces):
    some = faces.take(np.arange(0, 173))  # the last person has fewer images
    rows = unit(some.vectors)
    other = LinearDiscriminantAnalysis(solver="lsqr", store_covariance=True).fit(rows, some.subjects)
    assert np.allclose(within_class_covariance(some.vectors, some.subjects), other.covariance_)


@pytest.mark.parametrize("people", [3, 10, 40])
def test_the_shrinkage_is_that_of_scikit_learn(faces, people):
    some = faces.take(np.isin(faces.subjects, np.unique(faces.subjects)[:people]))
    expected = LedoitWolf(assume_centered=True).fit(deviations(some)).shrinkage_
    assert learn_metric(some.vectors, some.subjects).shrinkage == pytest.approx(expected)


def test_a_round_covariance_is_all_shrinkage():
    assert ledoit_wolf(np.eye(4), 30.0, 10) == 1
    assert ledoit_wolf(np.diag([1.0, 2.0]), 0.0, 10) == 0


def test_the_metric_undoes_how_images_of_one_person_differ(faces):
    """With no shrinkage the within-class covariance of what comes out is the identity, and its mean is 0."""
    metric = learn_metric(faces.vectors, faces.subjects, shrinkage=0)
    seen = metric.apply(unit(faces.vectors))
    means = np.stack([seen[faces.subjects == one].mean(axis=0) for one in faces.subjects])
    assert np.allclose((seen - means).T @ (seen - means) / len(seen), np.eye(24))
    assert np.allclose(seen.mean(axis=0), 0)
    assert (metric.subjects, metric.images, metric.shrinkage) == (40, 200, 0)


def test_with_full_shrinkage_only_the_centre_is_moved(faces):
    metric = learn_metric(faces.vectors, faces.subjects, shrinkage=1)
    assert np.allclose(metric.matrix / metric.matrix[0, 0], np.eye(24))


def test_it_finds_people_again_in_a_noisy_direction():
    """Noise in few directions hides who is who; a metric learnt on OTHER people takes it out."""
    random = np.random.default_rng(0)
    loud = np.where(np.arange(32) < 4, 6.0, 0.3)
    faces = random_faces(80, 6, dimensions=32, spread=0.0, seed=1)
    noisy = FaceSet(faces.vectors + loud * random.standard_normal(faces.vectors.shape), faces.subjects)
    learnt = np.isin(noisy.subjects, np.unique(noisy.subjects)[:40])
    training, others = noisy.take(learnt), noisy.take(~learnt)
    metric = learn_metric(training.vectors, training.subjects)
    before, after = (score_pairs(FaceSet(rows, others.subjects)) for rows in (others.vectors, metric.apply(others.vectors)))
    missed = [evaluation.fnmr_at_fmr(one.mated, one.nonmated, 0.01) for one in (before, after)]
    assert missed[1] < 0.5 * missed[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.05, 1))
def test_a_weight_is_a_repeated_person(seed, shrinkage):
    random = np.random.default_rng(seed)
    faces = random_faces(8, 3, dimensions=6, seed=seed)
    times = random.integers(0, 3, 8)
    times[:2] = 1, 2
    moments = Moments.of(faces.vectors, faces.subjects)
    rows = [np.flatnonzero(faces.subjects == name) for name, count in zip(moments.names, times, strict=True) for _ in range(count)]
    copies = [f"{place}" for place, part in enumerate(rows) for _ in part]
    repeated = learn_metric(faces.vectors[np.concatenate(rows)], np.array(copies), shrinkage)
    weighted = moments.metric(times, shrinkage)
    assert np.allclose(repeated.centre, weighted.centre)
    assert np.allclose(repeated.matrix, weighted.matrix)


def test_lengths_do_not_count(faces):
    lengths = np.random.default_rng(1).uniform(0.1, 9, (len(faces), 1))
    one, other = learn_metric(faces.vectors, faces.subjects), learn_metric(faces.vectors * lengths, faces.subjects)
    assert np.allclose(one.matrix, other.matrix)
    assert np.allclose(one.apply(faces.vectors), other.apply(faces.vectors * lengths), atol=1e-4)


def test_apply_keeps_kind_and_missing_faces(faces):
    metric = learn_metric(faces.vectors, faces.subjects)
    rows = faces.vectors[:3].copy()
    rows[1] = np.nan
    seen = metric.apply(rows)
    assert seen.dtype == np.float32
    assert np.isnan(seen[1]).all()
    assert np.isfinite(seen[[0, 2]]).all()


def broken(kind):
    faces = random_faces(12, 4, dimensions=8, seed=2)
    vectors, subjects, shrinkage = faces.vectors.astype(float), faces.subjects, None
    match kind:
        case "NaN":
            vectors[5, 2] = np.nan
        case "one image each":
            subjects = np.arange(len(vectors))
        case "one person":
            subjects = np.full(len(vectors), "me")
        case "nobody":
            vectors, subjects = vectors[:0], subjects[:0]
        case "copies":
            vectors = vectors[np.unique(subjects, return_index=True)[1]].repeat(4, axis=0)
        case "a constant column, no shrinkage":
            vectors = unit(vectors)
            vectors = np.hstack([vectors, np.ones((len(vectors), 1))])
            shrinkage = 0
        case "fewer images than dimensions":
            vectors, subjects, shrinkage = vectors[:8], subjects[:8], 0
        case "zeros":
            vectors[3] = 0
        case "labels short":
            subjects = subjects[:-1]
        case "words":
            vectors = vectors.astype(str)
        case "one row":
            vectors = vectors[0]
        case "shrinkage":
            shrinkage = 1.5
    return vectors, subjects, shrinkage


@pytest.mark.parametrize(("kind", "words"), [
    ("NaN", "1 of 48 templates hold NaN or infinity (the first is row 5)"),
    ("one image each", "Every training person has one image"),
    ("one person", "There is 1 training person"),
    ("nobody", "There are no training people"),
    ("copies", "are all alike"),
    ("a constant column, no shrinkage", "cannot be inverted with a shrinkage of 0"),
    ("fewer images than dimensions", "cannot be inverted with a shrinkage of 0"),
    ("zeros", "Template number 3 is all zeros"),
    ("labels short", "There are 48 templates, but the subjects have shape (47,)"),
    ("words", "pass one row of numbers an image"),
    ("one row", "pass one row of numbers an image"),
    ("shrinkage", "The shrinkage is 1.5"),
])
def test_what_cannot_be_learnt_from_is_answered_by_a_sentence(kind, words):
    with pytest.raises(EvaluationError, match=re.escape(words)):
        learn_metric(*broken(kind))


def test_a_constant_column_is_no_trouble_with_shrinkage():
    vectors, subjects, _ = broken("a constant column, no shrinkage")
    metric = learn_metric(vectors, subjects)
    assert metric.shrinkage > 0
    assert np.isfinite(metric.apply(vectors)).all()


def test_templates_of_another_recogniser_are_refused(faces):
    metric = learn_metric(faces.vectors, faces.subjects)
    with pytest.raises(EvaluationError, match="learnt from templates of 24 dimensions"):
        metric.apply(faces.vectors[:, :20])
    with pytest.raises(EvaluationError, match="all zeros"):
        metric.apply(np.zeros((1, 24)))

"""The matcher that never errs, through the course's own measures: every group, any gallery, no gaps."""

import dataclasses

import numpy as np
import pytest

from course import evaluation, faces
from course.evaluation import EvaluationError, FaceSet, fmr, fnmr, group_rates, score_pairs, search
from course.judgement.perfect import PerfectMatcher

PERFECT = PerfectMatcher()


@pytest.fixture(scope="module")
def known():
    return faces.embeddings("dlib", role="known")


def test_no_error_for_anybody_at_any_threshold(known):
    scores = score_pairs(FaceSet.of(PERFECT.embed(known), groups=["target", "sex"]))
    assert len(scores.group_names) == 6
    for threshold in (0.0, 1e-6, PERFECT.threshold, 0.999):
        assert fmr(scores.nonmated, threshold) == fnmr(scores.mated, threshold) == 0
        rates = group_rates(scores, threshold)
        assert np.all(rates.fmr_matrix == 0) and np.all(rates.fnmr == 0)


@pytest.mark.parametrize("size", [1, 2, 40, 200])
def test_any_gallery(known, size):
    perfect = PERFECT.embed(known)
    people = np.unique(perfect.table.subject)[:size]
    first = ~perfect.table.subject.duplicated().to_numpy()
    inside = perfect.table.subject.isin(people).to_numpy()
    every = FaceSet.of(perfect)
    found = search(every.take(~first), every.take(first & inside))
    if size < perfect.table.subject.nunique():
        assert found.fpir(PERFECT.threshold) == 0
    assert found.fnir(PERFECT.threshold) == 0


def test_the_images_in_which_no_face_was_found_are_recognised_too(known):
    lost = dataclasses.replace(known, vectors=known.vectors[10:], table=known.table.iloc[10:], missed=known.table.iloc[:10])
    perfect = PERFECT.embed(lost)
    assert len(perfect) == len(lost) + 10 and not len(perfect.missed)
    scores = score_pairs(FaceSet.of(perfect))
    assert fnmr(scores.mated, PERFECT.threshold) == 0
    assert evaluation.auc(scores.mated, scores.nonmated) == 1


def test_a_missing_label_is_named(known):
    table = known.table.copy()
    table.loc[table.index[3], "subject"] = None
    with pytest.raises(EvaluationError, match="no label"):
        PERFECT.embed(dataclasses.replace(known, table=table))


def test_one_image():
    known = faces.embeddings("dlib", role="known")
    assert len(PERFECT.embed(dataclasses.replace(known, vectors=known.vectors[:1], table=known.table.iloc[:1]))) == 1

import os
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.evaluation import (
    Bins,
    EvaluationError,
    FaceSet,
    accepted_pairs,
    blocks,
    checkpoint,
    count_pairs,
    distances,
    error_curve,
    fmr,
    fnmr,
    histogram_scores,
    random_faces,
    sample_subjects,
    score_pairs,
    workers,
)
from course.evaluation import scores as scores_module

METRICS = ["cosine", "euclidean", "euclidean_l2"]


def by_hand(left, right, metric):
    left, right = np.asarray(left, float), np.asarray(right, float)
    if metric != "euclidean":
        left = left / np.linalg.norm(left, axis=1, keepdims=True)
        right = right / np.linalg.norm(right, axis=1, keepdims=True)
    if metric == "cosine":
        return 1 - left @ right.T
    return np.linalg.norm(left[:, None] - right[None], axis=2)


def pairs_by_hand(probes, gallery, metric, pairs="all"):
    """Mated and non-mated distances by two loops: the plain definition."""
    alone = gallery is None
    gallery = probes if alone else gallery
    table = by_hand(probes.vectors, gallery.vectors, metric)
    found = {True: [], False: []}
    for i in range(len(probes)):
        for j in range(i + 1 if alone else 0, len(gallery)):
            same_group = probes.groups is None or probes.groups[i] == gallery.groups[j]
            if pairs == "all" or same_group == (pairs == "within"):
                found[probes.subjects[i] == gallery.subjects[j]].append(table[i, j])
    return np.sort(found[True]), np.sort(found[False])


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "ROWS", 7)
    monkeypatch.setattr(blocks, "COLUMNS", 11)
    monkeypatch.setattr(blocks, "TILE_ROWS", 20)
    monkeypatch.setattr(blocks, "TILE_COLUMNS", (22, 22))
    monkeypatch.setattr(workers, "WORTH_THREADS", 0)


@pytest.mark.parametrize("metric", METRICS)
def test_distances(metric):
    random = np.random.default_rng(0)
    left, right = random.normal(size=(5, 8)), random.normal(size=(3, 8))
    result = distances(left, right, metric)
    assert result.shape == (5, 3) and result.dtype == np.float32
    np.testing.assert_allclose(result, by_hand(left, right, metric), rtol=2e-5)
    assert distances(left[0], right, metric).shape == (1, 3)
    assert (distances(left, left, metric) >= 0).all()


@pytest.mark.parametrize("metric", METRICS)
def test_distances_equal_deepface(metric):
    verification = pytest.importorskip("deepface.modules.verification")
    random = np.random.default_rng(3)
    left, right = random.normal(size=(2, 128))
    expected = verification.find_distance(left, right, metric)
    assert distances(left, right, metric)[0, 0] == pytest.approx(float(expected), abs=3e-6, rel=1e-5)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("pairs", ["all", "within", "across"])
@pytest.mark.parametrize("with_gallery", [False, True])
def test_every_pair_once(small_blocks, metric, pairs, with_gallery):
    faces = random_faces(17, 3, 6, groups=["b", "a", "c"], seed=4)
    faces = faces.take(np.random.default_rng(0).permutation(len(faces)))  # labels in no order
    gallery = random_faces(20, 2, 6, groups=["b", "a", "c"], seed=5) if with_gallery else None
    mated, nonmated = pairs_by_hand(faces, gallery, metric, pairs)
    result = score_pairs(faces, gallery, metric=metric, pairs=pairs)
    np.testing.assert_allclose(np.sort(result.mated), mated, atol=2e-5)
    np.testing.assert_allclose(np.sort(result.nonmated), nonmated, atol=2e-5)
    # Each distance is that of the rows given beside it, and no pair comes twice.
    table = by_hand(faces.vectors, result.gallery.vectors, metric)
    for scores, rows in ((result.mated, result.mated_rows), (result.nonmated, result.nonmated_rows)):
        np.testing.assert_allclose(scores, table[tuple(rows.T)], atol=2e-5)
        keys = rows if with_gallery else np.sort(rows, axis=1)
        assert len(np.unique(keys, axis=0)) == len(rows)
    assert (faces.subjects[result.mated_rows[:, 0]] == result.gallery.subjects[result.mated_rows[:, 1]]).all()


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("bins", ["default", "near", "few", "many"])
@pytest.mark.parametrize("with_gallery", [False, True])
def test_counts_equal_the_distances_counted(small_blocks, metric, bins, with_gallery):
    faces = random_faces(25, 3, 6, groups=["b", "a"], seed=6)
    gallery = random_faces(30, 2, 6, groups=["b", "a"], seed=7) if with_gallery else None
    scores = score_pairs(faces, gallery, metric=metric)
    wanted = {"default": None, "near": Bins.uniform(float(np.quantile(scores.nonmated, 0.1)), 100),
              "few": Bins.at(np.quantile(scores.nonmated, [0.01, 0.5])),
              "many": Bins.at(scores.nonmated[:50])}[bins]
    histogram = count_pairs(faces, gallery, metric=metric, bins=wanted)
    assert histogram.compared.sum(axis=1).tolist() == [scores.mated.size, scores.nonmated.size]
    for edge in histogram.bins.edges[:: max(1, len(histogram.bins.edges) // 50)]:
        assert histogram.fmr(edge) == fmr(scores.nonmated, edge)
        assert histogram.fnmr(edge) == pytest.approx(fnmr(scores.mated, edge), abs=1e-12)
    # By pair of groups, too.
    names = list(scores.group_names)
    for kind, distance, rows in ((0, scores.mated, scores.mated_rows), (1, scores.nonmated, scores.nonmated_rows)):
        groups = scores.groups_of(rows)
        for cell, (a, b) in enumerate(histogram.cells):
            key = [names.index(a), names.index(b)]
            here = (groups == key).all(axis=1)
            if not with_gallery:
                here |= (groups[:, ::-1] == key).all(axis=1)
            edge = histogram.bins.edges[len(histogram.bins.edges) // 2]
            assert histogram.compared[kind, cell] == here.sum()
            assert histogram.accepted(edge)[kind, cell] == (distance[here] <= np.float32(edge)).sum()


@pytest.mark.parametrize("metric", METRICS)
def test_accepted_pairs_are_those_at_or_below_the_threshold(small_blocks, metric):
    faces = random_faces(20, 3, 6, spread=1.0, seed=9)
    scores = score_pairs(faces, metric=metric)
    threshold = float(np.sort(scores.nonmated)[40])
    near = accepted_pairs(faces, threshold=threshold, metric=metric)
    assert np.array_equal(near.mated, scores.mated[scores.mated <= threshold])
    assert np.array_equal(near.nonmated, scores.nonmated[scores.nonmated <= threshold]) and near.nonmated.size == 41
    assert np.array_equal(near.nonmated_rows, scores.nonmated_rows[scores.nonmated <= threshold])
    assert accepted_pairs(faces, threshold=-1, metric=metric).mated.size == 0
    assert accepted_pairs(faces, threshold=np.inf, metric=metric).mated.size == scores.mated.size


def test_the_histogram_finds_the_same_threshold():
    faces = random_faces(120, 2, seed=8)
    scores, histogram = score_pairs(faces), count_pairs(faces)
    threshold = histogram.threshold_at_fmr(0.01)
    assert fmr(scores.nonmated, threshold) <= 0.01 < fmr(scores.nonmated, threshold + histogram.bins.width)
    points = histogram.points()
    np.testing.assert_allclose(points.fmr, error_curve(scores.mated, scores.nonmated).fmr(points.threshold))
    assert histogram.edge(threshold + histogram.bins.width / 3) == threshold
    assert histogram.edge(-1) == -np.inf and histogram.fmr(-1) == 0 and histogram.fnmr(-1) == 1
    assert histogram.edge(np.inf) == np.inf and histogram.fmr(np.inf) == 1
    twice = histogram + histogram
    assert twice.fmr(threshold) == histogram.fmr(threshold) and twice.compared.sum() == 2 * histogram.compared.sum()


@settings(max_examples=60)
@given(st.lists(st.floats(0, 3, width=32) | st.sampled_from([0.0, 0.25, 0.5, 2.0, np.inf]), min_size=1, max_size=50),
       st.lists(st.booleans(), min_size=50, max_size=50), st.integers(1, 40), st.sampled_from([np.float32, np.float64]))
def test_uniform_bins_are_exact_at_every_edge(values, flags, count, kind):
    values, flags = np.array(values, kind), np.array(flags[: len(values)])
    histogram = histogram_scores(values, flags, Bins.uniform(2.0, count))
    for place, edge in enumerate(histogram.bins.edges):
        accepted = [(values[flags] <= edge).sum(), (values[~flags] <= edge).sum()]
        assert histogram.accepted(edge)[:, 0].tolist() == accepted
        assert histogram.mated[0, : place + 1].sum() == accepted[0]


def test_flat_scores_by_cell():
    random = np.random.default_rng(2)
    values = random.random(5000, dtype=np.float32)
    mated, cell = random.random(5000) < 0.2, random.integers(0, 3, 5000).astype(np.int8)
    cells = (("a", "a"), ("b", "b"), ("c", "c"))
    histogram = histogram_scores(values, mated, Bins.uniform(1.0), cell, cells)
    accepted = histogram.accepted(0.25)
    for number in range(3):
        assert accepted[0, number] == (values[mated & (cell == number)] <= 0.25).sum()
        assert accepted[1, number] == (values[~mated & (cell == number)] <= 0.25).sum()


def test_one_subject_and_one_image():
    one = FaceSet(np.eye(3), ["a", "a", "a"])
    scores = score_pairs(one)
    assert scores.mated.size == 3 and scores.nonmated.size == 0
    histogram = count_pairs(one)
    assert histogram.fnmr(0.5) == 1
    with pytest.raises(EvaluationError, match="No non-mated pairs"):
        histogram.fmr(0.5)
    with pytest.raises(EvaluationError, match="No non-mated pairs"):
        histogram.threshold_at_fmr(0.5)
    alone = score_pairs(FaceSet(np.eye(3)[:1], ["a"]))
    assert alone.mated.size == alone.nonmated.size == 0
    with pytest.raises(EvaluationError, match="no mated distances"):
        error_curve(alone.mated, alone.nonmated)


def test_threads_and_products_of_one_thread_change_no_count():
    faces = random_faces(1500, 2, seed=3)  # enough pairs for the threads to be used
    scores = score_pairs(faces)
    assert scores.nonmated.size + scores.mated.size > workers.WORTH_THREADS
    # Thresholds at distances that occur: one differing bit in a product would move a count.
    thresholds = np.concatenate([scores.nonmated[:: scores.nonmated.size // 200], scores.mated[::20]])
    histogram = count_pairs(faces, bins=Bins.at(thresholds))
    curve = error_curve(scores.mated, scores.nonmated)
    assert np.array_equal([histogram.fmr(one) for one in thresholds], curve.fmr(thresholds))
    np.testing.assert_allclose([histogram.fnmr(one) for one in thresholds], curve.fnmr(thresholds), atol=1e-12)


def test_a_memory_map_is_read_in_blocks(tmp_path):
    faces = random_faces(50, 2)
    np.save(tmp_path / "vectors.npy", faces.vectors)
    mapped = FaceSet(np.load(tmp_path / "vectors.npy", mmap_mode="r"), faces.subjects)
    assert isinstance(mapped.vectors, np.memmap)
    assert np.array_equal(count_pairs(mapped).nonmated, count_pairs(faces).nonmated)


def test_half_precision_vectors():
    faces = random_faces(20, 2)
    half = FaceSet(faces.vectors.astype(np.float16), faces.subjects)
    np.testing.assert_allclose(score_pairs(half).nonmated, score_pairs(faces).nonmated, atol=2e-3)


def test_dask_gives_the_same_counts(monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(blocks, "TILE_ROWS", 40)
    faces = random_faces(60, 3, groups=["a", "b"])
    gallery = random_faces(70, 2, groups=["a", "b"], seed=9)
    with distributed.Client(processes=False, n_workers=1, threads_per_worker=2, dashboard_address=":0") as client:
        for other in (None, gallery):
            ours, theirs = count_pairs(faces, other), count_pairs(faces, other, client=client)
            assert np.array_equal(ours.mated, theirs.mated) and np.array_equal(ours.nonmated, theirs.nonmated)


def test_interrupted_work_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "TILE_ROWS", 20)
    monkeypatch.setattr(checkpoint.Checkpoint, "SECONDS", 0)
    faces, path = random_faces(60, 3), tmp_path / "progress.npz"
    whole = count_pairs(faces)
    count, calls = blocks.Plan.count, []

    def fails_later(plan, tile, bins):
        calls.append(tile)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return count(plan, tile, bins)

    monkeypatch.setattr(blocks.Plan, "count", fails_later)
    with pytest.raises(KeyboardInterrupt):
        count_pairs(faces, checkpoint=path)
    again = count_pairs(faces, checkpoint=path)
    assert np.array_equal(again.nonmated, whole.nonmated) and np.array_equal(again.mated, whole.mated)
    assert len(calls) == 4 + (len(faces) // 20 - 3)  # the three finished tiles were not done again
    assert os.listdir(tmp_path) == ["progress.npz"]
    with pytest.raises(EvaluationError, match="progress of another comparison"):
        count_pairs(random_faces(61, 3), checkpoint=path)


def test_from_embeddings_with_a_table():
    vectors = np.eye(4, dtype=np.float32)
    vectors[2] = np.nan
    table = pd.DataFrame({"subject": ["x", "x", "y", "z"], "target": ["af", "af", "eu", "eu"], "sex": list("fffm")})
    faces = FaceSet.of(SimpleNamespace(vectors=vectors, table=table), groups=["target", "sex"])
    assert faces.subjects.tolist() == ["x", "x", "z"] and faces.groups.tolist() == ["af f", "af f", "eu m"]
    assert FaceSet.of(SimpleNamespace(vectors=vectors, table=table)).groups is None
    with pytest.raises(EvaluationError, match="no column 'race': choose from subject, target, sex"):
        FaceSet.of(SimpleNamespace(vectors=vectors, table=table), groups="race")


def test_sampled_subjects_keep_all_their_images():
    faces = sample_subjects(random_faces(20, 3), 0.25)
    assert len(faces) == 15 and len(set(faces.subjects)) == 5


def test_clear_errors(monkeypatch, tmp_path):
    faces = random_faces(5, 2, 4)
    with pytest.raises(EvaluationError, match="10 vectors, but subjects has shape"):
        FaceSet(faces.vectors, faces.subjects[:3])
    with pytest.raises(EvaluationError, match="shape"):
        FaceSet(faces.vectors[0], faces.subjects)
    with pytest.raises(EvaluationError, match="Use one of cosine"):
        score_pairs(faces, metric="manhattan")
    with pytest.raises(EvaluationError, match="choose from all"):
        score_pairs(faces, pairs="some")
    with pytest.raises(EvaluationError, match="needs groups"):
        score_pairs(faces, pairs="within")
    with pytest.raises(EvaluationError, match="no groups"):
        _ = score_pairs(faces).group_names
    with pytest.raises(EvaluationError, match="4 and 6 dimensions"):
        score_pairs(faces, random_faces(5, 2, 6))
    with pytest.raises(EvaluationError, match="make a FaceSet"):
        score_pairs(faces.vectors)
    with pytest.raises(EvaluationError, match="hold no faces"):
        score_pairs(faces.take(slice(0, 0)))
    for bad in (np.nan, np.inf):
        vectors = faces.vectors.copy()
        vectors[3] = bad
        with pytest.raises(EvaluationError, match=r"1 of 10 vectors hold NaN .*first is row 3"):
            FaceSet(vectors, faces.subjects)
        np.save(tmp_path / "vectors.npy", vectors)
        mapped = FaceSet(np.load(tmp_path / "vectors.npy", mmap_mode="r"), faces.subjects)
        for metric in METRICS:
            with pytest.raises(EvaluationError, match=r"1 of 10 vectors looked at are NaN.*number 3"):
                count_pairs(mapped, metric=metric, bins=Bins.uniform(1.0))
    for labels in ([*"abcdefghi", None], [*"abcdefghi", np.nan], np.array([1.0] * 9 + [np.nan])):
        with pytest.raises(EvaluationError, match=r"1 of the subjects have no label .*row 9"):
            FaceSet(faces.vectors, np.array(labels, dtype=getattr(labels, "dtype", object)))
    with pytest.raises(EvaluationError, match="all zeros"):
        distances(np.zeros(3), np.ones(3))
    assert distances(np.zeros(3), np.ones(3), "euclidean")[0, 0] == pytest.approx(3**0.5)
    monkeypatch.setattr(scores_module, "MOST_PAIRS", 10)
    with pytest.raises(EvaluationError, match="count them with count_pairs"):
        score_pairs(faces)
    near = count_pairs(faces, bins=Bins.uniform(0.25))
    with pytest.raises(EvaluationError, match=r"counted up to 0\.25"):
        near.fmr(0.5)
    with pytest.raises(EvaluationError, match=r"count again with Bins.at"):
        count_pairs(faces, bins=Bins.at([0.5])).fmr(0.4)
    with pytest.raises(EvaluationError, match="NaN"):
        near.fmr(np.nan)
    with pytest.raises(EvaluationError, match="same bins"):
        near + count_pairs(faces)
    for bad in ({"upto": 0}, {"upto": np.inf}, {"upto": np.nan}, {"upto": 1, "count": 0}):
        with pytest.raises(EvaluationError):
            Bins.uniform(**bad)
    with pytest.raises(EvaluationError):
        Bins.at([])
    with pytest.raises(EvaluationError, match="from 0 to 0"):
        histogram_scores([0.1], np.array([True]), Bins.uniform(1), cell=np.array([1]))
    with pytest.raises(EvaluationError, match="True/False"):
        histogram_scores([0.1], np.array([1]), Bins.uniform(1))

"""Exact search, against sorting every distance; and the file a gallery is kept in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.matching import METRICS, Gallery, GalleryError, RecogniserError, distance
from course.matching import gallery as module


def brute(vectors, probe, metric) -> np.ndarray:
    return np.array([distance(vector, probe, metric) for vector in vectors])


def filled(metric, vectors) -> Gallery:
    gallery = Gallery(metric)
    gallery.add([f"n{i}" for i in range(len(vectors))], vectors)
    return gallery


@given(
    n=st.integers(1, 700), m=st.integers(1, 9), k=st.integers(1, 12), metric=st.sampled_from(METRICS),
    seed=st.integers(0, 999), at_once=st.sampled_from([64, 1000, 1 << 20]),
)
@settings(deadline=None, max_examples=60)
def test_search_finds_what_sorting_finds(n, m, k, metric, seed, at_once):
    """``at_once`` small: the gallery is cut into many parts, with uneven ends."""
    random = np.random.default_rng(seed)
    vectors = random.standard_normal((n, 16)).astype(np.float32) * random.uniform(0.5, 2, (n, 1)).astype(np.float32)
    probes = random.standard_normal((m, 16)).astype(np.float32)
    gallery = filled(metric, vectors)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "SCORES_AT_ONCE", at_once)
        patch.setattr(module, "PROBES_AT_ONCE", 4)
        rows, distances = gallery.search(probes, k)
    assert rows.shape == distances.shape == (m, min(k, n))
    for probe, row, found in zip(probes, rows, distances, strict=True):
        expected = brute(vectors, probe, metric)
        assert np.allclose(found, np.sort(expected)[:k], atol=2e-6)
        assert np.allclose(found, expected[row], atol=2e-6)
        assert len(set(row.tolist())) == len(row)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.slow
def test_large_gallery(metric):
    random = np.random.default_rng(3)
    vectors = random.standard_normal((50_000, 128), np.float32)
    gallery = filled(metric, vectors)
    probe = vectors[31_234] + 0.1 * random.standard_normal(128, np.float32)
    rows, distances = gallery.search(probe, k=5)
    exact = vectors.astype(np.float64)
    if metric == "euclidean":
        expected = np.linalg.norm(exact - probe, axis=1)
    else:
        cosines = exact @ probe / np.linalg.norm(exact, axis=1) / np.linalg.norm(probe.astype(np.float64))
        expected = 1 - cosines if metric == "cosine" else np.sqrt(2 - 2 * cosines)
    assert rows.tolist() == np.argsort(expected)[:5].tolist() and rows[0] == 31_234
    assert np.allclose(distances, expected[rows], atol=1e-5)


def test_of_equal_templates_the_earlier_comes_first():
    vectors = np.tile(np.array([[3.0, 4.0]], np.float32), (300, 1))
    gallery = filled("cosine", vectors)
    assert gallery.search(np.array([3.0, 4.0]), k=4)[0].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("metric", METRICS)
def test_a_template_is_at_distance_zero_from_itself(metric):
    vectors = np.random.default_rng(0).standard_normal((100, 128)).astype(np.float32) * 7
    rows, distances = filled(metric, vectors).search(vectors, k=1)
    assert rows[:, 0].tolist() == list(range(100)) and np.abs(distances).max() < 1e-5


def test_a_threshold_blanks_what_is_farther():
    gallery = filled("euclidean", np.array([[1, 0], [2, 0], [3, 0]], np.float32))
    rows, distances = gallery.search(np.array([1.0, 0.0]), k=3, threshold=1.0)
    assert rows.tolist() == [0, 1, -1]
    assert distances[:2].tolist() == [0, 1] and np.isnan(distances[2])


def test_enrolment_one_by_one_and_at_once_agree():
    vectors = np.random.default_rng(0).standard_normal((70, 8)).astype(np.float32)
    one = Gallery()
    for i, vector in enumerate(vectors):
        one.add(f"n{i}", vector)
    many = filled("cosine", vectors)
    assert one.names == many.names and len(one) == 70
    assert np.array_equal(one.vectors, many.vectors) and np.array_equal(one.lengths, many.lengths)
    assert np.allclose(np.linalg.norm(one.vectors, axis=1), 1, atol=1e-6)


def test_what_is_refused():
    gallery = filled("cosine", np.eye(3, dtype=np.float32))
    for add, words in [
        ((["a"], np.eye(2, 3)), "1 names for 2"), (("a", np.ones(4)), "shape"), (("a", np.zeros(3)), "zeros"),
        (("a", [1, np.nan, 1]), "NaN"), (("", np.ones(3)), "empty"), (([7], np.ones((1, 3))), "not a text"),
        (("a", np.ones((1, 1, 3))), "shape"),
    ]:  # fmt: skip
        with pytest.raises(GalleryError, match=words):
            gallery.add(*add)
    assert len(gallery) == 3
    for search, words in [((np.ones(4),), "shape"), ((np.ones(3), 0), "at least one"), ((np.zeros(3),), "zeros")]:
        with pytest.raises(GalleryError, match=words):
            gallery.search(*search)
    with pytest.raises(GalleryError, match="nothing is enrolled"):
        Gallery().search(np.ones(3))
    with pytest.raises(RecogniserError, match="manhattan"):
        Gallery("manhattan")


def test_save_and_load(tmp_path):
    vectors = np.random.default_rng(0).standard_normal((40, 128)).astype(np.float32)
    gallery = Gallery("euclidean", recogniser="dlib")
    gallery.add(["Zoë", "顔", *(f"n{i}" for i in range(38))], vectors)
    gallery.save(tmp_path / "g.npz")
    loaded = Gallery.load(tmp_path / "g.npz")
    assert (loaded.names, loaded.metric, loaded.recogniser) == (gallery.names, "euclidean", "dlib")
    for mine, theirs in zip(gallery.search(vectors[:3]), loaded.search(vectors[:3]), strict=True):
        assert np.array_equal(mine, theirs)
    loaded.add("later", vectors[0])
    assert loaded.search(vectors[0], k=2)[0].tolist() == [0, 40]
    assert [path.name for path in tmp_path.iterdir()] == ["g.npz"]


def test_an_empty_gallery_is_kept_too(tmp_path):
    Gallery().save(tmp_path / "g.npz")
    gallery = Gallery.load(tmp_path / "g.npz")
    gallery.add("a", np.ones(128))
    assert len(gallery) == 1


def test_files_that_are_no_gallery(tmp_path):
    with pytest.raises(GalleryError, match="does not exist"):
        Gallery.load(tmp_path / "none.npz")
    filled("cosine", np.eye(3, dtype=np.float32)).save(tmp_path / "g.npz")
    whole = (tmp_path / "g.npz").read_bytes()
    np.savez(tmp_path / "other.npz", a=np.ones(3))
    np.savez(tmp_path / "short.npz", names=np.array(["a"]), units=np.ones((2, 3), np.float32),
             lengths=np.ones(2, np.float32), metric="cosine", recogniser="")
    np.savez(tmp_path / "metric.npz", names=np.array(["a"]), units=np.ones((1, 3), np.float32),
             lengths=np.ones(1, np.float32), metric="odd", recogniser="")
    (tmp_path / "half.npz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.npz").write_text("text")
    (tmp_path / "empty.npz").touch()
    for name in ("other", "short", "half", "text", "empty"):
        with pytest.raises(GalleryError, match=rf"{name}\.npz"):
            Gallery.load(tmp_path / f"{name}.npz")
    with pytest.raises(RecogniserError, match="odd"):
        Gallery.load(tmp_path / "metric.npz")

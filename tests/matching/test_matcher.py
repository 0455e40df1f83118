"""The matcher, with the real recognisers on the rendered cast."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import numpy as np
import pytest
from PIL import Image

from course import paths
from course.figures import pictures
from course.matching import (
    METRICS,
    FaceMatcher,
    Gallery,
    GalleryError,
    ImageError,
    NoFaceError,
    RecogniserError,
    SeveralFacesError,
    distance,
    read_image,
)


def test_unknown_recogniser_and_metric_are_refused():
    with pytest.raises(RecogniserError, match="vgg"):
        FaceMatcher("vgg")
    with pytest.raises(RecogniserError, match="manhattan"):
        FaceMatcher("sface", metric="manhattan")


def test_the_stages_are_drawn_of_one_face(matcher, pixels):
    _, crop, template = (axes.images[0].get_array() for axes in pictures.stages(matcher, pixels).drawing.axes)
    assert np.array_equal(crop, matcher.align(pixels))
    assert np.array_equal(np.ravel(template), matcher.represent(pixels))


def test_a_template_is_the_same_from_a_path_an_array_and_the_crop(matcher, portrait, pixels):
    vector = matcher.represent(portrait)
    assert vector.shape == (128,) and vector.dtype == np.float32
    assert np.array_equal(matcher.represent(pixels), vector)
    assert np.array_equal(matcher.represent(matcher.align(pixels), aligned=True), vector)


def test_a_grey_image_works_and_comes_close(matcher, portrait):
    grey = np.asarray(Image.open(portrait).convert("L"))
    mated = matcher.compare(portrait, grey)
    assert mated.decision and 0 < mated.distance < mated.threshold


@pytest.mark.slow
def test_mated_pairs_are_nearer_than_non_mated_ones(matcher, portraits):
    vectors = np.array([[matcher.represent(path) for path in pair] for pair in portraits])
    mated = [distance(a, b) for a, b in vectors]
    apart = [distance(vectors[i, 0], vectors[j, 1]) for i in range(4) for j in range(4) if i != j]
    assert np.mean(mated) < np.mean(apart)
    assert np.median(mated) < min(apart)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.slow
def test_compare_and_deepfaces_verify_agree(matcher, portraits, metric, monkeypatch):
    monkeypatch.setattr(matcher, "metric", metric)
    for a, b in [portraits[0], (portraits[0][0], portraits[1][0])]:
        ours, theirs = matcher.compare(a, b), matcher.verify(a, b)
        assert ours.distance == pytest.approx(theirs["distance"], abs=2e-6)
        assert ours.decision == theirs["verified"] and isinstance(theirs["verified"], bool)
        assert ours.deepface_confidence == pytest.approx(theirs["confidence"], abs=0.02)
        for key in ("threshold", "model", "similarity_metric"):
            assert ours.as_dict()[key] == theirs[key]
        assert set(ours.as_dict()) < set(theirs)


@pytest.mark.slow
def test_a_threshold_of_ones_own_decides(matcher, portraits):
    found = matcher.compare(*portraits[0])
    assert matcher.compare(*portraits[0], threshold=found.distance).decision  # at the threshold is a match
    assert not matcher.compare(*portraits[0], threshold=found.distance - 1e-9).decision
    assert not matcher.verify(*portraits[0], threshold=0.0)["verified"]


def test_templates_are_compared_as_images_are(matcher, portraits):
    a, b = portraits[0]
    assert matcher.compare(matcher.represent(a), b) == matcher.compare(a, b)
    for wrong in (np.zeros(64, np.float32), np.full(128, np.nan, np.float32)):
        with pytest.raises(ImageError, match="template"):
            matcher.compare(wrong, b)


@pytest.mark.slow
def test_an_image_without_a_face_is_refused_everywhere(matcher, portrait):
    blank = np.full((200, 200, 3), 128, np.uint8)
    assert matcher.detect(blank) == []
    for refused in (
        lambda: matcher.align(blank), lambda: matcher.represent(blank), lambda: matcher.compare(blank, portrait),
        lambda: matcher.verify(portrait, blank), lambda: matcher.enrol("x", blank),
        lambda: matcher.enrol_many(["a", "b"], [portrait, blank], progress=False),
    ):  # fmt: skip
        with pytest.raises(NoFaceError):
            refused()
    assert len(matcher.gallery) == 0


def test_two_faces_are_refused_unless_the_largest_is_asked_for(matcher, pixels):
    both = np.hstack([pixels, pixels])
    with pytest.raises(SeveralFacesError):
        matcher.represent(both)
    assert matcher.compare(both, pixels, which="largest").decision


def test_an_uncropped_image_is_no_aligned_crop(matcher, pixels):
    with pytest.raises(ImageError, match=r"aligned=True takes a crop.*align\(\)"):
        matcher.represent(pixels, aligned=True)


def test_many_at_once(sface_matcher, portraits):
    images = [portraits[0][0], np.full((64, 64, 3), 9, np.uint8), portraits[1][0]]
    vectors = sface_matcher.represent_many(images, missing="nan", progress=False)
    assert vectors.shape == (3, 128) and vectors.dtype == np.float32
    assert np.isfinite(vectors).all(axis=1).tolist() == [True, False, True]
    assert np.array_equal(vectors[2], sface_matcher.represent(portraits[1][0]))
    with pytest.raises(NoFaceError):
        sface_matcher.represent_many(images, progress=False)
    with pytest.raises(ImageError, match=r"missing\.jpg"):
        sface_matcher.represent_many(["missing.jpg"], missing="nan", progress=False)


@pytest.mark.slow
def test_threads_share_a_matcher(sface_matcher, portraits):
    """Images of different sizes, as a service would get them."""
    images = []
    for i, path in enumerate(chain(*portraits)):
        picture = Image.open(path).convert("RGB")
        images.append(np.asarray(picture.resize((150 + 20 * i, 150 + 20 * i))))
    expected = sface_matcher.represent_many(images, progress=False)
    with ThreadPoolExecutor(4) as pool:
        assert np.array_equal(list(pool.map(sface_matcher.represent, images * 2)), np.tile(expected, (2, 1)))


@pytest.mark.slow
def test_enrol_and_search(matcher, portraits):
    names = [path[0].stem for path in portraits]
    matcher.enrol(names[0], portraits[0][0])
    matcher.enrol_many(names[1:], [pair[0] for pair in portraits[1:]], progress=False)
    found = matcher.search(portraits[2][1], k=3)
    assert found.columns.tolist() == ["rank", "name", "template", "distance"]
    assert found["rank"].tolist() == [1, 2, 3] and found.distance.is_monotonic_increasing
    assert found.name[0] == names[2] and found.template[0] == 2
    assert found.distance[0] == pytest.approx(matcher.compare(portraits[2][0], portraits[2][1]).distance, abs=1e-5)
    assert len(matcher.search(portraits[2][1], threshold=found.distance[0] + 1e-6)) == 1
    assert len(matcher.search(portraits[2][1], threshold=0.0)) == 0


def test_a_gallery_of_another_recogniser_is_refused(dlib_matcher, sface_matcher, portrait, tmp_path):
    dlib_matcher.gallery = Gallery(recogniser="dlib")
    dlib_matcher.enrol("a", portrait)
    dlib_matcher.gallery.save(tmp_path / "gallery.npz")
    dlib_matcher.load_gallery(tmp_path / "gallery.npz")
    assert dlib_matcher.search(portrait).name.tolist() == ["a"]
    with pytest.raises(GalleryError, match="dlib, not sface"):
        sface_matcher.load_gallery(tmp_path / "gallery.npz")


class TestCache:
    def entries(self):
        return [path for path in (paths.CACHE / "templates").rglob("*") if path.is_file()]

    def test_a_stored_template_is_used_and_is_the_same(self, portrait):
        matcher = FaceMatcher("sface")
        first = matcher.represent(portrait)
        (entry,) = self.entries()
        written = entry.stat().st_mtime_ns
        again = FaceMatcher("sface").represent(portrait)
        assert np.array_equal(first, again) and entry.stat().st_mtime_ns == written
        again[:] = 0  # the caller's own copy

    @pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 544, None])
    @pytest.mark.slow
    def test_a_damaged_entry_is_computed_again(self, portrait, damage):
        matcher = FaceMatcher("sface")
        first = matcher.represent(portrait)
        (entry,) = self.entries()
        content = bytearray(entry.read_bytes())
        content[-1] ^= 1  # one bit of the template
        entry.write_bytes(content if damage is None else damage)
        assert np.array_equal(matcher.represent(portrait), first)
        assert np.array_equal(FaceMatcher("sface").represent(portrait), first)

    def test_what_decides_the_template_is_in_the_key(self, pixels):
        matcher = FaceMatcher("sface")
        two = np.hstack([pixels, pixels])
        matcher.represent(two, which="largest")
        with pytest.raises(SeveralFacesError):  # not the stored one
            matcher.represent(two)
        matcher.represent(matcher.align(pixels), aligned=True)
        with pytest.raises(NoFaceError):
            FaceMatcher("sface").represent(np.full((112, 112, 3), 5, np.uint8))
        FaceMatcher("dlib").represent(pixels)
        FaceMatcher("sface").represent(pixels)
        assert len(self.entries()) == 4

    @pytest.mark.slow
    def test_many_threads_share_it(self, portraits):
        images = [*chain(*portraits)] * 2
        expected = FaceMatcher("sface", cached=False).represent_many(images, progress=False)
        matcher = FaceMatcher("sface")
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(matcher.represent, images))
        assert np.array_equal(found, expected)
        assert not list(paths.CACHE.rglob("*.tmp"))

    def test_a_cache_that_cannot_be_written_is_no_error(self, portrait, tmp_path, monkeypatch):
        (tmp_path / "file").touch()
        monkeypatch.setattr(paths, "CACHE", tmp_path / "file")
        assert FaceMatcher("sface").represent(portrait).shape == (128,)


@pytest.mark.slow
def test_the_error_says_which_image_it_is(matcher, portraits, tmp_path):
    """Of two, of many, and of one on disk; a face too many is told like none at all."""
    one, other = portraits[0]
    wall = np.full((200, 200, 3), 128, np.uint8)
    two = np.hstack([read_image(one), read_image(other)])
    path = tmp_path / "wall.png"
    Image.fromarray(wall).save(path)
    for call, says in (
        (lambda: matcher.compare(one, wall), r"^the second image: no face found"),
        (lambda: matcher.compare(wall, one), r"^the first image: no face found"),
        (lambda: matcher.compare(one, path), r"^the second image: .*wall\.png: no face found"),
        (lambda: matcher.represent(path), r"wall\.png: no face found"),
        (lambda: matcher.align(path), r"wall\.png: no face found"),
        (lambda: matcher.enrol_many(["x", "y", "z"], [one, wall, other], progress=False), r"^image 2 of 3, y: no face found"),
        (lambda: matcher.represent_many([one, path], progress=False), r"^image 2 of 2: .*wall\.png: no face found"),
        (lambda: matcher.compare(one, tmp_path / "none.jpg"), r"^the second image: .*none\.jpg does not exist"),
        (lambda: matcher.compare(one, wall[:8]), r"^the second image: .*8 px"),
    ):
        with pytest.raises(ImageError, match=says):
            call()
    with pytest.raises(SeveralFacesError, match=r"^image 1 of 1, both: 2 faces found") as caught:
        matcher.enrol_many(["both"], [two], progress=False)
    assert len(caught.value.faces) == 2
    assert len(matcher.gallery) == 0
    with pytest.raises(GalleryError, match="2 names for 1 images"):
        matcher.enrol_many(["a", "b"], [one], progress=False)


def test_many_are_enrolled_from_templates_too(matcher, portraits):
    templates = [matcher.represent(path) for path in portraits[0]]
    matcher.enrol_many(["a", "b"], templates, progress=False)
    assert matcher.search(portraits[0][1], k=1).name.tolist() == ["b"]

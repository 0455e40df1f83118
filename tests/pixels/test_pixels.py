"""Without OpenCV the same bytes: resize, warp, luma and Laplacian in numpy against OpenCV's own."""

import numpy as np
import pytest

from course import faces, pixels
from course.recognisers import SFaceAligner, similarity

cv2 = pytest.importorskip("cv2")


@pytest.fixture(scope="module")
def images():
    cast = faces.load(role="known")
    rng = np.random.default_rng(5)
    pictures = [cast.read(name) for name in cast.images["image"][::180]]
    return [np.ascontiguousarray(one[: rng.integers(40, len(one)), rng.integers(0, 60) :]) for one in pictures]


def test_resized_is_opencvs(images):
    rng = np.random.default_rng(6)
    for image in images:
        for scale in (0.25, 0.4, 0.5, 320 / 288, 1.5, 2.0, 0.999, *rng.uniform(0.1, 0.98, 4), *rng.uniform(1.01, 4, 4)):
            theirs, ours = pixels.resized(image, scale), pixels.plainly_resized(image, scale)
            assert theirs.shape == ours.shape, scale
            assert np.array_equal(theirs, ours), (scale, image.shape, np.abs(theirs.astype(int) - ours).max())


def test_warped_is_opencvs_to_the_byte(images):
    rng = np.random.default_rng(7)
    for image in images:
        for _ in range(5):
            landmarks = SFaceAligner.TEMPLATE * rng.uniform(0.4, 2) + rng.normal(0, 6, (5, 2)) + rng.uniform(-60, 60, 2)
            matrix = similarity(landmarks, SFaceAligner.TEMPLATE)
            assert np.array_equal(pixels.warped(image, matrix, 112), pixels.plainly_warped(image, matrix, 112))


def test_luma_laplacian_and_border_are_opencvs(images):
    for image in images:
        grey = pixels.luma(image)
        assert np.array_equal(grey, pixels.plain_luma(image))
        assert np.array_equal(pixels.laplacian(grey), pixels.plain_laplacian(grey))
        assert np.array_equal(pixels.bordered(image, 7, 5), cv2.copyMakeBorder(image, 7, 7, 5, 5, cv2.BORDER_REPLICATE))


def test_where_there_is_no_opencv_numpy_does_it(images, monkeypatch):
    monkeypatch.setattr(pixels, "opencv", lambda: None)
    for name in ("resize", "warpAffine", "cvtColor", "Laplacian"):
        monkeypatch.setattr(cv2, name, None)
    assert pixels.resized(images[0], 0.5).shape[2] == 3
    assert pixels.warped(images[0], np.eye(2, 3), 112).shape == (112, 112, 3)
    assert pixels.laplacian(pixels.luma(images[0])).shape == images[0].shape[:2]

"""Detection: a face is found where it is, and nothing is found where there is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from course import paths
from course.matching import NoFaceError, SeveralFacesError, read_image
from course.matching.detection import Detector, choose


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.fixture(scope="module")
def face(detector, pixels):
    return choose(detector.detect(pixels))


def overlap(a, b) -> float:
    """Intersection over union of two boxes."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(0, width) * max(0, height)
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def test_one_face_with_its_landmarks_inside_and_in_order(face, pixels):
    x, y, width, height = face.box
    assert 0 < face.score <= 1
    assert face.landmarks.shape == (5, 2) and face.landmarks.dtype == np.float32
    assert ((face.landmarks > (x, y)) & (face.landmarks < (x + width, y + height))).all()
    right_eye, left_eye, nose, right_mouth, left_mouth = face.landmarks
    assert right_eye[0] < left_eye[0] and right_mouth[0] < left_mouth[0]  # the subject's right is on our left
    assert right_eye[1] < nose[1] < right_mouth[1]


def test_a_moved_face_is_found_where_it_was_moved_to(detector, face, pixels):
    canvas = np.full((900, 2400, 3), 128, np.uint8)  # longer than 1600 px: scaled down first
    canvas[300 : 300 + pixels.shape[0], 1500 : 1500 + pixels.shape[1]] = pixels
    moved = choose(detector.detect(canvas))
    x, y, width, height = face.box
    assert overlap(moved.box, (x + 1500, y + 300, width, height)) > 0.8
    assert np.abs(moved.landmarks - face.landmarks - (1500, 300)).max() < 0.2 * width


def test_a_face_that_fills_a_large_frame_is_found(detector):
    overlaps = []
    for path in sorted((paths.DATA / "faces" / "images").glob("*/*-0.jpg"))[::36]:
        pixels = read_image(path)
        x, y, width, height = (round(value) for value in choose(detector.detect(pixels)).box)
        left, top = max(0, x - 5), max(0, y - 5)
        large = cv2.resize(pixels[top : y + height + 5, left : x + width + 5], None, fx=16, fy=16, interpolation=cv2.INTER_CUBIC)
        found = choose(detector.detect(large), which="largest")
        overlaps.append(overlap(found.box, (16 * (x - left), 16 * (y - top), 16 * width, 16 * height)))
    assert len(overlaps) == 10 and sum(one > 0.6 for one in overlaps) >= 8, overlaps  # such a crop leaves no room around the face


@pytest.mark.parametrize("kind", ["black", "white", "noise", "gradient"])
def test_no_face_where_there_is_none(detector, kind):
    images = {
        "black": np.zeros((200, 200, 3), np.uint8),
        "white": np.full((200, 200, 3), 255, np.uint8),
        "noise": np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8),
        "gradient": np.dstack([np.tile(np.arange(200, dtype=np.uint8), (200, 1))] * 3),
    }
    assert detector.detect(images[kind]) == []


@pytest.mark.slow
def test_no_face_in_a_strip_whatever_memory_held_before(detector):
    """OpenCV's network reads past the end of what is 32 px or less on a side."""
    for shape in ((100, 10_000), (10_000, 100), (7, 500), (20, 3000), (3, 3)) * 4:
        for left in (np.nan, 1e9):
            held = [np.full(int(size), left, np.float32) for size in np.geomspace(50, 4e6, 60)]
            del held
            assert detector.detect(np.zeros((*shape, 3), np.uint8)) == [], shape


def test_none_and_several_are_refused(detector, pixels):
    with pytest.raises(NoFaceError, match="no face"):
        choose([])
    small = cv2.resize(pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    both = np.full((pixels.shape[0], pixels.shape[1] + small.shape[1], 3), 128, np.uint8)
    both[: small.shape[0], : small.shape[1]] = small
    both[:, small.shape[1] :] = pixels
    faces = detector.detect(both)
    with pytest.raises(SeveralFacesError, match="2 faces") as caught:
        choose(faces)
    assert str(caught.value).count(" px") == 2 and caught.value.faces == faces
    largest = choose(faces, which="largest")
    assert largest.box[0] > small.shape[1] and largest.area == max(face.area for face in faces)


def test_an_unknown_choice_is_refused(face):
    with pytest.raises(ValueError, match="largest"):
        choose([face], which="best")

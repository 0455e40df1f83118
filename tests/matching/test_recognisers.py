"""Each recogniser's alignment and template, against the libraries they come from."""

from __future__ import annotations

from itertools import chain

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.matching import METRICS, RecogniserError, default_threshold, read_image
from course.matching.weights import deepface, ensure_weights
from course.recognisers import SFaceAligner, recogniser, similarity


@given(
    angle=st.floats(-3.1, 3.1), scale=st.floats(0.05, 20), x=st.floats(-500, 500), y=st.floats(-500, 500),
    seed=st.integers(0, 2**32 - 1),
)
@settings(deadline=None)
def test_similarity_is_recovered(angle, scale, x, y, seed):
    points = np.random.default_rng(seed).uniform(-50, 50, (5, 2))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    moved = scale * points @ turn.T + (x, y)
    found = similarity(points, moved)
    assert np.allclose(found, np.column_stack([scale * turn, (x, y)]), atol=1e-6 * max(1, scale))


def test_similarity_never_mirrors():
    points = SFaceAligner.TEMPLATE
    mirrored = points * (-1, 1)
    assert np.linalg.det(similarity(points, mirrored)[:, :2]) > 0


def test_sface_crop_is_opencvs(sface_matcher, portraits):
    network = cv2.FaceRecognizerSF.create(str(ensure_weights()["sface"]), "")
    for path in chain(*portraits):
        image = cv2.imread(str(path))
        face = sface_matcher.detect(path)[0]
        row = np.array([*face.box, *face.landmarks.ravel(), face.score], np.float32)
        theirs = network.alignCrop(image, row)[:, :, ::-1]
        ours = sface_matcher.align(path)
        assert ours.shape == theirs.shape == (112, 112, 3)
        # The landmarks may differ by a rounding, and so may a pixel beside a sharp edge.
        assert np.abs(ours.astype(int) - theirs).mean() < 0.1


@pytest.mark.slow
def test_sface_template_is_opencvs(sface_matcher, portraits):
    """The same crop through OpenCV's own runtime: the channel order and the scaling are right."""
    network = cv2.FaceRecognizerSF.create(str(ensure_weights()["sface"]), "")
    for path in chain(*portraits):
        crop = sface_matcher.align(path)
        ours = sface_matcher.represent(crop, aligned=True)
        theirs = network.feature(np.ascontiguousarray(crop[:, :, ::-1]))[0]
        assert np.abs(ours - theirs).max() < 1e-3 * np.abs(theirs).max()


def test_dlib_template_is_dlibs(dlib_matcher, portraits):
    """DeepFace hands dlib's network every pixel of the crop as it is."""
    import dlib

    network = dlib.face_recognition_model_v1(str(ensure_weights()["dlib"]))
    for path in chain(*portraits[:2]):
        crop = dlib_matcher.align(path)
        assert crop.shape == (150, 150, 3)
        theirs = np.array(network.compute_face_descriptor(crop), np.float32)
        assert np.array_equal(dlib_matcher.represent(crop, aligned=True), theirs)


@pytest.mark.slow
def test_dlib_crop_is_near_that_of_dlibs_own_detector(dlib_matcher, portraits):
    """Two crops of one image, ours and the one from dlib's box, give nearly the same template."""
    import dlib

    detector, points = dlib.get_frontal_face_detector(), dlib.shape_predictor(str(ensure_weights()["landmarks"]))
    distances = []
    for path in chain(*portraits):
        image = read_image(path)
        for box in detector(image, 1)[:1]:
            theirs = dlib.get_face_chip(image, points(image, box), size=150, padding=0.25)
            distances.append(dlib_matcher.compare(path, dlib_matcher.represent(theirs, aligned=True)).distance)
    assert len(distances) >= 4
    assert np.median(distances) < 0.01


def test_default_thresholds_are_deepfaces():
    deepface()
    from deepface.modules.verification import find_threshold

    for name in ("dlib", "sface"):
        for metric in METRICS:
            assert default_threshold(name, metric) == find_threshold(recogniser(name).title, metric)
    assert default_threshold("dlib") == 0.07


def test_unknown_names_are_refused():
    with pytest.raises(RecogniserError, match=r"'vgg'.*dlib, sface"):
        default_threshold("vgg")
    with pytest.raises(RecogniserError, match=r"'manhattan'.*cosine"):
        default_threshold("dlib", "manhattan")

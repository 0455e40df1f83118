"""The matcher's second backend, which a browser uses: the same faces and templates without OpenCV, dlib and DeepFace."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from course import pixels as picture_room
from course.distances import distance
from course.faces import counterfactuals, load
from course.matching import FaceMatcher, NoFaceError, RecogniserError, SeveralFacesError, WeightsError, networks
from course.matching.detection import Detector
from course.matching.templates import TemplateMaker, direct
from course.matching.weights import ensure_weights, files
from course.matching.yunet import YuNet
from course.recognisers import RECOGNISERS

IMAGES = 100


@pytest.fixture(scope="module")
def hundred() -> list[np.ndarray]:
    """A hundred images of the cast: whole, cut, small and large, on their side, two in one, and some without a face."""
    rng = np.random.default_rng(11)
    casts = [load(), counterfactuals()]
    names = [(cast, name) for cast in casts for name in cast.images[cast.images.file != ""]["image"]]
    images = []
    for i, place in enumerate(rng.choice(len(names), IMAGES, replace=False)):
        cast, name = names[place]
        image = cast.read(name)
        height, width = image.shape[:2]
        if i % 10 == 1:
            image = image[rng.integers(0, 60) :, : width - rng.integers(0, 60)]
        elif i % 10 == 2:
            image = picture_room.resized(image, rng.uniform(0.3, 0.9))
        elif i % 10 == 3:
            image = picture_room.resized(image, rng.uniform(1.2, 5))
        elif i % 10 == 4:
            image = np.rot90(image, rng.integers(1, 4))
        elif i % 10 == 5:
            image = np.concatenate([image, images[0][:height, :width]], axis=1) if images[0].shape[0] >= height else image
        elif i % 10 == 6:
            image = rng.integers(0, 256, (rng.integers(40, 300), rng.integers(40, 300), 3), dtype=np.uint8)
        images.append(np.ascontiguousarray(image))
    return images


@pytest.fixture(scope="module")
def theirs() -> Detector:
    return Detector(opencv=True)


@pytest.fixture(scope="module")
def ours() -> Detector:
    return Detector(opencv=False)


@pytest.fixture
def no_opencv(monkeypatch):
    monkeypatch.setattr(picture_room, "opencv", lambda: None)


@pytest.fixture(scope="module")
def both(hundred):
    """For each image what is found with OpenCV, and what without: second looks and all."""
    theirs, ours = Detector(opencv=True), Detector(opencv=False)
    with_it = [theirs.detect(image) for image in hundred]
    with pytest.MonkeyPatch.context() as without:
        without.setattr(picture_room, "opencv", lambda: None)
        return list(zip(hundred, with_it, [ours.detect(image) for image in hundred], strict=True))


@pytest.mark.slow
def test_the_faces_are_opencvs_on_a_hundred_images(both):
    assert {len(theirs) for _, theirs, _ in both} >= {0, 1, 2}, "the images do not ask enough"
    for _, theirs, ours in both:
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            # The networks' numbers differ in the seventh digit. A wide face is looked at again, scaled by its width, and
            # then a grey level here and there rounds to the other side.
            px = 2e-4 * other.box[2]
            assert np.abs(np.subtract(one.box, other.box)).max() < px
            assert np.abs(one.landmarks - other.landmarks).max() < px
            assert one.score == pytest.approx(other.score, abs=1e-4)


@pytest.mark.slow
def test_the_crops_are_opencvs_on_a_hundred_images(both, no_opencv):
    aligner, crops = RECOGNISERS["sface"].aligner({}), 0
    for image, theirs, ours in both:
        for one, other in zip(ours, theirs, strict=True):
            mine = aligner.align(image, one.landmarks)
            with pytest.MonkeyPatch.context() as back:
                back.setattr(picture_room, "opencv", lambda: cv2)
                his, same = aligner.align(image, other.landmarks), aligner.align(image, one.landmarks)
            assert np.array_equal(mine, same), "the same points, the same bytes"
            assert np.abs(mine.astype(int) - his).mean() < 0.5  # points that differ by hundredths of a pixel at most
            crops += 1
    assert crops > 80


def test_turned_images_are_refused_alike(hundred, both, theirs, ours, no_opencv):
    for image, with_it, without in both[4::20]:
        here = ours.detect_turned(image, without)[0]
        with pytest.MonkeyPatch.context() as back:
            back.setattr(picture_room, "opencv", lambda: cv2)
            assert theirs.detect_turned(image, with_it)[0] == here


def test_the_same_numbers_where_both_see_the_same_bytes(hundred, theirs, ours):
    for image in hundred[::4]:
        one, other = (detector._network.detect(image[:, :, ::-1].copy()) for detector in (ours, theirs))
        assert one.shape == other.shape
        assert np.allclose(one, other, atol=2e-3)  # px


@pytest.mark.slow
def test_the_templates_are_deepfaces(both, no_opencv):
    """Detection, crop and network without OpenCV and DeepFace; the cosine distance to DeepFace's template is below 1e-5.

    Where a second look rounds to the other side, as above, it is below 1e-3: less than any threshold is given to.
    """
    plain, network = TemplateMaker("sface"), direct(networks.load(ensure_weights()["sface"]))
    single = [(image, theirs[0], ours[0]) for image, theirs, ours in both if len(theirs) == 1][::3]
    assert len(single) >= 20
    templates = [network(plain.align(image, ours)) for image, _, ours in single]
    with pytest.MonkeyPatch.context() as back:
        back.setattr(picture_room, "opencv", lambda: cv2)
        wanted = [plain.represent(plain.align(image, theirs)) for image, theirs, _ in single]
    apart = [distance(one, other, "cosine") for one, other in zip(templates, wanted, strict=True)]
    assert np.quantile(apart, 0.95) < 1e-5 and max(apart) < 1e-3, sorted(apart)[-5:]


def test_it_refuses_what_the_usual_one_refuses(hundred, pixels, monkeypatch, no_opencv):
    monkeypatch.setattr(networks, "BROWSER", True)
    monkeypatch.setattr(networks, "_in_browser", networks._here)
    assert {"yunet_plain", "sface"} <= set(files()) and not {"yunet", "dlib", "landmarks"} & set(files())
    matcher = FaceMatcher("sface", cached=False)
    with pytest.raises(NoFaceError, match="no face found"):
        matcher.represent(np.zeros((200, 200, 3), np.uint8))
    with pytest.raises(NoFaceError, match="turned by half"):
        matcher.represent(np.ascontiguousarray(np.rot90(pixels, 2)))
    with pytest.raises(SeveralFacesError):
        matcher.represent(np.concatenate([pixels, pixels], axis=1))
    matcher.enrol("A", pixels)
    assert matcher.search(pixels, k=1).distance[0] == pytest.approx(0, abs=1e-6)
    with pytest.raises(WeightsError, match="verify\\(\\) needs `make lab`"):
        monkeypatch.setitem(__import__("sys").modules, "deepface", None)
        matcher.verify(pixels, pixels)


def test_dlib_says_why_it_is_not_in_a_browser(monkeypatch):
    monkeypatch.setattr(networks, "BROWSER", True)
    with pytest.raises(RecogniserError, match=r"compiled code.*FaceMatcher\('sface'\) here"):
        FaceMatcher("dlib")


def test_the_plain_detector_is_the_same_network(hundred):
    """Only how the weights are stored is another: OpenCV gives the same rows from both files."""
    weights = ensure_weights()
    for image in hundred[:10]:
        rows = []
        for key in ("yunet", "yunet_plain"):
            network = cv2.FaceDetectorYN.create(str(weights[key]), "", (image.shape[1], image.shape[0]), 0.7, 0.3, 5000)
            found = network.detect(image[:, :, ::-1].copy())[1]
            rows.append(np.empty((0, 15)) if found is None else found)
        assert np.allclose(*rows, atol=1e-3)


def test_a_browser_gets_the_networks_that_it_can_run():
    assert RECOGNISERS["sface"].onnx in RECOGNISERS["sface"].weights and not RECOGNISERS["dlib"].onnx


def test_a_file_that_is_no_network_is_named(tmp_path):
    (tmp_path / "broken.onnx").write_bytes(b"no network")
    with pytest.raises(WeightsError, match=r"broken\.onnx"):
        networks.load(tmp_path / "broken.onnx")


def test_rows_come_in_order_and_none_overlaps():
    height = width = 64
    given = {}
    for stride in (8, 16, 32):
        cells = (height // stride) * (width // stride)
        given |= {f"cls_{stride}": np.zeros((1, cells, 1)), f"obj_{stride}": np.ones((1, cells, 1)),
                  f"bbox_{stride}": np.zeros((1, cells, 4)), f"kps_{stride}": np.zeros((1, cells, 10))}
    for cell, score in ((0, 0.75), (1, 0.95), (20, 0.8)):
        given["cls_8"][0, cell] = score**2
        given["bbox_8"][0, cell, 2:] = np.log(3 if cell < 2 else 1)  # 24 px wide: the first two overlap
    rows = YuNet(lambda image: given, 0.7, 0.3).detect(np.zeros((height, width, 3), np.uint8))
    assert rows[:, 14] == pytest.approx([0.95, 0.8])
    assert rows[0, :4] == pytest.approx([8 - 12, -12, 24, 24])

"""The curve from distance to similarity: what it is fitted to, and what is done with a bad file of it."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil

import numpy as np
import pandas as pd
import pytest

from course import paths
from course.evaluation.scores import random_faces
from course.faces import CastError, embeddings, load
from course.faces.cast import NUMBERS, TEXTS
from course.matching.detection import Detector
from course.recognisers import RECOGNISERS, RecogniserError
from course.rekognition import RekognitionError, client, confidence, scale
from course.rekognition.card import scale_table, scales_on_the_cast, write
from course.rekognition.similarity import AT_THRESHOLD, default_path, fit
from tests.conftest import ROOT


@pytest.fixture
def invented(tmp_path, monkeypatch):
    """A cast of 20 subjects of 4 images, half of them for development, with invented templates and rendered images."""
    some = load(role="known")
    files = [some.path(image) for image in some.images.image[:80]]
    monkeypatch.setattr(paths, "DATA", tmp_path)
    faces = random_faces(20, 4)
    rows = [dict.fromkeys(TEXTS, "none") | dict.fromkeys(NUMBERS, 0) | {
        "image": f"{subject}-{i % 4}", "subject": subject, "role": "known", "target": "asian", "sex": "male",
        "split": "development" if i < 40 else "evaluation", "file": f"{i}.jpg",
    } for i, subject in enumerate(faces.subjects)]  # fmt: skip
    for folder in ("faces", "embeddings"):
        (tmp_path / folder).mkdir()
    pd.DataFrame(rows).to_csv(tmp_path / "faces" / "cast.csv", index=False)
    for i, file in enumerate(files):
        shutil.copy(file, tmp_path / "faces" / f"{i}.jpg")
    pd.DataFrame({"image": [row["image"] for row in rows], "found": 1}).to_csv(
        tmp_path / "embeddings" / "index.csv", index=False)
    for name in RECOGNISERS:
        np.save(tmp_path / "embeddings" / f"{name}.npy", faces.vectors)
    return faces


def test_the_curve_is_fitted_to_the_development_half_alone(invented, tmp_path):
    curve = fit("sface")
    assert (curve["images"], curve["subjects"], curve["mated"], curve["nonmated"]) == (40, 10, 60, 720)
    vectors = np.load(tmp_path / "embeddings" / "sface.npy")
    vectors[40:] = 1.0  # the evaluation half: none of it may matter
    np.save(tmp_path / "embeddings" / "sface.npy", vectors)
    assert fit("sface") == curve


@pytest.mark.slow
def test_what_is_written_is_read_and_its_card_fits(invented, tmp_path):
    import hashlib

    import yaml

    write(progress=False)
    curves = json.loads((tmp_path / "rekognition" / "similarity.json").read_text())["curves"]
    for name, curve in curves.items():
        found = scale(name)
        assert (found.slope, found.offset, found.name) == (curve["slope"], curve["offset"], "cast")
        assert "development half" in str(found)
        apart = np.linspace(0, 2, 50)
        assert (np.diff(found.map(apart)) <= 0).all()
        assert found.threshold_distance(80) < found.threshold_distance(70)
    sure = confidence.confidence(confidence.default_path())
    assert sure.of(0.5) == sure.of(0.7) <= sure.of(0.8) <= sure.of(0.93) == sure.of(1.0) < 100
    text = (tmp_path / "rekognition" / "CARD.md").read_text()
    card = yaml.safe_load(text.split("---")[1])
    assert card["files"] == {name: hashlib.sha256((tmp_path / "rekognition" / name).read_bytes()).hexdigest()
                             for name in ("similarity.json", "confidence.json")}
    assert all(card[key] for key in ("title", "licence", "source", "how"))
    assert "Neither is Amazon's scale" in text


@pytest.mark.parametrize("recogniser", list(RECOGNISERS))
def test_the_published_scale_is_anchored_at_the_makers_threshold(recogniser):
    published, of_cast = scale(recogniser, "published"), scale(recogniser)
    record = RECOGNISERS[recogniser].published
    assert published.map(record.cosine) == pytest.approx(AT_THRESHOLD)
    assert published.threshold_distance(AT_THRESHOLD) == pytest.approx(record.cosine)
    assert published.map(0) == pytest.approx(99.99)
    assert (published.name, of_cast.name) == ("published", "cast")
    assert record.who in str(published) and "photographs" in str(published)
    # The makers' threshold lets far more through than 80 on the scale of rendered faces.
    assert published.threshold_distance(80) > 1.5 * of_cast.threshold_distance(80)


def test_the_makers_thresholds_are_what_they_publish():
    """SFace: a cosine similarity of 0.363. Dlib: 0.6, Euclidean; at the cast's typical length a cosine distance."""
    assert RECOGNISERS["sface"].published.cosine == pytest.approx(1 - 0.363)
    dlib = RECOGNISERS["dlib"].published
    assert (dlib.metric, dlib.distance) == ("euclidean", 0.6)
    lengths = np.linalg.norm(embeddings("dlib", role="known").vectors, axis=1)
    assert dlib.length == pytest.approx(np.median(lengths), rel=0.01)
    assert dlib.cosine == pytest.approx(0.36 / (2 * dlib.length**2))


def test_own_images_get_the_published_scale_and_the_cast_its_own():
    of_cast = embeddings("sface", role="known", split="development")
    photographs = dataclasses.replace(of_cast, photographs=True)
    assert scale(of_cast).name == "cast"
    assert scale(photographs).name == scale(photographs.filter(split="development")).name == "published"
    assert scale(photographs, "cast").name == "cast"
    with pytest.raises(RekognitionError, match=r"'amazon'.*cast, published"):
        scale("sface", "amazon")
    with pytest.raises(RecogniserError, match="vgg"):
        scale("vgg")


def test_the_table_of_scales_is_the_one_in_the_documents():
    table = scales_on_the_cast()
    rows = scale_table(table)
    for place in ("data/rekognition/CARD.md", "docs/rekognition.md"):
        assert rows in (ROOT / place).read_text(encoding="utf-8"), f"{place}: run `course rekognition fit`"
    stricter = table.pivot(index=["recogniser", "similarity"], columns="scale", values="fmr")
    assert (stricter["published"] > stricter["cast"]).all()


@pytest.mark.slow
def test_the_committed_confidence_is_what_measuring_gives():
    """On a few images of the development half: each of the faces is found, and what is no face is seldom reported."""
    stored = json.loads(confidence.default_path().read_text())
    assert stored["images"] * 3 == stored["pictures_without_a_face"]
    for false, percent in zip(stored["false_reports"], stored["confidence"], strict=True):
        assert percent == pytest.approx(100 / (1 + max(false, 3) / stored["pictures_without_a_face"]), abs=0.01)
    assert np.diff(stored["confidence"]).min() >= 0 and 99 < stored["confidence"][-1] < 100
    cast, random, detector = load(role="known", split="evaluation"), np.random.default_rng(5), Detector()
    sure, false, pictures = confidence.confidence(confidence.default_path()), 0, 0
    for image in cast.images.image[::30]:
        (face,) = detector.detect(cast.read(image))
        assert sure.of(face.score) > 97
        for picture in confidence.faceless(cast.read(image), face.box, random):
            pictures += 1
            false += sum(sure.of(found.score) > 97 for found in detector.detect(picture))
    assert false / pictures < 0.1


@pytest.mark.parametrize("content", ["", "[]", '{"score": [0.7], "confidence": [90]}', '{"score": [0.7, 0.8], "confidence": [90, 80]}',
                                     '{"score": [0.7, 0.8], "confidence": [90, 101]}', '{"score": "x", "confidence": [1]}'])
def test_a_damaged_curve_of_confidence_is_refused(tmp_path, content):
    path = tmp_path / "confidence.json"
    path.write_text(content)
    with pytest.raises(RekognitionError, match="course rekognition fit"):
        confidence.confidence(path)
    with pytest.raises(RekognitionError, match="missing"):
        confidence.confidence(tmp_path / "none.json")


@pytest.mark.slow
def test_the_committed_curves_are_what_fitting_gives():
    """Within a thousandth: scikit-learn's last digits differ between processors."""
    if not default_path().is_file() or not (paths.DATA / "embeddings").is_dir():
        if os.environ.get("CI"):
            pytest.fail("data/rekognition or data/embeddings is missing under CI")
        pytest.skip("data/rekognition or data/embeddings is not made yet")
    stored = json.loads(default_path().read_text())["curves"]
    for name in RECOGNISERS:
        again = fit(name)
        for key in ("slope", "offset"):
            assert stored[name][key] == pytest.approx(again[key], rel=1e-3)
        for key in ("images", "subjects", "mated", "nonmated", "metric", "prior"):
            assert stored[name][key] == again[key]


def test_a_missing_curve_is_named_with_its_mend(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "DATA", tmp_path)
    with pytest.raises(RekognitionError, match="course rekognition fit"):
        client()
    with pytest.raises(CastError):
        write(progress=False)
    assert list(tmp_path.iterdir()) == []


GOOD = {"slope": -10.0, "offset": 5.0, "description": "d"}


@pytest.mark.parametrize("content", [
    "", "{", "[]", "{}", '{"curves": {}}', '{"curves": {"sface": {}}}', '{"curves": {"sface": 3}}',
    *(json.dumps({"curves": {"sface": GOOD | change}}) for change in (
        {"slope": 10.0}, {"slope": 0.0}, {"slope": "steep"}, {"slope": float("nan")}, {"offset": float("inf")})),
])  # fmt: skip
def test_a_damaged_file_is_refused(tmp_path, content):
    path = tmp_path / "similarity.json"
    path.write_text(content)
    with pytest.raises(RekognitionError, match="sface"):
        scale("sface", path=path)


def test_importing_the_package_loads_nothing_heavy():
    import subprocess
    import sys

    code = "import sys, course.rekognition; print({'boto3', 'cv2', 'pandas', 'starlette', 'numpy'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert found.stdout.strip() == "set()"

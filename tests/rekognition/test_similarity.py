"""The curve from distance to similarity: what it is fitted to, and what is done with a bad file of it."""

from __future__ import annotations

import json
import os

import numpy as np
import pandas as pd
import pytest

from course import paths
from course.evaluation.scores import random_faces
from course.faces import CastError
from course.faces.cast import NUMBERS, TEXTS
from course.matching.recognisers import RECOGNISERS
from course.rekognition import RekognitionError, client, scale
from course.rekognition.similarity import default_path, fit, write
from tests.conftest import ROOT


@pytest.fixture
def invented(tmp_path, monkeypatch):
    """A cast of numbers: 20 subjects of 4 images, half of them for development, with invented templates."""
    monkeypatch.setattr(paths, "DATA", tmp_path)
    faces = random_faces(20, 4)
    rows = [dict.fromkeys(TEXTS, "none") | dict.fromkeys(NUMBERS, 0) | {
        "image": f"{subject}-{i % 4}", "subject": subject, "role": "known", "target": "asian", "sex": "male",
        "split": "development" if i < 40 else "evaluation",
    } for i, subject in enumerate(faces.subjects)]  # fmt: skip
    for folder in ("faces", "embeddings"):
        (tmp_path / folder).mkdir()
    pd.DataFrame(rows).to_csv(tmp_path / "faces" / "cast.csv", index=False)
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


def test_what_is_written_is_read_and_its_card_fits(invented, tmp_path):
    import hashlib

    import yaml

    curves = write()
    for name, curve in curves.items():
        found = scale(name)
        assert (found.slope, found.offset) == (curve["slope"], curve["offset"])
        assert "development half" in str(found)
        apart = np.linspace(0, 2, 50)
        assert (np.diff(found.map(apart)) <= 0).all()
        assert found.threshold_distance(80) < found.threshold_distance(70)
    text = (tmp_path / "rekognition" / "CARD.md").read_text()
    card = yaml.safe_load(text.split("---")[1])
    content = (tmp_path / "rekognition" / "similarity.json").read_bytes()
    assert card["files"] == {"similarity.json": hashlib.sha256(content).hexdigest()}
    assert all(card[key] for key in ("title", "licence", "source", "how"))
    assert "not Amazon's" in text


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
        write()
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
        scale("sface", path)


def test_importing_the_package_loads_nothing_heavy():
    import subprocess
    import sys

    code = "import sys, course.rekognition; print({'boto3', 'cv2', 'pandas', 'starlette', 'numpy'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert found.stdout.strip() == "set()"

"""An invented cast on disk, for what is drawn from scores: its files have the columns of the real one."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from course import paths
from course.recognisers import RECOGNISERS

TARGETS, SEXES = ("african", "asian", "european"), ("female", "male")
PEOPLE, SHOTS = 8, 4  # people of each target and sex, and images of each; half of the people are in each split


def write_cast(folder, seed=0):
    """Write faces/cast.csv, plain coloured pictures and embeddings of every recogniser. They are of nobody."""
    random = np.random.default_rng(seed)
    rows = []
    for target, sex, person, shot in itertools.product(TARGETS, SEXES, range(PEOPLE), range(SHOTS)):
        subject = f"{target[:2]}-{sex[0]}-{person:03d}"
        rows.append({
            "image": f"{subject}-{shot}", "subject": subject, "file": f"images/{subject}/{subject}-{shot}.jpg",
            "role": "known", "split": "evaluation" if person % 2 else "development", "target": target, "sex": sex,
            "age": 20 + person, "expression": "neutral", "yaw": 5.0 * shot, "pitch": 0.0, "roll": 0.0, "light": "soft",
            "key_azimuth": 0.0, "exposure": 0.0, "glasses": person % 2, "beard": "none", "hair": "short", "skin": 0.4,
            "blur": 0.0, "seed": person, "shot": shot,
        })
    table = pd.DataFrame(rows)
    for number, file in enumerate(table.file):
        path = folder / "faces" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (120, 120), (number % 256, 90, 255 - number % 256)).save(path)
    table.to_csv(folder / "faces" / "cast.csv", index=False)
    (folder / "embeddings").mkdir()
    missed = np.array([3, 5])  # one in each split
    pd.DataFrame({"image": table.image, "found": 1, "faces": 1}).assign(
        found=lambda index: np.where(index.index.isin(missed), 0, 1)).to_csv(folder / "embeddings" / "index.csv", index=False)
    group = pd.factorize(table.target + table.sex)[0]
    subject = pd.factorize(table.subject)[0]
    for name, one in RECOGNISERS.items():
        # Few dimensions: then distances spread widely, as they do between faces.
        centre = 0.35 * random.standard_normal((6, 12))[group] + 0.13 * random.standard_normal((6 * PEOPLE, 12))[subject]
        vectors = (centre + 0.08 * random.standard_normal(centre.shape)) @ np.linalg.qr(random.standard_normal((one.dimensions, 12)))[0].T
        vectors[missed] = np.nan
        np.save(folder / "embeddings" / f"{name}.npy", vectors.astype(np.float32))


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """A folder with an invented cast, in the layout of ``data``."""
    folder = tmp_path_factory.mktemp("invented")
    write_cast(folder)
    return folder


@pytest.fixture
def invented_cast(invented, tmp_path, monkeypatch):
    """The course reads the invented cast and keeps nothing."""
    monkeypatch.setattr(paths, "DATA", invented)
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    return invented


@pytest.fixture(scope="session")
def explorer_data(invented, tmp_path_factory):
    """What the explorer shows of the invented cast."""
    from course.explorer import data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATA", invented)
        patch.setattr(paths, "CACHE", tmp_path_factory.mktemp("cache"))
        return data(replicates=200)

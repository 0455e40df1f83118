"""Making data/embeddings: resumable, repeatable, and what is committed is what the code makes."""

from __future__ import annotations

import hashlib
import os
import random
import shutil

import numpy as np
import pandas as pd
import pytest
import yaml
from click.testing import CliRunner
from PIL import Image

from course import paths
from course.cli import cli
from course.faces import CastError, card_embeddings, embeddings, load, shop_embeddings
from course.faces.cast import file_of
from course.matching import ImageError
from course.matching.embed import COLUMNS, Embedder, build
from course.matching.weights import files
from course.recognisers import RECOGNISERS

COMMITTED = paths.DATA
TEMPLATES = [f"{name}.npy" for name in RECOGNISERS]


@pytest.fixture
def small(tmp_path, monkeypatch, portraits):
    """A cast of four portraits and one image of a wall, in a folder of its own."""
    cast = load()
    faces = tmp_path / "data" / "faces"
    rows = cast.images[cast.images.image.isin([path.stem for pair in portraits[:2] for path in pair])].copy()
    for file in rows.file:
        (faces / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(COMMITTED / "faces" / file, faces / file)
    wall = rows.iloc[:1].assign(image="wall", file="wall.png")
    Image.new("RGB", (192, 192), (120, 130, 140)).save(faces / "wall.png")
    pd.concat([rows, wall]).to_csv(faces / "cast.csv", index=False)
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    return faces


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (paths.DATA / "embeddings").iterdir()}


def test_other_sets_get_templates_of_their_own(small):
    table = load().images
    (small / "shop.csv").write_text(table[table.image != "wall"].assign(
        factor="quality", value="good", step=0, cover="none", exposure=0.0).to_csv(index=False))
    build(progress=False)
    found = shop_embeddings("sface")
    assert len(found) == 4 and set(found.table.value) == {"good"}
    assert (paths.DATA / "embeddings" / "shop" / "CARD.md").is_file()
    with pytest.raises(CastError, match="--set enrolment"):
        card_embeddings("dlib")


@pytest.mark.slow
def test_what_is_written(small):
    report = build(progress=False)
    assert (report.images, report.missed, report.computed, report.absent) == (5, 1, 5, 0)
    assert set(contents()) == {"index.csv", "CARD.md", *TEMPLATES}
    found = embeddings("dlib")
    assert list(COLUMNS)[1:] == found.table.columns[-len(COLUMNS) + 1 :].tolist()
    assert len(found) == 4 and found.missed.image.tolist() == ["wall"]
    table = found.table
    assert (table.score > 0.7).all() and (table.faces == 1).all() and (table.sharpness > 0).all()
    assert ((table.eye_distance > 10) & (table.eye_distance < table.w)).all()
    assert table.brightness_mean.between(5, 250).all()
    assert all(0 < change < 1e-3 for change in report.rounding.values())
    _, front, _ = (paths.DATA / "embeddings" / "CARD.md").read_text().split("---\n", 2)
    for name, digest in yaml.safe_load(front)["files"].items():
        assert hashlib.sha256(contents()[name]).hexdigest() == digest


@pytest.mark.slow
def test_a_second_run_computes_nothing_and_a_fresh_one_gives_the_same_bytes(small):
    build(progress=False)
    first = contents()
    again = build(progress=False)
    assert again.computed == 0 and contents() == first
    shutil.rmtree(paths.CACHE)
    shutil.rmtree(paths.DATA / "embeddings")
    assert build(progress=False).computed == 5
    assert contents() == first


@pytest.mark.slow
def test_a_run_that_stopped_goes_on(small):
    """One image cannot be read: what came before it is kept, and nothing is written."""
    last = small / load().images.file[3]
    content = last.read_bytes()
    last.write_bytes(b"damaged")
    with pytest.raises(ImageError, match=last.name):
        build(progress=False)
    assert not (paths.DATA / "embeddings").exists()
    last.write_bytes(content)
    report = build(progress=False)
    assert (report.images, report.computed) == (5, 2)


@pytest.mark.slow
def test_rows_of_images_that_are_not_here_are_kept(small):
    build(progress=False)
    before, images = contents(), load().images
    (small / images.file[0]).unlink()
    report = build(progress=False)
    assert (report.images, report.kept) == (5, 1)
    assert all(contents()[name] == before[name] for name in ("index.csv", *TEMPLATES))
    index = paths.DATA / "embeddings" / "index.csv"
    index.write_text(index.read_text().replace(Embedder().pipeline, "0" * 8))  # made with other weights
    report = build(progress=False)
    assert (report.images, report.kept, report.absent) == (4, 0, 1)
    assert images.image[0] not in set(embeddings("dlib").table.image)


def test_no_image_at_all_is_said(small):
    for file in load().images.file:
        (small / file).unlink()
    with pytest.raises(ImageError, match=r"no image of cast.csv is on disk"):
        build(progress=False)


@pytest.mark.slow
def test_the_commands(small):
    run = CliRunner().invoke(cli, ["matching", "weights"])
    assert run.exit_code == 0 and run.output.count("MB") == len(files())
    run = CliRunner().invoke(cli, ["matching", "embed", "--quiet"])
    assert run.exit_code == 0 and "5 images" in run.output and "no face found in 1" in run.output
    run = CliRunner().invoke(cli, ["matching", "accuracy", "--metric", "euclidean"])
    assert run.exit_code == 0, run.output
    whole = next(line for line in run.output.splitlines() if line.split()[:1] == ["all"])
    # 5 images of 2 subjects, one not found; of the 4 found, 2 pairs are mated and 4 are not
    assert whole.split()[1:6] == ["5", "2", "20.00%", "2", "4"]


@pytest.mark.slow
def test_committed_rows_are_what_the_code_makes():
    index = paths.DATA / "embeddings" / "index.csv"
    if not index.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("data/embeddings is missing.")
    table = pd.read_csv(index, dtype={"file_sha256": str, "pipeline": str}).set_index("image")
    stored = {name: np.load(paths.DATA / "embeddings" / f"{name}.npy") for name in RECOGNISERS}
    here = [(image, file_of(image, file)) for image, file in zip(load().images.image, load().images.file, strict=True)]
    here = [(image, path) for image, path in here if path.is_file()]
    embedder = Embedder()
    for image, path in random.sample(here, 6):  # another six each time
        row, vectors = embedder.embed(path)
        for name, value in row.items():
            if name in ("file_sha256", "pipeline"):
                assert table.loc[image, name] == value, f"{image}: {name} is not up to date. Run `course matching embed`."
            else:
                assert table.loc[image, name] == pytest.approx(value, rel=0.02, abs=0.2), (image, name)
        place = table.index.get_loc(image)
        for name, vector in vectors.items():
            if row["found"]:
                kept = stored[name][place].astype(np.float64)
                cosine = kept @ vector / np.linalg.norm(kept) / np.linalg.norm(vector)
                assert 1 - cosine < 1e-3, (image, name)
            else:
                assert np.isnan(stored[name][place]).all()

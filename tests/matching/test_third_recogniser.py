"""A recogniser is added by one record: with it alone, everything that the others can do can be done."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from course import paths
from course.accuracy.measure import intervals, measure
from course.cli import cli
from course.evaluation import FaceSet, score_pairs
from course.faces import CastError, embeddings, load, own_embeddings
from course.faces.own_store import TOGETHER, TOGETHER_ORDER, store
from course.matching import FaceMatcher, RecogniserError
from course.matching.embed import build
from course.own.add import add, update
from course.own.forget import forget
from course.recognisers import RECOGNISERS, Published, Recogniser
from course.rekognition import Service, Store, client


class Square:
    """Cuts a square between the eyes and the mouth."""

    def align(self, image, landmarks):
        import cv2

        x, y = landmarks.mean(axis=0)
        half = 1.2 * np.abs(landmarks - (x, y)).max()
        part = image[max(0, int(y - half)) : int(y + half) + 1, max(0, int(x - half)) : int(x + half) + 1]
        return cv2.resize(part, (36, 36), interpolation=cv2.INTER_AREA)


def means(crop) -> np.ndarray:
    """A template of 36 numbers: how bright the crop is, patch by patch, around its mean."""
    patches = crop.mean(axis=2).reshape(6, 6, 6, 6).mean(axis=(1, 3)).ravel()
    return patches - patches.mean()


# Nobody published a threshold for its cosine distance, which is what the other recognisers are measured with.
TINY = Recogniser(
    name="tiny", title="Tiny", size=36, dimensions=36, alignment="square/1", aligner=lambda files: Square(), weights={},
    network=lambda files: means, published=Published("euclidean_l2", 0.9, "this test", "nowhere"), version="0.3",
)  # fmt: skip


@pytest.fixture
def people(tmp_path, portraits):
    """A folder of two people with two images each."""
    for name, files in zip(("Ada", "Grace"), portraits, strict=False):
        (tmp_path / "people" / name).mkdir(parents=True)
        for file in files:
            shutil.copy(file, tmp_path / "people" / name / file.name)
    return tmp_path / "people"


@pytest.fixture
def tiny(monkeypatch):
    monkeypatch.setitem(RECOGNISERS, "tiny", TINY)
    return TINY


def test_detect_represent_compare_enrol_search(tiny, portraits):
    matcher = FaceMatcher("tiny")
    assert matcher.metric == "euclidean_l2", "that of its makers: nobody published a threshold for cosine"
    (one, other), (third, _) = portraits[0], portraits[1]
    assert len(matcher.detect(one)) == 1
    assert matcher.align(one).shape == (36, 36, 3)
    template = matcher.represent(one)
    assert template.shape == (36,) and template.dtype == np.float32
    assert np.array_equal(matcher.represent(one), template)  # from the cache
    assert np.array_equal(matcher.represent(matcher.align(one), aligned=True), template)
    found = matcher.compare(one, other)
    assert (found.model, found.threshold) == ("Tiny", 0.9) and 0 < found.distance < 2
    assert matcher.compare(one, template).distance == pytest.approx(0, abs=1e-3)
    matcher.enrol_many(["a", "b"], [one, third], progress=False)
    assert matcher.search(one, k=1).name.tolist() == ["a"]
    assert matcher.represent_many([one, third], progress=False).shape == (2, 36)
    with pytest.raises(RecogniserError, match=r"tiny.*cosine.*metric='euclidean_l2'"):
        FaceMatcher("tiny", metric="cosine").compare(one, other)


def test_an_onnx_file_is_enough_for_one_that_deepface_does_not_have(monkeypatch, portraits):
    bare = replace(RECOGNISERS["sface"], name="bare", title="Bare", deepface={})
    monkeypatch.setitem(RECOGNISERS, "bare", bare)
    one = portraits[0][0]
    assert FaceMatcher("bare").represent(one) == pytest.approx(FaceMatcher("sface").represent(one), abs=1e-4)


def test_a_record_that_does_not_say_what_makes_its_templates_is_named(monkeypatch, portraits):
    monkeypatch.setitem(RECOGNISERS, "tiny", replace(TINY, network=None))
    with pytest.raises(RecogniserError, match=r"record of tiny in course/recognisers.py .*network=.*onnx="):
        FaceMatcher("tiny", cached=False).represent(portraits[0][0])


def test_an_onnx_network_without_its_weights_is_named():
    with pytest.raises(RecogniserError, match=r"recogniser 'tiny' says that its ONNX network is 'net'.* It has none"):
        replace(TINY, onnx="net")


@pytest.mark.slow
def test_private_images_stored_before_it_came_stay_and_get_its_templates(people, monkeypatch):
    assert add(people, progress=False).new == 4
    before = {name: own_embeddings(name).vectors for name in RECOGNISERS}
    monkeypatch.setitem(RECOGNISERS, "tiny", TINY)
    for name, vectors in before.items():
        assert np.array_equal(own_embeddings(name).vectors, vectors)  # nothing of them is refused
    with pytest.raises(CastError, match=r"4 of your 4 images have no template of tiny.*course faces update"):
        own_embeddings("tiny")
    told = CliRunner().invoke(cli, ["faces", "update", "--quiet"])
    assert told.exit_code == 0 and told.output == "4 images brought up to date.\n"
    found = own_embeddings("tiny")
    assert found.vectors.shape == (4, 36) and found.photographs
    assert np.array_equal(found.vectors[0], FaceMatcher("tiny").represent(store() / found.table.image[0] / "image.png"))
    for name, vectors in before.items():
        assert np.array_equal(own_embeddings(name).vectors, vectors)
    assert score_pairs(FaceSet.of(found)).mated.size == 2
    assert update(progress=False) == 0
    assert forget().remains == ()


@pytest.mark.slow
def test_adding_the_folder_again_brings_its_images_up_to_date_too(people, monkeypatch):
    add(people, progress=False)
    monkeypatch.setitem(RECOGNISERS, "tiny", TINY)
    report = add(people, progress=False)
    assert (report.new, report.already) == (0, 4)
    assert len(own_embeddings("tiny")) == 4


@pytest.mark.slow
def test_a_store_of_the_first_layout_is_read_and_brought_up_to_date(people):
    """Both templates in one file, and a record that does not say what made them."""
    import json

    add(people, progress=False)
    before = {name: own_embeddings(name).vectors for name in TOGETHER_ORDER}
    for place in store().glob("own-*"):
        np.save(place / TOGETHER, np.array([np.load(place / f"{name}.npy") for name in TOGETHER_ORDER]))
        for name in TOGETHER_ORDER:
            (place / f"{name}.npy").unlink()
        record = json.loads((place / "record.json").read_text())
        record["sources"] = record.pop("originals")
        del record["made"]
        (place / "record.json").write_text(json.dumps(record))
    for name, vectors in before.items():
        assert np.array_equal(own_embeddings(name).vectors, vectors)
    assert update(progress=False) == 4
    for name, vectors in before.items():
        assert np.array_equal(own_embeddings(name).vectors, vectors)
    assert forget("Ada").remains == () and forget().remains == ()


@pytest.fixture
def small_cast(tmp_path, monkeypatch, portraits):
    """A cast of two people with two images each, in a folder of its own: its images' files."""
    committed, rows = paths.DATA, load().images
    rows = rows[rows.image.isin([path.stem for pair in portraits[:2] for path in pair])]
    folder = tmp_path / "data" / "faces"
    for file in rows.file:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(committed / "faces" / file, folder / file)
    rows.to_csv(folder / "cast.csv", index=False)
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    return [folder / file for file in rows.file]


@pytest.mark.slow
def test_the_cast_keeps_its_rows_and_gets_its_templates(small_cast, monkeypatch):
    """An image that is not on this disk keeps its row; only the templates of the new recogniser are absent."""
    build(progress=False)
    before = embeddings("sface")
    small_cast[0].unlink()
    monkeypatch.setitem(RECOGNISERS, "tiny", TINY)
    report = build(progress=False)
    assert (report.images, report.kept, report.absent) == (4, 1, 0)
    assert np.array_equal(embeddings("sface").vectors, before.vectors)
    found = embeddings("tiny")
    assert len(found) == 3 and len(found.missed) == 0 and found.vectors.shape == (3, 36)
    assert build(progress=False).kept == 1


@pytest.mark.slow
def test_each_is_measured_with_a_metric_that_it_has_a_threshold_for(tiny, small_cast):
    build(progress=False)
    told = CliRunner().invoke(cli, ["matching", "accuracy"])
    assert told.exit_code == 0, told.output
    headings = [line.split(", role")[0] for line in told.output.splitlines() if ", role" in line]
    assert len(headings) == len(RECOGNISERS) and {"dlib, cosine", "sface, cosine", "tiny, euclidean_l2"} <= set(headings)
    assert "not measured" not in told.output
    told = CliRunner().invoke(cli, ["matching", "accuracy", "--metric", "cosine"])
    assert told.exit_code == 0 and "not measured: nobody published a threshold for tiny" in told.output
    measured = measure("tiny").set_index("group").loc["all"]
    assert (measured.mated, measured.nonmated, measured.threshold) == (2, 4, 0.9)
    kept = intervals("tiny", ["all"], replicates=20).set_index("measure").estimate
    assert kept[["auc", "fmr", "fnmr"]].tolist() == pytest.approx(measured[["auc", "fmr", "fnmr"]].tolist())


def test_the_local_service_uses_it(tiny, portraits, tmp_path):
    curve = tmp_path / "similarity.json"
    curve.write_text('{"curves": {"tiny": {"slope": -20, "offset": 8, "description": "for this test"}}}')
    rekognition = client(recogniser="tiny", similarity=curve)
    rekognition.create_collection(CollectionId="a")
    assert rekognition.describe_collection(CollectionId="a")["FaceModelVersion"] == "0.3"
    one = portraits[0][0].read_bytes()
    rekognition.index_faces(CollectionId="a", Image={"Bytes": one}, ExternalImageId="one", QualityFilter="NONE")
    found = rekognition.search_faces_by_image(CollectionId="a", Image={"Bytes": one}, FaceMatchThreshold=50)
    assert found["FaceMatches"][0]["Face"]["ExternalImageId"] == "one"
    assert "0.3" in {found["FaceModelVersion"]} and Service(Store(), "tiny", curve).operations

"""The loaders, on a small cast written for the test and on the committed one."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from course import paths
from course.faces import CastError, embeddings, enrolled, load
from course.faces.cast import CARD_NUMBERS, CARD_TEXTS, NUMBERS, ROLES, SEXES, SPLITS, TARGETS, TEXTS
from course.recognisers import RECOGNISERS


def row(image: str, **changes) -> dict:
    subject, shot = image.rsplit("-", 1)
    label = dict.fromkeys(TEXTS, "none") | dict.fromkeys(NUMBERS, 0)
    label |= {
        "image": image, "subject": subject, "file": f"images/{subject}/{image}.png", "role": "known",
        "split": "development", "target": "european", "sex": "female", "age": 40, "shot": int(shot),
    }  # fmt: skip
    return label | changes


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Three subjects with two images each; the last one a stranger whose images are not committed."""
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    rows = []
    for subject, changes in [
        ("eu-f-001", {}),
        ("as-m-002", {"split": "evaluation", "target": "asian", "sex": "male", "glasses": 1}),
        ("af-f-003", {"role": "stranger", "split": "evaluation", "target": "african", "file": ""}),
    ]:
        rows += [row(f"{subject}-{shot}", yaw=10.5 * shot, **changes) for shot in (0, 1)]
    write(tmp_path, rows)
    return rows


def write(tmp_path, rows) -> None:
    faces = tmp_path / "data" / "faces"
    for number, one in enumerate(rows):
        if one["file"]:
            path = faces / one["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(np.full((40, 50, 3), number, np.uint8)).save(path)
    pd.DataFrame(rows).to_csv(faces / "cast.csv", index=False)


def embed(rows, missed=()) -> None:
    folder = paths.DATA / "embeddings"
    folder.mkdir(parents=True, exist_ok=True)
    images = [one["image"] for one in rows]
    vectors = np.arange(len(rows) * 128, dtype=np.float16).reshape(-1, 128)
    vectors[[images.index(image) for image in missed]] = np.nan
    index = pd.DataFrame({"image": images, "found": [int(image not in missed) for image in images], "score": 0.9})
    index.to_csv(folder / "index.csv", index=False)
    for name in RECOGNISERS:
        np.save(folder / f"{name}.npy", vectors)


class TestLoad:
    def test_all_and_parts(self, data):
        assert load().images.image.tolist() == [one["image"] for one in data]
        assert load(role="known").images.subject.unique().tolist() == ["eu-f-001", "as-m-002"]
        assert load(split="evaluation").images.subject.unique().tolist() == ["as-m-002", "af-f-003"]
        assert load(role="known", split="evaluation").images.subject.unique().tolist() == ["as-m-002"]
        assert len(load(role="stranger", split="development")) == 0
        assert repr(load()) == "Cast(6 images of 3 subjects)"

    def test_types(self, data):
        images = load().images
        assert images.file.tolist()[-1] == "" and images.hair.tolist()[0] == "none"
        assert images.yaw.dtype == float and images.glasses.dtype == np.int64

    def test_subjects_hold_what_does_not_change(self, data):
        subjects = load().subjects.set_index("subject")
        assert subjects.index.tolist() == ["af-f-003", "as-m-002", "eu-f-001"]
        assert subjects.loc["as-m-002", ["target", "sex", "images"]].tolist() == ["asian", "male", 2]
        assert not {"yaw", "shot", "image", "file"} & set(subjects.columns)

    def test_filter(self, data):
        cast = load()
        assert cast.filter(target="asian", glasses=1).subjects.subject.tolist() == ["as-m-002"]
        assert len(cast.filter(target=["asian", "african"])) == 4
        assert len(cast.filter(target="asian", glasses=0)) == 0
        with pytest.raises(CastError, match=r"unknown target 'martian'.*african, asian, european"):
            cast.filter(target="martian")
        with pytest.raises(CastError, match=r"no column 'tone'"):
            cast.filter(tone=1)

    def test_read(self, data):
        cast = load()
        image = cast.read("as-m-002-1")
        assert image.shape == (40, 50, 3) and image.dtype == np.uint8 and image[0, 0].tolist() == [3, 3, 3]

    def test_images_that_are_not_there(self, data):
        cast = load()
        with pytest.raises(CastError, match=r"no image 'x'"):
            cast.path("x")
        with pytest.raises(CastError, match=r"af-f-003-0 is not on disk"):
            cast.read("af-f-003-0")
        rendered = paths.CACHE / "faces" / "strangers" / "af-f-003-0.jpg"
        rendered.parent.mkdir(parents=True)
        Image.new("RGB", (40, 40)).save(rendered)
        assert cast.path("af-f-003-0") == rendered and cast.read("af-f-003-0").shape == (40, 40, 3)
        cast.path("eu-f-001-0").write_bytes(b"not an image")
        with pytest.raises(CastError, match=r"eu-f-001-0\.png cannot be read"):
            cast.read("eu-f-001-0")

    def test_unknown_role_and_split(self, data):
        with pytest.raises(CastError, match=r"unknown role 'foe'.*known, stranger"):
            load(role="foe")
        with pytest.raises(CastError, match=r"unknown split 'test'.*development, evaluation"):
            load(split="test")

    def test_missing_and_damaged_tables(self, data, tmp_path):
        table = paths.DATA / "faces" / "cast.csv"
        whole = table.read_text()
        for content, words in [
            (whole.replace(",split,", ",part,"), r"lacks the column split"),
            (whole.replace("10.5", "ten"), r"column yaw"),
            (whole + whole.splitlines()[1] + "\n", r"eu-f-001-0 twice"),
            ("", r"cannot be read"),
            ("a,b\n1,2,3\n1\n", r"lacks the column"),
            ("\0\0\0", r"cast\.csv"),
        ]:
            table.write_text(content)
            with pytest.raises(CastError, match=words):
                load()
        table.unlink()
        with pytest.raises(CastError, match=r"cast\.csv is missing.*course faces render"):
            load()


class TestEmbeddings:
    def test_aligned_with_labels(self, data):
        embed(data[::-1])  # the order of the index is its own
        found = embeddings("dlib")
        assert found.vectors.shape == (6, 128) and found.vectors.dtype == np.float32
        assert found.table.image.tolist() == [one["image"] for one in data]
        assert found.vectors[0, 0] == 5 * 128  # the first of the cast is the last of the index
        assert {"subject", "target", "sex", "split", "score"} <= set(found.table.columns)
        assert repr(found) == "Embeddings(dlib: 6 images of 3 subjects, 0 missed)"

    def test_parts(self, data):
        embed(data)
        assert embeddings("sface", role="known", split="evaluation").table.subject.unique().tolist() == ["as-m-002"]
        assert len(embeddings("sface", role="stranger", split="development")) == 0
        women = embeddings("sface").filter(sex="female")
        assert women.table.image.tolist() == ["eu-f-001-0", "eu-f-001-1", "af-f-003-0", "af-f-003-1"]
        assert women.vectors[:, 0].tolist() == [0, 128, 512, 640]

    def test_images_without_a_face_are_missed(self, data):
        embed(data, missed=["as-m-002-0"])
        found = embeddings("dlib")
        assert len(found) == 5 and np.isfinite(found.vectors).all()
        assert found.missed.image.tolist() == ["as-m-002-0"] and found.missed.found.tolist() == [0]
        assert found.vectors[2, 0] == 3 * 128  # rows after it keep their labels
        assert found.table.image[2] == "as-m-002-1"
        assert found.filter(target="asian").missed.image.tolist() == ["as-m-002-0"]

    def test_images_not_embedded_yet_are_left_out(self, data):
        embed(data[:3])
        assert embeddings("dlib").table.image.tolist() == [one["image"] for one in data[:3]]

    def test_what_is_refused(self, data):
        with pytest.raises(CastError, match=r"unknown recogniser 'vgg'.*dlib, sface"):
            embeddings("vgg")
        with pytest.raises(CastError, match=r"index\.csv is missing.*course matching embed"):
            embeddings("dlib")
        embed(data)
        with pytest.raises(CastError, match=r"unknown role 'foe'"):
            embeddings("dlib", role="foe")
        folder = paths.DATA / "embeddings"
        np.save(folder / "dlib.npy", np.zeros((5, 128), np.float16))
        with pytest.raises(CastError, match=r"dlib\.npy has shape \(5, 128\)"):
            embeddings("dlib")
        for content in (b"", b"text", b"\x93NUMPY"):
            (folder / "dlib.npy").write_bytes(content)
            with pytest.raises(CastError, match=r"dlib\.npy cannot be read"):
                embeddings("dlib")
        (folder / "dlib.npy").unlink()
        with pytest.raises(CastError, match=r"dlib\.npy is missing"):
            embeddings("dlib")
        (folder / "index.csv").write_text("image\na\n")
        with pytest.raises(CastError, match=r"lacks the column found"):
            embeddings("dlib")


@pytest.fixture
def committed():
    """The committed cast."""
    if not (paths.DATA / "faces" / "cast.csv").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("data/faces/cast.csv is missing.")
    return load()


class TestCommitted:
    def test_labels_are_of_the_known_levels(self, committed):
        for column, levels in (("role", ROLES), ("split", SPLITS), ("target", TARGETS), ("sex", SEXES)):
            assert set(committed.images[column]) <= set(levels)

    def test_a_subject_is_one_person_in_one_role_and_split(self, committed):
        same = committed.images.groupby("subject")[["role", "split", "target", "sex", "seed"]].nunique()
        assert (same == 1).all().all()
        assert not committed.subjects.duplicated(["target", "sex", "seed"]).any()

    def test_every_committed_image_can_be_read(self, committed):
        shown = committed.images[committed.images.file != ""]
        assert len(shown)
        for image in shown.image[:: max(1, len(shown) // 20)]:
            assert committed.read(image).ndim == 3
        assert all(committed.path(image).is_file() for image in shown.image)

    def test_every_image_has_embeddings_of_both(self, committed):
        if not (paths.DATA / "embeddings" / "index.csv").is_file():
            (pytest.fail if os.environ.get("CI") else pytest.skip)("data/embeddings is missing.")
        for name in RECOGNISERS:
            found = embeddings(name)
            assert set(found.table.image) | set(found.missed.image) == set(committed.images.image)
            assert np.isfinite(found.vectors).all()

    @pytest.mark.parametrize("recogniser", RECOGNISERS)
    def test_a_gallery_of_ten_thousand_people_as_many_in_each_half_and_cell(self, recogniser):
        made = enrolled(recogniser)
        cells = made.table.groupby(["target", "sex", "split"]).size()
        assert len(made) >= 10_000 and set(made.table.kind) == {"card"} and len(cells) == 12
        assert cells.min() >= 0.98 * cells.max()  # but for faces that were not found
        assert not made.table.subject.duplicated().any() and np.isfinite(made.vectors).all()


class TestEnrolled:
    def cards(self, names):
        """Card pictures of these people, and one years younger of the first."""
        texts, numbers = dict.fromkeys(CARD_TEXTS, "none"), dict.fromkeys(CARD_NUMBERS, 0)
        images = [(name, f"{name}-card") for name in names] + [(names[0], f"{names[0]}-younger")]
        rows = [texts | numbers | {"image": image, "subject": name, "file": "", "role": "known", "split": "development",
                                   "target": "asian", "sex": "male"} for name, image in images]
        pd.DataFrame(rows).to_csv(paths.DATA / "faces" / "cards.csv", index=False)
        folder = paths.DATA / "embeddings" / "cards"
        folder.mkdir(parents=True)
        pd.DataFrame({"image": [image for _, image in images], "found": 1}).to_csv(folder / "index.csv", index=False)
        for name in RECOGNISERS:
            np.save(folder / f"{name}.npy", -np.ones((len(images), 128), np.float16))

    def test_the_first_pictures_where_there_are_no_cards(self, data):
        embed(data, missed=["as-m-002-0"])
        made = enrolled("sface")
        assert made.table.image.tolist() == ["eu-f-001-0", "as-m-002-1", "af-f-003-0"] and set(made.table.kind) == {"ordinary"}
        assert made.vectors[:, 0].tolist() == [0, 3 * 128, 4 * 128]

    @pytest.mark.parametrize(("people", "kind"), [(2, "ordinary"), (3, "ordinary"), (4, "card")])
    def test_one_kind_alone_that_of_the_most_people(self, data, people, kind):
        embed(data)
        self.cards([f"as-m-{number:03d}" for number in range(1, people + 1)])
        made = enrolled("sface")
        assert set(made.table.kind) == {kind} and not made.table.subject.duplicated().any()
        assert len(made) == max(people, 3) and (made.vectors[0, 1] < 0) == (kind == "card")
        assert not made.table.image.str.endswith("-younger").any()

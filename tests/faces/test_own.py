"""Adding, killing, listing and forgetting your own images, and reading LFW's layout: all on images of the cast."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from course import paths
from course.faces import load, own
from course.faces.cast import CastError
from course.faces.lfw import pairs, persons
from course.faces.own_store import store
from course.matching import FaceMatcher
from course.own import add as adding
from course.own.commands import faces
from course.own.forget import forget


@pytest.fixture
def people(tmp_path, monkeypatch):
    """Two people with two images each, as LFW names them, and a store of the test's own."""
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    cast = load(role="known")
    folder = tmp_path / "people"
    for subject, name in zip(cast.subjects.subject[:2], ("Ada_Made", "Grace_Up"), strict=True):
        (folder / name).mkdir(parents=True)
        for n, image in enumerate(cast.images[cast.images.subject == subject].image[:2], start=1):
            shutil.copy(cast.path(image), folder / name / f"{name}_{n:04d}.jpg")
    return folder


def test_consent_is_asked_for_and_no_means_no(people):
    asked = CliRunner().invoke(faces, ["add", str(people)], input="n\n")
    assert asked.exit_code != 0 and "Ask each person" in asked.output
    assert not store().exists()


@pytest.mark.slow
def test_killed_then_resumed_then_forgotten_and_proven(people, monkeypatch):
    put, calls = adding.put, []

    def killed(*given):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(given)
        put(*given)

    monkeypatch.setattr(adding, "put", killed)
    with pytest.raises(KeyboardInterrupt):
        adding.add(people, progress=False)
    (store() / "tmp-own-left").mkdir()
    monkeypatch.setattr(adding, "put", put)
    report = adding.add(people, progress=False)
    assert (report.new, report.already, report.problems) == (2, 2, [])
    assert not list(store().glob("tmp-*"))
    assert set(own().subjects.split) == {"development", "evaluation"}

    # a lesson's matcher fills its cache from the original, and from the stored image
    matcher = FaceMatcher("sface")
    matcher.represent(people / "Ada_Made" / "Ada_Made_0001.jpg")
    matcher.represent(matcher.align(people / "Ada_Made" / "Ada_Made_0001.jpg"), aligned=True)
    spare = paths.CACHE / "thumbnails" / "copy.bin"
    spare.parent.mkdir()
    shutil.copy(people / "Ada_Made" / "Ada_Made_0002.jpg", spare)  # what forgetting knows nothing of, but must find
    shown = CliRunner().invoke(faces, ["forget", "Ada_Made"])
    assert shown.exit_code != 0 and str(spare) in str(shown.exception)
    spare.unlink()
    assert not list((paths.CACHE / "templates").rglob("??*/*"))
    assert set(own().images.subject) == {"Grace_Up"}

    with pytest.raises(CastError, match="It holds: Grace_Up"):
        forget("Ada_Made")
    gone = forget()
    assert (gone.people, gone.images, gone.remains) == (("Grace_Up",), 2, ())
    assert not store().exists()
    with pytest.raises(CastError, match="course faces add"):
        own()


@pytest.mark.slow
def test_a_picture_on_its_head_is_refused_with_the_mend(people):
    from PIL import Image

    upright = people / "Ada_Made" / "Ada_Made_0001.jpg"
    for name, degrees in (("side", 90), ("head", 180)):
        Image.open(upright).rotate(degrees, expand=True).save(people / "Ada_Made" / f"{name}.png")
    report = adding.add(people, progress=False)
    assert report.new == 4
    told = {problem.where: problem.what for problem in report.problems}
    assert set(told) == {"Ada_Made/side.png", "Ada_Made/head.png"}
    assert "turned by half" in told["Ada_Made/head.png"] and "a quarter to the right" in told["Ada_Made/side.png"]


@pytest.mark.slow
def test_a_template_left_elsewhere_is_found(people):
    adding.add(people, progress=False)
    place = next(store().glob("own-*"))
    vectors = own_bytes(place)
    left = paths.CACHE / "other" / "left"
    left.parent.mkdir()
    left.write_bytes(b"before" + vectors + b"after")
    assert forget().remains == (left,)


def own_bytes(place) -> bytes:
    import numpy as np

    return np.load(place / "dlib.npy").tobytes()


@pytest.mark.slow
def test_a_damaged_record_is_named_and_all_can_still_be_forgotten(people):
    adding.add(people, progress=False)
    record = next(store().glob("own-*/record.json"))
    record.write_text(json.dumps({"image": "x"}))
    with pytest.raises(CastError, match="damaged"):
        own()
    forget()
    assert not store().exists()


class TestLFW:
    def write(self, people, text):
        file = people.parent / "pairs.txt"
        file.write_text(text)
        return file

    def test_persons_and_pairs(self, people):
        assert persons(people).to_dict() == {"Ada_Made": 2, "Grace_Up": 2}
        table = pairs(people, self.write(people, "2\t1\nAda_Made\t1\t2\nAda_Made\t1\tGrace_Up\t2\n"
                                                 "Grace_Up\t2\t1\nGrace_Up\t1\tAda_Made\t2\n"))
        assert table.mated.tolist() == [True, False, True, False] and table.fold.tolist() == [1, 1, 2, 2]
        assert table.b.tolist() == ["Ada_Made_0002", "Grace_Up_0002", "Grace_Up_0001", "Ada_Made_0002"]

    def test_one_count_is_the_development_set(self, people):
        table = pairs(people, self.write(people, "1\nAda_Made\t1\t2\nAda_Made\t1\tGrace_Up\t2\n\n"))
        assert table.fold.tolist() == [1, 1]

    @pytest.mark.parametrize(("text", "says"), [
        ("", ":1: the first line"), ("ten\n", ":1: the first line"), ("0\n", ":1: the first line"),
        ("2\nAda_Made\t1\t2\n", "announces 1 x 2 x 2"),
        ("1\nAda_Made\t1\t2\nAda_Made\t1\t2\n", ":3:.*non-mated"),
        ("1\nAda_Made\t1\t1\nAda_Made\t1\tGrace_Up\t2\n", ":2: a mated pair of one image"),
        ("1\nAda_Made\t1\t2\nAda_Made\t1\tAda_Made\t2\n", ":3: a non-mated pair of one person"),
        ("1\nAda_Made\t1\t9\nAda_Made\t1\tGrace_Up\t2\n", ":2: Ada_Made_0009 is not in"),
        ("1\nAda_Made\tx\t2\nAda_Made\t1\tGrace_Up\t2\n", ":2:.*number"),
    ])  # fmt: skip
    def test_a_wrong_file_is_named_with_its_line(self, people, text, says):
        with pytest.raises(CastError, match=says):
            pairs(people, self.write(people, text))

    def test_a_folder_of_another_layout(self, people):
        with pytest.raises(CastError, match=r"Name_0001\.jpg"):
            persons(people.parent)


def test_one_sheet_a_cell(tmp_path):
    made = CliRunner().invoke(faces, ["sheet", "--by-cell", str(tmp_path / "sheets"), "--limit", "3"])
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == [
        "af-f.png", "af-m.png", "as-f.png", "as-m.png", "eu-f.png", "eu-m.png"]

"""The tables of data/faces: made from records, and kept where a subject was not rendered here."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from course import paths
from course.faces import CastError, describe
from course.faces.render import plan, run
from course.faces.render.assemble import TABLES, assemble
from course.faces.render.provision import RenderError

FACES = paths.DATA / "faces"


@pytest.fixture
def copy(tmp_path):
    for name in (*TABLES, "SHA256SUMS", "CARD.md"):
        shutil.copy(FACES / name, tmp_path / name)
    return tmp_path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_without_records_the_committed_tables_come_out_again(copy):
    before = contents(copy)
    counts = assemble(copy, copy / "nothing")
    assert counts["known"] == 1800 and counts["strangers"] >= 2000 and counts["counterfactual"] > 1500
    assert contents(copy) == before


def test_a_record_replaces_the_rows_of_its_subject(copy):
    subject = next(plan.subjects("known"))
    rows = [run.labels(subject, picture, f"images/{subject.name}/{picture.image}.jpg") | {"gain": 9.75, "sha256": "ab" * 32}
            for picture in subject.pictures]
    record = run.record_path("known", subject.name, copy)
    record.parent.mkdir(parents=True)
    record.write_text(json.dumps({"look": plan.LOOK, "size": 192, "rows": rows}))
    before = contents(copy)["cast.csv"].decode().splitlines()
    assemble(copy, copy / "nothing")
    after = contents(copy)["cast.csv"].decode().splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == len(rows) and all(b.endswith(",9.75") for _, b in changed)
    # Everything but the gain is what the seed gives: the committed labels are the renderer's.
    assert all(a.rpartition(",")[0] == b.rpartition(",")[0] for a, b in changed)


def test_the_committed_pictures_are_of_the_renderers_look():
    look = re.search(r"^look: (\d+)$", (FACES / "CARD.md").read_text(), re.MULTILINE)
    assert look and int(look[1]) == plan.LOOK, "the renderer changed: run `make cast`, or restore it"


def test_two_looks_are_not_mixed(copy, monkeypatch):
    subject = next(plan.subjects("known"))
    monkeypatch.setattr(plan, "LOOK", 99)
    with pytest.raises(RenderError, match="no known subject"):
        assemble(copy, copy / "nothing")
    rows = [run.labels(subject, picture, f"images/{subject.name}/{picture.image}.jpg") | {"gain": 1.0, "sha256": "ab" * 32}
            for picture in subject.pictures]
    record = run.record_path("known", subject.name, copy)
    record.parent.mkdir(parents=True)
    before = contents(copy)
    for look, said in ((98, "no known subject"), (99, "1 of 360 subjects of the known set")):
        record.write_text(json.dumps({"look": look, "size": 192, "rows": rows}))
        with pytest.raises(RenderError, match=said):
            assemble(copy, copy / "nothing")
    assert contents(copy) == before


def test_nothing_rendered_is_said(tmp_path):
    with pytest.raises(RenderError, match="course faces render"):
        assemble(tmp_path, tmp_path)


def test_the_datasheet_shows_the_distributions_of_the_committed_cast(tmp_path):
    sheet = (paths.ROOT / "docs" / "datasheet.md").read_text()
    assert describe.section() in sheet, "run `course faces describe --write`"
    people = describe.distributions(describe.load(role="known"))["people"]
    assert (people.subjects == 60).all() and (people["in development"] == 30).all()
    lost = tmp_path / "sheet.md"
    lost.write_text("no marks")
    with pytest.raises(CastError, match="marks"):
        describe.write(lost)

"""Which file of a student counts, where a form may stand among others, and how long it may take to find that out."""

import json
import time
import zipfile

import pytest

from course.content import assignments, forms
from course.grading import submission

SLUG = "wrong_name"


def work(note="", **other) -> bytes:
    return json.dumps({"kind": forms.KIND, "version": 1, "assignment": SLUG, "variant": "", "answers": {}, "note": note} | other).encode()


def book(slug="") -> bytes:
    return json.dumps({"cells": [], "metadata": {"course": {"assignment": slug}} if slug else {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def collect(folder, files: dict[str, bytes], track=""):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return submission.collect(folder, SLUG, track)


def test_a_notebook_of_another_assignment_does_not_push_a_form_aside(tmp_path):
    got = collect(tmp_path / "ada", {f"{SLUG}.json": work(), "matcher.ipynb": book("matcher")})
    assert got.form and got.notebook == work()
    assert any("`matcher.ipynb` was not" in one.text for one in got.notices)


@pytest.mark.parametrize("name", [f"{SLUG}.ipynb", f"{SLUG}-2.ipynb", "my work.ipynb"])
def test_a_notebook_of_this_assignment_counts_where_no_track_is_said(tmp_path, name):
    got = collect(tmp_path / "ada", {f"{SLUG}.json": work(), name: book(SLUG)})
    assert not got.form and got.notebook == book(SLUG)


def test_a_zip_of_notes_does_not_push_a_form_aside(tmp_path):
    with zipfile.ZipFile(tmp_path / "notes.zip", "w") as packed:
        packed.writestr("notes/matcher.ipynb", book("matcher"))
    got = collect(tmp_path / "ada", {f"{SLUG}.json": work(), "notes.zip": (tmp_path / "notes.zip").read_bytes()})
    assert got.form and got.notebook == work()


@pytest.mark.parametrize("name", [f"{SLUG}.txt", "my answers.txt", f"{SLUG}", f"{SLUG} (1).JSON.txt"])
def test_a_form_under_another_name_is_found_and_that_is_said(tmp_path, name):
    got = collect(tmp_path / "ada", {name: work()})
    assert got.form and not got.problem
    assert [one.kind for one in got.notices] == ["another name"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_form_saved_in_another_encoding_is_read(tmp_path, encoding):
    data = work("Zoë").decode().encode(encoding)
    got = collect(tmp_path / "ada", {f"{SLUG}.json": data})
    assert got.form and forms.parsed(got.notebook)["note"] == "Zoë"


def test_a_broken_later_form_does_not_stand_in_the_way_of_a_whole_one(tmp_path):
    got = collect(tmp_path / "ada", {f"{SLUG}.json": work(), f"{SLUG}-2.json": b'{"kind": "course-fo'})
    assert got.notebook == work()
    assert any(f"{SLUG}-2.json" in one.text for one in got.notices)


def test_the_empty_page_is_named_as_such(tmp_path):
    got = collect(tmp_path / "ada", {f"{SLUG}.html": b'<html><script>{"kind": "course-form"}</script>'})
    assert "Save my work" in got.problem and f"`{SLUG}.json`" in got.problem


def test_who_is_on_the_track_without_code_is_told_of_a_form(tmp_path):
    assert "There is no form" in collect(tmp_path / "ada", {"notes.txt": b"Hello"}, forms.FORM).problem
    assert "There is no notebook" in collect(tmp_path / "ben", {"notes.txt": b"Hello"}).problem


@pytest.mark.parametrize("version", [True, -(10**9), 0, 1e999, "1"])
def test_a_version_that_there_never_was_is_called_changed(version):
    with pytest.raises(forms.FormError, match=r"changed by hand|not valid JSON"):
        forms.filled(forms.load(assignments.load(SLUG)), work(version=version))


@pytest.mark.parametrize("name", ["a" + " " * 65_000 + "b.json", ".ipynb" * 10_000 + "x", "a" + "(1)" * 20_000 + ".json", "._" * 30_000])
def test_a_name_in_a_zip_costs_no_time(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        for number in range(20):
            packed.writestr(name + str(number), b"{}")
    begun = time.process_time()
    got = collect(tmp_path / "ada", {"x.zip": (tmp_path / "x.zip").read_bytes()})
    assert "There is no notebook" in got.problem
    assert time.process_time() - begun < 3, "one such name took seven seconds where its length was not looked at"


def test_a_broken_zip_of_any_kind_is_said(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.ipynb", b"{}" * 5000)
    data = bytearray((tmp_path / "x.zip").read_bytes())
    data[50:70] = b"\xff" * 20
    got = collect(tmp_path / "ada", {"x.zip": bytes(data)})
    assert any("could not be unpacked" in one.text for one in got.notices)

"""Rendering as a command: labels, resuming, and the same bytes from the same seed. What is drawn: test_render_plan."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time

import pytest

from course import faces, paths
from course.faces import commands
from course.faces.render import plan, provision, run, shot


def test_the_committed_labels_are_those_of_the_seeds():
    table = faces.load(role="known").images
    for row in table.sample(20, random_state=1).itertuples():
        person = plan.person_of(row.subject)
        assert (row.seed, row.age, bool(row.glasses), row.beard) == (person.seed, person.age, person.glasses, person.beard)
        assert row.expression == shot.sample(person.seed, row.shot).expression


def test_all_sets_are_rendered_in_order_and_strangers_lie_apart(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(provision, "require", lambda: None)
    monkeypatch.setattr(run, "_work", lambda todo, *_: asked.extend(todo))
    count = sum(len(subject.pictures) for which in plan.SETS for subject in plan.subjects(which, per_cell=1))
    assert run.render("all", tmp_path, per_cell=1, progress=False) == count
    assert list(dict.fromkeys(which for which, *_ in asked)) == list(plan.SETS)
    places = {which: home for which, _, home, _ in asked}
    assert places["strangers"] == tmp_path / "strangers" and places["shop"] == places["known"] == tmp_path
    assert run.homes("all")["strangers-enrolment"] == paths.CACHE / "faces" / "strangers-enrolment"


def test_what_was_rendered_in_another_look_is_rendered_again(tmp_path, monkeypatch):
    subject = plan.subject("known", "eu-f-001")
    for picture in subject.pictures:
        path = run.image_path("known", subject, picture.image, tmp_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"jpeg")
    run._write_record("known", subject, tmp_path, 192, {picture.image: {"gain": 1.0} for picture in subject.pictures})
    assert run._done("known", subject, tmp_path)
    monkeypatch.setattr(plan, "LOOK", plan.LOOK + 1)
    assert not run._done("known", subject, tmp_path)


def test_the_command_offers_every_set():
    (option,) = [one for one in commands.render.params if one.name == "which"]
    assert set(option.type.choices) == {*plan.SETS, run.ALL}


def test_a_missing_render_environment_is_named_with_the_mend(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_RENDER_ENV", str(tmp_path))
    with pytest.raises(provision.RenderError, match="make render-env"):
        run.render("known", tmp_path, per_cell=1)


@pytest.mark.skipif(provision.missing() is not None, reason="no render environment; `make render-env` makes one")
def test_rendering_resumes_and_repeats_itself(tmp_path):
    for folder in ("one", "two"):
        assert run.render("known", tmp_path / folder, per_cell=1, images=1, workers=2, size=48, progress=False) == 6
        assert run.render("known", tmp_path / folder, per_cell=1, images=1, workers=2, size=48, progress=False) == 0
    digests = [
        [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((tmp_path / f).rglob("*.jpg"))] for f in ("one", "two")
    ]
    assert digests[0] == digests[1]


@pytest.mark.skipif(provision.missing() is not None, reason="no render environment; `make render-env` makes one")
def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path):
    command = [sys.executable, "-m", "course.cli", "faces", "render", "--per-cell", "1", "--images", "1", "--size", "48",
               "--out", str(tmp_path)]
    first = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    while not list(tmp_path.rglob("*.json")):
        assert first.poll() is None
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"rendered {6 - len(kept)} images" in done.stdout
    assert all(path.stat().st_mtime_ns == at for path, at in kept.items())
    assert len(list(tmp_path.rglob("*.jpg"))) == 6

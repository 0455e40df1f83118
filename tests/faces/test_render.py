"""Rendering as a command: labels, resuming, and the same bytes from the same seed. What is drawn: test_render_plan."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time

import pytest

from course import faces
from course.faces.render import plan, provision, run, shot


def test_the_committed_labels_are_those_of_the_seeds():
    table = faces.load(role="known").images
    for row in table.sample(20, random_state=1).itertuples():
        person = plan.person_of(row.subject)
        assert (row.seed, row.age, bool(row.glasses), row.beard) == (person.seed, person.age, person.glasses, person.beard)
        assert row.expression == shot.sample(person.seed, row.shot).expression


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

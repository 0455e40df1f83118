"""Who is rendered, and how: the same seed gives the same person, cells differ by their targets alone."""

import dataclasses
import hashlib
import itertools

import numpy as np
import pytest

from course import faces
from course.faces.render import identity, plan, provision, run, shot


def known(per_cell):
    return list(plan.subjects("known", per_cell))


def test_a_name_fixes_the_person_whatever_the_size_of_the_set():
    few = {s.name: s.pictures for s in known(2)}
    many = {s.name: s.pictures for s in known(5)}
    assert all(many[name] == pictures for name, pictures in few.items())
    assert plan.person_of("eu-m-002") == few["eu-m-002"][0].person


def test_any_beginning_is_balanced_over_the_cells():
    subjects = known(4)
    for rounds in (1, 3):
        cells = [(s.pictures[0].person.target, s.pictures[0].person.sex) for s in subjects[: 6 * rounds]]
        assert {cells.count(cell) for cell in itertools.product(("african", "asian", "european"), ("female", "male"))} == {rounds}


def test_the_halves_share_no_subject_and_are_of_one_size():
    halves = [s.split for s in known(10)]
    assert halves.count("development") == halves.count("evaluation") == 30


def test_every_cell_draws_from_the_same_distributions():
    """What is not bound to a target has the same mean in every cell, within four standard errors."""
    n = 400
    people = {
        (target, sex): [identity.sample(seed, target, sex) for seed in range(n)]
        for target in ("african", "asian", "european")
        for sex in ("female", "male")
    }
    for trait in (lambda p: p.age, lambda p: p.glasses, lambda p: p.weight, lambda p: sum(map(abs, p.details.values()))):
        values = np.array([[float(trait(p)) for p in cell] for cell in people.values()])
        error = values.std() / np.sqrt(n)
        assert np.ptp(values.mean(axis=1)) < 4 * np.sqrt(2) * error + 1e-9
    beards = [np.mean([p.beard != "none" for p in people[t, "male"]]) for t in ("african", "asian", "european")]
    assert np.ptp(beards) < 0.15
    assert all(p.beard == "none" for t in ("african", "asian", "european") for p in people[t, "female"])


def test_the_streams_are_independent():
    """The same seed under another target changes what is bound to the target, and nothing else."""
    one, other = (identity.sample(7, target, "male") for target in ("african", "european"))
    for field in ("age", "muscle", "weight", "details", "style", "beard", "glasses", "gender"):
        assert getattr(one, field) == getattr(other, field), field
    assert one.tone != other.tone


def test_shots_are_within_the_range_said():
    shots = [shot.sample(seed, 0) for seed in range(300)]
    assert max(abs(s.yaw) for s in shots) <= shot.MAXIMUM_YAW
    assert {s.expression for s in shots} == set(shot.EXPRESSIONS)


def test_a_counterfactual_changes_one_factor():
    subject = next(plan.subjects("counterfactual", 1))
    plain = subject.pictures[0]
    for picture in subject.pictures[1:]:
        a = {**dataclasses.asdict(plain.person), **{f"shot {k}": v for k, v in dataclasses.asdict(plain.shot).items()}}
        b = {**dataclasses.asdict(picture.person), **{f"shot {k}": v for k, v in dataclasses.asdict(picture.shot).items()}}
        assert len([k for k in a if a[k] != b[k]]) <= 1, picture.image


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

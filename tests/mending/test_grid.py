"""The kept grid is what the code measures on the committed templates, and what the lesson says of it holds."""

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from course.cli import cli
from course.evaluation import rule_of_three
from course.mending import grid

TABLE = grid.measured()


def row(recogniser, **counts):
    return grid.at(TABLE, recogniser, **counts)


@pytest.fixture(scope="module")
def trials():
    return {name: grid.trial(name) for name in ("dlib", "sface")}


def test_every_composition_is_there_once():
    assert list(TABLE.columns) == grid.columns()
    for name in ("dlib", "sface"):
        own = TABLE[TABLE.recogniser == name]
        assert own[list(grid.GROUPS)].to_dict("records") == grid.compositions()


@pytest.mark.parametrize(("recogniser", "counts"), [("dlib", (0, 0, 0)), ("dlib", (60, 0, 0)), ("dlib", (20, 20, 20)), ("sface", (0, 40, 20)), ("sface", (60, 60, 60))])
def test_estimates_are_measured_again(trials, recogniser, counts):
    """Another processor may count single pairs otherwise: of 44,250 pairs within a group or 600 of one person."""
    counts = dict(zip(grid.GROUPS, counts, strict=True))
    fresh = grid.row(recogniser, trials[recogniser].report(trials[recogniser].training_set(counts), replicates=0))
    kept = row(recogniser, **counts)
    for name in grid.columns():
        if name.startswith(("fmr", "fnmr")) and not name.endswith(("_low", "_high")):
            assert kept[name] == pytest.approx(fresh[name], abs=4e-3 if name.startswith("fnmr") else 5e-4), "run `course mending --write`"
    assert kept.threshold == pytest.approx(fresh["threshold"], abs=1e-3)


@pytest.mark.slow
def test_an_interval_is_measured_again(trials):
    """With the same seed the same people are drawn, so that the intervals agree but for single pairs."""
    fresh = grid.row("dlib", trials["dlib"].report(trials["dlib"].training_set(20), replicates=grid.REPLICATES))
    kept = row("dlib", african=20, asian=20, european=20)
    for name in grid.columns():
        if name.startswith(("fmr", "fnmr")):
            assert kept[name] == pytest.approx(fresh[name], abs=6e-3), "run `course mending --write`"


def test_intervals_are_in_order_and_mostly_hold_the_estimate():
    inside = []
    for name in [f"{rate}_{group}" for rate in grid.RATES for group in (*grid.GROUPS, "all")]:
        assert (TABLE[f"{name}_low"] <= TABLE[f"{name}_high"]).all()
        inside.append(TABLE[name].between(TABLE[f"{name}_low"], TABLE[f"{name}_high"]))
    assert np.mean(inside) > 0.97


# ---- what the lesson says --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("recogniser", ["dlib", "sface"])
@pytest.mark.parametrize("group", grid.GROUPS)
def test_who_is_in_the_training_set_is_told_apart(recogniser, group):
    """Trained on one target alone: its FMR nearly vanishes, and its misses grow or stay; the others' FMR does not fall with it."""
    only, before = row(recogniser, **{group: 60}), row(recogniser)
    assert only[f"fmr_{group}"] < 0.1 * before[f"fmr_{group}"]
    assert only[f"fmr_{group}_high"] < before[f"fmr_{group}"]
    others = [name for name in grid.GROUPS if name != group]
    assert max(only[f"fmr_{name}"] for name in others) > 10 * only[f"fmr_{group}"]
    assert only[f"fnmr_{group}"] >= max(only[f"fnmr_{name}"] for name in others)


def test_the_numbers_of_the_trial():
    """Dlib: as delivered 2.4%, 6.0%, 0.4% and 3.4% missed; balance brings the misses to about 1%; only African: an eighth missed, and three in ten of their own."""
    assert list(row("dlib")[["fmr_african", "fmr_asian", "fmr_european", "fnmr_all"]]) == pytest.approx([0.024, 0.060, 0.004, 0.034], abs=1e-3)
    assert row("dlib", african=60, asian=60, european=60).fnmr_all == pytest.approx(0.01, abs=5e-3)
    assert row("dlib", african=60).fnmr_all == pytest.approx(0.13, abs=0.02)
    assert row("dlib", african=60).fnmr_african == pytest.approx(0.30, abs=0.02)
    assert row("dlib", african=60).fmr_african < 1e-4
    assert row("sface").fnmr_all == pytest.approx(0.0017, abs=1e-3)
    assert row("sface", african=60, asian=60, european=60).fnmr_all == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("recogniser", ["dlib", "sface"])
@pytest.mark.parametrize("people", [20, 40, 60])
def test_balance_made_the_groups_alike_is_false(recogniser, people):
    """The claim fails: the largest FMR minus the smallest is above 0, and so is the low end of its interval."""
    one = row(recogniser, **dict.fromkeys(grid.GROUPS, people))
    assert one.gap_low > 0
    assert one.ratio_low > 1


def test_balance_helped_with_misses():
    for recogniser in ("dlib", "sface"):
        before, after = row(recogniser), row(recogniser, african=60, asian=60, european=60)
        assert after.fnmr_all < 0.6 * before.fnmr_all


def test_none_seen_is_not_never(trials):
    found = trials["dlib"].report(trials["dlib"].training_set({"african": 60}), replicates=20)
    assert found.upper("african") >= found.fmr.high[0]
    if not found.fmr.estimate[0]:
        assert found.upper("african") == rule_of_three(60)


# ---- what is asked of it ---------------------------------------------------------------------------------------------


def test_a_gate_leaves_images_out(trials):
    straight = grid.trial("dlib", keep=lambda images: images.yaw.abs() <= 20)
    assert len(straight.held_out.rows) < len(trials["dlib"].held_out.rows)
    assert straight.held_out.groups == grid.GROUPS


def test_what_was_not_measured_is_said(monkeypatch, tmp_path):
    with pytest.raises(grid.GridError, match="was not measured"):
        row("dlib", african=7)
    with pytest.raises(grid.GridError, match="was not measured"):
        row("dlib", martian=10)
    monkeypatch.setattr("course.paths.DATA", tmp_path)
    with pytest.raises(grid.GridError, match="course mending --write"):
        grid.measured()


@pytest.mark.slow
def test_a_run_goes_on_where_it_was_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr("course.paths.CACHE", tmp_path)
    monkeypatch.setattr(grid, "LEVELS", (0, 10))
    first = grid.measure("dlib", replicates=2)
    kept = next((tmp_path / grid.FOLDER).iterdir())
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join(lines[:3]) + "\n" + lines[3][:40])  # stopped in the middle of a line
    asked = []
    real = grid.Trial.report
    monkeypatch.setattr(grid.Trial, "report", lambda self, *a, **k: asked.append(1) or real(self, *a, **k))
    pd.testing.assert_frame_equal(grid.measure("dlib", replicates=2), first)
    assert len(asked) == 5


def test_the_command(monkeypatch):
    real = grid.Trial.report
    monkeypatch.setattr(grid.Trial, "report", lambda self, *a, **k: real(self, *a, **{**k, "replicates": 4}))
    shown = CliRunner().invoke(cli, ["mending", "20", "0", "0"])
    assert shown.exit_code == 0, shown.output
    assert "in training 20" in shown.output
    assert "Rendered faces" in shown.output
    assert CliRunner().invoke(cli, ["mending", "20", "20"]).exit_code == 2

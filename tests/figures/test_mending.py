import numpy as np
import pytest

from course.evaluation import Trial, random_faces
from course.evaluation.checks import EvaluationError
from course.figures import mending as figures
from course.figures.axes import as_percent
from course.mending import grid


def drawn(figure):
    assert figure.png(dpi=30).startswith(b"\x89PNG")
    return figure.alt


@pytest.fixture(scope="module")
def found():
    faces = random_faces(48, 4, dimensions=16, spread=0.9, groups=["a", "b", "c"], seed=5)
    first = np.isin(faces.subjects, np.unique(faces.subjects)[:24])
    trial = Trial(faces.take(first), faces.take(~first))
    return {"as delivered": trial.report(replicates=20, target=0.05), "trained": trial.report(trial.training_set(6), replicates=20, target=0.05),
            "never": trial.report(replicates=20, target=0.0)}


def test_remedies_are_told_in_words(found):
    alt = drawn(figures.remedies(found))
    for name, one in found.items():
        assert name in alt
        assert f"{100 * one.fnmr.estimate[0]:.0f}"[:1] in alt
    if not found["never"].fmr.estimate.all():
        assert "none seen" in alt


def test_remedies_of_other_groups_do_not_stand_together(found):
    other = random_faces(24, 4, dimensions=16, groups=["x", "y"], seed=1)
    half = np.isin(other.subjects, np.unique(other.subjects)[:12])
    with pytest.raises(EvaluationError, match="different groups"):
        figures.remedies({**found, "elsewhere": Trial(other.take(half), other.take(~half)).report(replicates=0)})


def test_tables_give_every_rate_with_its_interval(found):
    fmr, fnmr = figures.fmr_table(found), figures.fnmr_table(found)
    assert list(fmr.columns) == ["FMR a", "FMR b", "FMR c"]
    assert list(fnmr.columns)[-2:] == ["FNMR over all", "largest : smallest FMR"]
    for name, one in found.items():
        for i, group in enumerate(one.groups):
            assert fmr.loc[name, f"FMR {group}"].startswith("none seen (up to" if one.fmr.estimate[i] == 0 else as_percent(one.fmr.estimate[i]))
    assert " to " in fnmr.loc["trained", "FNMR a"]


def test_a_triangle_says_where_it_is_best_and_worst():
    table = grid.measured()
    dlib = table[table.recogniser == "dlib"]
    alt = drawn(figures.triangle(dlib, grid.GROUPS, total=60))
    rows = dlib[dlib[list(grid.GROUPS)].sum(axis=1) == 60]
    worst = rows[[f"fmr_{name}" for name in grid.GROUPS]].max(axis=1)
    assert f"{len(rows)} compositions of 60" in alt
    best = rows.loc[worst.idxmin()]
    assert ", ".join(f"{int(best[name])} {name}" for name in grid.GROUPS) in alt
    with pytest.raises(EvaluationError, match="there are 0"):
        figures.triangle(dlib, grid.GROUPS, total=61)


def test_enough_names_both_ends():
    table = grid.measured()
    alt = drawn(figures.enough({"Dlib": table[table.recogniser == "dlib"]}, grid.GROUPS))
    before, after = grid.at(table, "dlib"), grid.at(table, "dlib", african=60, asian=60, european=60)
    assert f"from {before.ratio:.1f} to {after.ratio:.1f}" in alt

"""The effect of a change, against plain loops and against effects that were put in."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from course.evaluation import EvaluationError, Experiment, effect_difference, effects
from course.evaluation.scores import distances

COLUMNS = ["subject", "factor", "step", "value", "target"]


def embeddings(vectors, rows, columns=COLUMNS, missed=()):
    table = pd.DataFrame(rows, columns=columns)
    return SimpleNamespace(vectors=np.asarray(vectors, np.float32), table=table,
                           missed=pd.DataFrame(list(missed), columns=columns))


def made(people=12, harm=(0.0, 0.0), seed=0, drop=()):
    """Two groups; in the first the change pulls a picture away from its person by harm[0], in the second by harm[1]."""
    random = np.random.default_rng(seed)
    rows, vectors, ordinary, own, missed = [], [], [], [], []
    for number in range(people):
        name, group = f"p{number:02d}", number % 2
        centre = random.normal(size=16)
        for _ in range(int(random.integers(2, 5))):
            ordinary.append(centre + 0.3 * random.normal(size=16))
            own.append((name,))
        plain, away = centre + 0.2 * random.normal(size=16), random.normal(size=16)
        for factor, step, vector in (("none", 0, plain), ("skin", 1, plain + harm[group] * away), ("skin", 2, plain)):
            row = (name, factor, step, "x" if step else "", "ab"[group])
            if (name, step) in drop:
                missed.append(row)
            else:
                rows.append(row)
                vectors.append(vector)
    order = random.permutation(len(rows))
    changed = embeddings(np.array(vectors)[order], [rows[i] for i in order], missed=missed)
    return changed, embeddings(ordinary, own, ["subject"])


def by_hand(changed, ordinary, names, step, threshold=None):
    """Each person's change, one by one."""
    def vector(name, wanted):
        row = changed.table[(changed.table.subject == name) & (changed.table.step == wanted)].index
        return changed.vectors[row[0]] if len(row) else None

    values = []
    for name in names:
        images = ordinary.vectors[(ordinary.table.subject == name).to_numpy()]
        pair = []
        for wanted in (0, step):
            one = vector(name, wanted)
            if threshold is None:
                pair.append(np.nan if one is None else distances(one, images).mean())
            else:
                pair.append(1.0 if one is None else np.mean(distances(one, images) > threshold))
        values.append(pair[1] - pair[0])
    return np.array(values)


def test_estimates_are_those_of_a_loop():
    changed, ordinary = made(harm=(0.5, 1.5), drop={("p02", 1), ("p03", 1), ("p05", 1)})
    found = {(e.factor, e.step, e.group): e for e in effects(Experiment.of(changed, ordinary), 0.1, replicates=50)}
    assert set(found) == {("skin", step, group) for step in (1, 2) for group in ("everybody", "a", "b")}
    for group, numbers in (("everybody", range(12)), ("a", range(0, 12, 2)), ("b", range(1, 12, 2))):
        names = [f"p{n:02d}" for n in numbers]
        one = found["skin", 1, group]
        assert one.people == len(names)
        assert one.lost == sum(name in ("p02", "p03", "p05") for name in names)
        assert one.mated.estimate == pytest.approx(np.nanmean(by_hand(changed, ordinary, names, 1)), abs=1e-6)
        assert one.rejected.estimate == pytest.approx(np.mean(by_hand(changed, ordinary, names, 1, 0.1)), abs=1e-6)
        pairs = []
        table = changed.table.reset_index(drop=True)
        for i, a in enumerate(names):
            for b in names[:i]:
                four = [table[(table.subject == who) & (table.step == step)].index for who in (a, b) for step in (0, 1)]
                if all(len(one) for one in four):
                    a0, a1, b0, b1 = (changed.vectors[one[0]] for one in four)
                    pairs.append(distances(a1, b1)[0, 0] - distances(a0, b0)[0, 0])
        assert one.nonmated.estimate == pytest.approx(np.mean(pairs), abs=1e-6)


def test_the_group_that_was_harmed_is_found_and_no_change_is_zero():
    experiment = Experiment.of(*made(people=40, harm=(0.0, 1.5)))
    found = {(e.step, e.group): e for e in effects(experiment, 0.2)}
    assert found[1, "b"].mated.low > 0 and found[1, "b"].rejected.low > 0
    for same in (found[1, "a"], found[2, "a"], found[2, "b"], found[2, "everybody"]):
        assert same.mated.estimate == same.mated.low == same.mated.high == 0
    gap = effect_difference(found[1, "b"].mated, found[1, "a"].mated)
    assert gap.estimate == found[1, "b"].mated.estimate and gap.low > 0


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """The truth: the mean over very many people made in the same way."""
    truth = effects(Experiment.of(*made(people=600, harm=(1.0, 1.0), seed=99)), replicates=1)[0].mated.estimate
    inside = 0
    for seed in range(60):
        one = effects(Experiment.of(*made(people=24, harm=(1.0, 1.0), seed=seed)), replicates=300)[0].mated
        inside += one.low <= truth <= one.high
    assert 48 <= inside <= 60


def test_a_lost_face_is_left_out_of_the_mean_and_counted_among_the_rejected():
    everybody = {(f"p{n:02d}", 1) for n in range(12)}
    one = effects(Experiment.of(*made(drop=everybody)), 10.0)[0]
    assert one.lost == one.people == 12
    assert np.isnan(one.mated.estimate) and np.isnan(one.mated.low)
    assert one.rejected.estimate == one.rejected.low == 1


def test_another_starting_point():
    changed, ordinary = made(harm=(0.7, 0.7))
    experiment = Experiment.of(changed, ordinary)
    there = effects(experiment, factors=["skin"])[0].mated.estimate
    back = {(e.factor, e.step): e for e in effects(experiment, since=("skin", 1), factors=["skin"]) if e.group == "everybody"}
    assert list(back) == [("skin", 2)] and back["skin", 2].mated.estimate == pytest.approx(-there)
    assert experiment.values[experiment.place(("skin", 2))] == "x"


def test_one_person_and_one_pair_have_no_interval():
    changed, ordinary = made(people=3)
    one = {e.group: e for e in effects(Experiment.of(changed, ordinary))}["b"]
    assert one.people == 1 and np.isnan([one.mated.low, one.mated.high, one.nonmated.estimate]).all()
    two = {e.group: e for e in effects(Experiment.of(changed, ordinary))}["a"]
    assert two.people == 2 and np.isfinite(two.mated.low) and np.isfinite(two.nonmated.estimate) and np.isnan(two.nonmated.low)


def test_bad_input_is_refused():
    changed, ordinary = made(people=4)
    twice = embeddings(np.vstack([changed.vectors, changed.vectors[:1]]), [*changed.table.itertuples(index=False), changed.table.iloc[0]])
    with pytest.raises(EvaluationError, match="keep one"):
        Experiment.of(twice, ordinary)
    with pytest.raises(EvaluationError, match="ordinary picture"):
        Experiment.of(changed, embeddings(ordinary.vectors[-2:], ordinary.table.iloc[-2:].to_numpy(), ["subject"]))
    kept = (changed.table.factor != "none").to_numpy()
    with pytest.raises(EvaluationError, match="plain"):
        Experiment.of(embeddings(changed.vectors[kept], changed.table[kept].to_numpy()), ordinary)
    experiment = Experiment.of(changed, ordinary)
    with pytest.raises(EvaluationError, match="No picture"):
        effects(experiment, since=("skin", 9))
    with pytest.raises(EvaluationError, match="one call"):
        effect_difference(effects(experiment, replicates=3)[0].mated, effects(experiment, replicates=4)[0].mated)

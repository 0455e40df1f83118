import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import evaluation
from course.evaluation import FaceSet, Trial, group_rates, learn_metric, random_faces, score_pairs, threshold_at_fmr
from course.evaluation.checks import EvaluationError
from course.evaluation.remedies import NEAREST, weighted_threshold

GROUPS = ["a", "b", "c"]


def halves(people=36, images=4, seed=0, spread=0.9):
    both = random_faces(2 * people, images, dimensions=16, spread=spread, groups=GROUPS, seed=seed)
    first = np.isin(both.subjects, np.unique(both.subjects)[:people])
    return both.take(first), both.take(~first)


def sex_of(faces):
    return np.array([int(name[1:]) // 3 % 2 for name in faces.subjects])


@pytest.fixture(scope="module")
def trial():
    development, held_out = halves()
    return Trial(development, held_out, balance=sex_of(development))


def nonmated(faces, rows=None):
    return score_pairs(faces if rows is None else FaceSet(rows, faces.subjects, faces.groups))


def same_rates(found, scores, threshold):
    rates = group_rates(scores, threshold)
    assert np.allclose(found.fmr.estimate, rates.fmr)
    assert np.allclose(found.fnmr.estimate, rates.fnmr)
    assert found.fmr_all.estimate == pytest.approx(evaluation.fmr(scores.nonmated, threshold))
    assert found.fnmr_all.estimate == pytest.approx(evaluation.fnmr(scores.mated, threshold))


# ---- the numbers, counted in another way -----------------------------------------------------------------------------


def test_as_delivered(trial):
    development, held_out = halves()
    threshold = threshold_at_fmr(nonmated(development).nonmated, 0.05)
    found = trial.report(target=0.05, replicates=0)
    assert found.threshold == pytest.approx([threshold] * 3, rel=1e-5)
    same_rates(found, nonmated(held_out), found.threshold[0])
    assert np.isnan(found.fmr.low).all()


def test_a_learnt_metric_is_cross_fitted(trial):
    """Each fold of the development half is measured with a metric that was learnt without it."""
    development, held_out = halves()
    chosen = trial.training_set({"a": 8, "b": 4})
    fold = dict(zip(trial.development.names, trial.development.fold, strict=True))
    folds = np.array([fold[name] for name in development.subjects])
    inside = np.isin(development.subjects, chosen)
    distances = []
    for number in range(3):
        learners = development.take(inside & (folds != number))
        metric = learn_metric(learners.vectors, learners.subjects)
        part = development.take(folds == number)
        distances.append(nonmated(part, metric.apply(part.vectors)).nonmated)
    threshold = threshold_at_fmr(np.concatenate(distances), 0.05)
    training = development.take(inside)
    metric = learn_metric(training.vectors, training.subjects)
    found = trial.report(chosen, target=0.05, replicates=0)
    assert found.threshold[0] == pytest.approx(threshold, abs=1e-4)
    assert found.shrinkage == pytest.approx(metric.shrinkage)
    assert found.training.tolist() == [8, 4, 0]
    same_rates(found, nonmated(held_out, metric.apply(held_out.vectors)), found.threshold[0])


@pytest.mark.parametrize("policy", ["strict", "own"])
def test_thresholds_by_group(trial, policy):
    development, held_out = halves()
    scores, other = nonmated(development), nonmated(held_out)
    each = [threshold_at_fmr(scores.nonmated[(scores.groups_of(scores.nonmated_rows) == g).all(axis=1)], 0.05) for g in range(3)]
    found = trial.report(policy=policy, target=0.05, replicates=0)
    assert found.threshold == pytest.approx(each if policy == "own" else [min(each)] * 3, abs=1e-6)
    for g in range(3):
        rates = group_rates(other, found.threshold[g])
        assert (found.fmr.estimate[g], found.fnmr.estimate[g]) == pytest.approx((rates.fmr[g], rates.fnmr[g]))


def test_across_two_groups_the_stricter_of_own_thresholds_holds(trial):
    _, held_out = halves()
    found, scores = trial.report(policy="own", target=0.05, replicates=0), nonmated(held_out)
    limits = found.threshold[scores.groups_of(scores.nonmated_rows)].min(axis=1)
    assert found.fmr_all.estimate == pytest.approx(np.mean(scores.nonmated <= limits))


def test_normalised_against_the_nearest_of_other_people(trial):
    development, held_out = halves()
    unit = lambda faces: faces.vectors / np.linalg.norm(faces.vectors, axis=1, keepdims=True)  # noqa: E731
    fold = dict(zip(trial.development.names, trial.development.fold, strict=True))
    folds = np.array([fold[name] for name in development.subjects])

    def level(rows, cohort):
        room = NEAREST * len(cohort)
        near = np.sort(1 - rows @ cohort.T, axis=1)[:, : int(np.ceil(room))]
        counts = np.minimum(1, room - np.arange(near.shape[1]))
        return near @ counts / room

    chosen = []
    for number in range(3):
        part, cohort = (unit(development.take(rows)) for rows in (folds == number, folds != number))
        own, names = level(part, cohort), development.subjects[folds == number]
        i, j = np.triu_indices(len(part), 1)
        d = (1 - part @ part.T)[i, j] - (own[i] + own[j]) / 2
        chosen.append(d[names[i] != names[j]])
    threshold = threshold_at_fmr(np.concatenate(chosen), 0.05)
    rows = unit(held_out)
    own = level(rows, unit(development))
    i, j = np.triu_indices(len(rows), 1)
    d = (1 - rows @ rows.T)[i, j] - (own[i] + own[j]) / 2
    other = held_out.subjects[i] != held_out.subjects[j]
    found = trial.report(normalise=True, target=0.05, replicates=0)
    assert found.threshold[0] == pytest.approx(threshold, abs=1e-4)
    assert found.fmr_all.estimate == pytest.approx(np.mean(d[other] <= found.threshold[0]), abs=1e-3)
    assert found.fnmr_all.estimate == pytest.approx(np.mean(d[~other] > found.threshold[0]), abs=3e-3)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.01, 0.05, 0.3, 0.99, 1.0]))
def test_a_weight_counts_a_pair_as_often(seed, target):
    random = np.random.default_rng(seed)
    distances = np.round(random.uniform(0, 1, random.integers(3, 200)), 2)
    weights = random.integers(0, 4, distances.size)
    weights[0] = 1
    assert weighted_threshold(distances, weights.astype(float), target) == threshold_at_fmr(np.repeat(distances, weights), target)


def test_a_replicate_is_people_repeated_in_both_halves():
    """`_measure` with whole weights gives what comes of copying people, copies of one never compared with each other."""
    development, held_out = halves(people=18, images=3, seed=4)
    trial = Trial(development, held_out)
    random = np.random.default_rng(0)
    weights, drawn = (random.integers(0, 3, 18).astype(float) for _ in range(2))
    rates, threshold, _ = trial._measure(trial._remedy(np.zeros(18, bool), False, None), weights, drawn, "one", 0.1)

    def pairs(half, times):
        scores = nonmated(half)
        people = scores.subjects_of(scores.nonmated_rows)
        return scores, times[people[:, 0]] * times[people[:, 1]], times[scores.subjects_of(scores.mated_rows)[:, 0]]

    scores, count, _ = pairs(development, weights)
    chosen = threshold_at_fmr(np.repeat(scores.nonmated, count.astype(int)), 0.1)
    assert threshold[0] == pytest.approx(chosen, rel=1e-5)
    scores, count, own = pairs(held_out, drawn)
    cells = scores.groups_of(scores.nonmated_rows)
    mated_cells = scores.groups_of(scores.mated_rows)[:, 0]
    for g in range(3):
        inside = (cells == g).all(axis=1)
        assert rates[g] == pytest.approx(np.average(scores.nonmated[inside] <= threshold[0], weights=count[inside]))
        assert rates[3 + g] == pytest.approx(np.average(scores.mated[mated_cells == g] > threshold[0], weights=own[mated_cells == g]))
    assert rates[6:] == pytest.approx([np.average(scores.nonmated <= threshold[0], weights=count),
                                       np.average(scores.mated > threshold[0], weights=own)])


# ---- the intervals ---------------------------------------------------------------------------------------------------


def test_both_halves_are_resampled(trial, monkeypatch):
    """The interval is wider than that of a fixed system, and moves when one half alone is drawn anew."""
    from course.evaluation import remedies

    chosen = trial.training_set(6)
    whole = trial.report(chosen, target=0.05, replicates=120)
    assert (whole.fmr.low < whole.fmr.high).all()
    real = remedies.resample
    widths = {}
    for fixed in ("development", "evaluation"):
        size = {"development": 0, "evaluation": 1}[fixed]
        calls = []

        def one_half(subjects, *rest, calls=calls, size=size):
            calls.append(1)
            return np.ones((1, subjects)) if (len(calls) - 1) % 2 == size else real(subjects, *rest)

        monkeypatch.setattr(remedies, "resample", one_half)
        part = trial.report(chosen, target=0.05, replicates=120)
        widths[fixed] = part.fmr_all.high - part.fmr_all.low
    assert min(widths.values()) > 0
    assert whole.fmr_all.high - whole.fmr_all.low > 0.8 * max(widths.values())


def test_the_training_set_keeps_its_size_in_every_draw(trial, monkeypatch):
    from course.evaluation import metric

    seen = []
    real = metric.Moments._metric
    monkeypatch.setattr(metric.Moments, "_metric", lambda self, weights, shrinkage: seen.append(weights.sum()) or real(self, weights, shrinkage))
    trial.report(trial.training_set({"a": 10, "b": 6, "c": 2}), replicates=10)
    assert set(seen[::4]) == {18}


def test_a_seed_gives_the_same_again(trial):
    one, other, third = (trial.report(trial.training_set(4), replicates=15, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.fmr.replicates, other.fmr.replicates)
    assert not np.array_equal(one.fmr.replicates, third.fmr.replicates)


def test_no_error_seen_is_not_a_rate_of_nothing():
    far = random_faces(36, 3, dimensions=64, spread=0.01, seed=1)
    far = FaceSet(far.vectors, far.subjects, np.resize(np.repeat(GROUPS, 3), len(far)))
    first = np.isin(far.subjects, np.unique(far.subjects)[:18])
    close = far.take(first)
    close = FaceSet(close.vectors + 1.0, close.subjects, close.groups)  # the development people lie closer together
    found = Trial(close, far.take(~first)).report(target=0.0, replicates=30)
    assert found.fmr.estimate.tolist() == [0, 0, 0]
    assert found.upper("a") == 0.5  # three of six people
    assert found.rows()[0]["FMR high"] == 0.5


# ---- who is in the training set --------------------------------------------------------------------------------------


def test_sets_are_nested_balanced_and_of_the_development_half(trial):
    development, held_out = halves()
    small, large = trial.training_set(4), trial.training_set({"a": 8, "b": 8, "c": 8})
    assert set(small) < set(large)
    assert not set(large) & set(held_out.subjects)
    sex, group = dict(zip(development.subjects, sex_of(development), strict=True)), dict(zip(development.subjects, development.groups, strict=True))
    for name in GROUPS:
        members = [one for one in large if group[one] == name]
        assert len(members) == 8
        assert sum(sex[one] for one in members) == 4
    assert trial.most() == {"a": 12, "b": 12, "c": 12}


def test_folds_are_of_like_size_and_of_every_group(trial):
    for group in range(3):
        for fold in range(3):
            assert np.sum((trial.development.group == group) & (trial.development.fold == fold)) == 4


def bad(kind):
    development, held_out = halves(people=12)
    trial = Trial(development, held_out)
    return {
        "both halves": lambda: Trial(development, development),
        "other groups": lambda: Trial(development, held_out.take(held_out.groups != "c")),
        "no groups": lambda: Trial(FaceSet(development.vectors, development.subjects), held_out),
        "empty": lambda: Trial(development.take(slice(0, 0)), held_out),
        "two groups": lambda: Trial(FaceSet(development.vectors, development.subjects, np.resize(GROUPS, len(development))), held_out),
        "folds": lambda: Trial(development, held_out, folds=5),
        "one fold": lambda: Trial(development, held_out, folds=1),
        "balance": lambda: Trial(development, held_out, balance=[1, 2]),
        "held out": lambda: trial.report(held_out.subjects[:9]),
        "tiny": lambda: trial.report(trial.order["a"][:2]),
        "policy": lambda: trial.report(policy="fair"),
        "target": lambda: trial.report(target=3),
        "both remedies": lambda: trial.report(trial.training_set(3), normalise=True),
        "too many": lambda: trial.training_set(5),
        "no group": lambda: trial.training_set({"d": 1}),
    }[kind]


@pytest.mark.parametrize(("kind", "words"), [
    ("both halves", "is in both halves"),
    ("other groups", "have different groups: a, b, c and a, b"),
    ("no groups", "development faces have no groups"),
    ("empty", "development half has no images"),
    ("two groups", "has images in two groups"),
    ("folds", "has 4 development people: cross-fitting in 5 folds"),
    ("one fold", "number of folds is 1"),
    ("balance", "balance has shape"),
    ("held out", "is not one of the development people"),
    ("tiny", "training set of 2 is too small"),
    ("policy", "policy is 'fair'"),
    ("target", "target FMR is 3"),
    ("both remedies", "leave the training set empty"),
    ("too many", "5 people of the group a were asked for: there are 4"),
    ("no group", "no group 'd'"),
])
def test_what_cannot_be_tried_is_said(kind, words):
    with pytest.raises(EvaluationError, match=words):
        bad(kind)()


def test_spread_is_the_mean_distance_of_two_people(trial):
    development, held_out = halves()
    chosen = trial.training_set({"a": 9})
    training = development.take(np.isin(development.subjects, chosen))
    metric = learn_metric(training.vectors, training.subjects)
    for names, rows in (((), held_out.vectors), (chosen, metric.apply(held_out.vectors))):
        scores = nonmated(held_out, rows)
        cells = scores.groups_of(scores.nonmated_rows)
        expected = [scores.nonmated[(cells == g).all(axis=1)].mean() for g in range(3)]
        assert trial.spread(names) == pytest.approx(expected, abs=1e-4)
    assert trial.spread(chosen)[0] > trial.spread(chosen)[1]


def test_no_miss_seen_is_not_a_rate_of_nothing_either():
    same = random_faces(36, 3, dimensions=64, spread=0.0, groups=GROUPS, seed=1)
    first = np.isin(same.subjects, np.unique(same.subjects)[:18])
    found = Trial(same.take(first), same.take(~first)).report(target=0.1, replicates=10)
    assert found.fnmr.estimate.tolist() == [0, 0, 0]
    assert found.upper("b", "fnmr") == 0.5
    assert Trial(same.take(first), same.take(~first)).report(target=0.1, replicates=0).upper("b", "fnmr") == 0.5

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.evaluation import EvaluationError, FaceSet, distances, fpir_if_independent, growth, random_faces, search
from course.evaluation import identification as module


def strangers_and_known(people=40, images=3, strangers=25, seed=0):
    """Gallery of `people` (all images but the last), probes: their last image, and `strangers` who are not in it."""
    known = random_faces(people, images, 6, spread=1.0, seed=seed)
    last = np.arange(len(known)) % images == images - 1
    others = random_faces(strangers, 2, 6, spread=1.0, seed=seed + 1)
    others = FaceSet(others.vectors, np.char.add("other-", others.subjects))
    probes = FaceSet(np.concatenate([known.vectors[last], others.vectors]),
                     np.concatenate([known.subjects[last], others.subjects]))
    order = np.random.default_rng(seed).permutation(len(probes))
    gallery = known.take(~last)
    return probes.take(order), gallery.take(np.random.default_rng(seed + 1).permutation(len(gallery)))


def by_hand(probes, gallery, people=None):
    """(nearest stranger, mate distance, mate rank) of each probe by plain loops."""
    table = distances(probes.vectors, gallery.vectors)
    people = sorted(set(gallery.subjects)) if people is None else people
    rows = []
    for i, own in enumerate(probes.subjects):
        nearest = {name: table[i, gallery.subjects == name].min() for name in people}
        mate = nearest.pop(own, np.inf)
        rank = 1 + sum(d <= mate for d in nearest.values()) if mate < np.inf else 0
        rows.append((min(nearest.values(), default=np.inf), mate, rank))
    return [np.array(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("blocks", [(512, 1024), (7, 5)])
def test_search_equals_plain_loops(monkeypatch, blocks):
    monkeypatch.setattr(module, "ROWS", blocks[0])
    monkeypatch.setattr(module, "COLUMNS", blocks[1])
    probes, gallery = strangers_and_known()
    found = search(probes, gallery)
    nearest, mate, rank = by_hand(probes, gallery)
    assert found.people == 40
    np.testing.assert_allclose(found.nearest_other, nearest, atol=1e-6)
    np.testing.assert_allclose(found.mate_distance, mate, atol=1e-6)
    assert found.mate_rank.tolist() == rank.tolist()
    assert rank.max() > 3  # the case is hard enough to have ranks to get wrong
    known = rank > 0
    for threshold in (0.05, 0.2, 0.5):
        assert found.fpir(threshold) == np.mean(nearest[~known] <= threshold)
        for top in (1, 3):
            assert found.fnir(threshold, top) == np.mean((mate[known] > threshold) | (rank[known] > top))
    assert found.fpir(found.threshold_at_fpir(0.1)) <= 0.1


def test_the_whole_gallery_is_the_last_step_of_growth():
    probes, gallery = strangers_and_known()
    found = search(probes, gallery)
    for threshold, rank in ((0.1, 1), (0.4, 2)):
        result = growth(probes, gallery, threshold, rank=rank, repeats=3)
        assert result.sizes.tolist() == [1, 2, 5, 10, 20, 40]
        np.testing.assert_allclose(result.fpir[:, -1], found.fpir(threshold))
        np.testing.assert_allclose(result.fnir[:, -1], found.fnir(threshold, rank))
        assert (np.diff(result.fpir) >= 0).all() and (np.diff(result.fnir) >= 0).all()
        # With a gallery of one person, a wrong candidate is one false match; the mean over all people is the FMR.
        assert result.independent[0] == pytest.approx(result.fmr)


@pytest.mark.parametrize("threshold, top", [(0.3, 2), (2.5, 1)])
def test_growth_equals_searches_of_the_sub_galleries(threshold, top):
    probes, gallery = strangers_and_known(people=15, strangers=10)
    result = growth(probes, gallery, threshold, sizes=[2, 4, 9], repeats=4, rank=top, seed=5)
    random = np.random.default_rng(5)
    names = np.unique(gallery.subjects)
    stranger = ~np.isin(probes.subjects, names)
    for repeat in range(4):
        order = names[np.argsort(random.permutation(15))]
        for step, size in enumerate((2, 4, 9)):
            nearest, _, _ = by_hand(probes, gallery, list(order[:size]))
            assert result.fpir[repeat, step] == pytest.approx(np.mean(nearest[stranger] <= threshold))
            missed = []
            for i in np.flatnonzero(~stranger):
                own = probes.subjects[i]
                people = [own, *[name for name in order if name != own][: size - 1]]
                _, mate, rank = by_hand(probes.take([i]), gallery, people)
                missed.append(mate[0] > threshold or rank[0] > top)
            assert result.fnir[repeat, step] == pytest.approx(np.mean(missed))


def test_a_step_up_is_exact_where_probes_are_alike_and_too_high_where_they_are_not():
    sizes, steps = np.array([10, 100, 1000]), [10, 100, 1000]

    def grown(chances):
        """Growth of probes that match each person with a chance of their own."""
        measured = np.array([np.mean([fpir_if_independent(chance, size) for chance in chances]) for size in steps])
        return module.Growth(0.5, sizes, measured[None].repeat(2, axis=0), np.full((2, 3), np.nan), np.mean(chances), measured)

    alike, apart = grown([0.002] * 4), grown([0.0002, 0.0002, 0.0002, 0.0074])
    for since, size in ((10, 100), (10, 1000), (100, 1000)):
        assert alike.stepped(size, since) == pytest.approx(fpir_if_independent(0.002, size))
        assert apart.stepped(size, since) > apart.fpir[0, steps.index(size)] * 1.02
    assert apart.stepped(1000) == pytest.approx(apart.fpir[0, -1]) and apart.stepped(5000) > apart.fpir[0, -1]
    with pytest.raises(EvaluationError, match="measured with 50 people: choose from 10, 100, 1000"):
        apart.stepped(1000, since=50)
    with pytest.raises(EvaluationError, match="must be 1000 or more"):
        apart.stepped(500)


def test_what_the_lesson_says_of_a_step_holds_on_the_cast():
    """From a part of the gallery to all of it the step is too high, at each level that the lesson takes, and not below what was measured.

    From the lesson's own part, and from a tenth.
    """
    from course import faces
    from course.judgement import stills

    templates, enrolled = faces.embeddings("sface"), faces.enrolled("sface")
    everyone, table = FaceSet.of(templates), templates.table
    first = table.groupby("subject").head(1).index.to_numpy()
    took_no_part = (table.role[first] == "stranger") | (table.split[first] == "evaluation")
    probes = np.random.default_rng(4).choice(first[took_no_part], 535, replace=False)
    gallery = FaceSet.of(enrolled).take(~enrolled.table.subject.isin(table.subject[probes]).to_numpy())
    parts = [len(gallery) // 10, len(gallery) ** 2 // 25_000]
    assert not np.isin(gallery.subjects, everyone.subjects[probes]).any() and len(np.unique(gallery.subjects)) == len(gallery)
    for name, threshold in stills.settings("sface").items():
        if name != "default":
            one = growth(everyone.take(probes), gallery, threshold, sizes=[*parts, len(gallery)])
            smaller, larger, whole = one.fpir.mean(axis=0)
            assert min(one.stepped(len(gallery), since=part) for part in parts) > whole > larger > smaller, name


@given(st.floats(0, 1), st.integers(0, 10**9))
def test_independence_model(rate, people):
    value = fpir_if_independent(rate, people)
    assert 0 <= value <= 1
    assert value <= rate * people * (1 + 1e-9) + 1e-12  # never above the expected number of false candidates
    if people == 1:
        assert value == pytest.approx(rate)


def test_independence_model_keeps_small_numbers():
    assert fpir_if_independent(1e-12, 1000) == pytest.approx(1e-9, rel=1e-6)
    assert fpir_if_independent(0.5, 2) == 0.75
    assert fpir_if_independent([0.0, 1.0], 5).tolist() == [0, 1]
    assert fpir_if_independent(1.0, 0) == 0
    with pytest.raises(EvaluationError, match="between 0 and 1"):
        fpir_if_independent(1.5, 3)


def test_ties_count_against_the_mate():
    gallery = FaceSet(np.array([[1.0, 0], [1.0, 0], [0, 1.0]]), ["a", "b", "c"])
    found = search(FaceSet(np.array([[1.0, 0.0]]), ["a"]), gallery)
    assert found.mate_rank.tolist() == [2] and found.fnir(0.5, 1) == 1 and found.fnir(0.5, 2) == 0


def test_a_gallery_of_the_probe_alone():
    found = search(FaceSet(np.array([[1.0, 0.0]]), ["a"]), FaceSet(np.array([[1.0, 0.1], [0.5, 1]]), ["a", "a"]))
    assert found.people == 1 and found.mate_rank.tolist() == [1] and found.nearest_other.tolist() == [np.inf]
    with pytest.raises(EvaluationError, match="strangers"):
        found.fpir(0.5)


def test_clear_errors():
    probes, gallery = strangers_and_known(people=5, strangers=3)
    only_strangers = probes.take(~np.isin(probes.subjects, gallery.subjects))
    found = search(only_strangers, gallery)
    with pytest.raises(EvaluationError, match="people are in the gallery"):
        found.fnir(0.5)
    with pytest.raises(EvaluationError, match="rank R is 0"):
        search(probes, gallery).fnir(0.5, 0)
    assert np.isnan(growth(only_strangers, gallery, 0.5).fnir).all()
    with pytest.raises(EvaluationError, match="between 1 and 5"):
        growth(probes, gallery, 0.5, sizes=[6])
    with pytest.raises(EvaluationError, match="at least one image"):
        search(probes, gallery.take(slice(0, 0)))
    with pytest.raises(EvaluationError, match="NaN"):
        found.fpir(np.nan)

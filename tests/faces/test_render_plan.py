"""Sampling: the same name is the same person, cells differ in nothing but their target, streams are independent."""

import dataclasses
from collections import Counter

import numpy as np
import pytest

from course.faces.render import identity, plan, shot

NUMBERS = 400


@pytest.fixture(scope="module")
def cells():
    return {
        (target, sex): [plan.person_of(f"s-{target}-{sex}-{n:04d}") for n in range(1, NUMBERS + 1)]
        for target, sex in plan.CELLS
    }


def test_a_name_alone_fixes_the_person_and_the_shots():
    few = {subject.name: subject for subject in plan.subjects("known", per_cell=2, images=1)}
    many = {subject.name: subject for subject in plan.subjects("known", per_cell=9, images=5)}
    for name, subject in few.items():
        assert many[name].pictures[:1] == subject.pictures
        assert subject.pictures[0].person == plan.person_of(name)
    assert len({subject.pictures[0].person.seed for subject in many.values()}) == len(many)


@pytest.mark.slow
def test_any_whole_round_is_balanced():
    names = [subject.name for subject in plan.subjects("known")]
    assert len(names) == 360
    for end in range(6, len(names) + 1, 6):
        assert set(Counter(name[:4] for name in names[:end]).values()) == {end // 6}
    assert names[0] == "af-f-001" and names[-1] == "eu-m-060"
    strangers = [subject.name for subject in plan.subjects("strangers")]
    assert len(strangers) == 2004 and strangers[0] == "s-af-f-0001"


def test_names_are_those_of_the_subjects():
    for which in plan.SETS:
        assert list(plan.names(which, 2)) == [subject.name for subject in plan.subjects(which, 2)]


def test_each_half_is_balanced_and_no_subject_is_in_both():
    halves = {subject.name: subject.split for subject in plan.subjects("known")}
    assert set(Counter((name[:4], half) for name, half in halves.items()).values()) == {30}


@pytest.mark.slow
def test_ages_styles_and_shape_have_the_same_distribution_in_every_cell(cells):
    pooled = [person for people in cells.values() for person in people]
    for (_, code), people in cells.items():
        sex = identity.SEXES[code]
        # Two-sample Kolmogorov-Smirnov distances; 400 against 2400 lie below .12 with probability over .9999.
        for value in (lambda p: p.age, lambda p: p.weight, lambda p: sum(p.details.values())):
            ours, all_ = np.sort([value(p) for p in people]), np.sort([value(p) for p in pooled])
            grid = np.unique(all_)
            steps = [np.searchsorted(x, grid, side="right") / len(x) for x in (ours, all_)]
            assert np.abs(steps[0] - steps[1]).max() < 0.12
        assert abs(np.mean([p.glasses for p in people]) - identity.GLASSES_RATE) < 0.08
        for table, name in ((identity.STYLES, "style"), (identity.BEARDS, "beard"), (identity.COVERS, "cover")):
            counts = Counter(getattr(p, name) for p in people)
            assert set(counts) <= set(table[sex])
            assert all(abs(counts[kind] / NUMBERS - rate) < 0.1 for kind, rate in table[sex].items())
        assert abs(np.mean([p.cover != "none" for p in people]) - 0.1) < 0.06
        assert min(p.age for p in people) >= identity.AGES[0] and max(p.age for p in people) <= identity.AGES[1]


def test_the_same_seed_in_another_cell_differs_only_where_the_target_is_bound():
    bound = {"target", "ancestry", "tone", "curl", "hair_colour", "iris"}
    people = [dataclasses.asdict(identity.sample(7, target, "male")) for target in identity.TARGETS.values()]
    for key in people[0]:
        same = all(person[key] == people[0][key] for person in people)
        assert same or key in bound, key
    assert len({person["tone"] for person in people}) == 3


@pytest.mark.slow
def test_skin_reflectance_lies_in_the_range_of_its_target_and_ranks_by_tone(cells):
    for (code, _), people in cells.items():
        low, high = identity.TONE_RANGE[identity.TARGETS[code]]
        assert all(low <= person.tone <= high for person in people)
    person = plan.person_of("eu-f-001")
    values = [identity.reflectance(dataclasses.replace(person, tone=tone)) for tone in plan.TONES]
    assert values == sorted(values, reverse=True) and values[0] > 5 * values[-1]


def test_heads_are_covered_at_one_rate_in_every_cell():
    assert {round(1 - rates["none"], 9) for rates in identity.COVERS.values()} == {0.1}
    people = [[identity.sample(seed, target, sex) for target in identity.TARGETS.values()] for seed in range(60) for sex in identity.COVERS]
    assert all(len({(person.cover, person.cover_colour) for person in same}) == 1 for same in people)


@pytest.mark.parametrize("target", identity.TARGETS.values())
def test_lips_are_a_shift_of_the_persons_own_skin(target):
    people = [identity.sample(seed, target, sex) for seed in range(80) for sex in identity.SEXES.values()]
    for person in people:
        skin = identity.skin_colour(person)
        for lower in (False, True):
            bare = identity.lip_colour(dataclasses.replace(person, lips=0.0), lower)
            assert (bare < 1.05 * skin).all() and (bare > 0.3 * skin).all(), "deeper, and not another colour"
            assert bare[0] / bare[1] >= 0.99 * skin[0] / skin[1]
            # Under darker skin melanin shows, not blood: the shift to red is smaller, whoever's lips they are.
            reds = [identity.lip_colour(dataclasses.replace(person, lips=0.0, tone=tone), lower)
                    / identity.skin_colour(dataclasses.replace(person, tone=tone)) for tone in (0.05, 0.5, 0.95)]
            shifts = [ratio[0] / ratio[1] for ratio in reds]
            assert shifts == sorted(shifts, reverse=True)
    assert np.std([identity.lip_colour(p, True)[0] / identity.skin_colour(p)[0] for p in people]) > 0.04


def test_nobody_young_is_grey_and_brows_grey_later(cells):
    people = [person for cell in cells.values() for person in cell]
    assert not any(identity.grey_share(person) for person in people if person.age < 32)
    assert all(identity.grey_share(person, 9) <= identity.grey_share(person) for person in people)
    assert np.mean([identity.grey_share(person) for person in people if person.age > 68]) > 0.6
    assert not any(person.style in identity.THICK for person in people if person.age < identity.THINNING_FROM)


def test_another_age_is_the_same_person(cells):
    for person in cells[("eu", "m")][:60]:
        younger = identity.at_age(person, max(18, person.age - 8))
        changed = {key for key, value in dataclasses.asdict(person).items() if value != dataclasses.asdict(younger)[key]}
        assert changed <= {"age", "style"}
        assert identity.at_age(younger, person.age) == person


def test_cards_are_frontal_and_lit_alike_and_younger_ones_are_grown_up():
    for which, count in (("enrolment", 360), ("younger", 60)):
        subjects = list(plan.subjects(which))
        assert len(subjects) == count and set(Counter(s.name[:4] for s in subjects).values()) == {count // 6}
        for subject in subjects:
            (picture,) = subject.pictures
            assert abs(picture.shot.yaw) < 10 and picture.shot.expression == "neutral" and picture.shot.backdrop == "plain"
            assert not picture.person.glasses and picture.person.cover in ("none", "headscarf", "wrap")
            own = plan.person_of(subject.name)
            assert picture.person.age == own.age - (plan.YEARS_YOUNGER if which == "younger" else 0) >= 18
    strangers = plan.subjects("strangers-enrolment", per_cell=1)
    assert len(list(plan.names("strangers-enrolment"))) == 10_002
    assert [s.name for s in strangers] == list(plan.names("strangers", per_cell=1))


def test_a_shops_stills_show_one_moment_in_every_step_of_quality():
    subjects = list(plan.subjects("shop"))
    assert len(subjects) == 120 and set(Counter(s.name[:4] for s in subjects).values()) == {20}
    covers = Counter(subject.pictures[0].person.cover for subject in subjects)
    assert 0.15 < (covers["cap"] + covers["hood"]) / 120 < 0.6
    for subject in subjects:
        moments = {}
        for picture in subject.pictures:
            assert picture.shot.pitch < -10 and picture.shot.barrel > 0, "from above, wide"
            moments.setdefault(picture.index, []).append(picture)
        assert len(moments) == 3
        for same in moments.values():
            assert [p.value for p in same] == list(shot.QUALITIES) and len({p.shot.undeveloped() for p in same}) == 1
            for worse in ("blur", "noise"):
                steps = [getattr(p.shot, worse) for p in same]
                assert steps == sorted(steps) and steps[0] < steps[-1]
            assert [p.shot.motion[0] for p in same] == sorted(p.shot.motion[0] for p in same)
        assert len({p.shot.cloth for p in subject.pictures}) == 1, "one visit, one shirt"


def test_streams_of_one_seed_are_unrelated():
    one, other = (identity.stream(3, name).normal(size=4000) for name in ("hair", "beard"))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.06
    assert identity.stream(3, "hair").uniform() == identity.stream(3, "hair").uniform()


def test_macro_weights_sum_to_one_and_details_stay_moderate(cells):
    for person in cells[("as", "m")][:50]:
        weights = identity.morph_weights(person)
        macro = [w for name, w in weights.items() if name.startswith("macrodetails/universal")]
        assert sum(macro) == pytest.approx(1)
        assert sum(person.ancestry.values()) == pytest.approx(1)
        assert all(0 <= w <= identity.DETAIL_LIMIT for w in person.details.values())


def test_shots_stay_in_their_ranges_and_vary():
    shots = [shot.sample(plan.seed_of(f"x{n}"), n % 5) for n in range(600)]
    assert max(abs(s.yaw) for s in shots) <= shot.MAXIMUM_YAW
    assert {s.expression for s in shots} == set(shot.EXPRESSIONS) and {s.light for s in shots} == set(shot.LIGHTS)
    assert abs(np.mean([s.yaw for s in shots])) < 3 and abs(np.mean([s.key_azimuth for s in shots])) < 6


@pytest.mark.slow
def test_a_counterfactual_changes_one_factor_and_holds_the_rest():
    held = {"skin": ("person", "tone"), "age": ("person", "age"), "glasses": ("person", "glasses"),
            "beard": ("person", "beard"), "exposure": ("shot", "exposure"), "yaw": ("shot", "yaw"),
            "fixed": ("shot", "exposure"), "pixels": ("shot", "pixels"), "blur": ("shot", "blur")}
    for subject in plan.subjects("counterfactual", per_cell=1):
        base, *variants = subject.pictures
        assert base.factor == "none" and base.shot.yaw == 0
        factors = Counter(picture.factor for picture in variants)
        assert factors == {"skin": 5, "exposure": 3, "fixed": 3, "pixels": 4, "blur": 3, "age": 3, "glasses": 1, "yaw": 4} | (
            {"beard": 1} if "-m-" in subject.name else {})
        for picture in variants:
            part, field = held[picture.factor]
            changed = [
                (where, key)
                for where in ("person", "shot")
                for key, value in dataclasses.asdict(getattr(picture, where)).items()
                if value != dataclasses.asdict(getattr(base, where))[key]
            ]
            assert changed in ([(part, field)], []) and picture.base == base.image


def test_every_morph_target_named_by_an_expression_has_two_sides_or_one():
    for kind in shot.EXPRESSIONS:
        weights = shot.expression_weights(dataclasses.replace(shot.sample(1, 0), expression=kind))
        lefts = {name[:-4] for name in weights if name.endswith("Left")}
        assert lefts == {name[:-5] for name in weights if name.endswith("Right")}

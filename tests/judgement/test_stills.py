"""Searches that begin with a still: what is counted, on a cast of five written by hand; and what the lesson says of the real one."""

import numpy as np
import pandas as pd
import pytest

from course import paths
from course.errors import CourseError
from course.evaluation import fpir, rule_of_three
from course.faces.cast import CARD_NUMBERS, CARD_TEXTS, NUMBERS, SHOP_NUMBERS, SHOP_TEXTS, TEXTS
from course.judgement import stills
from course.recognisers import RECOGNISERS

ANGLES = {"eu-f-001": 0, "eu-f-002": 20, "af-m-002": 50, "as-f-002": 90, "as-m-004": 130}
"""Where each person's card lies, in degrees; number 1 is of the development half."""


def at(degrees) -> np.ndarray:
    """A template of 128 numbers in that direction, so that the cosine distance of two is 1 - cos of the angle between."""
    vector = np.zeros(128)
    vector[:2] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return vector


def rows(texts, numbers, images):
    """(rows of a table, templates); images: name -> (subject, angle or None, further columns)."""
    table = []
    for image, (subject, _, more) in images.items():
        split = "development" if int(subject[-3:]) % 2 else "evaluation"
        table.append(dict.fromkeys(texts, "none") | dict.fromkeys(numbers, 0) | {
            "image": image, "subject": subject, "file": f"images/{image}.png", "role": "known", "split": split,
            "target": "european", "sex": "female"} | more)
    return pd.DataFrame(table)[[*texts, *numbers]], [None if angle is None else at(angle) for _, angle, _ in images.values()]


def lay(name, folder, texts, numbers, images):
    table, vectors = rows(texts, numbers, images)
    (paths.DATA / "faces").mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    table.to_csv(paths.DATA / "faces" / name, index=False)
    pd.DataFrame({"image": list(images), "found": [int(one is not None) for one in vectors]}).to_csv(folder / "index.csv", index=False)
    for recogniser in RECOGNISERS:
        np.save(folder / f"{recogniser}.npy", np.array([np.full(128, np.nan) if one is None else one for one in vectors]))


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Cards of five people; a good and a poor still of three of the evaluation half and one of the development half."""
    monkeypatch.setattr(paths, "DATA", tmp_path)
    cards = {f"{name}-card": (name, angle, {}) for name, angle in ANGLES.items()}
    cards["eu-f-002-younger"] = ("eu-f-002", 40, {})
    lay("cards.csv", tmp_path / "embeddings" / "cards", CARD_TEXTS, CARD_NUMBERS, cards)
    good = {"eu-f-001": 0, "eu-f-002": 21, "af-m-002": 56, "as-f-002": 95}
    poor = {"eu-f-001": 0, "eu-f-002": 4, "af-m-002": None, "as-f-002": 60}
    shop = {f"{name}-shop-0-{quality}": (name, angle, {"value": quality, "step": step})
            for step, (quality, many) in enumerate((("good", good), ("poor", poor))) for name, angle in many.items()}
    shop = dict(reversed(shop.items()))  # the order of the table is not that of the qualities
    lay("shop.csv", tmp_path / "embeddings" / "shop", SHOP_TEXTS, SHOP_NUMBERS, shop)
    cast = {f"{name}-{number}": (name, angle + number, {"shot": number}) for name, angle in ANGLES.items() for number in range(5)}
    lay("cast.csv", tmp_path / "embeddings", TEXTS, NUMBERS, cast)


def test_places_and_distances_by_hand(small):
    searches = stills.search()
    assert searches.people == 5 and searches.qualities == ["photograph", "good", "poor"]
    poor = searches.of("poor")
    table = poor.table.assign(rank=poor.rank, mate=poor.mate, other=poor.other).set_index("subject")
    assert set(table.index) == {"eu-f-002", "af-m-002", "as-f-002"}, "only the evaluation half is searched"
    # 4 degrees: its own card is 16 away, eu-f-001's 4. 60 degrees: own 30 away, af-m-002's 10; 20 is 40 away.
    assert table["rank"].to_dict() == pytest.approx({"eu-f-002": 2, "as-f-002": 2, "af-m-002": np.nan}, nan_ok=True)
    assert table.mate["eu-f-002"] == pytest.approx(1 - np.cos(np.radians(16)), abs=1e-3)
    assert table.other["as-f-002"] == pytest.approx(1 - np.cos(np.radians(10)), abs=1e-3)
    assert np.isinf(table.mate["af-m-002"]) and np.isinf(table.other["af-m-002"]) and not table.found["af-m-002"]


def test_a_still_without_a_face_counts_in_every_rate(small):
    poor = stills.search().of("poor")
    near = 1 - np.cos(np.radians(12))
    assert poor.rate(poor.failed()).estimate == pytest.approx(1 / 3)
    assert poor.rate(poor.missed(listed=1)).estimate == 1, "two second places, and one with no list"
    assert poor.rate(poor.missed(listed=2)).estimate == pytest.approx(1 / 3), "however long the list"
    assert poor.rate(poor.missed(near)).estimate == 1, "16 and 30 degrees are too far"
    assert poor.rate(poor.named(near)).estimate == pytest.approx(2 / 3) != fpir(poor.other[np.isfinite(poor.other)], near)


def test_ordinary_pictures_of_the_same_people_stand_beside(small):
    ordinary = stills.search().of("photograph")
    assert sorted(ordinary.table.image) == sorted(f"{name}-{shot}" for name in ("eu-f-002", "af-m-002", "as-f-002") for shot in stills.SHOTS)
    assert not ordinary.missed(listed=1).any()


def test_a_younger_picture_takes_the_card_s_place(small):
    old = stills.search(younger=True)
    assert set(old.table.subject) == {"eu-f-002"} and old.people == 5
    # 21 degrees: the younger picture is at 40, so eu-f-001's card at 0 is no nearer, and the one at 50 neither.
    assert old.of("good").mate == pytest.approx(1 - np.cos(np.radians(19)), abs=1e-3)
    both = stills.search().only(old.table.subject)
    assert set(both.table.subject) == {"eu-f-002"} and both.of("good").mate[0] < old.of("good").mate[0]


def test_a_card_without_a_face_cannot_be_found(small):
    index = pd.read_csv(paths.DATA / "embeddings" / "cards" / "index.csv")
    row = index.index[index.image == "as-f-002-card"][0]
    index.loc[row, "found"] = 0
    index.to_csv(paths.DATA / "embeddings" / "cards" / "index.csv", index=False)
    for recogniser in RECOGNISERS:
        vectors = np.load(paths.DATA / "embeddings" / "cards" / f"{recogniser}.npy")
        vectors[row] = np.nan
        np.save(paths.DATA / "embeddings" / "cards" / f"{recogniser}.npy", vectors)
    good = stills.search().of("good").only(["as-f-002"])
    assert good.people == 4 and good.missed(listed=4).all() and not good.failed().any()


def test_where_nothing_happened_people_are_counted(small):
    good = stills.search().of("good")
    never, always = good.rate(np.zeros(len(good), bool)), good.rate(np.ones(len(good), bool))
    assert (never.low, never.high) == (0, rule_of_three(3)) and (always.low, always.high) == (1 - rule_of_three(3), 1)


def test_both_halves_and_what_cannot_be(small):
    assert set(stills.search(split=None).table.subject) == {"eu-f-001", "eu-f-002", "af-m-002", "as-f-002"}
    with pytest.raises(CourseError, match="no stills of the quality 'best': choose from photograph, good, poor"):
        stills.search().of("best")
    with pytest.raises(CourseError, match="none of the people"):
        stills.search(split="development", younger=True)
    with pytest.raises(CourseError, match="unknown split 'half'"):
        stills.search(split="half")


@pytest.mark.parametrize("recogniser", ["sface", "dlib"])
def test_what_the_lesson_says_of_quality_holds_on_the_cast(recogniser):
    """The poorer the picture, the rarer the right name, and at one threshold the wrong one, too; all distances grow."""
    searches, at = stills.search(recogniser), stills.settings(recogniser)["default"]
    assert searches.qualities == ["photograph", "good", "middle", "poor"]
    each = [searches.of(quality) for quality in searches.qualities]
    assert len({len(one) for one in each}) == 1
    first, right, wrong = ([one.rate(happened(one)) for one in each] for happened in (
        lambda one: ~one.missed(listed=1), lambda one: ~one.missed(at), lambda one: one.named(at)))
    for shares in (first, right, wrong):
        values = [share.estimate for share in shares]
        assert values == sorted(values, reverse=True), "the order of the bars"
        assert shares[-1].high < shares[0].low, "photograph and poor are told apart"
    for distance in ("mate", "other"):
        medians = [np.median(getattr(one, distance)[np.isfinite(getattr(one, distance))]) for one in each]
        assert medians == sorted(medians)
    assert each[-1].failed().any(), "a still in which no face is found"
    assert each[-1].rate(each[-1].missed()).estimate > 0.5, "most lists of ten from a poor still hold only others"

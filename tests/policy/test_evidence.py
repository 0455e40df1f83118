"""The timeline, the published tables, the thresholds of 2018, and the contested points."""

import re

import pandas as pd
import pytest

from course import paths
from course.errors import CourseError
from course.policy.claims import claim, ledger
from course.policy.evidence import KINDS, article, contested, published, published_names, thresholds_2018, timeline
from course.policy.prose import known_numbers

RAW = pd.read_csv(paths.DATA / "timeline.csv", dtype=str, keep_default_na=False)
POINTS = contested()


def test_the_timeline():
    events = timeline()
    assert len(events) == len(RAW)
    assert set(events["kind"]) == set(KINDS)
    assert events["date"].is_monotonic_increasing and events["title"].is_unique
    assert events["date"].dt.year.between(2017, 2026).all()
    assert not events["text"].str.contains("{", regex=False).any()
    assert set(events["precision"]) == {"day", "month", "year"}


@pytest.mark.parametrize("event", list(RAW.itertuples()), ids=lambda event: f"{event.date}-{event.title}")
def test_an_event_rests_on_confirmed_rows_of_its_date(event):
    rows = [claim(name) for name in event.claims.split()]
    assert rows and all(row.confirmed for row in rows)
    dates = [text for row in rows for text in (row.date, *row.parts)]
    assert any(text.startswith(event.date) or (text and event.date.startswith(text)) for text in dates), dates
    used = set(re.findall(r"\{value:([A-Z]\d+)", event.text))
    assert used <= set(event.claims.split())
    typed = re.sub(r"\{value:[^}]*\}", "", f"{event.title} {event.text}")
    typed = re.sub(r"NISTIR \d+|Article [\d()a-z]+", "", typed)
    known = known_numbers(tuple(event.claims.split()))
    assert all(float(number.replace(",", "")) in known for number in re.findall(r"\d[\d,.]*\d|\d", typed)), typed


def test_filters():
    laws = timeline(kinds=["law"], places=["Maryland", "Vermont"])
    assert set(laws["kind"]) == {"law"} and set(laws["place"]) == {"Maryland", "Vermont"}
    assert timeline(kinds=["harm"], places=["Vermont"]).empty
    with pytest.raises(CourseError, match=r"no event has the kind riot\. There are company"):
        timeline(kinds=["riot"])
    with pytest.raises(CourseError, match="no event has the place Atlantis"):
        timeline(places=["Atlantis"])


@pytest.mark.parametrize("name", published_names())
def test_a_published_figure_is_the_ledgers(name):
    raw = pd.read_csv(paths.DATA / "published" / f"{name}.csv", dtype=str, keep_default_na=False)
    for row in raw.itertuples():
        source = claim(row.claim)
        assert source.confirmed
        assert source.parts[int(row.part)] == row.value, (row.claim, row.value)
    assert len(published(name)) == len(raw)


def test_published_tables_are_numbers_where_they_can_be():
    assert published("gender_shades_2018")["value"].max() == 34.7
    assert published("aclu_tests")["value"].sum() > 0
    with pytest.raises(CourseError, match=r"no table 'x'.*aclu_tests"):
        published("x")


def test_the_worst_and_best_groups_of_gender_shades():
    table = published("gender_shades_2018").pivot(index="company", columns="group", values="value")
    assert (table.idxmax(axis=1) == "darker female").all()
    assert table.loc["IBM", "darker female"] - table.loc["IBM", "lighter male"] == pytest.approx(34.4)


def test_aclu_rates_follow_from_the_table():
    wide = published("aclu_tests").pivot(index="test", columns="quantity", values="value")
    rates = 100 * wide["flagged"] / wide["probes"]
    printed = dict(zip(["Congress", "California", "Massachusetts"], claim("A30").numbers, strict=True))
    assert {name: round(rate, 1) for name, rate in rates.items()} == printed
    assert wide["threshold"].notna().sum() == 1


def test_the_thresholds_that_amazon_named():
    table = thresholds_2018()
    amazons = table[(table["by"] == "Amazon") & table["number"].notna()]
    assert set(amazons["number"]) == {70, 80, 85, 85.5, 95, 99}
    assert list(table["date"]) == sorted(table["date"])
    assert table[table["number"].isna()]["by"].ne("Amazon").all()
    assert table["status"].str.startswith("CONFIRMED").all()
    assert (table["date"] != "").all()
    replies = table[table["where"].str.contains("reply")]
    assert list(replies["date"]) == ["2018-07-26", "2018-07-27"] and list(replies["number"]) == [95, 99]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_both_sides_of_a_point_have_a_confirmed_source(point):
    assert point.question.endswith("?") and point.settle
    assert len(point.sides) >= 2
    for side in point.sides:
        assert side.who and side.says
        assert any(claim(name).status.startswith("CONFIRMED") for name in side.claims)
        assert all(claim(name).confirmed for name in side.claims)
    assert len({side.claims for side in point.sides}) == len(point.sides)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_the_numbers_of_a_side_are_its_sources(point):
    for side in point.sides:
        known = known_numbers(side.claims)
        for number in re.findall(r"\d[\d,]*\.?\d*", side.says):
            assert float(number.rstrip(".").replace(",", "")) in known, (point.id, number)


def test_the_points():
    assert len({point.id for point in POINTS}) == len(POINTS)


# --- the article ------------------------------------------------------------------------------------------------------

STORY = article()


@pytest.mark.parametrize("sentence", STORY, ids=lambda sentence: sentence.says)
def test_a_sentence_of_the_story_is_held_against_its_source(sentence):
    words = claim(sentence.says)
    assert words.publisher == "NBC News" and words.status == "CONFIRMED_PRIMARY"
    assert len(words.quotation.split()) <= 30  # a line at a time: its sentences stay its publisher's
    assert all(claim(name).confirmed for name in (*sentence.against, *sentence.besides))
    assert "NBC News" not in {claim(name).publisher for name in sentence.against}
    assert sentence.against or not claim(sentence.open).confirmed  # held against something, or said to be found nowhere
    assert sentence.by and sentence.found and sentence.leaves_out


def test_the_voices_of_the_story_are_heard():
    by = " ".join(sentence.by for sentence in STORY)
    assert all(name in by for name in ("Ozer", "O'Sullivan", "Krishna", "Amazon", "ACLU", "the reporters"))
    assert len({sentence.says for sentence in STORY}) == len(STORY)
    rows = {name for sentence in STORY for name in sentence.claims}
    of_the_story = {row.id for row in ledger().values() if row.source == claim("N01").source}
    assert of_the_story <= rows


def test_the_misquotation_inside_the_story_is_one():
    assert "appears to be ready" in claim("N04").quotation and "appears ready" in claim("N14").quotation

"""The figures of a case: everything is text as well, closed and open as the journal says."""

import re

import pytest

from course.errors import CourseError
from course.evaluation.bootstrap import subject_bootstrap
from course.figures import chain as figures
from course.judgement import chain, journal


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", str(tmp_path / "journal.json"))


@pytest.mark.parametrize("case", ["williams", "woodruff", "ward", "file"])
@pytest.mark.slow
def test_the_walk_opens_only_what_was_decided(case):
    shown = figures.walk(case)._repr_html_()
    assert shown.count("<details>") == 8 and shown.count("not decided yet") == 8
    assert "What happened" not in shown
    chain.decide(case, "image", "a", "it is worth a try")
    shown = figures.walk(case)._repr_html_()
    assert shown.count("(decided)") == 1 and shown.count("What happened") == 1 and "it is worth a try" in shown


def test_on_a_page_every_step_has_its_own_fold(monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", "")
    shown = figures.walk("williams")._repr_html_()
    assert shown.count("<details>") == 16 and shown.count("What happened:") == 8
    assert "<details open" not in shown and "not decided" not in shown
    assert "<img" not in shown and "<script" not in shown


def test_a_status_is_told_by_word_and_shape_not_by_colour():
    shown = figures.walk("woodruff")._repr_html_()
    for status in chain.STATUSES:
        assert f"{figures._MARKS[status]} {status}" in shown
    assert len(set(figures._MARKS.values())) == len(chain.STATUSES)


def test_a_broken_journal_is_told(tmp_path):
    (tmp_path / "journal.json").write_text("{")
    assert "Rename it" in str(figures.walk("williams"))


@pytest.mark.parametrize("case", ["williams", "woodruff", "ward", "file", "bakery"])
def test_the_evidence_says_what_comes_from_the_search(case):
    figure = figures.evidence(case)
    told = chain.chain(case).evidence
    after, free = re.search(r"come (.+?); not from it: (.+?)\.", figure.alt).groups()
    assert set(after.split(", ")) == {item for item in told if chain.descends(told, item, "the search")}
    assert set(free.split(", ")) == {item for item in told if item != "the search" and not chain.descends(told, item, "the search")}
    assert figure.png().startswith(b"\x89PNG")


def test_two_boxes_never_stand_in_one_place():
    told = {"s": (), "a": ("s",), "b": ("s",), "c": ("a", "b"), "m": (), "n": (), "d": ("m", "n", "s")}
    place = figures._places(told, "s")
    assert len(set(place.values())) == len(told)
    assert all(place[one][0] < place[name][0] for name, sources in told.items() for one in sources)


def test_evidence_that_cannot_be_is_named():
    with pytest.raises(CourseError, match="no evidence 'the oracle'"):
        figures.evidence("williams", "the oracle")
    with pytest.raises(CourseError, match="'a' comes from itself"):
        figures.evidence({"s": [], "a": ["b"], "b": ["a"]}, "s")


def test_picks_says_its_numbers():
    rate = subject_bootstrap(lambda weights: 0.25 + 0 * weights.sum(axis=1), 10, matrix=True)
    figure = figures.picks({"by the search": rate, "the culprit": rate})
    assert "by the search: 25%, interval 25% to 25%" in figure.alt and "pick at random would be 17%" in figure.alt


def test_the_class_picture_tells_first_and_last():
    cards = [{name: [10 * n, 50] for name in journal.RATED} for n in range(9)]
    figure = figures.class_picture(cards)
    assert "9 anonymous cards" in figure.alt and "first: median 40, from 0 to 80" in figure.alt and "last: median 50" in figure.alt
    with pytest.raises(CourseError, match="There are 7 cards"):
        figures.class_picture(cards[:7])


def test_the_made_up_case_is_told_whole():
    assert "It was him." in str(figures.whole("bakery", 5))

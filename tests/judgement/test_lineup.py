"""A lineup from a search: what is in it, and what the measurement shows on the cast."""

import itertools

import numpy as np
import pytest

from course.errors import CourseError
from course.judgement import lineup


@pytest.fixture(scope="module")
def scenes():
    return {gallery: lineup.scene(gallery=gallery) for gallery in ("known", "stranger")}


@pytest.mark.parametrize("gallery", ["known", "stranger"])
@pytest.mark.parametrize(("suspect", "fillers"), [("search", "description"), ("search", "search"), ("description", "description")])
def test_the_culprit_is_never_in_a_lineup_of_the_innocent(scenes, gallery, suspect, fillers):
    at, random = scenes[gallery], np.random.default_rng(1)
    for who in range(0, len(at.culprits), 17):
        rows = lineup.lineup(at, who, suspect, fillers, random)
        assert len(rows) == len(set(rows)) == 1 + lineup.FILLERS
        assert at.culprits.subject.iloc[who] not in set(at.gallery.subject.iloc[rows])
        if fillers == "description":
            others = at.gallery.iloc[rows[1:]]
            assert set(others.target) == {at.culprits.target.iloc[who]} and set(others.sex) == {at.culprits.sex.iloc[who]}
        if suspect == "search":
            assert rows[0] == at.listed[who, 0]


def test_the_list_is_what_a_search_gives(scenes):
    from course import evaluation, faces

    at, made = scenes["stranger"], faces.embeddings("sface")
    where = made.table.reset_index().set_index("image")["index"]
    who = 5
    found = evaluation.distances(made.vectors[[where[at.culprits.image.iloc[who]]]], made.vectors[where[at.gallery.image]])[0]
    assert list(at.listed[who]) == list(np.argsort(found, kind="stable")[: lineup.FILLERS + 1])


def test_a_search_makes_the_witness_agree(scenes):
    """What the lesson says of its bars: the order of the ways, and that the intervals do not meet."""
    small, large = scenes.values()
    ways = [(large, "description", "description"), (large, "search", "search"), (small, "search", "description"),
            (large, "search", "description"), (large, "culprit", "description")]
    rates = [lineup.rate(lineup.picked(*how)) for how in ways]
    assert abs(rates[0].estimate - 1 / 6) < 0.02, "a suspect who has nothing to do with the search"
    for lower, higher in itertools.pairwise(rates):
        assert lower.high < higher.low
    assert rates[3].estimate > 0.5 and rates[4].estimate > 0.95


def test_the_same_seed_gives_the_same_lineups(scenes):
    at = scenes["known"]
    assert np.array_equal(lineup.picked(at, "search", repeats=2), lineup.picked(at, "search", repeats=2))
    assert not np.array_equal(lineup.picked(at, "description", seed=1), lineup.picked(at, "description", seed=2))


def test_what_cannot_be_is_named():
    with pytest.raises(CourseError, match="no gallery 'everybody': choose known or stranger"):
        lineup.scene(gallery="everybody")
    with pytest.raises(CourseError, match="choose another still"):
        lineup.scene(still=4)

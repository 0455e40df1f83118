"""Lenses, flows and the four right names: both sides, each with sources of its own, and nobody the easy one."""

import re

import pytest

from course.judgement import lenses as l
from course.policy.citing import render_citations
from course.policy.claims import claim
from course.policy.prose import check_prose

CASES = l.right_names()


def test_two_cases_trouble_one_side_and_two_the_other():
    assert len(CASES) == 4
    assert sorted(one.troubles for one in CASES) == ["who rejects it"] * 2 + ["who trusts it"] * 2


@pytest.mark.parametrize("one", CASES, ids=[one.id for one in CASES])
def test_both_sides_of_each_dispute_have_sources_of_their_own(one):
    assert len(one.sides) == 2
    for side in one.sides:
        assert side.who and side.says and side.claims
        assert all(claim(name).confirmed for name in side.claims)
    first, second = ({claim(name).address for name in side.claims} for side in one.sides)
    assert set(one.sides[0].claims) != set(one.sides[1].claims)
    listed = {side.who: sorted(claim(name).publisher for name in side.claims) for side in one.sides}
    assert all(listed.values()), listed
    assert first and second


@pytest.mark.parametrize("one", CASES, ids=[one.id for one in CASES])
def test_what_is_told_is_the_records(one):
    assert check_prose(one.told) == []
    render_citations(one.told)
    # An arrest or a release rests on two publishers, or says whose account it is.
    sentences = re.split(r"(?<=[.!?])\s+", one.told)
    for sentence in sentences:
        if re.search(r"\b(arrest|charge was dropped|guilty|killed \{)", sentence):
            ids = re.findall(r"L\d\d", sentence) or re.findall(r"L\d\d", one.told)
            publishers = {claim(name).publisher for name in ids}
            assert len(publishers) >= 2 or "account" in sentence, sentence


def test_the_sides_numbers_are_their_sources():
    for one in CASES:
        for side in one.sides:
            assert [str(found) for found in check_prose(f"{side.says} {{claim:{','.join(side.claims)}}}")] == []


def test_five_lenses_each_with_its_limit_and_an_objection():
    five = l.lenses()
    assert len(five) == 5 and len({one.id for one in five}) == 5
    for one in five:
        assert one.question.endswith("?")
        assert one.limit and one.objection and one.answer
        assert all(claim(name).confirmed for name in one.claims)
        assert [str(found) for found in check_prose(f"{one.case} {{claim:{','.join(one.claims)}}}")] == []
    assert list(l.lens_table().columns) == ["lens", "question", "limit", "objection to it", "answer"]


def test_a_flow_and_what_changed():
    before, after = l.flows()["licence"]
    assert before.changed(after) == ("sender", "receiver", "what", "terms")
    assert before.changed(before) == ()
    table = l.flow_table((before, after))
    assert list(table.columns) == list(l.PARTS)
    assert table.loc["to search", "about"] == "the driver" and table.loc["to search", "sender"].endswith("*")


def test_a_case_that_is_not_there_is_named():
    with pytest.raises(l.LensError, match="There are metro, show, witness, newsroom"):
        l.show_right_name("nobody")

"""The check of an argument reads its form and never its side; the map can be used and read by everybody."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.judgement.argument import HITS, TURNS, Argument, ArgumentError, names_in, said
from tests.judgement.arguments import ANSWERABLE, DECKED, EMPTY, STRONG

EVERY = {**STRONG, "empty": EMPTY, "decked": DECKED}


def parts(argument):
    return {one.part.split()[0] for one in argument.form()}


@pytest.mark.parametrize("name", STRONG)
def test_a_strong_argument_passes_whichever_side_it_takes(name):
    assert STRONG[name].form() == ()
    assert "holds" in STRONG[name].report()


def test_the_fluent_but_empty_fails():
    assert parts(EMPTY) >= {"grounds", "warrant", "also", "objection", "hits", "concedes"}
    assert parts(DECKED) >= {"grounds", "warrant", "objection", "reply"}


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("turn", ["It is not true that {}", "It is false that {}", "Nobody is right who says that {}", "{} Not"])
def test_turning_the_claim_round_leaves_the_report_the_same(name, turn):
    argument = EVERY[name]
    claim = argument.claim.rstrip(".")
    turned = replace(argument, claim=turn.format(claim[0].lower() + claim[1:]) + ".")
    assert turned.form() == argument.form()
    assert turned.report() == argument.report()


@given(st.sampled_from(sorted(EVERY)), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(sorted(TURNS))), max_size=6))
def test_words_that_turn_a_claim_round_are_not_seen(name, put_in):
    argument = EVERY[name]
    words = argument.claim.split()
    for place, word in put_in:
        words.insert(min(place, len(words) - 1), word)
    assert replace(argument, claim=" ".join(words)).form() == argument.form()


@pytest.mark.parametrize(("claim", "turned"), [
    ("The search of the station's cameras was acceptable.", "The search of the station's cameras was unacceptable."),
    ("The maker is responsible for how its buyers search.", "The maker isn't responsible for how its buyers search."),
    ("It was just to keep the photographs of drivers.", "It was unjust to keep the photographs of drivers."),
])
def test_a_turned_word_is_the_same_word(claim, turned):
    for argument in EVERY.values():
        assert replace(argument, claim=claim).form() == replace(argument, claim=turned).form()


@pytest.mark.parametrize(("change", "part", "says"), [
    ({"claim": "Yes."}, "claim", "one whole sentence"),
    ({"claim": "The maker is answerable. The police are answerable."}, "claim", "one whole sentence"),
    ({"grounds": [("The service ran at 80.", "A03")]}, "grounds", "at least two"),
    ({"grounds": [("The service ran at 80.", "L99"), ("It set no threshold.", "A21")]}, "grounds 1", "no row L99 in the ledger"),
    ({"grounds": [("Something was said.", "A08"), ("The client set no threshold.", "A21")]}, "grounds 1", "may not carry"),
    ({"grounds": [("The service ran at 85.", "A03"), ("The client set no threshold.", "A21")]}, "grounds 1", "says 85"),
    ({"grounds": [("Flowers bloom in spring.", "A03"), ("The client set no threshold.", "A21")]}, "grounds 1", "shares no word"),
    ({"grounds": [("Nine of 10 people agree.", "value"), ("The client set no threshold.", "A21")]}, "grounds 1", "Which row"),
    ({"grounds": [("The police chose it.", "my brother"), ("The client set no threshold.", "A21")]}, "grounds 1", "no source"),
    ({"grounds": [("One should be asked.", "value"), ("Freedom matters most.", "value")]}, "grounds", "row of the ledger"),
    ({"warrant": "Amazon answers for whatever its customers do with what it sold to them."}, "warrant", "is a name"),
    ({"warrant": "Whoever sells software to the people of Detroit must answer for each of their uses."}, "warrant", "Detroit is a name"),
    ({"warrant": "It is a hammer."}, "warrant", "ten words"),
    ({"warrant": "Many things in this world are complicated and deserving of a great deal of thought."}, "warrant", "decides nothing"),
    ({"also": ""}, "also", "another case"),
    ({"objection": "No, that is wrong."}, "objection", "strongest"),
    ({"objection": "I say that a maker is not answerable, beside the police, for a setting that it made the easy one."}, "objection", "turns the claim"),
    ({"hits": "everything"}, "hits", "claim, grounds, warrant"),
    ({"reply": ANSWERABLE.claim + " That is so, and it is so."}, "reply", "claim once more"),
    ({"reply": ANSWERABLE.objection}, "reply", "objection once more"),
    ({"concedes": "Nothing."}, "concedes", "gives up"),
])
def test_what_is_missing_is_named_and_nothing_else(change, part, says):
    (one,) = replace(ANSWERABLE, **change).form()
    assert one.part == part and says in one.says


def test_no_message_says_wrong():
    for argument in (EMPTY, DECKED, Argument()):
        assert "wrong" not in argument.report().lower()


@pytest.mark.parametrize("bad", [{"grounds": "A03"}, {"grounds": [("one",)]}, {"grounds": [("a", 3)]}, {"grounds": 7}, {"claim": None}])
def test_parts_of_another_kind_are_named(bad):
    with pytest.raises(ArgumentError, match=next(iter(bad))):
        Argument(**bad)


def test_grounds_from_plain_data():
    assert replace(ANSWERABLE, grounds=[list(pair) for pair in ANSWERABLE.grounds]).form() == ()


def test_names():
    assert names_in("Who rules must answer. Police forces must not search whoever walks by, at any FMR.") == []
    assert names_in("Whoever trusts Rekognition, or works for a sheriff in Oregon, shares it.") == ["Rekognition", "Oregon"]
    assert names_in("amazon must answer") == ["amazon"]


@given(st.builds(Argument, **{name: st.text(max_size=60) for name in ("claim", "warrant", "also", "objection", "reply", "concedes")},
                 hits=st.sampled_from(["", *HITS]), grounds=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=6)), max_size=3)))
def test_any_text_can_be_looked_at_and_drawn(argument):
    argument.form()
    argument.argdown()
    markup = argument.show()._repr_mimebundle_()["text/html"]
    assert markup.count("<li") == markup.count("</li>") and markup.count("<details") == markup.count("</details>")


def test_the_map_holds_every_part_in_boxes_and_in_words():
    drawn = ANSWERABLE.show()._repr_mimebundle_()
    for text in (ANSWERABLE.claim, ANSWERABLE.warrant, ANSWERABLE.also, ANSWERABLE.concedes, *(t for t, _ in ANSWERABLE.grounds)):
        assert text in drawn["text/plain"]
        assert text.replace("'", "&#x27;") in drawn["text/html"]
    assert "Argument map: a claim with 3 grounds, a principle" in drawn["text/plain"]
    assert 'aria-label="Argument map' in drawn["text/html"]
    assert "https://www.aclu.org" in drawn["text/html"], "a ground leads to its source"
    assert "<script" not in drawn["text/html"]


@pytest.mark.parametrize("hits", HITS)
def test_the_objection_stands_under_what_it_hits(hits):
    kind, tree = {"claim": "Claim", "grounds": "Claim", "warrant": "Principle"}[hits], replace(ANSWERABLE, hits=hits).show().tree()

    def above(node):
        for below in node[4]:
            if below[0] == "objection":
                yield node[1]
            yield from above(below)

    assert next(above(tree)).startswith(kind)


def test_markup_in_a_text_is_text():
    assert "<b>" not in replace(ANSWERABLE, claim="<b>x</b>").show()._repr_mimebundle_()["text/html"]


def test_argdown():
    text = ANSWERABLE.argdown()
    assert text.startswith("[Claim]: A maker is answerable")
    assert re.search(r"^\(1\) The service ran at 80 .* // A03$", text, re.MULTILINE)
    assert re.search(r"^\(4\) \[Warrant\]: .*\n-----\n\(5\) \[Claim\]$", text, re.MULTILINE)
    assert "[Warrant]\n  - <Objection>: A sheriff" in text and "\n    - <Reply>: Blame" in text
    assert r"\[x\]" in replace(ANSWERABLE, claim="a [x] b").argdown()


@pytest.mark.parametrize("warrant", [
    "A tool that frightens the peaceful should not be used against the peaceful.",
    "No machine which decides about liberty may be bought in secret by a town.",
])
def test_a_principle_about_things_of_a_kind_is_one(warrant):
    assert replace(ANSWERABLE, warrant=warrant).form() == ()


@pytest.mark.parametrize("warrant", ["It is the fact that the matter should be thought about again and again.", "The idea that it should be so is the idea of it."])
def test_the_fact_that_is_no_kind_of_thing(warrant):
    assert [one.part for one in replace(ANSWERABLE, warrant=warrant).form()] == ["warrant"]


def test_a_short_claim_is_one_and_an_empty_one_is_told_so():
    assert replace(ANSWERABLE, claim="It was right to find him in this way.").form() == ()
    (one,) = replace(ANSWERABLE, claim="It was not right.").form()
    assert "could stand in any case" in one.says


@pytest.mark.parametrize("text", ["a b c d e f g h i j k l m n o", "bla " * 15, "too short"])
def test_letters_and_one_word_again_say_nothing(text):
    assert not said(text, 15)
    assert said("The neighbours of the shop will see a boy turned away at the door every day.", 15)

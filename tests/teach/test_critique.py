"""Fluent wrong answers: four planted faults each, one text for every essay; what is said of an answer."""

import pytest
from click.testing import CliRunner

from course.content import assignments
from course.policy.claims import claim
from course.teach.commands import teach
from course.teach.critique import FAULTS, kinds, look_at, sheet, text, texts
from course.teach.pages import TeachError


def test_every_essay_and_the_capstone_has_a_text():
    essays = {f"{slug}/{task.name}" for slug in assignments.slugs() for task in assignments.load(slug).essays}
    assert essays == set(texts()) and "capstone/memo" in essays


@pytest.mark.parametrize("name", texts())
def test_a_text_has_four_faults_of_named_kinds_and_a_question_for_each(name):
    one = text(name)
    assert len(one.faults) == FAULTS == len(set(one.faults.values())), "four faults, each of another kind"
    assert set(one.faults) <= set(one.sentences) and set(one.faults.values()) <= set(kinds())
    assert list(one.hints) == list(one.faults)
    words = len(" ".join(one.sentences.values()).split())
    assert 80 <= words <= 150, words
    assert not any(one.sentences[fault] in line for fault, line in one.hints.items())


def test_each_kind_is_planted_several_times():
    planted = [kind for one in texts().values() for kind in one.faults.values()]
    assert all(planted.count(kind) >= 3 for kind in kinds())


@pytest.mark.parametrize("name", texts())
def test_rows_that_are_cited_are_confirmed(name):
    import re

    for row in re.findall(r"\(([A-Z]\d{2,3})\)", " ".join(text(name).sentences.values())):
        assert claim(row).confirmed


def test_what_is_said_of_an_answer():
    one = text("amazon/answerable")
    assert look_at(one, one.faults) == []
    assert look_at(one, {}) == ["4 of the 4 faults are not named yet."]
    half = dict(list(one.faults.items())[:3])
    assert look_at(one, half) == ["1 of the 4 faults is not named yet."]
    other = {**one.faults, "s2": "faces"}
    assert look_at(one, other) == [f"s2: there is a fault, of another kind. {one.hints['s2']}"]
    every = dict.fromkeys(one.sentences, "row")
    said = " ".join(look_at(one, every))
    assert "7 sentences are named" in said and "3 of the sentences that you name can stand" in said


def test_no_word_of_the_answer_gives_a_missed_fault_away():
    one = text("capstone/memo")
    said = " ".join(look_at(one, {"s1": "row"}))
    assert not [name for name in one.faults if name in said] and not [hint for hint in one.hints.values() if hint in said]
    assert not [line for line in sheet(one) for hint in one.hints.values() if hint in line]


@pytest.mark.parametrize(("arguments", "says"), [
    (["nothing"], "there is no text for 'nothing'. There are matcher/report"),
    (["ibm"], "there are several texts for 'ibm'. There are ibm/word, ibm/built."),
    (["amazon", "s2"], "'s2': write the sentence and the kind"),
    (["amazon", "s99=row"], "there is no sentence 's99'; there are s1"),
    (["amazon", "s2=wrong"], "there is no kind 'wrong'; there are row"),
])
def test_input_that_is_wrong_gets_a_sentence(arguments, says):
    done = CliRunner().invoke(teach, ["critique", *arguments])
    assert isinstance(done.exception, TeachError) and says in str(done.exception)


def test_from_the_terminal():
    run = CliRunner().invoke
    assert "memo: A memo to the council" in run(teach, ["critique"]).output
    shown = run(teach, ["critique", "memo"])
    assert shown.exit_code == 0 and "s1. At the threshold" in shown.output and "empty: a rule" in shown.output
    right = [f"{name}={kind}" for name, kind in text("memo").faults.items()]
    assert run(teach, ["critique", "memo", *right]).output.startswith("All four.")
    assert run(teach, ["critique", "memo", right[0]]).exit_code == 1

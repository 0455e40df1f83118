"""The cases: what their files must hold, what a status asks of its sources, and how a decision is kept and answered."""

import itertools
import re

import pytest
from click.testing import CliRunner

from course.cli import cli
from course.errors import CourseError
from course.judgement import chain, journal
from course.judgement.chain import CANNOT_KNOW, NOT_STOPPED, STEPS, STOPPED, Rule
from course.policy import check_prose, claim
from course.policy.citing import used_ids

REAL = ("williams", "woodruff")
TWINS = {"williams": "ward", "woodruff": "file"}
GOOD = "I would want to know more"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", str(tmp_path / "journal.json"))


def sentences(case):
    for step in chain.chain(case).steps:
        yield from ((step, one) for one in step.happened)


# --- what the files hold -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", chain.names())
def test_a_case_is_whole(case):
    told = chain.chain(case)
    assert tuple(step.id for step in told.steps) == STEPS
    for step in told.steps:
        assert len(step.options) >= 2 and step.happened and step.role and step.knew
        assert list(step.options) == list("abcd")[: len(step.options)]
    assert "the search" in told.evidence
    assert not any(chain.descends(told.evidence, item, item) for item in told.evidence)
    assert {need for rule in chain.rules() for need in rule.needs} <= set(told.facts)


@pytest.mark.parametrize("case", REAL)
def test_every_sentence_on_a_real_case_has_its_rows(case):
    for step in chain.chain(case).steps:
        for text in (step.knew, step.note, *(one.says for one in step.happened)):
            assert not [str(finding) for finding in check_prose(text, f"{case}/{step.id}")]
        for one in step.happened:
            assert used_ids(one.says) or one.status == "not known", one.says


@pytest.mark.parametrize(("case", "step", "one"), [(case, step.id, one) for case in REAL for step, one in sentences(case)])
def test_a_status_asks_something_of_its_rows(case, step, one):
    rows = [claim(name) for name in used_ids(one.says)]
    publishers = {row.published_by for row in rows if row.confirmed}
    neutral = {name for name in publishers if not any(name.startswith(party) for party in chain.chain(case).parties)}
    if one.status == "reported":
        assert len(neutral) >= 2, f"{one.says}: two who do not rest on one another, none of them a party"
    if one.status == "found":
        assert re.search(r"\b(judge|court)\b", one.says)
    if one.status == "not known":
        assert not publishers
    if one.status in ("alleged", "admitted"):
        assert publishers
    if one.status == "alleged":
        assert re.search(r"\b(says?|said|announced|lawyers?|complaint|give)\b", one.says), "an allegation names whose it is"
    for row in rows:
        if row.kind == "custody" and one.status != "alleged":
            assert row.support


def test_every_status_is_met():
    assert {one.status for case in REAL for _, one in sentences(case)} == set(chain.STATUSES)


@pytest.mark.parametrize("case", REAL)
def test_nobody_but_the_person_is_named_and_nothing_of_a_family(case):
    """Officers and families are not exhibits. The person speaks in public; places and offices may be named."""
    allowed = {"williams": {"Mr", "Williams", "Robert"}, "woodruff": {"Ms", "Woodruff", "Porcha"}}[case]
    for step in chain.chain(case).steps:
        text = " ".join([step.knew, step.note, *step.options.values(), *(one.says for one in step.happened)])
        named = set(re.findall(r"\b(?:Mr|Ms|Mrs|Detective|Officer|Sergeant|Judge) ([A-Z]\w+)", text))
        assert named <= allowed, f"{step.id}: {named}"
        assert not re.search(r"\b(daughter|children|child|son|wife|husband|fiancé|baby)\b", text), step.id


@pytest.mark.parametrize(("case", "twin"), TWINS.items())
def test_a_twin_has_the_same_form(case, twin):
    one, other = chain.chain(case), chain.chain(twin)
    assert not other.real and one.record == other.record
    assert [step.id for step in one.steps] == [step.id for step in other.steps]
    text = " ".join(f"{step.knew} {' '.join(what.says for what in step.happened)}" for step in other.steps)
    assert not re.search(r"\b(police|arrest|jail|cell)\w*\b", text), "a twin is on another matter"


def test_the_made_up_case_is_drawn_from_its_seed():
    assert chain.chain("bakery", 3) == chain.chain("bakery", 3)
    drawn = {str(list(sentences_of(seed))) for seed in range(12)}
    assert len(drawn) > 6
    assert all("{" not in text for text in drawn)
    assert all("It was him" in chain.chain("bakery", seed).step("after").happened[0].says for seed in range(12))


def sentences_of(seed):
    return (one.says for step in chain.chain("bakery", seed).steps for one in step.happened)


def test_what_is_not_there_is_named():
    with pytest.raises(CourseError, match=r"no case 'parks'\. There are bakery, file"):
        chain.chain("parks")
    with pytest.raises(CourseError, match=r"no step 'court'\. The steps are image"):
        chain.show("williams", "court")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [("status: admitted", "status: certain", "'certain' is no status"), ("  - id: image", "  - id: start", "must have the steps"),
     ("role: an investigator", "rank: an investigator", "lacks a part"), ("facts:", "fact:", "lacks a part")],
)
def test_a_broken_file_says_what_is_wrong(before, after, says, monkeypatch):
    text = chain._file("williams").replace(before, after, 1)
    monkeypatch.setattr(chain, "_file", lambda name: text)
    with pytest.raises(CourseError, match=says):
        chain.chain("williams")


def test_checksums_cover_the_chains():
    result = CliRunner().invoke(cli, ["claims", "checksums"])
    assert result.exit_code == 0 and "chains" not in result.output, "run `course claims checksums`"


# --- deciding ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "because", "says"),
    [("", "", "Still to do: choose a, b or c"), (..., GOOD, "Still to do"), ("z", GOOD, "'z' is not among the choices here"),
     (2, GOOD, "2 is not among the choices here"), ("b", "", "Say why"), ("b", "so", "Say why"), ("b", 7, "Say why")],
)
def test_an_unfinished_decision_gets_a_sentence_and_opens_nothing(choice, because, says):
    said = chain.decide("williams", "list", choice, because)
    assert says in str(said) and "wrong" not in str(said).lower()
    assert "possible match" not in said._repr_html_()
    assert str(chain.reveal("williams", "list")).startswith("Closed. Decide first")
    assert chain.decided("williams") == {}


def test_a_decision_is_kept_and_then_it_opens():
    said = chain.decide("williams", "list", " B ", GOOD)
    for part in ("You chose b", GOOD, "possible match", "[alleged]", "[not known]", "not confirmed: X04"):
        assert part in str(said)
    assert 'href="https://www.aclu.org' in said._repr_html_()
    assert "You chose b" in str(chain.decide("williams", "list", "a", "another reason than before"))
    assert "You chose b" in str(chain.decide("williams", "list")), "an emptied cell shows what was decided"
    assert chain.decided("williams") == {"list": {"choice": "b", "because": GOOD}}


def test_a_case_drawn_anew_is_decided_anew():
    chain.decide("bakery", "list", "a", GOOD, seed=3)
    assert "Still to do" in str(chain.decide("bakery", "list", seed=4)) and set(chain.decided("bakery", 3)) == {"list"}


def test_what_was_known_then_does_not_say_what_happened():
    for case, step in itertools.product(REAL, STEPS):
        shown = chain.show(case, step)._repr_html_()
        assert not any(one.says in shown for one in chain.chain(case).step(step).happened)


def test_without_a_journal_the_reader_opens_a_fold(monkeypatch):
    monkeypatch.setenv("COURSE_JOURNAL", "")
    for said in (chain.decide("williams", "list"), chain.reveal("williams", "list")):
        assert re.search(r"<details><summary[^>]*>Decide first", said._repr_html_())
    assert "You chose b" in chain.decide("williams", "list", "b", GOOD)._repr_html_()
    assert "not among" in str(chain.decide("williams", "list", "x", GOOD))


def test_a_students_words_are_text():
    said = chain.decide("williams", "door", "a", "<img src=x onerror=alert(1)> is why")
    assert "<img" not in said._repr_html_()


def test_a_broken_journal_is_told_and_left(tmp_path):
    (tmp_path / "journal.json").write_text("{")
    assert "Rename it" in str(chain.decide("williams", "list", "a", GOOD))
    assert (tmp_path / "journal.json").read_text() == "{"


# --- rules ---------------------------------------------------------------------------------------------------------


def test_stops_is_three_valued():
    rule = Rule("R", "", "list", ("p", "q"), "")
    values = (True, False, None)
    for p, q in itertools.product(values, repeat=2):
        expected = STOPPED if False in (p, q) else CANNOT_KNOW if None in (p, q) else NOT_STOPPED
        assert chain.stops(rule, {"p": p, "q": q}) == expected
        assert chain.stops(rule, {k: v for k, v in (("p", p), ("q", q)) if v is not None}) == expected, "no entry is silence"
    assert chain.stops(Rule("R", "", "list", (), ""), {}) == NOT_STOPPED


def test_three_of_eight_rules_are_decided_by_the_record():
    table = {rule.id: [chain.stops(rule, chain.chain(case).record) for case in REAL] for rule in chain.rules()}
    assert len(table) == 8
    assert [name for name, row in table.items() if CANNOT_KNOW not in row] == ["R3", "R4", "R5"]
    assert table["R3"] == [STOPPED, NOT_STOPPED], "the second case breaks the rule that most write after the first"


@pytest.mark.parametrize("rule", chain.rules(), ids=lambda rule: rule.id)
def test_a_rules_reason_has_its_sources(rule):
    assert not [str(finding) for finding in check_prose(rule.why)]


def test_a_fact_that_decides_names_its_rows():
    for case in REAL:
        for name, fact in chain.chain(case).facts.items():
            assert (fact.value is None) == (not fact.claims), f"{case}: {name}"
            assert all(claim(row).confirmed for row in fact.claims)


def test_answers_to_the_rules_are_met_with_a_question_never_with_wrong():
    everything = {rule.id: [STOPPED, STOPPED] for rule in chain.rules()}
    shown = chain.try_rules(everything)._repr_html_()
    assert shown.count("Which row of the record says so?") == 10
    assert "Look at (<a href=" in shown and "stopped, as you said" in shown
    for answers in ({}, {"R1": ["", ""]}, {**everything, "R8": [STOPPED]}, {**everything, "R2": STOPPED}, {**everything, "R1": [..., ""]}):
        said = chain.try_rules(answers)
        assert str(said).startswith("Still to do: R") and "Which row" not in said._repr_html_()
    odd = chain.try_rules({**everything, "R1": ["maybe", STOPPED]})._repr_html_()
    assert "You said maybe. The answers are: stopped, not stopped, cannot know." in odd
    for shown in (chain.try_rules(everything)._repr_html_(), odd):
        assert not re.search(r"\b(wrong|incorrect|correct)\b", re.sub(r'<a [^>]*>.*?</a>|title="[^"]*"', "", shown), re.I)


def test_the_rules_go_with_the_twins_too(monkeypatch):
    everything = {rule.id: [CANNOT_KNOW, CANNOT_KNOW] for rule in chain.rules()}
    shown = chain.try_rules(everything, TWINS.values())._repr_html_()
    assert "The wrong ward" in shown and "Mr Williams" not in shown
    monkeypatch.setenv("COURSE_JOURNAL", "")
    assert "<details><summary" in chain.try_rules({})._repr_html_()


# --- what comes from what ------------------------------------------------------------------------------------------


def test_descent_goes_through_others_and_ends():
    evidence = {"a": [], "b": ["a", "outside"], "c": ["b"], "d": ["outside"], "x": ["y"], "y": ["x"]}
    assert chain.descends(evidence, "c", "a") and chain.descends(evidence, "b", "outside")
    assert not chain.descends(evidence, "d", "a") and not chain.descends(evidence, "a", "a")
    assert not chain.descends(evidence, "x", "a"), "a circle ends"


def test_nothing_is_kept_of_a_made_up_case_that_is_only_told():
    from course.figures.chain import whole

    whole("bakery", 3)
    assert journal.read()["kept"] == {}

"""The bank of clauses: each has a way out, each of its patches too, and the count leaves nothing out."""

import dataclasses
import itertools
import json
import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course import paths
from course.judgement import clauses as c
from course.judgement.clauses import ClauseError, check_rows, clause, clauses, decide, fits, left_over, newly_stopped
from course.policy.uses import Use, UseError, uses

BANK = list(clauses().values())
ids = [one.id for one in BANK]
FULL = {one.id: tuple({"if": aim, "then": "no"} for aim in one.aims) for one in BANK}


def test_there_are_eight_with_three_patches_each():
    assert len(BANK) == 8
    assert all(len(one.patches) == 3 for one in BANK)


@pytest.mark.parametrize("one", BANK, ids=ids)
def test_a_clause_has_a_way_out_and_no_patch_closes_it(one):
    before = left_over(one)
    assert 0 < before.stopped < before.meant
    assert 0.5 < before.share < 1
    for patch in one.patches.values():
        after = left_over(one, patch)
        assert 0 < after.open < before.open, "it helps, and does not close it"
        assert after.lost == 0
        assert len(newly_stopped(one, patch)) <= c.MOST_INNOCENT
    closed = left_over(one, FULL[one.id])
    assert closed.open == closed.lost == 0 and not newly_stopped(one, FULL[one.id])


@pytest.mark.parametrize("one", BANK, ids=ids)
def test_a_patch_that_names_a_field_more_is_held_against_the_same_combinations(one):
    for patch in (*one.patches.values(), FULL[one.id]):
        split = [{"if": {**row["if"], "timing": timing}, "then": "no"} for row in patch if "timing" not in row["if"] for timing in c.DOMAIN["timing"]]
        rest = [row for row in patch if "timing" in row["if"]]
        narrow, wide = left_over(one, patch), left_over(one, [*rest, *split])
        assert narrow.open_before / narrow.meant == pytest.approx(left_over(one).share) == pytest.approx(wide.open_before / wide.meant)
        assert wide.open / wide.open_before == pytest.approx(narrow.open / narrow.open_before)


@pytest.mark.parametrize("one", BANK, ids=ids)
def test_what_a_clause_lets_be_is_stopped_by_a_ban_of_too_much(one):
    for use in one.spares:
        assert not one.meant(use) and one.reading(use) != "no" and len(use.sentence.split()) >= 6 and use.sentence in str(one)
    for patch in (*one.patches.values(), FULL[one.id]):
        assert not any(one.patched(patch, use) == "no" for use in one.spares), "what closes the clause as it should spares them"
    # Without the field that decides, a patch that closes it would pass for a good one.
    deciding = {"arrest": "other_evidence", "streets": "authority", "sale": "vendor", "gatherings": "purpose", "threshold": "threshold",
                "review": "human_review", "status": "purpose", "shops": "for_police"}[one.id]  # fmt: skip
    loose = [{"if": {name: value for name, value in row["if"].items() if name != deciding}, "then": "no"} for row in FULL[one.id]]
    escape = next(use for use in everything_meant(one) if one.reading(c.described(use)) != "no")
    assert c.look_at_patch(one, FULL[one.id], escape) == []
    assert c.look_at_patch(one, loose, escape)


def everything_meant(one):
    """Uses that the aim means, as plain data."""
    for row in one.aims:
        for who in ("police department", "sheriff's office", "contractor", "company", "immigration agency"):
            use = {name: value[0] if isinstance(value, list) else value for name, value in row.items() if not isinstance(value, dict) and name not in c.DERIVED}
            use = {"who": who, "purpose": "criminal investigation", "sentence": "It is so."} | use
            try:
                if one.meant(c.described(use)):
                    yield use
            except UseError:
                continue


@pytest.mark.parametrize("one", BANK, ids=ids)
def test_what_the_words_stop_and_do_not_mean_is_rare(one):
    """A clause's words and aim must be about the same thing."""
    assert len([use for use in uses().values() if one.reading(use) == "no" and not one.meant(use)]) <= c.MOST_INNOCENT


def everything(fields):
    """Each combination of some fields, one after the other: what the quick count must agree with."""
    for values in itertools.product(*(c._values(name, [{"if": {"threshold": [99, 80]}}]) for name in fields)):
        use = dataclasses.replace(c._ANY, **dict(zip(fields, values, strict=True)))
        if not (use.by_police and use.for_police):
            yield use


@pytest.mark.parametrize("one", BANK, ids=ids)
@pytest.mark.slow
def test_the_count_is_that_of_trying_each(one):
    for patch in ((), *one.patches.values(), ({"if": {"who": "person"}, "then": "yes"}, *FULL[one.id])):
        quick = left_over(one, patch)
        asked = {name for row in (*patch, *one.rows) for name in row["if"]} | {name for aim in one.aims for name in aim}
        fields = sorted({c.DERIVED.get(name, name) for name in asked} | {"who", "for_police"})
        if "threshold" in fields:
            fields.remove("threshold")
            tried = [dataclasses.replace(use, threshold=value) for use in everything(fields) for value in (None, 0.0, 49.5, 99.0, 99.5, 100.0)]
        else:
            tried = list(everything(fields))
        meant = [use for use in tried if one.meant(use)]
        assert quick.meant == len(meant)
        assert quick.stopped == sum(one.patched(patch, use) == "no" for use in meant)
        assert quick.lost == sum(one.reading(use) == "no" != one.patched(patch, use) for use in meant)
        assert sum(quick.by("who").values()) == quick.open


def test_a_reading_gives_every_use_one_of_three_answers():
    for one, use in itertools.product(BANK, uses().values()):
        assert one.reading(use) in c.ANSWERS


def test_the_file_is_read_anew_and_faults_are_named(tmp_path):
    told = yaml.safe_load((paths.DATA / "judgement" / "clauses.yml").read_text())

    def wrong(**change):
        (tmp_path / "clauses.yml").write_text(yaml.safe_dump([told[0] | change]))
        with pytest.raises(ClauseError) as error:
            clauses(tmp_path / "clauses.yml")
        return str(error.value)

    assert "clause arrest" in wrong(meant=None)
    assert "'colour' is no field" in wrong(meant=[{"colour": "red"}])
    assert "empty if" in wrong(reading=told[0]["reading"][:2])
    assert "does not stand in the words" in wrong(speaks={"who": ["a sheriff"]})
    with pytest.raises(ClauseError, match="is missing"):
        clauses(tmp_path / "none.yml")
    with pytest.raises(ClauseError, match="There are arrest, streets"):
        clause("nothing")


# --- what a student writes -----------------------------------------------------------------------------------------

ARREST = clause("arrest")
SHERIFF = {"who": "sheriff's office", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
           "sentence": "The sheriff's deputies arrest the first candidate of their own search; there is nothing else."}
LINEUP = SHERIFF | {"who": "police department", "step": "arrest after a lineup",
                    "sentence": "The Department arrests a candidate whom a guard picked from a lineup; there is nothing else."}
WORDS = "officer of the Department"


def test_capitals_do_not_matter():
    loud = {name: value.upper() if isinstance(value, str) and name != "sentence" else value for name, value in SHERIFF.items()}
    assert c.described(loud) == c.described(SHERIFF)
    assert c.look_at_escape(ARREST, loud, ["Who"], "Officer of the department") == []
    assert c.check_rows([{"IF": {"Step": "Arrest"}, "then": "NO"}]) == ({"if": {"step": "arrest"}, "then": "no"},)


@pytest.mark.parametrize(("way", "words", "part"), [("purpose", WORDS, "way"), ("who", "a sheriff", "words"), ("who", "solely on", "words")])
def test_a_fault_is_told_of_the_part_that_has_it(way, words, part):
    assert [one for one, _ in c.faults_of_escape(ARREST, SHERIFF, way, words)] == [part]
    assert [one for one, _ in c.faults_of_escape(ARREST, SHERIFF | {"step": "lead"}, way, words)] == ["use"]


def test_an_escape():
    assert c.look_at_escape(ARREST, SHERIFF, "who", WORDS) == []
    assert c.look_at_escape(ARREST, LINEUP, ["step"], "arrest a person") == []


@pytest.mark.parametrize(("use", "way", "words", "says"), [
    (SHERIFF | {"who": "police department"}, "who", WORDS, "The clause stops this use."),
    (SHERIFF | {"step": "lead"}, "who", WORDS, "not what the clause was meant to stop"),
    (SHERIFF | {"who": "person"}, "who", WORDS, "not what the clause was meant to stop"),
    (SHERIFF, "purpose", WORDS, "The way out is elsewhere"),
    (SHERIFF, ["who", "step"], WORDS, "One of the two fields is enough"),
    (SHERIFF | {"step": "arrest after a lineup"}, "who", WORDS, "The way out is elsewhere"),
    (SHERIFF, "who", "a sheriff", "exactly as they stand"),
    (SHERIFF, "who", "solely on the basis", "do not speak of who"),
    (SHERIFF, "who", ARREST.words, "Quote only the words"),
    (SHERIFF | {"sentence": "It escapes."}, "who", WORDS, "at least eight words"),
    (SHERIFF, "colour", WORDS, "Name one field"),
    (SHERIFF, [], WORDS, "Name one field"),
    (SHERIFF | {"who": "sheriff"}, "who", WORDS, "who may be"),
    (SHERIFF | {"colour": "red"}, "who", WORDS, "unknown fields colour"),
    ({"who": "person"}, "who", WORDS, "it needs purpose"),
    ("a sheriff", "who", WORDS, "as a dict"),
    (SHERIFF | {"for_police": True}, "who", WORDS, "done by somebody else"),
])
def test_an_escape_that_is_none_is_told_what_to_look_at(use, way, words, says):
    (told,) = c.look_at_escape(ARREST, use, way, words)
    assert says in told


def test_a_use_of_the_bank_is_not_invented():
    streets, known = clause("streets"), uses()["U76"]
    taken = {name: getattr(known, name) for name in ("who", "purpose", "place", "vendor", "timing", "public_space", "authority", "sentence")}
    taken |= {"who": "sheriff's office"}
    assert c.look_at_escape(streets, taken, "who", "The Department") == []
    found = [use for use in uses().values() if streets.meant(use) and streets.reading(use) != "no" and use.who == "state agency"]
    same = {field.name: getattr(found[0], field.name) for field in dataclasses.fields(Use)}
    assert "in the bank" in c.look_at_escape(streets, same, "who", "The Department")[0]


def test_two_fields_together_may_be_the_way_out():
    both = SHERIFF | {"step": "arrest after a lineup", "sentence": "Deputies of the sheriff arrest whom a guard picked; there is nothing else."}
    assert c.look_at_escape(ARREST, both, ["who", "step"], WORDS) == []


GOOD = [{"if": {"by_government": True, "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"},
        {"if": {"for_police": True, "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"}]


def test_a_patch():
    assert c.look_at_patch(ARREST, GOOD, SHERIFF, LINEUP) == []
    assert left_over(ARREST, check_rows(GOOD)).open == 0


@pytest.mark.parametrize(("rows", "says"), [
    (ARREST.patches["ada"], "It does not stop this use: The Department arrests a candidate"),
    ([{"if": {}, "then": "no"}], "A person unlocks a telephone"),
    ([{"if": {"who": "police department", "step": "arrest"}, "then": "yes"}, *GOOD], "let"),
    ([], "list of rows"),
    ("no", "list of rows"),
    ([{"if": {"step": "arrest"}}], '"if"'),
    ([{"if": {"step": "arrest"}, "then": False}], "then may be"),
    ([{"if": {"step": "jail"}, "then": "no"}], "step may be lead"),
    ([{"if": {"colour": "red"}, "then": "no"}], "no field to ask for"),
    ([{"if": {"step": {"is": "arrest"}}, "then": "no"}], '"not"'),
    ([{"if": {"step": {"below": 3}}, "then": "no"}], "only a threshold"),
    ([{"if": {"other_evidence": "none"}, "then": "no"}], "other_evidence may be"),
    ([{"if": {"by_police": None}, "then": "no"}], "by_police may be"),
    ([{"if": {"step": "arrest"}, "then": "no"}] * 7, "at most 6 rows"),
])
def test_a_patch_that_does_not_do_is_told_what_to_look_at(rows, says):
    (told,) = c.look_at_patch(ARREST, rows, LINEUP)
    assert says in told


def test_an_attack():
    assert c.look_at_attack(ARREST, ARREST.patches["ada"], LINEUP) == []
    assert "patched clause stops" in c.look_at_attack(ARREST, GOOD, LINEUP)[0]
    assert "not what the clause was meant" in c.look_at_attack(ARREST, GOOD, LINEUP | {"step": "lead"})[0]


def test_a_patch_is_handed_on_as_a_line_of_data():
    assert list(c.receive(c.share(GOOD))) == GOOD
    for text in ("", "__import__('os')", "[1]", '[{"if": {"colour": 1}, "then": "no"}]', None):
        with pytest.raises(ClauseError):
            c.receive(text)


@pytest.mark.slow
def test_random_patches_never_fall_over_and_are_counted_right():
    draw = random.Random(5)
    for _ in range(150):
        one = draw.choice(BANK)
        rows = []
        for _ in range(draw.randint(1, 4)):
            names = draw.sample([name for name in c.DOMAIN if name != "threshold"], draw.randint(0, 3))
            rows.append({"if": {name: draw.choice([draw.choice(c.DOMAIN[name]), list(draw.sample(c.DOMAIN[name], 2)),
                                                   {"not": [draw.choice(c.DOMAIN[name])]}]) for name in names},
                         "then": draw.choice(["yes", "no"])})
        patch = check_rows(json.loads(json.dumps(rows)))
        told = left_over(one, patch)
        assert 0 <= told.stopped <= told.meant and told.lost <= told.meant
        for use in uses().values():
            assert one.patched(patch, use) == (decide(patch, use) if any(fits(row["if"], use) for row in patch) else one.reading(use))


def test_a_use_that_is_described_wrongly_is_a_use_error():
    with pytest.raises(UseError):
        c.described({"who": "person", "purpose": "research", "sentence": "x", "threshold": 200})


PLAIN = st.recursive(st.none() | st.booleans() | st.integers(-5, 120) | st.floats() | st.text(max_size=6) | st.sampled_from([*c.DOMAIN, *c.STEPS, *c.WHO]),
                     lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4) | st.sampled_from([*c.DOMAIN, "if", "then"]), inner, max_size=4),
                     max_leaves=12)


@given(use=PLAIN | st.dictionaries(st.sampled_from([field.name for field in dataclasses.fields(Use)]), PLAIN).map(lambda d: SHERIFF | d),
       rows=PLAIN | st.lists(st.fixed_dictionaries({"if": st.dictionaries(st.sampled_from([*c.DOMAIN, *c.DERIVED]), PLAIN, max_size=3),
                                                    "then": st.sampled_from(["yes", "no"])}), max_size=3),
       way=PLAIN, words=PLAIN)
def test_whatever_is_handed_in_is_answered_with_sentences(use, rows, way, words):
    """A check must not fall over on a student's data."""
    for told in (c.look_at_escape(ARREST, use, way, words), c.look_at_patch(ARREST, rows, SHERIFF), c.look_at_attack(ARREST, rows, use)):
        assert all(isinstance(sentence, str) and sentence for sentence in told)
    c.is_way_out(ARREST, use)

"""Commitments as rules: each text's decisive edges, dates, and that every deciding word is quoted in the ledger."""

import ast
import dataclasses
import datetime
import importlib
import inspect
import pkgutil
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.policy import commitments as package
from course.policy import held
from course.policy.claims import claim
from course.policy.commitments import ANSWERS, COMMITMENTS, Words, commitment, permitted, uses_for
from course.policy.commitments.aws_guidance import AWS_2019
from course.policy.uses import (
    ACQUIRED,
    AUTHORITIES,
    COMPARISONS,
    CRIMES,
    PURPOSES,
    STEPS,
    TIMINGS,
    VENDORS,
    WHO,
    Use,
    UseError,
    uses,
)

MODULES = [
    importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
]
RULES = [module for module in MODULES if hasattr(module, "COMMITMENT")]
WORDS = {name: value for module in RULES for name, value in vars(module).items() if isinstance(value, Words)}
POLICE = ("police department", "sheriff's office", "state police", "campus police")

flag = st.sampled_from([True, False, None])
any_use = st.builds(
    Use,
    who=st.sampled_from(WHO),
    purpose=st.sampled_from(PURPOSES),
    date=st.dates(datetime.date(2018, 1, 1), datetime.date(2030, 12, 31)),
    country=st.sampled_from(["US", "GB", "DE", "FR", "NO"]),
    place=st.sampled_from(["", "Detroit", "Washington", "Maryland", "Berlin"]),
    comparison=st.sampled_from(COMPARISONS),
    timing=st.sampled_from([*TIMINGS, None]),
    vendor=st.sampled_from(VENDORS),
    for_police=st.booleans(),
    public_space=flag,
    authority=st.sampled_from([*AUTHORITIES, None]),
    step=st.sampled_from(STEPS),
    other_evidence=flag,
    human_review=flag,
    crime=st.sampled_from([*CRIMES, None]),
    serious=flag,
    general_purpose=flag,
    national_law=flag,
    acquired=st.sampled_from(ACQUIRED),
    threshold=st.one_of(st.none(), st.floats(0, 100)),
)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_deciding_words_are_quoted_in_the_ledger(words):
    row = claim(words.claim)
    assert row.confirmed
    assert words.words in row.quotation
    assert len(words.words.split()) <= held.LONGEST


def test_nothing_is_to_be_mended():
    assert held.faults() == []


def test_a_file_of_the_folder_is_a_commitment_and_nothing_else_registers_one():
    assert {module.COMMITMENT for module in RULES} == set(COMMITMENTS.values())
    assert {module.__name__.rsplit(".", 1)[1] for module in MODULES if module not in RULES} == {"rule"}
    assert list(COMMITMENTS) == [
        entry.id for entry in sorted(COMMITMENTS.values(), key=lambda entry: (entry.date, entry.id))
    ]


@pytest.mark.parametrize("module", RULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_every_words_of_a_file_can_decide(module):
    """Words that no rule answers with are words nobody reads: the claims of a commitment are derived from its rule."""
    own = {value for value in vars(module).values() if isinstance(value, Words)}
    assert own <= set(module.COMMITMENT.words)


def test_each_commitment_rests_on_confirmed_rows():
    for entry in COMMITMENTS.values():
        assert all(claim(name).confirmed for name in entry.claims)
        assert entry.rule.__doc__


@given(any_use, st.sampled_from(list(COMMITMENTS)))
def test_every_use_has_an_answer_with_words_of_that_commitment(use, name):
    verdict = permitted(use, name)
    assert verdict.answer in ANSWERS and verdict.reason
    assert verdict.words in claim(verdict.claim).quotation
    assert verdict.claim in COMMITMENTS[name].claims


@given(any_use, st.sampled_from(list(COMMITMENTS)))
def test_before_its_date_no_commitment_bars_anything(use, name):
    entry = COMMITMENTS[name]
    before = dataclasses.replace(use, date=min(use.date, entry.date - datetime.timedelta(days=1)))
    assert permitted(before, name).answer == "yes"


@given(any_use, st.sampled_from(["amazon-2020", "amazon-2021", "amazon-terms", "microsoft-2020"]))
def test_a_moratorium_on_police_never_bars_anybody_else(use, name):
    if use.who not in POLICE:
        assert permitted(use, name).answer != "no"


@given(any_use, st.sampled_from(["amazon-2020", "amazon-2021", "amazon-terms", "aws-guidance", "microsoft-2020"]))
def test_a_maker_speaks_of_its_own_product_only(use, name):
    other = dataclasses.replace(use, vendor="other")
    assert permitted(other, name).answer == "yes"


@given(any_use)
def test_the_narrow_wording_bars_nothing_that_the_first_wording_allows(use):
    """Scope drift has a direction: on the same day, what the later words bar, the words of 2020 bar too."""
    if permitted(use, "amazon-terms").answer == "no":
        assert permitted(dataclasses.replace(use, date=datetime.date(2020, 9, 1)), "amazon-2020").answer == "no"


@given(any_use)
def test_the_extension_only_goes_on(use):
    first = permitted(dataclasses.replace(use, date=datetime.date(2020, 9, 1)), "amazon-2020").answer
    assert permitted(dataclasses.replace(use, date=datetime.date(2021, 9, 1)), "amazon-2021").answer == first


@given(any_use)
def test_more_evidence_never_turns_a_yes_into_a_no(use):
    order = {"no": 0, "unclear": 1, "yes": 2}
    for name in ("detroit-2024", "washington-2021", "maryland-2024"):
        without, with_ = (permitted(dataclasses.replace(use, other_evidence=known), name) for known in (False, True))
        assert order[with_.answer] >= order[without.answer]


@given(any_use)
def test_laws_reach_no_further_than_their_territory(use):
    assert permitted(dataclasses.replace(use, country="US"), "eu-ai-act-5-1-h").answer == "yes"
    abroad = dataclasses.replace(use, country="DE")
    assert {permitted(abroad, name).answer for name in ("washington-2021", "maryland-2024")} == {"yes"}


EDGES = {
    "amazon-2020": {
        "U01": "no", "U02": "yes", "U03": "no", "U04": "unclear", "U05": "no", "U06": "yes", "U09": "no", "U11": "no",
        "U14": "no", "U16": "yes", "U17": "unclear", "U18": "no", "U21": "yes", "U22": "yes", "U23": "unclear",
        "U25": "unclear", "U26": "unclear", "U27": "unclear", "U28": "unclear", "U31": "unclear", "U32": "unclear",
        "U33": "yes", "U34": "yes", "U35": "unclear", "U36": "yes", "U37": "yes", "U38": "yes", "U39": "no", "U40": "yes",
    },
    "amazon-2021": {"U04": "no", "U05": "yes", "U06": "no", "U08": "no", "U93": "unclear", "U94": "unclear", "U95": "yes"},
    "amazon-terms": {
        "U06": "yes", "U07": "unclear", "U08": "no", "U10": "unclear", "U12": "unclear", "U13": "no", "U15": "yes",
        "U19": "unclear", "U20": "yes", "U24": "unclear", "U29": "yes", "U30": "unclear",
    },
    "aws-guidance": {
        "U09": "unclear", "U96": "no", "U97": "yes", "U98": "no", "U99": "yes", "U100": "unclear", "U101": "no",
        "U102": "yes", "U37": "yes", "U33": "yes",
    },
    "ibm-2020": {
        "U01": "unclear", "U16": "yes", "U34": "yes", "U39": "unclear", "U41": "no", "U42": "yes", "U43": "yes",
        "U44": "unclear", "U45": "yes", "U46": "no", "U47": "no", "U48": "yes",
    },
    "microsoft-2020": {"U49": "no", "U50": "yes", "U51": "unclear", "U52": "yes", "U53": "unclear", "U54": "unclear"},
    "detroit-2024": {
        "U55": "yes", "U56": "no", "U57": "no", "U58": "no", "U59": "yes", "U60": "yes", "U61": "yes", "U62": "unclear",
        "U63": "unclear",
    },
    "eu-ai-act-5-1-h": {
        "U64": "no", "U65": "yes", "U66": "yes", "U67": "no", "U68": "yes", "U69": "yes", "U70": "unclear", "U71": "yes",
        "U72": "yes", "U73": "unclear", "U74": "yes",
    },
    "washington-2021": {
        "U75": "yes", "U76": "no", "U77": "yes", "U78": "yes", "U79": "no", "U80": "no", "U81": "no", "U82": "yes",
        "U83": "yes", "U84": "yes",
    },
    "maryland-2024": {
        "U85": "no", "U86": "yes", "U87": "no", "U88": "yes", "U89": "unclear", "U90": "yes", "U91": "yes", "U92": "unclear",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "use", "answer"), [(name, use, answer) for name, edges in EDGES.items() for use, answer in edges.items()]
)
def test_decisive_edges(name, use, answer):
    assert permitted(uses()[use], name).answer == answer, str(permitted(uses()[use], name))


@pytest.mark.parametrize(
    ("use", "name", "words"),
    [
        ("U01", "amazon-2020", "police use of Amazon’s facial recognition technology"),
        ("U21", "amazon-2020", "to help rescue human trafficking victims"),
        ("U06", "amazon-2021", "until further notice"),
        ("U20", "amazon-terms", "to help identify or locate missing persons"),
        ("U43", "ibm-2020", "no longer offers"),
        ("U51", "microsoft-2020", "We will not sell"),
        ("U58", "detroit-2024", "photo lineups directly following a facial recognition search"),
        ("U69", "eu-ai-act-5-1-h", "‘real-time’"),
        ("U78", "washington-2021", "missing person"),
        ("U88", "maryland-2024", "missing or deceased person"),
    ],
)
def test_the_words_that_decide(use, name, words):
    assert words in permitted(uses()[use], name).words


def test_dates_turn_an_answer_on_its_day():
    search = uses()["U01"]

    def on(day, name, **changes):
        return permitted(dataclasses.replace(search, date=datetime.date.fromisoformat(day), **changes), name).answer

    assert [on(day, "amazon-2020") for day in ("2020-06-09", "2020-06-10", "2021-06-09", "2021-06-11")] == [
        "yes", "no", "no", "yes",
    ]  # fmt: skip
    assert [on(day, "amazon-2021") for day in ("2021-05-17", "2021-05-18")] == ["yes", "no"]
    assert [on(day, "microsoft-2020", vendor="Microsoft") for day in ("2020-06-10", "2020-06-11")] == ["yes", "no"]
    ibm = {"who": "company", "vendor": "IBM", "purpose": "customer service"}
    assert [on(day, "ibm-2020", **ibm) for day in ("2020-06-07", "2020-06-08")] == ["yes", "no"]
    detroit = {"place": "Detroit", "step": "arrest", "other_evidence": False}
    assert [on(day, "detroit-2024", **detroit) for day in ("2024-06-27", "2024-06-28", "2028-06-27", "2028-06-28")] == [
        "yes", "no", "no", "unclear",
    ]  # fmt: skip
    lyon = dict(country="FR", timing="live", public_space=True, serious=False)
    assert [on(day, "eu-ai-act-5-1-h", **lyon) for day in ("2025-02-01", "2025-02-02")] == ["yes", "no"]
    seattle = dict(place="Washington", timing="live", authority="none")
    assert [on(day, "washington-2021", **seattle) for day in ("2021-06-30", "2021-07-01")] == ["yes", "no"]
    maryland = dict(place="Maryland", crime="theft")
    assert [on(day, "maryland-2024", **maryland) for day in ("2024-09-30", "2024-10-01")] == ["yes", "no"]


SEARCH = Use(
    who="police department", purpose="criminal investigation", date=datetime.date(2026, 1, 5), vendor="other",
    crime="violence", serious=True,
)  # fmt: skip
EU = {"country": "FR", "timing": "live", "public_space": True}
WA = {"place": "Washington"}
MD = {"place": "Maryland"}
CASES = [
    ("amazon-terms", {}, "yes", "face comparison"),
    ("amazon-terms", {"vendor": "Amazon", "who": "company"}, "yes", "police departments"),
    ("amazon-terms", {"vendor": "Amazon", "purpose": "event security"}, "unclear", "criminal investigations"),
    ("amazon-terms", {"vendor": "Amazon", "country": "DE"}, "unclear", "police departments"),
    ("aws-guidance", {"threshold": 50}, "yes", "Rekognition"),
    ("aws-guidance", {"vendor": "Amazon", "purpose": "access control"}, "yes", "law enforcement agency"),
    ("aws-guidance", {"vendor": "Amazon", "threshold": 99}, "unclear", "human review"),
    ("aws-guidance", {"vendor": "Amazon", "threshold": 98.9, "human_review": True}, "no", "99%"),
    ("aws-guidance", {"vendor": "Amazon", "threshold": 80, "date": AWS_2019}, "no", "99%"),
    (
        "ibm-2020",
        {"vendor": "IBM", "who": "research lab", "purpose": "research"},
        "no",
        "no longer offers general purpose",
    ),
    ("aws-guidance", {"vendor": "Amazon", "who": "company", "date": AWS_2019}, "yes", "law enforcement use cases"),
    ("aws-guidance", {"vendor": "Amazon", "purpose": "mass surveillance", "date": AWS_2019}, "unclear", "99%"),
    ("aws-guidance", {"vendor": "Amazon", "purpose": "mass surveillance"}, "no", "sustained surveillance"),
    (
        "amazon-2020",
        {
            "vendor": "Amazon",
            "who": "company",
            "for_police": True,
            "purpose": "missing person",
            "date": datetime.date(2020, 9, 1),
        },
        "unclear",
        "organizations like",
    ),
    ("detroit-2024", {"place": "Detroit", "step": "lineup", "other_evidence": False}, "no", "conducting a lineup"),
    ("detroit-2024", {"place": "Detroit", "step": "arrest", "other_evidence": False}, "no", "arresting people"),
    ("microsoft-2020", {}, "yes", "sell"),
    ("microsoft-2020", {"vendor": "Microsoft", "comparison": "detection"}, "yes", "facial-recognition technology"),
    ("microsoft-2020", {"vendor": "Microsoft", "who": "company"}, "yes", "police departments"),
    ("eu-ai-act-5-1-h", EU | {"purpose": "access control"}, "yes", "for the purposes of law enforcement"),
    ("eu-ai-act-5-1-h", EU | {"public_space": False}, "yes", "publicly accessible spaces"),
    ("eu-ai-act-5-1-h", EU | {"public_space": None}, "unclear", "publicly accessible spaces"),
    ("eu-ai-act-5-1-h", EU | {"serious": None}, "unclear", "four years"),
    ("eu-ai-act-5-1-h", EU | {"authority": "warrant", "national_law": True}, "yes", "four years"),
    ("eu-ai-act-5-1-h", EU | {"authority": "warrant"}, "unclear", "Member State may decide"),
    ("eu-ai-act-5-1-h", EU | {"authority": "urgent", "national_law": False}, "no", "Member State may decide"),
    (
        "eu-ai-act-5-1-h",
        EU | {"who": "federal agency", "authority": "warrant", "national_law": True},
        "yes",
        "four years",
    ),
    ("eu-ai-act-5-1-h", EU | {"who": "state agency", "authority": "warrant"}, "unclear", "purposes of law enforcement"),
    ("eu-ai-act-5-1-h", EU | {"authority": None}, "unclear", "authorisation"),
    ("eu-ai-act-5-1-h", EU | {"purpose": "event security", "authority": "warrant"}, "no", "strictly necessary"),
    (
        "eu-ai-act-5-1-h",
        EU | {"purpose": "trafficking victim", "authority": "warrant", "national_law": True},
        "yes",
        "trafficking",
    ),
    ("washington-2021", {}, "yes", "state and local agencies"),
    ("washington-2021", WA | {"who": "federal agency"}, "yes", "state and local agencies"),
    ("washington-2021", WA | {"who": "contractor", "for_police": True}, "unclear", "state and local agencies"),
    ("washington-2021", WA | {"who": "campus police"}, "unclear", "state and local agencies"),
    ("washington-2021", WA | {"comparison": "detection", "timing": "live"}, "yes", "facial recognition service"),
    ("washington-2021", WA | {"comparison": "1:1", "purpose": "access control"}, "yes", "electronic device"),
    ("washington-2021", WA | {"purpose": "immigration enforcement"}, "no", "immigration status"),
    ("washington-2021", WA | {"step": "arrest", "other_evidence": True, "human_review": False}, "no", "human review"),
    ("washington-2021", WA | {"step": "arrest"}, "unclear", "sole basis"),
    ("washington-2021", WA | {"step": "arrest", "other_evidence": True}, "yes", "ongoing surveillance"),
    ("washington-2021", WA | {"comparison": "1:1", "step": "arrest", "other_evidence": False}, "no", "sole basis"),
    ("washington-2021", WA | {"timing": "live", "authority": "urgent"}, "yes", "Exigent"),
    ("washington-2021", WA | {"timing": "nearly live"}, "unclear", "near real-time"),
    ("maryland-2024", {}, "yes", "law enforcement agency"),
    ("maryland-2024", MD | {"comparison": "none"}, "yes", "identification"),
    ("maryland-2024", MD | {"who": "company"}, "yes", "direction"),
    ("maryland-2024", MD | {"purpose": "access control"}, "yes", "unrelated"),
    ("maryland-2024", MD | {"purpose": "protest monitoring"}, "no", "protected"),
    ("maryland-2024", MD | {"purpose": "event security"}, "unclear", "criminal investigation"),
    ("maryland-2024", MD | {"crime": None}, "unclear", "crime other than"),
    ("maryland-2024", MD | {"step": "arrest"}, "unclear", "sole basis"),
    ("maryland-2024", MD | {"step": "arrest", "other_evidence": True}, "yes", "violence"),
    ("maryland-2024", MD | {"crime": "child abuse"}, "yes", "child abuse"),
    ("maryland-2024", MD | {"crime": "human trafficking"}, "yes", "human trafficking"),
    ("maryland-2024", MD | {"who": "contractor", "for_police": True}, "yes", "agent of a law enforcement agency"),
]


@pytest.mark.parametrize(("name", "changes", "answer", "words"), CASES)
def test_more_edges(name, changes, answer, words):
    verdict = permitted(dataclasses.replace(SEARCH, **changes), name)
    assert (verdict.answer, words in verdict.words) == (answer, True), str(verdict)


def made_up(entry, count=1500):
    """Uses at random, on days and at places that the rule may turn on: a new commitment needs no list of edges here."""
    import random

    draw = random.Random(entry.id)
    module = sys.modules[entry.rule.__module__]
    said = {
        name
        for function in vars(module).values()
        if inspect.isfunction(function)
        for name in _texts(function.__code__.co_consts)
    }
    days = [entry.date + datetime.timedelta(days=days) for days in (-1, 0, 1, 200, 400, 900, 1800)]
    days += [value for value in vars(module).values() if isinstance(value, datetime.date)]

    def one_of(*options):
        return draw.choice(options)

    for _ in range(count):
        yield Use(
            who=one_of(*WHO), purpose=one_of(*PURPOSES), date=draw.choice(days), country=one_of("US", "US", "GB", "DE"),
            place=one_of("", *sorted(said)), comparison=one_of(*COMPARISONS), timing=one_of(*TIMINGS, None),
            vendor=one_of(*VENDORS), for_police=one_of(True, False), public_space=one_of(True, False, None),
            authority=one_of(*AUTHORITIES, None), step=one_of(*STEPS), other_evidence=one_of(True, False, None),
            human_review=one_of(True, False, None), crime=one_of(*CRIMES, None), serious=one_of(True, False, None),
            general_purpose=one_of(True, False, None), acquired=one_of(*ACQUIRED), threshold=one_of(None, 50, 99),
            national_law=one_of(True, False, None),
        )  # fmt: skip


def _texts(constants):
    for constant in constants:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, (tuple, frozenset)):
            yield from _texts(constant)


def test_every_line_of_every_rule_has_an_edge():
    """Each answer that a rule can give is given to some use above, so that no line goes untried."""
    lines = {
        (module.__file__, node.lineno)
        for module in RULES
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "attr", "") in ANSWERS
    }  # fmt: skip
    files = {file for file, _ in lines}
    reached = set()

    def trace(frame, event, _argument):
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for name, edges in EDGES.items():
            for use in edges:
                permitted(uses()[use], name)
        for name, changes, _, _ in CASES:
            permitted(dataclasses.replace(SEARCH, **changes), name)
        for entry in COMMITMENTS.values():
            for use in made_up(entry):
                permitted(use, entry)
        test_dates_turn_an_answer_on_its_day()
    finally:
        sys.settrace(before)
    assert files == {module.__file__ for module in RULES}
    assert sorted(lines - reached) == []


def test_a_commitment_that_is_not_there():
    with pytest.raises(CourseError, match=r"no commitment 'google-2020'.*amazon-2020"):
        commitment("google-2020")


# --- the bank ---------------------------------------------------------------------------------------------------------


def test_the_bank():
    bank = uses()
    assert len(bank) >= 60
    assert len({use.sentence for use in bank.values()}) == len(bank)
    assert {use.who for use in bank.values()} == set(WHO)
    assert {use.purpose for use in bank.values()} == set(PURPOSES)
    with pytest.raises(TypeError):
        bank["U01"] = bank["U02"]


@pytest.mark.parametrize("name", EDGES)
def test_the_bank_has_every_answer_for_what_a_commitment_concerns(name):
    near = uses_for(name)
    answers = {permitted(use, name).answer for use in near}
    assert len(near) >= 6 and {"yes", "no"} <= answers
    assert answers == set(ANSWERS) or name == "washington-2021"
    far = set(uses().values()) - set(near)
    assert all(permitted(use, name).answer != "no" for use in far)


def test_a_use_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        uses()["U01"].who = "person"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"who": "cops"}, "who may be police department"),
        ({"purpose": "fun"}, "purpose may be"),
        ({"date": "2020-06-10"}, "date must be a day"),
        ({"date": datetime.datetime(2020, 6, 10)}, "date must be a day"),
        ({"comparison": "1:n"}, "comparison may be"),
        ({"human_review": "yes"}, "human_review may be true, false or left out"),
        ({"threshold": 101}, "from 0 to 100"),
        ({"crime": "burglary"}, "crime may be"),
    ],
)
def test_a_use_described_wrongly(change, says):
    right = {"id": "U1", "who": "person", "purpose": "research", "date": datetime.date(2020, 1, 1)}
    Use(**right)
    with pytest.raises(UseError, match=f"use U1: .*{says}"):
        Use(**right | change)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {id: U1, sentence: x, who: person, purpose: research, date: 2020-01-01, when: now}", "unknown fields when"),
        ("- {id: U1, sentence: x, who: person}", "it needs date, purpose"),
        ("- &a {id: U1, sentence: x, who: person, purpose: research, date: 2020-01-01}\n- *a", "stands twice"),
    ],
)
def test_a_bank_that_is_wrong(tmp_path, text, says):
    file = tmp_path / "uses.yml"
    file.write_text(text)
    with pytest.raises(UseError, match=says):
        uses(file)
    with pytest.raises(UseError, match="is missing"):
        uses(tmp_path / "none.yml")

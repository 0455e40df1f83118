"""The track without code: a form's answers get what the same answers get from a notebook, and a file of unknown origin does no harm."""

import ast
import functools
import itertools
import json
import re

import pytest

from course.checks.ask import Here
from course.checks.check import run, seed_for
from course.content import assignments, bank, fields, forms, notebooks, variants
from course.content.cases import answered
from course.content.execute import namespace_of, unrecorded
from course.judgement import clauses
from course.policy.uses import WHO

SLUGS = [slug for slug in assignments.slugs() if forms.there_is(slug)]


@functools.cache
def known(slug):
    """The form, its release, the names that the reference leaves, and the form's answers that say the same."""
    assignment = assignments.load(slug)
    form, release = forms.load(assignment), notebooks.release_notebook(assignment)
    with unrecorded():
        names = namespace_of(answered(release, assignment.answers), assignment.folder)
    return form, release, names, reference(form, names)


def reference(form, names):
    """The answers that earn every point, as the form has them."""
    answers = {}
    for one in form.tasks:
        told = {one.name: "An essay, as it was typed."} if one.task.kind == "essay" else one.of_notebook(names)
        answers[one.name] = one.right if told is None else told
        assert answers[one.name], f"{one.name}: form.py sets neither `right` nor `back`"
    return answers


def cell_of(form, release, told, task):
    made = forms.answered(form, release, told)
    return next(cell.source for cell in made.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == task)


def asked(form, release, names, answers, task):
    """The outcome of one task's check for a form's answers; the other names are the reference's."""
    told = forms.filled(form, forms.work(form, answers))
    namespace = dict(names)
    exec(cell_of(form, release, told, task), namespace)
    return run(form.assignment.task(task).check, Here(namespace), seed_for("public", form.slug, task)), told


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_every_task_has_fields_and_the_reference_earns_every_point(slug):
    form, release, names, answers = known(slug)
    assert not form.only_code, "every task of the four can be answered without code"
    for one in form.tasks:
        if one.task.kind == "essay":
            continue
        outcome, told = asked(form, release, names, {one.name: answers[one.name]}, one.name)
        assert outcome.passed, f"{one.name}: {outcome.message} {outcome.detail}"
        assert not told.left_out and not told.half, (told.left_out, told.half)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_a_wrong_answer_of_the_bank_gets_the_same_words_through_the_form(slug):
    form, release, names, _ = known(slug)
    tasks, tried = {one.name: one for one in form.tasks}, 0
    for one in bank.wrong(form.assignment):
        for task, code in one.answers.items():
            if task not in one.fails:
                continue
            given = tasks[task].banked.get(one.name)
            if given is None:
                left = dict(names)
                exec(code, left)
                try:
                    given = tasks[task].of_notebook(left)
                except (TypeError, KeyError, AttributeError, ValueError):
                    given = None  # of a kind that no form can hold
            if given is None:
                continue
            try:
                outcome, told = asked(form, release, names, {task: given}, task)
            except NotImplementedError:
                continue  # no field can hold any of it: the task stays as released
            if told.left_out or task in told.half:
                continue  # a form has no such option: then it is left out, and named
            assert not outcome.passed, f"{one.name} earns points"
            tried += 1
            assert one.message in outcome.message, f"{one.name}: {outcome.message}"
    assert tried >= 0.6 * len(bank.wrong(form.assignment)), "most of the bank can be said in a form"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_banked_answer_is_one_of_the_bank(slug):
    form = known(slug)[0]
    every = {one.name: one.fails for one in bank.wrong(form.assignment)}
    for one in form.tasks:
        assert {name for name in one.banked if one.name not in every.get(name, ())} == set()


def test_an_empty_form_is_the_blank_release():
    form, release, _, _ = known("wrong_name")
    told = forms.filled(form, forms.work(form, {}))
    assert told == forms.Filled({})
    assert [cell.source for cell in forms.answered(form, release, told).cells] == [cell.source for cell in release.cells]


def test_a_task_of_which_a_field_is_open_stays_as_released_and_is_named():
    form, release, _, answers = known("wrong_name")
    part = dict(itertools.islice(answers["independent"].items(), 2))
    told = forms.filled(form, forms.work(form, {"independent": part, "order": answers["order"]}))
    assert told.half == ("independent",)
    assert cell_of(form, release, told, "independent") == next(c.source for c in release.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "independent")
    assert "order = [" in cell_of(form, release, told, "order")


SPITEFUL = ['"""', "'''", "\\", "\\'", "'; import os; os.remove('x') #", "{0}", "%s", "\n\nraise SystemExit\n", "’ “ é 漢 🙂 \u202e", "\ud800 alone", "a\x00b", "### END SOLUTION",
            "```\n### BEGIN HIDDEN TESTS", "__import__('os').system('id')"]


@pytest.mark.parametrize("text", SPITEFUL)
def test_text_stays_text(text):
    """What was typed becomes a literal: it is what it was, and nothing else is in the cell."""
    form, release, _, answers = known("owed")
    mine = {**answers["principle"], "why": f"Because {text} is no reason to spare anybody at all, is it?"}
    told = forms.filled(form, forms.work(form, {"principle": mine}).replace(b"\xed\xa0\x80", b"\\ud800")) if "\ud800" not in text else forms.filled(
        form, json.dumps(json.loads(forms.work(form, {})) | {"answers": {"principle": mine}}).encode())
    cell = cell_of(form, release, told, "principle")
    assigned = [node for node in ast.parse(cell).body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "why"]
    assert ast.literal_eval(assigned[0].value) == mine["why"].replace("\x00", "").replace("\ud800", "?")
    allowed = (ast.Assign, ast.FunctionDef)
    assert all(isinstance(node, allowed) for node in ast.parse(cell).body)


def envelope(**changes):
    form = known("wrong_name")[0]
    return json.dumps(json.loads(forms.work(form, {})) | changes).encode()


REFUSED = {
    "nothing": b"", "no JSON": b"my answers are below", "half a file": b'{"kind": "course-form", "version": 1, "ans', "a list": b"[1, 2]", "null": b"null", "a number": b"7",
    "not UTF-8": '{"kind": "é"}'.encode("latin-1"), "NaN": b'{"kind": "course-form", "version": NaN}', "twice": b'{"kind": "course-form", "kind": "x"}',
    "deep": b"[" * 200_000 + b"]" * 200_000, "a huge number": b'{"kind": ' + b"9" * 20_000 + b"}", "huge": b" " * (2 << 20), "a notebook": b'{"cells": []}',
    "another kind": b'{"kind": "course-questions", "version": 1}',
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_work_file_is_refused_with_a_sentence(name):
    with pytest.raises(forms.FormError) as refused:
        forms.filled(known("wrong_name")[0], REFUSED[name])
    assert re.match(r"(The|This) file [^{}]+\.$", str(refused.value), re.S)


@pytest.mark.parametrize(("changes", "words"), [
    ({"assignment": "amazon"}, "the form of `amazon`"), ({"assignment": 7}, "another assignment"), ({"assignment": "<b>x</b>"}, "another assignment"),
    ({"version": 99}, "a newer form"), ({"version": "1"}, "changed by hand"), ({"variant": "0" * 12}, "another variant"), ({"answers": []}, "no answers"), ({"answers": None}, "no answers"),
])
def test_a_file_of_another_place_is_refused_with_its_reason(changes, words):
    with pytest.raises(forms.FormError, match=words):
        forms.filled(known("wrong_name")[0], envelope(**changes))


LEFT_OUT = [
    {"order": []}, {"order": "DBFCEA"}, {"order": {"order": "DBFCEA"}}, {"order": {"order": ["A", "A"]}}, {"order": {"order": ["A"] * 500}}, {"order": {"order": [["A"]]}},
    {"order": {"order": ["Z"]}}, {"order": {"more": 1}}, {"unknown": {}}, {"status": {"status": {"A": ["reported"]}}}, {"status": {"status": {"A": {}}}},
    {"status": {"status": {"A": "guilty"}}}, {"status": {"status": {"Q": "reported"}}}, {"status": {"status": "reported"}}, {"independent": {"follow": True}},
    {"independent": {"follow": 1e308}}, {"whose": {"whose": 5}}, {"whose": {"whose": ["text"]}}, {"whose": {"whose": "x" * 30_000}}, {"whose": "text"},
]


@pytest.mark.parametrize("answers", LEFT_OUT, ids=lambda one: json.dumps(one)[:60])
def test_what_does_not_fit_is_left_out_and_named_and_the_rest_is_kept(answers):
    form, release, _, right = known("wrong_name")
    told = forms.filled(form, envelope(answers={"fraction": right["fraction"], **answers}))
    assert told.left_out and all(len(one) < 300 for one in told.left_out)
    assert told.answers["fraction"] == right["fraction"]
    forms.answered(form, release, told)


def test_the_same_option_under_another_type_is_another_option():
    one = fields.choice("x", "X", [True, None])
    complaints = []
    assert fields.read(one, 1, "x", complaints) is fields.NOTHING and complaints
    assert fields.read(one, None, "x", []) is None


@pytest.mark.parametrize(("one", "told", "value"), [
    (fields.number("n", "N", 0, 100), 40.5, 40.5), (fields.number("n", "N", 0, 100), 101, fields.NOTHING), (fields.number("n", "N"), True, fields.NOTHING),
    (fields.number("n", "N"), 10**400, fields.NOTHING), (fields.number("n", "N", step=1), 2.5, fields.NOTHING), (fields.number("n", "N", step=1), 2.0, 2),
    (fields.number("n", "N"), "7", fields.NOTHING), (fields.date("d", "D"), "2020-02-30", fields.NOTHING), (fields.date("d", "D"), "2020-06-10", "2020-06-10"),
    (fields.date("d", "D"), 20200610, fields.NOTHING), (fields.several("s", "S", "abc", most=1), ["a", "b"], fields.NOTHING),
    (fields.several("s", "S", "abc"), ["c", "a"], ["a", "c"]), (fields.several("s", "S", "abc"), [], []), (fields.text("t", "T"), "  ", fields.NOTHING),
    (fields.rows("r", "R", fields.text("t", "T"), most=2), [{"t": "a"}, {}, {"t": "c"}], [{"t": "a"}]),
    (fields.rows("r", "R", fields.group("if", "If", fields.text("t", "T"), always=True), most=2), [{"if": {}}], fields.NOTHING),
])
def test_a_field_takes_what_it_allows(one, told, value):
    got = fields.read(one, told, "here", [])
    assert got == value and type(got) is type(value)


def test_a_variant_has_its_own_form_and_refuses_the_file_of_another():
    public, mine = known("wrong_name")[0], forms.load(variants.variant("wrong_name", "a secret"))
    assert mine.variant != public.variant
    with pytest.raises(forms.FormError, match="another variant"):
        forms.filled(mine, forms.work(public, {}))
    release = notebooks.release_notebook(mine.assignment)
    with unrecorded():
        names = namespace_of(answered(release, mine.assignment.answers), mine.assignment.folder)
    for one in mine.tasks:
        if one.task.kind == "code":
            assert asked(mine, release, names, reference(mine, names), one.name)[0].passed, one.name


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_a_form_loads_in_every_clause_and_case_that_a_variant_may_draw(slug):
    for secret in "abcdef":
        form = forms.load(variants.variant(slug, secret))
        assert [one.name for one in form.tasks] == [one.name for one in known(slug)[0].tasks]


def test_an_authors_slip_is_named_with_its_file_and_line(tmp_path):
    folder = tmp_path / "wrong_name"
    folder.mkdir()
    source = assignments.load("wrong_name").source.path
    (folder / "assignment.py").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    for text, words in (('# %% task="none"\nfields = []\n', "no task 'none'"), ('# %% task="order"\nfields = []\n', "no list `fields`"), ('\n# %% task="order"\nfields = nothing\n', "form.py:2.*NameError")):
        (folder / "form.py").write_text(text, encoding="utf-8")
        with pytest.raises(forms.SourceError, match=words):
            forms.load(assignments.load("wrong_name", tmp_path))


@functools.cache
def with_recogniser(recogniser):
    """The statute's form, release and names in a variant with this recogniser."""
    secret = next(one for one in map(str, range(50)) if variants.variant("statute", one).given["RECOGNISER"] == recogniser)
    form = forms.load(variants.variant("statute", secret))
    release = notebooks.release_notebook(form.assignment)
    with unrecorded():
        return form, release, namespace_of(answered(release, form.assignment.answers), form.assignment.folder)


def settings(recogniser, **changed):
    """The outcome of the statute's task `settings`; ``changed``: thresholds by who, or `prices`."""
    form, release, names = with_recogniser(recogniser)
    prices = names["prices"] | changed.pop("prices", {})
    addresses = names["addresses"] | {who: f"explorer.html#recogniser={recogniser}&threshold={told}" for who, told in changed.items()}
    return asked(form, release, names, {"settings": {"addresses": addresses, "prices": prices}}, "settings")[0]


@pytest.mark.parametrize("recogniser", ["sface", "dlib"])
@pytest.mark.parametrize("threshold", ["nan", "inf", "-inf", "1e999", "-1", "9", "0"])
def test_a_setting_is_one_that_the_slider_has(recogniser, threshold):
    for who in ("stranger", "owner", "clerk"):
        outcome = settings(recogniser, **{who: threshold}, prices={who: 100 if threshold in ("-inf", "-1", "0") else 0})
        assert not outcome.passed and f"{who}: the explorer's slider has no such threshold" in outcome.message


@pytest.mark.parametrize("recogniser", ["sface", "dlib"])
def test_what_the_explorer_shows_of_a_setting_is_what_the_check_asks_for(recogniser):
    """Its slider, its metric and its rates."""
    from course import explorer

    told = explorer.data(recognisers=(recogniser,))["recognisers"][recogniser]
    pairs, places = told["groups"]["all"], told["thresholds"]
    share = {"mated": [100 - 100 * one / pairs["mated"][-1] for one in pairs["mated"]], "others": [100 * one / pairs["nonmated"][-1] for one in pairs["nonmated"]]}
    strict = max(place for place, one in enumerate(share["others"]) if one <= 0.05)  # the strictest that a variant asks for
    assert settings(recogniser, stranger=places[strict], prices={"stranger": share["mated"][strict]}).passed
    first = next(place for place, both in enumerate(zip(pairs["mated"], pairs["nonmated"], strict=True)) if sum(both))
    assert settings(recogniser, stranger=places[max(0, first - 1)], prices={"stranger": 100}).passed, "the slider's own end"
    outcome = settings(recogniser, owner=places[-1], prices={"owner": 100})
    assert outcome.passed, outcome.message
    assert settings(recogniser, stranger=places[first - 1] - told["step"], prices={"stranger": 100}).passed is False


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_no_number_of_the_statute_may_be_endless_or_none(value):
    form, _, names, _ = known("statute")
    for task, name, keys in (("dots", "mates", None), ("dots", "others", None), ("dots", "in_hundred", None), ("dots", "for_one", None),
                             ("gallery", "false_matches", "100"), ("settings", "prices", "owner")):
        changed = value if keys is None else names[name] | {keys: value}
        assert not run(form.assignment.task(task).check, Here({**names, name: changed}), seed_for("public", "statute", task)).passed, (task, name)


@pytest.mark.parametrize(("told", "passes"), [
    ({"in_hundred": 23}, True), ({"in_hundred": 24}, False), ({"for_one": 3.3}, True), ({"for_one": 3}, False), ({"others": 196}, True), ({"others": 200}, False), ({"mates": 61}, False),
])
def test_dots_may_be_rounded(told, passes):
    form, release, names, answers = known("statute")
    outcome, _ = asked(form, release, names, {"dots": answers["dots"] | told}, "dots")
    assert outcome.passed is passes, outcome.message


@pytest.mark.parametrize("address", ["nowhere", "explorer.html", "#recogniser=nobody&threshold=0.3", "#recogniser=sface&threshold=nan"])
def test_whatever_stands_for_an_address_all_questions_can_be_asked(address):
    form, _, names, _ = known("statute")
    told = Here({**names, "addresses": dict.fromkeys(names["addresses"], address)})
    outcome = run(form.assignment.task("settings").check, told, 0, to_the_end=True)
    assert not outcome.passed and re.match("stranger: (copy|this is another|the explorer.s slider)", outcome.message), outcome.message


@pytest.mark.parametrize(("task", "words"), [
    ("independent", "The source itself is not on the list"), ("untold", "by the end of that day"), ("untold", "in the order in which they were learnt"),
])
def test_a_rules_convention_is_said_before_it_is_asked_for(task, words):
    assert words in " ".join(next(one.ask for one in known("wrong_name")[0].tasks if one.name == task).split())


def test_a_form_asks_for_nothing_that_has_no_field_and_speaks_in_words():
    (fraction,) = (one for one in known("wrong_name")[0].tasks if one.name == "fraction")
    assert "Then try it" not in fraction.ask
    assert all(row.label != row.name for row in fraction.fields[0].parts)


PARTNER = {"threshold": 0.3, "names": 2, "fpir": 0.03, "fnir": 0.3, "wrong_a_year": 6000, "gap": 0.02, "gap_low": -0.05, "gap_high": 0.09}


def test_a_partners_numbers_go_through_the_form():
    """Those that follow may be left open. What cannot be is named, and then the assignment's own sheet counts."""
    form, release, names, answers = known("advice")
    mine = {"partner": PARTNER, "letter": {"enrolled": 0.2}, "again": {"found": 126, "missed": 54, "hours_short": 784, "cost_a_year": 54_000},
            "fits": dict.fromkeys(answers["sheet"]["fits"], "fits")}
    outcome, told = asked(form, release, names, {"sheet": mine}, "sheet")
    assert outcome.passed and not told.half and not told.left_out, outcome.message
    percent = mine | {"partner": PARTNER | {"fnir": 30}}
    outcome, told = asked(form, release, names, {"sheet": percent}, "sheet")
    assert told.half == told.not_taken == ("sheet",) and "a number from 0 to 0.99 is wanted" in told.left_out[0]
    assert "Your partner's numbers were left aside, since there is no number for “FNIR, at that threshold”" in outcome.message


def test_a_partner_is_nobodys_duty():
    form = known("advice")[0]
    assert {part.name: part.optional for part in form.tasks[0].fields} == {"partner": True, "letter": True, "again": False, "fits": False}


@pytest.mark.parametrize("told", ["<!-- my essay -->", "<!--\na\n-->\n\n<!-- b -->", "\u200b\u200d\ufeff", "\u2060 \u00ad\u3000", "\u2800", "\u3164", "\u0301", "\x00\x07", "\u202e"])
def test_a_text_in_which_nothing_can_be_seen_is_not_begun(told):
    form, release, _, _ = known("wrong_name")
    filled = forms.filled(form, forms.work(form, {"whose": {"whose": told}}))
    assert filled.answers == {}
    assert [cell.source for cell in forms.answered(form, release, filled).cells] == [cell.source for cell in release.cells]


@pytest.mark.parametrize("told", ["<!-- note --> Nobody's.", "a", "漢", "🙂", "é\u200b", "<!-- without an end"])
def test_a_text_in_which_something_can_be_seen_is_kept_as_it_is(told):
    assert fields.read(fields.text("t", "T"), told, "here", []) == told


def test_a_use_says_what_is_meant_where_nothing_is_chosen():
    """The words of a field that is left open are what the use then has."""
    usual = clauses.described({"who": "company", "purpose": "research", "sentence": "s"})
    for part in forms.described():
        if part.kind == "choice" and part.optional:
            words = next(words for value, words in part.options if type(value) is type(getattr(usual, part.name)) and value == getattr(usual, part.name))
            assert part.blank == f"not chosen, which means: {words}"


def test_a_condition_on_the_actors_says_whom_it_covers():
    told = {part.name: part.help for part in forms.conditions()}
    for name in ("by_police", "by_government"):
        covered = told[name].removeprefix("That is: ").rstrip(".").split(", ")
        assert {who for who in WHO if getattr(clauses.described({"who": who, "purpose": "research", "sentence": "s"}), name)} == set(covered)


def test_a_form_says_nothing_of_how_a_notebook_is_filled_in():
    assert "In a notebook" not in "".join(cell.text for cell in known("statute")[0].assignment.source.cells)

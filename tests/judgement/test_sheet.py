"""A sheet that somebody else measured: the course's own is what the capstone's solution gives, and a partner's is taken or left with a reason."""

import math

import numpy as np
import pytest

from course.checks.ask import Here
from course.content import assignments
from course.content.execute import unrecorded
from course.judgement import sheet

PUBLIC = {"searches": 900, "city": 20_000, "hours_a_week": 8, "minutes": 12, "wage": 45, "enrolled": 0.25}
WHOLE = {"threshold": 0.3, "names": 2, "fpir": 0.03, "fnir": 0.3, "wrong_a_year": 6000, "gap": 0.02, "gap_low": -0.05, "gap_high": 0.09}


@pytest.fixture(scope="module")
def own():
    return sheet.measured(PUBLIC, "sface", "asian", "european", 1)


def test_the_sheet_is_what_the_capstones_own_solution_gives(own):
    capstone = assignments.load("capstone")
    names = {"__name__": "__main__"}
    with unrecorded():
        for cell in capstone.source.cells:
            if cell.role == "given" or (cell.role == "answer" and cell.task in ("measure", "year", "numbers")):
                exec(cell.text, names)
    chosen, wrong, fpir, fnir = names["measured"](names["development"], names["held_out"], names["mate_distance"], 8, 12, 900, 20_000)
    beside = names["beside"](names["proposed"])
    found, missed, _ = names["a_year"](900, 0.25, fnir, 0.0, 20_000)
    due = {"threshold": chosen, "names": wrong, "fpir": fpir, "fnir": fnir, "found": found, "missed": missed, "gap": beside["gap"][0], "gap_low": beside["gap"][1], "gap_high": beside["gap"][2],
           **{name: beside[name] for name in ("wrong_a_year", "hours_short", "cost_a_year")}}
    assert set(due) == set(sheet.LINES)
    slip = [*sheet.SLIPS][1]
    for name, value in due.items():
        room = 0.006 if name in ("gap_low", "gap_high") else 0.5 * 10.0 ** -sheet.LINES[name].digits + 1e-9  # other draws; rounding
        room = {"found": 1, "missed": 1, "cost_a_year": 45, "hours_short": 1}.get(name, room)  # these follow from lines that are rounded
        assert (abs(own[name] - value) <= room) is (name != slip), name


def test_in_a_class_without_variants_both_have_one_letter():
    mine, theirs = (assignments.load(slug).given for slug in ("advice", "capstone"))
    assert {name: mine[name.upper()] for name in sheet.LETTER} == {name: theirs[name.upper()] for name in sheet.LETTER} == PUBLIC


@pytest.mark.parametrize("partner", range(3, 9))
@pytest.mark.parametrize("recogniser", ["sface", "dlib"])
def test_one_line_of_the_sheet_does_not_fit_and_it_is_one_that_follows(partner, recogniser):
    told = sheet.measured(PUBLIC, recogniser, "african", "asian", partner)
    judged = {name: sheet.fits(told, name) for name in (*sheet.following(told), "gap")}
    assert [name for name, fits in judged.items() if fits is not True] == [[*sheet.SLIPS][partner % 3]]
    assert False in judged.values()


def test_a_partners_numbers_are_taken_whole_and_the_letter_where_it_differs(own):
    told, words = sheet.taken(own, {"enrolled": 0.5}, WHOLE)
    assert told == PUBLIC | {"enrolled": 0.5} | WHOLE and words == "This is judged by your partner's numbers."
    assert sheet.fits(told, "found") is None, "a line that is not there is nobody's mistake"


@pytest.mark.parametrize("nothing", [None, {}, [], "text", 7])
def test_where_nothing_was_typed_the_sheet_goes_and_no_word_is_lost(own, nothing):
    assert sheet.taken(own, nothing, nothing) == (own, "")


@pytest.mark.parametrize(("letter", "partner", "words"), [
    ({}, {name: value for name, value in WHOLE.items() if name != "fnir"}, "there is no number for “FNIR, at that threshold”"),
    ({"minutes": 9}, {}, "there is no number for “threshold that was chosen"),
    ({}, WHOLE | {"fnir": 30}, "“FNIR, at that threshold” is not from 0 to 0.99"), ({}, WHOLE | {"fnir": 1}, "not from 0 to 0.99"), ({}, WHOLE | {"gap_low": -5}, "is not from -1 to 1"),
    ({}, WHOLE | {"names": math.nan}, "is not a number of 0 or more"), ({}, WHOLE | {"names": True}, "not a number of 0"), ({}, WHOLE | {"names": "2"}, "not a number of 0"),
    ({}, WHOLE | {"names": math.inf}, "not a number of 0"), ({}, WHOLE | {"hours_short": math.inf}, "is not a number"), ({"enrolled": 0}, WHOLE, "is not from 0.001 to 1"),
    ({"minutes": 0}, WHOLE, "“minutes for one name” is not a number of 0.1 or more"), ({"searches": None}, WHOLE, "“searches a year”"), ({"x": 1}, {"y": 2}, "there is no number"),
])
def test_numbers_that_cannot_be_are_left_aside_and_the_reason_is_said(own, letter, partner, words):
    told, said = sheet.taken(own, letter, partner)
    assert told == own and words in said and said.startswith("Your partner's numbers were left aside, since") and said.endswith("the sheet of the assignment.")


@pytest.mark.parametrize(("line", "off", "fits"), [
    ("found", 0, True), ("found", 3, True), ("found", 10, None), ("found", -80, False), ("missed", 0.9, True), ("missed", 60, False),
    ("cost_a_year", 45, True), ("cost_a_year", 1000, True), ("cost_a_year", 5000, None), ("cost_a_year", -30_000, False), ("hours_short", -200, False),
])
def test_rounding_fits_and_a_slip_does_not(line, off, fits):
    told = PUBLIC | WHOLE
    told[line] = sheet.following(told)[line] + off
    assert sheet.fits(told, line) is fits


@pytest.mark.parametrize(("ends", "fits"), [((0.02, -0.05, 0.09), True), ((0.02, 0.02, 0.02), True), ((0.1, -0.05, 0.09), False), ((0.02, 0.09, -0.05), False)])
def test_an_interval_holds_its_estimate(ends, fits):
    assert sheet.fits(dict(zip(("gap", "gap_low", "gap_high"), ends, strict=True)), "gap") is fits


@pytest.mark.parametrize(("low", "high", "word"), [(0.1, 9, "difference"), (-9, -0.1, "difference"), (-4.9, 4.9, "small"), (-5, 1, "nothing"), (-1, 5, "nothing"), (0, 1, "small"), (-9, 0, "nothing")])
def test_what_an_interval_says(low, high, word):
    assert sheet.reading(low, high, 5) == word


def test_what_can_be_worked_out_is_shown_or_contradicted():
    assert sheet.chosen_year(PUBLIC | WHOLE) == (1800, 360, 416)
    assert [sheet.at_most(*both) for both in ((360, 416), (416, 360), (100, 101), (0, 0))] == [("shown",), ("contradicted",), ("shown", "contradicted"), ("shown", "contradicted")]
    assert sheet.holds_zero({"gap_low": 0, "gap_high": 1}) and not sheet.holds_zero({"gap_low": 0.001, "gap_high": 1}) and not sheet.holds_zero({"gap_low": -1, "gap_high": -0.001})


def test_a_number_of_numpy_is_a_number(own):
    told, words = sheet.taken(own, {}, {name: np.float32(value) for name, value in WHOLE.items()})
    assert "judged by your partner's" in words and told["names"] == 2


def asked(task, **names):
    """The outcome of one task of the assignment for these names, and nothing else."""
    from course.checks.check import run

    return run(assignments.load("advice").task(task).check, Here(names), 0)


def right_for(told):
    due = sheet.following(told)
    return {"again": due, "fits": {name: "does not fit" if sheet.fits(told, name) is False else "fits" for name in (*due, "gap")}}


@pytest.mark.parametrize("line", ["found", "missed", "hours_short", "cost_a_year", "gap"])
def test_a_partners_slip_costs_nobody_a_point_when_it_is_seen(line):
    told = PUBLIC | WHOLE
    told |= sheet.following(told)
    told[line] = told[line] * 4 if line != "gap" else 0.5
    partner = {name: told[name] for name in sheet.LINES}
    assert asked("sheet", partner=partner, **right_for(told)).passed
    unseen = right_for(told)
    unseen["fits"] = dict.fromkeys(unseen["fits"], "fits")
    outcome = asked("sheet", partner=partner, **unseen)
    assert not outcome.passed and outcome.message.startswith("This is judged by your partner's numbers. ")
    year = {"wrong": 900 * 2, "each": 2 / (0.25 * 0.7), "each_fewer": 2 / (0.08 * 0.7), "turns": 2 * 0.08 / (0.7 * 0.95), "follows": "A"}
    assert asked("year", partner=partner, **year).passed, "no other task rests on a line that follows"


def test_a_partner_without_lines_that_follow_is_taken_and_either_word_will_do():
    for word in ("fits", "does not fit"):
        mine = right_for(PUBLIC | WHOLE)
        mine["fits"] = dict.fromkeys(mine["fits"], word) | {"gap": "fits"}
        assert asked("sheet", partner=WHOLE, **mine).passed
    assert not asked("sheet", partner=WHOLE, **mine | {"fits": mine["fits"] | {"found": "perhaps"}}).passed


def test_where_rounding_decides_a_comparison_both_words_are_right():
    even = PUBLIC | WHOLE | {"names": 8 * 52 * 60 / 12 / 900, "fnir": 0.05}
    shows = {"s1": "shown", "s2": "shown", "s3": "open", "s4": "shown", "s5": "open", "s6": "open"}
    partner = {name: even[name] for name in WHOLE}
    for one in ("s1", "s2"):
        for word in ("shown", "contradicted"):
            assert asked("sentences", partner=partner, shows=shows | {one: word}).passed
        assert not asked("sentences", partner=partner, shows=shows | {one: "open"}).passed


@pytest.mark.parametrize(("ends", "word"), [((0.01, 0.2), "difference"), ((-0.2, -0.01), "difference"), ((-0.049, 0.049), "small"), ((-0.05, 0.01), "nothing"), ((0, 0.2), "nothing"), ((0, 0.02), "small")])
def test_the_interval_of_the_sheet_is_judged_by_what_is_in_it(ends, word):
    partner = WHOLE | {"gap": sum(ends) / 2, "gap_low": ends[0], "gap_high": ends[1]}
    for told in ("difference", "small", "nothing"):
        reports = {"X": "nothing", "Y": "small", "Z": "difference", "sheet": told}
        assert asked("interval", partner=partner, reports=reports, people=4, says="B").passed is (told == word)

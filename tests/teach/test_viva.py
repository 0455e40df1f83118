"""Cards for a talk: two a student, one of them on the student's own code; whatever was handed in, the talk takes place."""

import nbformat
import pytest
from click.testing import CliRunner

from course.content import arc, assignments, notebooks, plans
from course.content.cases import answered
from course.errors import CourseError
from course.grading.classroom import Classroom
from course.teach import viva
from course.teach.commands import teach
from course.teach.pages import TeachError

SLUG = "scores"


@pytest.fixture(scope="module")
def assignment():
    return assignments.load(SLUG)


@pytest.fixture(scope="module")
def released(assignment):
    return notebooks.release_notebook(assignment)


@pytest.fixture
def hand_in(tmp_path, released):
    Classroom(tmp_path)

    def put(student, content):
        folder = tmp_path / "submitted" / student / SLUG
        folder.mkdir(parents=True)
        if isinstance(content, dict):
            content = nbformat.writes(answered(released, content)).encode()
        if content is not None:
            (folder / f"{SLUG}.ipynb").write_bytes(content)
        return tmp_path

    return put


def test_every_lesson_has_five_cards():
    for name in arc.places():
        assert len(set(plans.plan(name).viva)) == plans.CARDS


def test_one_card_of_the_module_and_one_on_own_code(hand_in, assignment):
    course = hand_in("ada", assignment.answers)
    (one,) = viva.draw(SLUG, course)
    assert one.student == "ada" and one.card in plans.plan("scores").viva
    assert one.line and any(one.line in line for line in assignment.answers[one.task].splitlines())
    assert not one.second and not one.said


def test_a_line_is_the_students_own_and_computes_something(assignment, released):
    code = {task: "import numpy as np\nx = 'a text'\nmine = 1 + 1  # own\n" for task in assignment.answers}
    given = viva.handed_out(assignment)
    found = viva.lines(answered(released, code), assignment, given)
    assert {line for _, line in found} == {"mine = 1 + 1  # own"}
    assert viva.lines(released, assignment, given) == []


def test_the_draw_is_the_same_again_and_hangs_on_the_secret(hand_in, assignment):
    for number in range(12):
        course = hand_in(f"s{number:02}", assignment.answers)
    first = viva.draw(SLUG, course, secret="a")
    assert viva.draw(SLUG, course, secret="a") == first
    assert viva.draw(SLUG, course, secret="b") != first
    assert len({one.card for one in first}) > 2 and len({one.line for one in first}) > 4
    assert viva.draw(SLUG, course, secret="a", only="s03") == [first[3]]


@pytest.mark.parametrize(("content", "says"), [
    (None, "There is no notebook"),
    (b"no json at all", "cannot be read"),
    (b'{"cells": 3}', "cannot be read"),
    (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "No line of their own"),
    (b"\xff\xfe\x00", "cannot be read"),
])
def test_whatever_was_handed_in_there_are_two_cards(hand_in, content, says):
    (one,) = viva.draw(SLUG, hand_in("bob", content))
    assert not one.line and one.second in plans.plan("scores").viva and one.second != one.card and says in one.said


def test_code_that_does_not_parse_is_passed_over(hand_in, assignment):
    code = dict(assignment.answers)
    task = next(iter(code))
    code[task] = "def broken(:\n    return 1 +"
    (one,) = viva.draw(SLUG, hand_in("eve", code))
    assert one.line and one.task != task


def test_a_strangers_text_is_shown_and_does_nothing(hand_in, assignment):
    nasty = "boom = len('<script>alert(1)</script>\u202e' * 2)"
    course = hand_in("<b>mallory<i>", {task: nasty for task in assignment.answers})
    page = viva.sheet(SLUG, viva.draw(SLUG, course)).decode()
    assert "<script>" not in page and "&lt;script&gt;" in page and "\u202e" not in page and "<b>mallory" not in page


def test_the_sheet_says_how_it_is_marked_and_names_no_grade():
    page = viva.sheet(SLUG, [viva.Draw("ada", "why?", "fmr", "x = 1 + 1", "", "")]).decode()
    assert "never moves a task" in page and "x = 1 + 1" in page and "0 · 1 · 2" in page
    assert "http" not in page.replace("http-equiv", "")


def test_from_the_terminal(hand_in, assignment, tmp_path):
    run, out = CliRunner().invoke, tmp_path / "sheet.html"
    assert "five cards" in run(teach, ["viva", SLUG, "--out", str(out)], catch_exceptions=False).output
    assert all(card.split(".")[0] in out.read_text() for card in plans.plan("scores").viva)
    course = hand_in("ada", assignment.answers)
    hand_in("bob", None)
    told = run(teach, ["viva", SLUG, "--course", str(course), "--out", str(out)], catch_exceptions=False).output
    assert "two cards for 2 students" in told and "bob: both cards of the module. There is no notebook" in told
    assert out.stat().st_mode & 0o077 == 0, "it names students"


@pytest.mark.parametrize(("arguments", "says"), [
    (["viva", "nothing"], "there is no assignment 'nothing'"),
    (["viva", SLUG, "--course", "{}/none"], "is no folder"),
    (["viva", SLUG, "--course", "{}"], "nobody has handed in scores"),
])
def test_input_that_is_wrong_gets_a_sentence(arguments, says, tmp_path):
    done = CliRunner().invoke(teach, [one.format(tmp_path) for one in arguments])
    assert isinstance(done.exception, CourseError) and says in str(done.exception)


def test_a_student_who_handed_nothing_in_is_named(hand_in, assignment):
    with pytest.raises(TeachError, match=r"'zoe' has not handed in scores.*These have: ada"):
        viva.draw(SLUG, hand_in("ada", assignment.answers), only="zoe")

"""Readers of essays: the numbers of an agreement, what is shown blinded, what is kept, and a second reader."""

import json
import shutil

import nbformat
import numpy as np
import pytest
import yaml
from click.testing import CliRunner

from course import paths
from course.cli import cli
from course.content import assignments
from course.errors import CourseError
from course.files import write_whole
from course.grading import readers
from course.grading.agreement import agree, interval, weighted_kappa
from course.grading.classroom import Classroom

ESSAYS = [(slug, essay.name) for slug in assignments.slugs() for essay in assignments.load(slug).essays]


# --- the numbers ---------------------------------------------------------------------------------------------------


def test_kappa_on_a_table_worked_by_hand():
    # Observed squares 0, 0, 1, 1: mean 0.5. Expected, over all 16 combinations of (0, 1, 1, 2) with (0, 1, 2, 1): 1.
    assert weighted_kappa([0, 1, 1, 2], [0, 1, 2, 1], [0, 1, 2]) == pytest.approx(0.5)
    assert weighted_kappa([0, 1, 2], [0, 1, 2], [0, 1, 2]) == 1
    assert weighted_kappa([0, 2], [2, 0], [0, 1, 2]) == pytest.approx(-1)
    assert np.isnan(weighted_kappa([1, 1], [1, 1], [0, 1, 2]))


def test_kappa_is_that_of_the_weighted_table():
    random = np.random.default_rng(3)
    for _ in range(30):
        one, two = random.integers(0, 4, (2, 25))
        table = np.zeros((4, 4))
        np.add.at(table, (one, two), 1)
        weights = np.subtract.outer(np.arange(4), np.arange(4)) ** 2
        expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
        assert weighted_kappa(one, two, range(4)) == pytest.approx(1 - (weights * table).sum() / (weights * expected).sum())


@pytest.mark.parametrize(("one", "two", "says"), [([1], [1, 2], "same answers"), ([], [], "same answers"), ([1], [5], "no level")])
def test_what_cannot_be_compared(one, two, says):
    with pytest.raises(ValueError, match=says):
        weighted_kappa(one, two, [0, 1, 2])


def test_an_interval_holds_its_value_and_narrows_with_more_answers():
    random = np.random.default_rng(1)

    def width(size):
        one = random.integers(0, 3, size)
        two = np.clip(one + random.integers(-1, 2, size), 0, 2)
        found = interval(lambda rows: weighted_kappa(one[rows], two[rows], [0, 1, 2]), size)
        assert found.low <= found.value <= found.high
        return found.high - found.low

    assert width(400) < width(12)


LEVELS = {"a": [0, 1, 2], "b": [0, 1, 2]}


def test_a_reader_who_favours_a_side_is_seen_though_kappa_is_high():
    right = [{"a": level, "b": level} for level in (0, 0, 1, 1, 2, 2, 1, 1)]
    # Every second answer, the one side, gets a point less where there is one to lose.
    mine = [{"a": one["a"], "b": max(0, one["b"] - place % 2)} for place, one in enumerate(right)]
    pairs = [(place, place + 1) for place in range(0, 8, 2)]
    found = agree(mine, right, LEVELS, pairs, ("yes", "no"))
    assert found.total.value > 0.7
    assert found.side.value == pytest.approx(0.75)
    assert any("“" not in line and "yes" in line for line in readers.verdict(found))
    assert agree(right, right, LEVELS, pairs).side.value == 0


def test_levels_apart_are_counted_in_levels_and_not_in_points():
    halves = {"a": [0, 0.5, 1], "b": [0, 0.5, 1]}
    found = agree([{"a": 1, "b": 0}, {"a": 0, "b": 0.5}], [{"a": 0, "b": 0}, {"a": 0, "b": 1}], halves)
    assert found.apart == 2 and found.equal == 0


# --- the scored answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "task"), ESSAYS)
def test_every_essay_can_be_calibrated_and_each_side_stands_equally_often_at_each_level(slug, task):
    told = readers.essay(f"{slug}/{task}")
    assert len(told.answers) >= 5
    assert len(told.sides) == 2
    assert told.pairs(told.answers)
    for first, second in told.pairs(told.answers):
        assert told.answers[first].meets == told.answers[second].meets
        assert (told.answers[first].side, told.answers[second].side) == told.sides
    perfect = readers.compare(told, told.answers, {one.id: one.meets for one in told.answers})
    assert perfect.equal == 1 and perfect.side.value == 0 and readers.verdict(perfect) == []


def test_the_essay_on_makers_has_enough_answers_for_a_calibration():
    told = readers.essay("answerable")
    assert len(told.answers) >= 12 and len(told.pairs(told.answers)) >= 5
    assert len({sum(one.meets.values()) for one in told.answers}) >= 6
    assert len({one.text for one in told.answers}) == len(told.answers)


def test_answers_are_blinded_and_each_reader_has_an_order_of_their_own():
    told = readers.essay("answerable")
    ada, ben = readers.blinded(told, "ada"), readers.blinded(told, "ben")
    assert [one.id for one in ada] == [one.id for one in readers.blinded(told, "ada")] != [one.id for one in ben]
    assert 10 <= len(ada) <= 12
    for one in ada:
        if one.pair:
            assert sum(other.pair == one.pair for other in ada) == 2


def test_an_essay_that_is_not_there_is_named():
    with pytest.raises(CourseError, match=r"no essay 'nothing'.*answerable \(amazon\)"):
        readers.essay("nothing")


@pytest.mark.parametrize(("change", "says"), [
    ({"points": 7}, "do not add up"),
    ({"side": "neither"}, "side may be"),
    ({"meets": {"principle": 9, "grounds": 2, "objection": 1, "reply": 1}}, "no level"),
    ({"pair": "z"}, "pair"),
    ({"text": None}, "NoneType"),
])
def test_a_wrong_answer_file_is_named_with_the_mend(tmp_path, change, says):
    shutil.copytree(paths.ASSIGNMENTS / "amazon", tmp_path / "amazon")
    path = tmp_path / "amazon" / "answers.answerable.yml"
    told = yaml.safe_load(path.read_text())
    told[0] |= change
    path.write_text(yaml.safe_dump(told))
    with pytest.raises(CourseError, match=rf"answers.answerable.yml.*{says}"):
        readers.essay("answerable", tmp_path)


# --- the commands --------------------------------------------------------------------------------------------------


def run(*arguments, give=""):
    return CliRunner().invoke(cli, ["grade", *arguments], input=give)


def test_calibrate_shows_no_level_keeps_each_answer_and_goes_on(tmp_path):
    told = readers.essay("answerable")
    order = readers.blinded(told, "ada")
    lines = [f"{one.meets[name]:g}" for one in order for name in told.levels]
    arguments = ["calibrate", "answerable", "--course", str(tmp_path), "--reader", "ada"]
    begun = run(*arguments, give="\n".join(lines[:10]) + "\n")
    assert begun.exit_code != 0, "the input ended in the third answer"
    kept = json.loads((tmp_path / "readers" / "answerable" / "ada.calibration.json").read_text())
    assert list(kept) == [one.id for one in order[:2]]
    for word in ("middling", "fluent but", "anchor", *told.sides):
        assert word not in begun.output
    done = run(*arguments, give="\n".join(lines[8:]) + "\n")
    assert done.exit_code == 0, done.output
    assert "answer 1 of" not in done.output and "Every mark is reached" in done.output
    assert "total      1.00" in done.output
    again = run(*arguments)
    assert again.exit_code == 0 and "Every mark is reached" in again.output


def test_calibrate_says_what_to_talk_about(tmp_path):
    told = readers.essay("answerable")
    result = run("calibrate", "answerable", "--course", str(tmp_path), "--reader", "ben",
                 give="1\n" * (len(told.levels) * len(readers.blinded(told, "ben"))))
    assert result.exit_code == 0, result.output
    assert "Talk about these before you go on: kappa of the totals is under 0.70" in result.output
    assert "you differ (" in result.output


@pytest.mark.parametrize(("reader", "folder", "says"), [("../x", ".", "cannot be a reader's name"), ("ada", "none", "is no folder")])
def test_names_and_folders_that_do_not_do(tmp_path, reader, folder, says):
    result = run("calibrate", "answerable", "--course", str(tmp_path / folder), "--reader", reader)
    assert result.exit_code != 0 and says in str(result.exception)


def test_damaged_points_are_named(tmp_path):
    (tmp_path / "readers" / "answerable").mkdir(parents=True)
    (tmp_path / "readers" / "answerable" / "ada.calibration.json").write_text("{")
    result = run("calibrate", "answerable", "--course", str(tmp_path), "--reader", "ada")
    assert "is damaged" in str(result.exception)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course in which a person has read 24 essays, through nbgrader's own gradebook."""
    root = tmp_path_factory.mktemp("class")
    assignment = assignments.load("owed")
    room = Classroom(root)
    room.prepare(assignment)
    release = nbformat.read(root / "release" / "owed" / "owed.ipynb", as_version=4)
    with room.gradebook() as book:
        for number in range(24):
            student = f"student{number}"
            book.update_or_create_student(student)
            book.update_or_create_submission("owed", student)
            for grade in book.find_submission_notebook("owed", "owed", student).grades:
                if grade.name == "right":
                    grade.manual_score = number % 3
            book.db.commit()
            for cell in release.cells:
                if cell.metadata.get("nbgrader", {}).get("grade_id") == "right":
                    cell.source = f"<p>It was right, says essay <b>number {number}</b>.</p>\x1b[2J"
            write_whole(room.folder("autograded", student, "owed") / "owed.ipynb", nbformat.writes(release).encode())
    return root


def test_one_in_ten_is_read_again_without_names_and_first_points(graded):
    arguments = ["second", "right", "--course", str(graded), "--reader", "ben"]
    result = run(*arguments, give="1\n0\n" * 3)
    assert result.exit_code == 0, result.output
    assert "3 of 24 essays were read twice" in result.output
    shown = result.output.split("were read twice")[0]
    assert shown.count("says essay") == 3 and "student" not in shown and "<b>" not in shown and "\x1b" not in shown
    kept = (graded / "readers" / "right" / "ben.second.json").read_text()
    assert "student" not in kept
    assert run(*arguments).exit_code == 0, "what was given is kept"
    with Classroom(graded).gradebook() as book:
        scores = [grade.manual_score for submission in book.assignment_submissions("owed")
                  for grade in book.find_submission_notebook("owed", "owed", submission.student.id).grades if grade.name == "right"]
    assert sorted(scores) == sorted(float(number % 3) for number in range(24)), "no first score is touched"


def test_a_second_reader_needs_a_first(tmp_path):
    Classroom(tmp_path).prepare(assignments.load("owed"))
    result = run("second", "right", "--course", str(tmp_path), "--reader", "ben")
    assert "nobody has given points" in str(result.exception)


def test_every_tenth_is_at_least_one_and_always_the_same():
    names = [f"s{number}" for number in range(31)]
    drawn = readers.every_tenth(names, "right")
    assert len(drawn) == 4 and drawn == readers.every_tenth(names[::-1], "right") != readers.every_tenth(names, "memo")
    assert len(readers.every_tenth(["one"], "right")) == 1

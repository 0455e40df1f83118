"""A lesson's place is its file's number; text calls it by its name."""

import re

import pytest

from course import paths
from course.content import arc, source
from course.errors import CourseError
from tests.conftest import ROOT


def test_numbers_follow_the_files_and_names_find_them():
    places = list(arc.places().values())
    assert [one.number for one in places] == list(range(len(places)))
    for one in places:
        assert arc.fill(f"see {{lesson:{one.name}}}") == f"see lesson {one.number}"
        assert arc.fill(f"{{Lesson:{one.name}}} says") == f"Lesson {one.number} says"
        assert arc.fill(f"({{file:{one.name}}})") == f"({one.path.stem}.ipynb)"
        assert source.read(one.path).title.startswith(f"Lesson {one.number}: ")


def test_an_assignment_has_its_lessons_number():
    number = arc.place("thresholds").number
    assert arc.fill("{Assignment:thresholds}") == f"Assignment {number}"
    assert source.read(paths.ASSIGNMENTS / "thresholds" / "assignment.py").title.startswith(f"Assignment {number}: ")


@pytest.mark.parametrize(("text", "complaint"), [
    ("{lesson:nowhere}", "there is no lesson 'nowhere'. Lessons: start_here"),
    ("{assignment:nowhere}", "'nowhere' is no assignment that belongs to a lesson"),
])
def test_a_name_that_there_is_not_is_named(text, complaint):
    with pytest.raises(CourseError, match=complaint):
        arc.fill(text)


@pytest.mark.parametrize(("files", "complaint"), [
    (["00_one.py", "02_two.py"], "02_two.py should be number 01"),
    (["00_one.py", "00_two.py"], "00_two.py should be number 01"),
    (["00_one.py", "01_one.py"], "two lessons are called 'one'"),
])
def test_gaps_and_doubles_are_refused(tmp_path, files, complaint):
    for name in files:
        (tmp_path / name).write_text("")
    with pytest.raises(CourseError, match=complaint):
        arc.places(tmp_path)


def test_no_source_types_a_lessons_number():
    typed = re.compile(r"\b[Ll]essons? \d|\b[Aa]ssignments? \d|\d\d_[a-z_]+\.ipynb")
    sources = [*paths.NOTEBOOKS.rglob("*.py"), *(paths.NOTEBOOKS / "quizzes").glob("*.yml"), *paths.ASSIGNMENTS.rglob("*.py"),
               *paths.ASSIGNMENTS.glob("*/*.yml"), *(ROOT / "course").rglob("*.py")]
    wrong = [f"{path.relative_to(ROOT)}: {found[0]}" for path in sources for found in typed.finditer(path.read_text("utf-8"))
             if path.name != "arc.py"]
    assert not wrong, "call a lesson by its name: {lesson:thresholds}"

"""Rubrics: what is read from rubric.yml, who sees which part, and what is said when a file is wrong."""

from __future__ import annotations

import shutil

import nbformat
import pytest
import yaml
from click.testing import CliRunner

from course import paths
from course.cli import cli
from course.content import assignments, notebooks, rubric, source
from course.errors import CourseError

SLUGS = assignments.slugs()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_instructor_notebook_holds_answers_checks_and_the_rubric_below_its_essay(slug):
    assignment = assignments.load(slug)
    notebook = notebooks.instructor_notebook(assignment)
    nbformat.validate(notebook)
    rubrics = rubric.load(assignment)
    assert [told.task for told in rubrics] == [essay.name for essay in assignment.essays]
    grade_ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    for told in rubrics:
        shown = notebook.cells[grade_ids.index(told.task) + 1]
        for anchor in told.anchors:
            assert " ".join(anchor["text"].split()) in shown.source
        assert "<" not in shown.source.replace("<=", ""), "the formgrader shows it as Markdown, without HTML"
    assert any("BEGIN HIDDEN TESTS" in cell.source for cell in notebook.cells)
    assert not any("raise NotImplementedError()" in cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert notebooks.to_bytes(notebook) == notebooks.to_bytes(notebooks.instructor_notebook(assignments.load(slug)))


def test_students_get_the_criteria_without_the_anchors():
    (told,) = rubric.load(assignments.load("thresholds"))
    words = told.markdown(anchors=False)
    assert all(criterion["asks"].strip() in words for criterion in told.criteria)
    assert not any(" ".join(anchor["text"].split())[:40] in words for anchor in told.anchors)


def test_the_command_writes_the_file(tmp_path):
    out = tmp_path / "mine.ipynb"
    result = CliRunner().invoke(cli, ["authoring", "instructor", "matcher", "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert nbformat.read(out, 4).metadata.course.assignment == "matcher"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("points: 4", "points: 5", "best levels give 4"),
        ("task: vendor", "task: nobody", "no essay 'nobody'"),
        ("meets: {tuned: 2, people: 2}", "meets: {tuned: 7, people: 2}", "no level of a criterion"),
        ("meets: {tuned: 2, people: 2}", "meets: {tuned: 2}", "do not add up"),
        ("criteria:", "criterions:", "criteria"),
        ("criteria:", "criteria: ][", "no YAML"),
        ("{points: 0, text: ", "{points: 0, text: At first, ", "Put quotes around"),
    ],
)
def test_a_wrong_rubric_is_named_with_the_mend(tmp_path, before, after, message):
    shutil.copytree(paths.ASSIGNMENTS / "thresholds", tmp_path / "thresholds")
    path = tmp_path / "thresholds" / "rubric.yml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    with pytest.raises(source.SourceError, match=message) as caught:
        rubric.load(assignments.load("thresholds", tmp_path))
    assert str(path) in str(caught.value)


def test_anchors_speak_of_the_variants_numbers():
    drawn = assignments.load("matcher", variant={"REPORTED_GALLERY": 38000})
    told = rubric.load(drawn)[0].markdown()
    assert "one search of 38,000 people" in told
    assert "{{" not in told
    assert "one search of 10,000 people" in rubric.load(assignments.load("matcher"))[0].markdown()


def test_a_name_in_braces_that_is_no_constant_is_told(tmp_path):
    shutil.copytree(paths.ASSIGNMENTS / "matcher", tmp_path / "matcher")
    path = tmp_path / "matcher" / "rubric.yml"
    path.write_text(path.read_text().replace("{{REPORTED_SCORE}}", "{{NO_SUCH}}", 1))
    with pytest.raises(source.SourceError, match="NO_SUCH"):
        rubric.load(assignments.load("matcher", tmp_path))


SECOND = """
# %% [markdown] role="essay" task="second" points=4
# A second model answer.
"""


@pytest.fixture
def two_essays(tmp_path):
    """The matcher's assignment with a second essay."""
    shutil.copytree(paths.ASSIGNMENTS / "matcher", tmp_path / "matcher")
    source = tmp_path / "matcher" / "assignment.py"
    source.write_text(source.read_text() + SECOND)
    return tmp_path


def rename(folder, name, task):
    text = (folder / "rubric.yml").read_text()
    (folder / name).write_text(text.replace("task: report", f"task: {task}"))


def test_each_of_several_essays_has_its_rubric_below_it(two_essays, tmp_path):
    rename(two_essays / "matcher", "rubric.second.yml", "second")
    assignment = assignments.load("matcher", two_essays)
    assert [told.task for told in rubric.load(assignment)] == ["report", "second"]
    notebook = notebooks.instructor_notebook(assignment)
    ids = [cell.id for cell in notebook.cells]
    for task in ("report", "second"):
        grade_ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
        assert ids[grade_ids.index(task) + 1] == f"{task}-rubric"
    rubric.hand_out(assignment, tmp_path)
    handed = (tmp_path / "rubric.md").read_text()
    assert "Rubric for `report`" in handed and "Rubric for `second`" in handed


def test_an_essay_without_a_rubric_a_rubric_twice_and_a_wrong_name(two_essays):
    folder = two_essays / "matcher"
    assignment = assignments.load("matcher", two_essays)
    with pytest.raises(CourseError, match=r"`second` has no rubric. Write rubric.second.yml"):
        rubric.load(assignment)
    rename(folder, "rubric.report.yml", "report")
    with pytest.raises(CourseError, match=r"`report` has a rubric already, in rubric.report.yml"):
        rubric.load(assignment)
    (folder / "rubric.report.yml").unlink()
    rename(folder, "rubric.other.yml", "second")
    with pytest.raises(CourseError, match=r"call the file rubric.second.yml"):
        rubric.load(assignment)


def test_a_side_is_shown_beside_the_level(tmp_path):
    shutil.copytree(paths.ASSIGNMENTS / "matcher", tmp_path / "matcher")
    path = tmp_path / "matcher" / "rubric.yml"
    told = yaml.safe_load(path.read_text())
    told["anchors"][0]["side"] = "the name is worth following"
    path.write_text(yaml.safe_dump(told, sort_keys=False))
    words = rubric.load(assignments.load("matcher", tmp_path))[0].markdown()
    assert "An answer that is strong and holds that the name is worth following, 4 points" in words
    assert "earns nothing" in words

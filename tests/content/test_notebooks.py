import re
import subprocess
import sys

import nbformat
import pytest

from course import paths
from course.content import assignments, notebooks
from course.errors import CourseError
from course.files import write_whole
from course.proofs.plain import make_nbgrader_course


@pytest.mark.slow
def test_nothing_is_stale():
    assert notebooks.stale(notebooks.targets()) == []


@pytest.mark.slow
def test_a_build_is_byte_identical():
    assert notebooks.targets() == notebooks.targets()


def test_a_stale_notebook_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(paths, "ASSIGNMENTS", tmp_path)
    (tmp_path / "00_a.py").write_text("# ---\n# title: A\n# minutes: 1\n# ---\n\n# %%\n1 + 1\n")
    wanted = notebooks.targets()
    (path,) = wanted
    assert notebooks.stale(wanted) == [path]
    write_whole(path, wanted[path])
    assert notebooks.stale(wanted) == []
    path.write_bytes(path.read_bytes().replace(b"1 + 1", b"1 + 2"))
    orphan = tmp_path / "02_gone.ipynb"
    orphan.write_bytes(wanted[path])
    assert set(notebooks.stale(wanted)) == {path, orphan}


def test_outputs_are_refused():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", execution_count=1)])
    with pytest.raises(CourseError, match="no outputs"):
        notebooks.to_bytes(notebook)


@pytest.mark.slow
def test_the_command_notices_and_mends(tmp_path):
    done = subprocess.run([sys.executable, "-m", "course.cli", "build", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_releases_are_what_nbgrader_would_release(tmp_path):
    every = [assignments.load(slug) for slug in assignments.slugs()]
    make_nbgrader_course(tmp_path, *every)
    for assignment in every:
        theirs = nbformat.read(tmp_path / "release" / assignment.slug / f"{assignment.slug}.ipynb", as_version=4)
        ours = notebooks.release_notebook(assignment)
        assert [c.source for c in theirs.cells] == [c.source for c in ours.cells]
        assert [c.metadata.get("nbgrader") for c in theirs.cells] == [c.metadata.get("nbgrader") for c in ours.cells]


@pytest.mark.parametrize("slug", assignments.slugs())
def test_a_release_holds_no_solution_and_no_hidden_check(slug):
    assignment = assignments.load(slug)
    text = (assignment.folder / "release" / f"{slug}.ipynb").read_text()
    assert "BEGIN SOLUTION" not in text
    assert "HIDDEN" not in text
    for task in assignment.tasks:
        if task.kind == "code":
            assert task.hidden_code.split("def check(student):")[-1].strip().split("\n")[-1] not in text
    for cell in assignment.source.cells:
        if cell.role == "essay":
            assert cell.text[:60] not in text


@pytest.mark.parametrize("slug", assignments.slugs())
def test_names_in_the_instructions_are_the_names_checked(slug):
    """A task's text names, in backquotes, every top-level name that its hidden check asks for."""
    import re

    assignment = assignments.load(slug)
    told = "\n".join(c.text for c in assignment.source.cells if c.kind == "markdown" and c.role == "")
    for task in assignment.tasks:
        for name in re.findall(r'student\.(?:call|value)\(\s*"(\w+)"', task.hidden_code):
            assert re.search(rf"`{name}\b", told), (
                f"{slug}: the check of {task.name} asks for {name}; the text does not"
            )
            assert name in assignment.defined_names


def test_the_opening_says_whether_it_is_a_lesson_or_an_assignment():
    head = {"title": "T", "minutes": 5, "objectives": ["count"]}
    assert "After this lesson you can" in notebooks.lesson_head(head)
    assert "After this assignment you can" in notebooks.lesson_head({**head, "lesson": "00_a"})


@pytest.mark.parametrize("path", sorted(path for path in notebooks.targets() if path.suffix == ".ipynb"), ids=lambda path: path.stem)
def test_no_comment_stands_in_the_text_and_every_mark_is_told_in_full(path):
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert not [text for text in cells if "<!--" in text], "at the start of a line a comment ends the paragraph"
    marked = {name for text in cells for name in re.findall(r"\[([A-Z]\d{2,3})\]\(<", text)}
    listed = set(re.findall(r"^- \*\*([A-Z]\d{2,3})\*\*", cells[-1], re.M)) if cells[-1].startswith("## Sources") else set()
    assert marked <= listed


@pytest.mark.parametrize("slug", assignments.slugs())
def test_every_essay_says_how_long_it_may_be_and_is_counted(slug):
    assignment = assignments.load(slug)
    written = notebooks.essays(notebooks.release_notebook(assignment))
    assert [one.task for one in written] == [task.name for task in assignment.essays]
    assert all(one.words == 0 and one.limit >= 100 for one in written)
    for one in notebooks.essays(notebooks.source_notebook(assignment)):
        assert 0 < one.words <= one.limit, f"the model answer to {one.task} keeps its own limit: {one}"


def test_whoever_reads_an_essay_sees_how_long_it_is():
    notebook = notebooks.instructor_notebook(assignments.load("matcher"))
    (rubric,) = [cell.source for cell in notebook.cells if cell.id == "report-rubric"]
    assert re.match(r"\d+ words; the task asks for at most 150\.", rubric)

"""`course release`: what lies in the folder that a teacher gets, and what a second release keeps."""

import nbformat
import pytest
from click.testing import CliRunner

from course.cli import cli
from course.content.skeleton import new_assignment


@pytest.fixture
def release(tmp_path, monkeypatch):
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path / "assignments")
    new_assignment("demo_one", tmp_path / "assignments")

    def run(*options):
        done = CliRunner().invoke(cli, ["release", str(tmp_path / "class"), *options])
        assert done.exit_code == 0, done.output
        return tmp_path / "class"

    return run


def code(path):
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


def test_a_release_grades_in_the_sandbox_only_and_keeps_a_teachers_settings(release):
    root = release()
    settings = root / "nbgrader_config.py"
    assert "apply(c)" in settings.read_text()  # what switches nbgrader's own autograder off
    assert "def check(student)" not in code(root / "source" / "demo_one" / "demo_one.ipynb")
    assert "BEGIN SOLUTION" not in code(root / "release" / "demo_one" / "demo_one.ipynb")
    assert (root / "release" / "demo_one" / "rubric.md").exists()
    settings.write_text(settings.read_text() + "c.LatePolicy.percent_per_day = 7\n")
    release("--variant", "a secret")
    assert "percent_per_day = 7" in settings.read_text()
    assert not [path for path in root.rglob("*") if path.is_file() and b"a secret" in path.read_bytes()]


def test_a_plain_release_is_one_that_nbgrader_grades_alone(release):
    root = release("--plain")
    assert "def check(student)" in code(root / "source" / "demo_one" / "demo_one.ipynb")
    assert "def check(student)" not in code(root / "release" / "demo_one" / "demo_one.ipynb")
    assert "apply(c)" not in (root / "nbgrader_config.py").read_text()

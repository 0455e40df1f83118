"""`course authoring lesson` runs a lesson: what it says of one that is not whole."""

import shutil

import pytest
from click.testing import CliRunner

from course import paths
from course.content import arc, notebooks, source
from course.proofs.commands import authoring
from course.proofs.lessons import faults_of_a_run

NAME = "start_here"
pytestmark = [pytest.mark.notebook, pytest.mark.timeout(300)]


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """A lesson's source, in a folder of lessons that may be changed; called, it is changed and built."""
    shutil.copytree(paths.NOTEBOOKS, tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (tmp_path / "docs").symlink_to(paths.ROOT / "docs")
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    path = arc.place(NAME).path

    def changed(*replaced: tuple[str, str], added: str = ""):
        text = path.read_text(encoding="utf-8")
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text + added, encoding="utf-8")
        path.with_suffix(".ipynb").write_bytes(notebooks.to_bytes(notebooks.lesson_notebook(source.read(path))))

    return changed


def test_one_that_is_not_built_is_told_so(lesson):
    path = arc.place(NAME).path
    path.write_text(path.read_text(encoding="utf-8") + "\n\n# %% [markdown]\n# One thing more.\n", encoding="utf-8")
    (found,) = faults_of_a_run(NAME)
    assert "is not what the source gives: `course build` writes it" in found


def test_a_number_without_a_source_and_a_cell_that_fails_are_named(lesson):
    lesson(added="\n\n# %% [markdown]\n# It happened 117 times.\n\n# %%\nsay(nobody_made_this)\n")
    said = CliRunner().invoke(authoring, ["lesson", NAME])
    assert said.exit_code == 1
    for part in ("a number (117) without a source", "does not run", "nobody_made_this"):
        assert part in said.output
    assert CliRunner().invoke(authoring, ["lesson", NAME, "--read"]).output == f"{NAME}: whole\n"


def test_a_reference_that_is_wrong_and_a_wrong_answer_told_something_else_are_named(lesson):
    lesson(('sentence = "B"', 'sentence = "C"'), ('says="no person was tested"', 'says="no such words"'))
    found = faults_of_a_run(NAME)
    assert len(found) == 2
    assert found[0].startswith("sentence, reference: Not yet") and found[1].startswith("sentence, 'sentence = \"A\"': Not yet")

import subprocess
import sys

import nbformat
import pytest

from course.content import assignments, notebooks, variants
from course.content.cases import answered
from course.study import whole

SLUGS = assignments.slugs()


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_a_secret_gives_one_release_and_another_secret_another(slug):
    one, again = (notebooks.to_bytes(notebooks.release_notebook(variants.variant(slug, "s1"))) for _ in range(2))
    assert one == again
    others = {str(variants.draw(slug, f"s{i}")) for i in range(6)} | {str(variants.draw(slug, "s1", "ada"))}
    assert len(others) > 3


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_variants_are_proven(slug):
    for secret in ("first", "second"):
        assert variants.proven(slug, secret).given == assignments.load(slug).given | variants.draw(slug, secret)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_a_released_variant_checks_itself_by_its_own_constants(slug, tmp_path):
    assignment = variants.variant(slug, "third")
    answers = {cell.task: cell.text for cell in assignment.source.cells if cell.role == "answer"}
    path = tmp_path / "mine.ipynb"
    nbformat.write(answered(notebooks.release_notebook(assignment), answers), path)
    failed = [r for r in whole.check(path) if not r.outcome.passed]
    assert not failed


@pytest.mark.slow
def test_course_check_says_what_fails_and_exits_non_zero(tmp_path):
    blank = assignments.load("matcher").folder / "release" / "matcher.ipynb"
    command = [sys.executable, "-m", "course.cli", "check"]
    done = subprocess.run([*command, str(blank)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "not begun   distance" in done.stdout
    assert "not begun   meaning" in done.stdout
    assert "Public checks passed for 0 of" in done.stdout
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{")
    done = subprocess.run([*command, str(broken)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "is not a notebook" in done.stderr
    assert "Traceback" not in done.stderr

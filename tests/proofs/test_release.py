"""`course release`: what lies in the folder that a teacher gets, and what a second release keeps."""

import itertools
import os
import shutil
import signal
import zipfile
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from course.cli import cli
from course.content import notebooks, variants
from course.content.skeleton import new_assignment
from course.errors import CourseError
from course.proofs import release as releasing


@pytest.fixture
def release(tmp_path, monkeypatch):
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path / "assignments")
    new_assignment("demo_one", tmp_path / "assignments")

    def run(*options):
        done = CliRunner().invoke(cli, ["release", str(tmp_path / "class"), "--assignment", "demo_one", *options])
        assert done.exit_code == 0, done.output
        return tmp_path / "class"

    return run


def code(path):
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_plain_release_is_one_that_nbgrader_grades_alone(release):
    root = release("--plain")
    assert "def check(student)" in code(root / "source" / "demo_one" / "demo_one.ipynb")
    assert "def check(student)" not in code(root / "release" / "demo_one" / "demo_one.ipynb")
    assert "apply(c)" not in (root / "nbgrader_config.py").read_text()


@pytest.mark.slow
def test_a_draft_stays_at_home_unless_it_is_asked_for(release, tmp_path):
    done = CliRunner().invoke(cli, ["release", str(tmp_path / "class")])
    assert isinstance(done.exception, CourseError) and "nothing to release" in str(done.exception)
    assert "Drafts stay at home: demo_one" in done.stderr and not (tmp_path / "class").exists()
    new_assignment("demo_two", tmp_path / "assignments")
    source = tmp_path / "assignments" / "demo_two" / "assignment.py"
    source.write_text(source.read_text().replace("# draft: true\n", ""))
    done = CliRunner().invoke(cli, ["release", str(tmp_path / "class")])
    assert done.exit_code == 0 and [one.name for one in (tmp_path / "class" / "release").iterdir()] == ["demo_two"]
    done = CliRunner().invoke(cli, ["release", str(tmp_path / "class"), "--drafts"])
    assert done.exit_code == 0 and {one.name for one in (tmp_path / "class" / "release").iterdir()} == {"demo_one", "demo_two"}


@pytest.mark.slow
def test_a_class_gets_a_variant_each_and_a_second_run_proves_nothing_again(release, tmp_path, monkeypatch):
    roster = tmp_path / "sheet.csv"
    rows = [f"Participant {90 + number},Anna B{number},s{number}" for number in range(12)]
    roster.write_text("\n".join(["Identifier,Full name,ID number", *rows]) + "\n", encoding="utf-8-sig")
    options = ("--variant", "moon", "--roster", str(roster), "--to", "moodle", "--workers", "1")
    root = release(*options)
    notebooks = sorted(root.glob("personal/*/demo_one/demo_one.ipynb"))
    assert len(notebooks) == 12 and (root / "personal" / "s3" / "demo_one" / "rubric.md").exists()
    told = variants.draw("demo_one", "moon", "s3")["THRESHOLD"]
    assert f"THRESHOLD = {told}" in code(root / "personal" / "s3" / "demo_one" / "demo_one.ipynb")
    with zipfile.ZipFile(root / "personal" / "demo_one-moodle.zip") as archive:
        assert archive.read("Anna B3_93_assignsubmission_file_/demo_one.ipynb") == (root / "personal" / "s3" / "demo_one" / "demo_one.ipynb").read_bytes()
        assert len(archive.namelist()) == 24
    # Equal constants are one proof; what is there is not proven again.
    groups = releasing.groups(["demo_one"], "moon", [f"s{number}" for number in range(200)])
    assert len(groups) <= 41 and sum(len(one.students) for one in groups) == 200
    monkeypatch.setattr(variants.Proofs, "of", lambda *_: pytest.fail("proven again"))
    mine = releasing.groups(["demo_one"], "moon", [f"s{number}" for number in range(12)])
    done = releasing.hand_out(root, mine, "moon", progress=False)
    assert (done.written, done.unchanged, done.proven) == (0, 12, 0)


@pytest.mark.slow
def test_processes_of_their_own_hand_out_the_same(tmp_path):
    todo = releasing.groups(["amazon"], "moon", ["ada", "ben", "cleo", "dan"])
    done = releasing.hand_out(tmp_path, todo, "moon", workers=2, progress=False)
    assert len(todo) > 1 and done.written == 4
    for one in todo:
        mine = notebooks.to_bytes(notebooks.release_notebook(variants.variant("amazon", "moon", one.students[0])))
        assert all((tmp_path / "personal" / student / "amazon" / "amazon.ipynb").read_bytes() == mine for student in one.students)


@pytest.mark.slow
def test_a_release_may_be_killed_at_any_moment(release, tmp_path):
    todo = releasing.groups(["demo_one"], "moon", ["ada", "ben", "zoë"])
    releasing.hand_out(tmp_path / "whole", todo, "moon", progress=False)
    wanted = {one.relative_to(tmp_path / "whole"): one.read_bytes() for one in (tmp_path / "whole").rglob("*") if one.is_file()}
    assert len(wanted) == 6
    for at in itertools.count(1):
        shutil.rmtree(tmp_path / "cut", ignore_errors=True)
        died = _killed(at, lambda: releasing.hand_out(tmp_path / "cut", todo, "moon", progress=False))
        there = [one for one in (tmp_path / "cut").rglob("*") if one.is_file() and not one.name.endswith(".tmp")]
        assert all(one.read_bytes() == wanted[one.relative_to(tmp_path / "cut")] for one in there)
        for one in there:
            assert one.suffix != ".ipynb" or one.with_name("rubric.md") in there, "the notebook comes last"
        if not died:
            break
    assert at == 7


def _killed(at: int, work) -> bool:
    """Do ``work`` in a child that is killed before it puts its ``at``-th file in place; False if it had fewer."""
    child = os.fork()
    if child == 0:
        left, replace = [at], os.replace

        def replace_or_die(*args):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(*args)

        os.replace = replace_or_die
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_what_does_not_prove_is_not_handed_out(release, tmp_path):
    source = tmp_path / "assignments" / "demo_one" / "assignment.py"
    good, solution = source.read_text(), "    return float(np.mean(np.asarray(distances) <= threshold))\n"
    marked = f"    ### BEGIN SOLUTION\n{solution}    ### END SOLUTION\n"
    for slip, who in (
        (marked.replace(solution, "    return 0.25\n"), "reference fails 'share'"),
        (f"{solution}    ### BEGIN SOLUTION\n    ### END SOLUTION\n", "blank release passes 'share'"),  # the answer is given away
    ):
        source.write_text(good.replace(marked, slip))
        with pytest.raises(CourseError, match=who):
            releasing._proofs.cache_clear()
            releasing.hand_out(tmp_path / "class", releasing.groups(["demo_one"], "moon", ["ada"]), "moon", progress=False)
        assert not list(Path(tmp_path).glob("class/personal/ada/demo_one/*.ipynb"))

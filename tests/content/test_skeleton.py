import pytest

from course.content import assignments, notebooks, variants
from course.content.skeleton import new_assignment
from course.errors import CourseError
from course.proofs import mutants, prove


@pytest.fixture
def skeleton(tmp_path, monkeypatch):
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path / "assignments")
    new_assignment("demo_one")
    return assignments.load("demo_one")


def test_a_new_assignment_passes_its_proofs(skeleton):
    rows = prove.prove("demo_one")
    assert {row.name for row in rows} == {"reference", "blank", "strictly_below", "counts_instead_of_shares"}
    assert all(row.good for row in rows), "\n".join(row.line() for row in rows)


def test_a_new_assignment_has_variants_and_survives_mutation(skeleton):
    assert variants.proven("demo_one", "secret").given["THRESHOLD"] != 0.4
    assert mutants.share(mutants.survey("demo_one")) >= 0.9
    assert "SOLUTION" not in str(notebooks.release_notebook(skeleton))


def test_a_dull_check_is_found_out(skeleton):
    path = skeleton.folder / "assignment.py"
    text = path.read_text()
    start, end = text.index("    for _ in range(3):"), text.index("# %% [markdown]\n# ## 2.")
    path.write_text(text[:start] + '    student.call("share_accepted", [1.0]).satisfies(lambda x: True, "m")\n\n' + text[end:])
    bad = [row for row in prove.prove("demo_one") if not row.good]
    assert {row.name for row in bad} == {"strictly_below", "counts_instead_of_shares"}
    assert mutants.share(mutants.survey("demo_one")) < 0.9


@pytest.mark.parametrize("name", ["Bad Name", "../up", "x" * 40, ""])
def test_bad_names_are_refused(name, tmp_path):
    with pytest.raises(CourseError, match="cannot be an assignment's name"):
        new_assignment(name, tmp_path)


def test_a_taken_name_is_refused(tmp_path):
    new_assignment("taken", tmp_path)
    with pytest.raises(CourseError, match="exists already"):
        new_assignment("taken", tmp_path)

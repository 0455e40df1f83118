import shutil

import pytest
from click.testing import CliRunner

from course import paths
from course.content import arc, assignments, notebooks, plans, source, variants
from course.content.skeleton import EXAMPLES, left_as_begun, new_assignment, new_lesson
from course.errors import CourseError
from course.proofs import forms, mutants, prove
from course.proofs.commands import authoring
from course.proofs.lessons import faults, faults_of_a_plan
from course.teach import slides


@pytest.fixture
def skeleton(tmp_path, monkeypatch):
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path / "assignments")
    new_assignment("demo_one")
    return assignments.load("demo_one")


@pytest.mark.slow
def test_a_new_assignment_passes_its_proofs(skeleton, prover):
    rows = prove.prove("demo_one", by=prover)
    right = {"right-plain_loop", "right-numpy_number", "right-pandas_column"}
    assert {row.name for row in rows} == right | {"reference", "blank", "strictly_below", "counts_instead_of_shares", *forms.FORMS}
    assert all(row.good for row in rows), "\n".join(row.line() for row in rows)


def test_a_new_assignment_has_variants_and_survives_mutation(skeleton):
    assert variants.proven("demo_one", "secret").given["THRESHOLD"] != 0.4
    assert mutants.share(mutants.survey("demo_one")) >= 0.9
    assert "SOLUTION" not in str(notebooks.release_notebook(skeleton))


def test_a_dull_check_is_found_out(skeleton, prover):
    path = skeleton.folder / "assignment.py"
    text = path.read_text()
    start, end = text.index("    for _ in range(3):"), text.index("# %% [markdown]\n# ## 2.")
    path.write_text(text[:start] + '    student.call("share_accepted", [1.0]).satisfies(lambda x: True, "m")\n\n' + text[end:])
    bad = [row for row in prove.prove("demo_one", by=prover) if not row.good]
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


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """The lessons' sources and plans, the README and a page of the guides, to move files in."""
    teach = tmp_path / "docs" / "teach"
    for folder in ("notebooks/quizzes", "docs/teach/lessons"):
        (tmp_path / folder).mkdir(parents=True)
    for path in [*paths.NOTEBOOKS.glob("*.py"), *(paths.NOTEBOOKS / "quizzes").glob("*.yml"), paths.ROOT / "README.md",
                 *(plans.FOLDER / "lessons").glob("*.yml")]:
        shutil.copy(path, tmp_path / path.relative_to(paths.ROOT))
    stem = list(arc.places().values())[arc.place("thresholds").number + 1].path.stem
    (tmp_path / "docs" / "page.md").write_text(f"[a link](../notebooks/{stem}.ipynb), `notebooks/{stem}.py`, {stem}.pyx")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(plans, "FOLDER", teach)
    return tmp_path


def test_a_new_lesson_is_whole_and_later_ones_move_up(checkout):
    before = list(arc.places())
    place = before.index("thresholds")
    path, _ = new_lesson("demo_one", after="thresholds")
    assert list(arc.places()) == [*before[: place + 1], "demo_one", *before[place + 1 :]]
    assert path.name == f"{place + 1:02d}_demo_one.py"
    assert faults("demo_one") == []
    old, now = (f"{number:02d}_{before[place + 1]}" for number in (place + 1, place + 2))
    assert (checkout / "docs" / "page.md").read_text() == f"[a link](../notebooks/{now}.ipynb), `notebooks/{now}.py`, {old}.pyx"
    names = {}
    for cell in source.read(path).cells:
        if cell.kind == "code":
            exec(compile(cell.text, path.name, "exec"), names)
    assert len(names["quiz"]("demo_one").questions) == 3


def test_a_new_lesson_can_be_taught_and_serves_an_outcome(checkout):
    path, _ = new_lesson("demo_one", after="thresholds")
    notebook, plan = notebooks.lesson_notebook(source.read(path)), plans.plan("demo_one")
    assert all("<td" in slides.taken(slide, notebook) for slide in plan.slides)
    assert faults_of_a_plan("demo_one") == []
    assert plan.outcomes == plans.plan("thresholds").outcomes[:1]


def test_what_is_still_the_skeletons_is_named(checkout):
    path, _ = new_lesson("demo_one")
    assert left_as_begun("demo_one") == list(EXAMPLES), "each of them stands in a new lesson"
    path.write_text(path.read_text().replace(EXAMPLES[0], "about: what relatives do to a matcher"))
    assert left_as_begun("demo_one") == list(EXAMPLES[1:])
    assert not [name for name in arc.places() if name != "demo_one" and left_as_begun(name)], "none of them stands in another"
    said = CliRunner().invoke(authoring, ["lesson", "demo_one", "--read"])
    assert said.exit_code == 0 and said.output.startswith("demo_one: whole\n") and said.output.count("yet to be replaced") == len(EXAMPLES) - 1


def test_a_new_lesson_stands_at_the_end_unless_told(checkout):
    assert new_lesson("demo_one") == (checkout / "notebooks" / f"{len(arc.places()) - 1:02d}_demo_one.py", {})


@pytest.mark.parametrize(("name", "after", "complaint"), [
    ("Bad Name", None, "cannot be a lesson's name"), ("scores", None, "there is a lesson 'scores' already"),
    ("demo", "nowhere", "there is no lesson 'nowhere'"),
])
def test_a_new_lesson_that_cannot_be_is_refused(checkout, name, after, complaint):
    before = sorted(checkout.rglob("*"))
    with pytest.raises(CourseError, match=complaint):
        new_lesson(name, after)
    assert sorted(checkout.rglob("*")) == before


def test_a_lessons_faults_are_named(checkout):
    path = arc.place("scores").path
    path.write_text(path.read_text().replace("**Words:**", "Words").replace('quiz("scores")', "1").replace("# about:", "# was:")
                    + "\n\n# %% [markdown]\n# [gone](nowhere.md)\n\n# %%\n" + "1 + 1\n" * 13)
    told = "\n".join(faults("scores"))
    for part in ("no `about:`", "no cell has `**Words:**`", 'no cell has `quiz("scores")`', "nowhere.md leads nowhere", "13 lines of code"):
        assert part in told


@pytest.mark.parametrize(("old", "new", "says"), [
    ('picture: "| people |"', 'picture: "| nobody |"', "slide 'two': no cells of the lesson hold '| nobody |'; let `picture:`"),
    ('picture: "| people |"', 'picture: "people"', "cells of the lesson hold 'people'; let `picture:`"),
    ("ask: Two people. How many pairs?", "ask: Two people, how many pairs", "slide 'two': `ask:` has 26 characters; let it be one question"),
    ("ask: Two people. How many pairs?", f"ask: {'Two people. ' * 8}How many pairs?", "or sentence, of at most 75: "),
    ("silent: Who would the second pair be?", "silent: Who?", "slide 'two': `silent:` has fewer than 4 words"),
    ("minutes: 10, do:", "minutes: 2, do:", "the steps of its plan take 12 minutes; it has 20"),
    ("minutes: 2\n", "minutes: 20\n", "minutes, and the steps of its plan 20"),
    ("Count the pairs of four people", "In 2019 Amazon was told of it", "demo_one.yml"),
    ("aim:", "aims:", "demo_one.yml: aim is missing"),
])
def test_a_plan_that_does_not_fit_its_lesson_is_told(checkout, old, new, says):
    new_lesson("demo_one")
    path = plans.FOLDER / "lessons" / "demo_one.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert says in "\n".join(faults_of_a_plan("demo_one"))

"""Each assignment: the reference earns all, the blank none, every wrong answer loses exactly what it should."""

import os
import types
from collections import Counter

import numpy as np
import pytest

from course.checks.ask import Here
from course.checks.check import run
from course.content import assignments, bank, notebooks, rubric, skeleton
from course.content.cases import answered
from course.content.execute import namespace_of, unrecorded
from course.proofs import mutants, prove

SLUGS = [s for s in assignments.slugs() if not assignments.load(s).source.header.get("draft")]


def hold(slug, rows):
    assert all(row.good for row in rows), "\n".join(row.line() for row in rows)
    assignment = assignments.load(slug)
    by_name = {row.name: row for row in rows}
    assert by_name["reference"].score == sum(t.points for t in assignment.tasks if t.kind == "code")
    assert by_name["blank"].score == 0


@pytest.mark.sandbox
@pytest.mark.parametrize("slug", SLUGS)
def test_every_case_gets_what_it_must(slug, prover):
    hold(slug, prove.prove(slug, by=prover))


@pytest.mark.slow
def test_plain_nbgrader_gives_the_same():
    """One assignment through nbgrader's own generate_assignment and autograde, hidden tests and all.

    nbgrader starts a kernel for each submission, so five wrong answers and five right ones stand for the banks.
    """
    rows = prove.prove("matcher", plain=True, sample=5)
    right = bank.right(assignments.load("matcher"))
    assert len(rows) == 2 + min(5, len(right)) + 5
    hold("matcher", rows)


@pytest.mark.parametrize("slug", SLUGS)
def test_there_are_enough_tasks_and_wrong_answers(slug):
    assignment = assignments.load(slug)
    assert sum(task.kind == "code" for task in assignment.tasks) >= 6
    assert any(task.kind == "essay" for task in assignment.tasks)
    wrong = bank.wrong(assignment)
    assert len(wrong) >= 6
    hit = {task for one in wrong for task in one.fails}
    assert hit == {task.name for task in assignment.tasks if task.kind == "code"}, "a task that no wrong answer tries"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_rubrics_add_up_and_have_a_strong_answer_for_each_side(slug):
    assignment = assignments.load(slug)
    told = rubric.load(assignment)
    assert [one.task for one in told] == [essay.name for essay in assignment.essays]
    for one in told:
        criteria = {c["id"]: [level["points"] for level in c["levels"]] for c in one.criteria}
        assert sum(max(points) for points in criteria.values()) == one.points == assignment.task(one.task).points
        strong = [anchor for anchor in one.anchors if anchor["level"] == "strong"]
        others = {anchor["level"] for anchor in one.anchors} - {"strong"}
        assert others - {"fluent but wrong", "fluent but empty"} == {"middling", "weak"} and len(others) == 3
        assert len(strong) == 2 and len({anchor["side"] for anchor in strong}) == 2, f"{slug}, {one.task}: one strong answer a side"
        assert all(anchor["points"] == one.points for anchor in strong)
        for anchor in one.anchors:
            assert set(anchor["meets"]) == set(criteria)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_the_checks_notice_slips_in_the_reference(slug):
    found = mutants.survey(slug, sample=int(os.environ.get("COURSE_MUTANTS", 0)) or None)
    survivors = [f"{m.task}: {m.before} -> {m.after}" for m in found if not m.killed and not m.equivalent]
    assert mutants.share(found) >= 0.9, survivors


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_has_three_right_answers_of_other_kinds(slug):
    assignment = assignments.load(slug)
    counted = Counter(task for one in bank.right(assignment) for task in one.answers)
    few = {task.name: counted[task.name] for task in assignment.code_tasks if counted[task.name] < 3}
    assert not few


class _Kinds(dict):
    """Names that note which kinds of thing each of their functions is given."""

    def __init__(self, names):
        super().__init__(names)
        self.seen = {}
        for name, value in names.items():
            if isinstance(value, types.FunctionType) and value.__module__ == "__main__":
                self[name] = self.noting(name, value)

    def noting(self, name, function):
        def asked(*args, **kwargs):
            for place, one in {**dict(enumerate(args)), **kwargs}.items():
                kind = "number" if isinstance(one, (int, float, np.number)) else type(one).__name__
                self.seen.setdefault((name, place), set()).add(kind)
            return function(*args, **kwargs)

        return asked


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.slow
def test_the_locked_cells_ask_with_the_same_kinds_of_thing_as_check(slug):
    """A list in one place and an array in the other would make one answer right here and wrong there."""
    assignment = assignments.load(slug)
    with unrecorded():
        names = namespace_of(answered(notebooks.release_notebook(assignment), assignment.answers), assignment.folder)
    for task in assignment.code_tasks:
        locked, asked = _Kinds(names), _Kinds(names)
        cells = [c.text for c in assignment.source.cells if c.role == "check" and c.task == task.name]
        exec("\n".join(cells), locked)
        assert run(task.check, Here(asked), 0).passed, task.name
        for where in locked.seen.keys() & asked.seen.keys():
            assert locked.seen[where] <= asked.seen[where], f"{slug} {task.name}: {where}"


def test_the_proof_notices_a_right_answer_that_is_refused(tmp_path, monkeypatch, prover):
    skeleton.new_assignment("tiny", tmp_path)
    monkeypatch.setattr("course.paths.ASSIGNMENTS", tmp_path)
    source = tmp_path / "tiny" / "assignment.py"
    assert all(row.good for row in prove.prove("tiny", by=prover))
    source.write_text(source.read_text().replace("0.5), 0.5), ", "0.5), 0.5) and isinstance(share_accepted([0.1], 1), float), "))
    bad = {row.name: row.line() for row in prove.prove("tiny", by=prover) if not row.good}
    forms = {"numpy's types", "arrays of one, small letters"}  # of the reference itself
    assert set(bad) == {"right-numpy_number"} | forms and all("locked cell" in line for line in bad.values())
    wrong = tmp_path / "tiny" / "wrong_answers" / "strictly_below.py"
    wrong.write_text(wrong.read_text().replace("equal to the threshold counts", "these words stand nowhere"))
    assert {row.name for row in prove.prove("tiny", by=prover) if not row.good} == {"right-numpy_number", "strictly_below"} | forms

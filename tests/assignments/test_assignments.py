"""Each assignment: the reference earns all, the blank none, every wrong answer loses exactly what it should."""

import os

import pytest

from course.content import assignments, bank, rubric
from course.proofs import mutants, prove

SLUGS = [s for s in assignments.slugs() if not assignments.load(s).source.header.get("draft")]


def hold(slug, rows):
    assert all(row.good for row in rows), "\n".join(row.line() for row in rows)
    assignment = assignments.load(slug)
    by_name = {row.name: row for row in rows}
    assert by_name["reference"].score == sum(t.points for t in assignment.tasks if t.kind == "code")
    assert by_name["blank"].score == 0


@pytest.fixture(scope="module")
def examiner():
    """One sandbox for all assignments that this process proves."""
    with prove.examiner() as one:
        yield one


@pytest.mark.sandbox
@pytest.mark.parametrize("slug", SLUGS)
def test_every_case_gets_what_it_must(slug, examiner):
    hold(slug, prove.prove(slug, by=examiner))


def test_plain_nbgrader_gives_the_same():
    """One assignment through nbgrader's own generate_assignment and autograde, hidden tests and all.

    nbgrader starts a kernel for each submission, so five wrong answers stand for the bank.
    """
    rows = prove.prove("matcher", plain=True, sample=5)
    assert len(rows) == 7
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
def test_the_checks_notice_slips_in_the_reference(slug):
    found = mutants.survey(slug, sample=int(os.environ.get("COURSE_MUTANTS", 0)) or None)
    survivors = [f"{m.task}: {m.before} -> {m.after}" for m in found if not m.killed and not m.equivalent]
    assert mutants.share(found) >= 0.9, survivors

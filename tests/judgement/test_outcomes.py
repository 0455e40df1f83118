"""What the strand promises: enough known mistakes for each checked task, and three outcomes met by a task that each of them fails."""

from collections import Counter

import numpy as np
import pytest

from course.content import assignments, bank
from course.judgement.clauses import clauses

FEWEST = 6
TASKS = {"owed": ("flow", "perfect", "anatomy", "principle", "sides", "critique"),
         "amazon": ("reply", "moratorium", "invent", "patch", "attack", "mend")}
OUTCOMES = {"find a loophole in an unseen clause": ("amazon", "invent"), "object to a perfect matcher": ("owed", "perfect"),
            "argue both sides": ("owed", "sides")}


@pytest.mark.parametrize(("slug", "task"), [(slug, task) for slug, tasks in TASKS.items() for task in tasks])
def test_a_checked_task_has_six_wrong_answers_or_more(slug, task):
    counted = Counter(name for one in bank.wrong(assignments.load(slug)) for name in one.fails)
    assert counted[task] >= FEWEST, f"{slug}, {task}: {counted[task]} wrong answers"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_has_a_task_of_its_own_that_its_wrong_answers_fail_alone(outcome):
    """That each fails is what the proofs of the assignments hold; here, that each costs this task and no other."""
    slug, task = OUTCOMES[outcome]
    its = [one for one in bank.wrong(assignments.load(slug)) if task in one.fails]
    assert len(its) >= FEWEST and all(one.fails == {task} for one in its)


def test_the_tasks_are_all_there():
    for slug, tasks in TASKS.items():
        assert {task.name for task in assignments.load(slug).code_tasks} == set(tasks)


def test_a_variant_draws_which_clause_and_none_that_the_lesson_works_through():
    amazon = assignments.load("amazon")
    drawn = {amazon.draw(np.random.default_rng(seed))["CLAUSE"] for seed in range(60)}
    assert drawn == set(clauses()) - {"shops"}
    assert amazon.given["CLAUSE"] in drawn


def test_a_variant_draws_which_story():
    owed = assignments.load("owed")
    drawn = [owed.draw(np.random.default_rng(seed)) for seed in range(60)]
    assert {one["STORY"] for one in drawn} == {"metro", "show", "witness", "newsroom"}
    assert all(len({one[name] for one in drawn}) > 1 for name in drawn[0])

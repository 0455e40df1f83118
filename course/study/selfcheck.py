"""``check("task")`` in a student's notebook: the grader's own checks, on public inputs, with hints on asking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from course.checks.check import Outcome
from course.checks.compare import alike
from course.content import assignments
from course.errors import CourseError
from course.study import progress
from course.study.asked import ask, resembles

# Different complete answers, at a task that is answered by choosing; after these the self-check says only whether the answer is
# complete. The same answer asked again, in `course check` too, or with a hint, says nothing new, and so costs nothing.
TRIES = 2


def selfcheck(slug: str) -> Callable[..., None]:
    """The ``check`` function of one assignment, for the notebook that calls it.

    ``check("task")`` runs the public check. ``check("task", hint=True)`` says more after a failure;
    ``check("task", solution=True)`` shows the worked answer. ``check.same(a, b)`` is the rule by which answers are
    compared, for the cells that a student can read. Where the assignment's source is not at hand, as when work is being
    graded, ``check`` says so and does nothing.
    """
    namespace = sys._getframe(1).f_globals
    try:
        public = assignments.load(slug)
    except CourseError:
        public = None

    def check(task: str, *, hint: bool = False, solution: bool = False) -> None:
        """Run the public check of one task. It changes nothing and sends nothing anywhere."""
        if public is None:
            print(f"`{task}` is checked when the work is graded.")
            return
        assignment = public.as_given(namespace)
        if assignment.task(task).kind == "essay":
            print(f"`{task}` is read by a person, beside the rubric.")
        elif solution:
            print(_solution(public, task) if assignment.given == public.given else "Not shown in your class's variant.")
        else:
            outcome = ask(assignment, task, namespace)
            mark, said = verdict(slug, task, outcome)
            print(f"{OPENING[mark].format(task=task)} {said}".strip())
            if mark == "look again":
                print(_advice(assignment, task, namespace, hint, outcome.kind))

    check.same = alike
    return check


OPENING = {
    "passed": "Public checks passed for `{task}`.",
    "answered": "`{task}` is answered.",
    "not begun": "`{task}`:",
    "look again": "Look again at `{task}`:",
}


def verdict(slug: str, task: str, outcome: Outcome) -> tuple[str, str]:
    """``passed``, ``answered``, ``not begun`` or ``look again``, and what to say beside it. Notes the progress."""
    told = f"{outcome.message} ({outcome.detail})" if outcome.detail else outcome.message
    if not outcome.begun:
        return "not begun", told
    known = outcome.answer in progress.tried(slug, task) or (outcome.passed and progress.passed(slug, task))
    if outcome.choice and outcome.kind in ("right", "choice") and not known and len(progress.tried(slug, task)) >= TRIES:
        progress.record(slug, task, answered=True)
        return "answered", ("More than that is not said after two tries. Give the reason for your choice in one sentence, and"
                            " hold it against the text: would it convince you?")
    progress.record(slug, task, passed=outcome.passed, wrong=outcome.answer)
    return ("passed", "") if outcome.passed else ("look again", told)


def _advice(assignment: assignments.Assignment, task: str, names: Mapping[str, Any], hint: bool, kind: str) -> str:
    alike = None if kind in ("missing", "time") else resembles(assignment, task, names)
    if alike and hint:
        return f"Hint: {alike.hint}"
    if alike:
        return f'This looks like a known mistake. For a hint: check("{task}", hint=True)'
    return f'For the worked answer: check("{task}", solution=True)' if hint else ""


def _solution(assignment: assignments.Assignment, task: str) -> str:
    return "\n".join(line for line in assignment.answers[task].split("\n") if not line.strip().startswith("### "))

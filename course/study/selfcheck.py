"""``check("task")`` in a student's notebook: the grader's own checks, on public inputs, with hints on asking."""

from __future__ import annotations

import sys
from collections.abc import Callable

from course.checks.check import CheckFailed, Here, Recorder, Reply, Student, seed_for
from course.checks.compare import DIGITS, same
from course.checks.wire import Opaque
from course.content import assignments, wrong_answers
from course.errors import CourseError
from course.study import progress


def _alike(one: Reply, other: Reply) -> bool:
    if (one.error, one.changed) != (other.error, other.changed):
        return False
    if isinstance(one.value, Opaque) or isinstance(other.value, Opaque):
        return one.value == other.value
    return same(one.value, other.value, 10**-DIGITS)


def selfcheck(slug: str) -> Callable[..., None]:
    """The ``check`` function of one assignment, for the notebook that calls it.

    ``check("task")`` runs the public check. ``check("task", hint=True)`` says more after a failure;
    ``check("task", solution=True)`` shows the worked answer. Where the assignment's source is not at hand, as when
    work is being graded, ``check`` says so and does nothing.
    """
    namespace = sys._getframe(1).f_globals
    try:
        public = assignments.load(slug)
    except CourseError:
        return lambda task, **_: print(f"`{task}` is checked when the work is graded.")

    def check(task: str, *, hint: bool = False, solution: bool = False) -> None:
        """Run the public check of one task. It changes nothing and sends nothing anywhere."""
        assignment = assignments.as_given(slug, namespace)
        one = assignment.task(task)
        if one.kind == "essay":
            print(f"`{task}` is read by a person, beside the rubric.")
            return
        if solution:
            print(_solution(public, task) if assignment.given == public.given else "Not shown in your class's variant.")
            return
        recorder = Recorder(namespace)
        try:
            one.check(Student(recorder, seed_for("public", slug, task)))
        except CheckFailed as failure:
            if any(str(said.error).startswith("NotImplementedError") for _, _, said in recorder.asked):
                print(f"`{task}` is not answered yet: the line `raise NotImplementedError()` still stands in its cell.")
                return
            print(f"Look again at `{task}`: {failure}")
            print(_advice(assignment, task, recorder, hint))
            progress.record(slug, task, passed=False)
        else:
            print(f"Public checks passed for `{task}`.")
            progress.record(slug, task, passed=True)

    return check


def _advice(assignment: assignments.Assignment, task: str, recorder: Recorder, hint: bool) -> str:
    alike = resembles(assignment, task, recorder)
    if not alike:
        return f'For the worked answer: check("{task}", solution=True)' if hint else ""
    if hint:
        return f"Your answers are the same as those of a known mistake. {alike.misconception}"
    return f'This looks like a known mistake. For a hint: check("{task}", hint=True)'


def resembles(assignment: assignments.Assignment, task: str, recorder: Recorder) -> wrong_answers.WrongAnswer | None:
    """The known wrong answer that replies to every recorded question as this notebook did, if there is one."""
    for wrong in wrong_answers.read_all(assignment):
        if task not in wrong.fails or task not in wrong.answers:
            continue
        namespace = dict(recorder.namespace)
        try:
            exec(compile(wrong.answers[task], str(wrong.path), "exec"), namespace)
        except Exception:  # what it builds on is not there yet
            continue
        other = Here(namespace)
        if all(_alike(getattr(other, kind)(*asked), said) for kind, asked, said in recorder.asked):
            return wrong
    return None


def _solution(assignment: assignments.Assignment, task: str) -> str:
    return "\n".join(line for line in assignment.answers[task].split("\n") if not line.strip().startswith("### "))

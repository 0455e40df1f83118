"""What a class got wrong: which check fails most, with which message, and which known wrong answer it looks like.

Students are not compared with each other. A failed answer is compared with the assignment's own bank of wrong answers:
those are graded in the sandbox with the same questions, and an answer that replied to each as the student's did is named.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tqdm import tqdm

from course.content import notebooks
from course.content.cases import cases
from course.grading import pool
from course.grading.classroom import Classroom
from course.grading.edition import Edition, Editions
from course.grading.examiner import Examiner
from course.grading.gradebook import reader
from course.grading.gradebook.tables import opened
from course.grading.records import NOT_BEGUN, Job, Submitted
from course.grading.sandbox.limits import Limits


@dataclass
class TaskStatistics:
    """One task: how many passed of how many, how many did not begin it, the messages, the wrong answers they look like."""

    task: str
    graded: int = 0
    passed: int = 0
    not_begun: int = 0
    messages: Counter = field(default_factory=Counter)
    alike: Counter = field(default_factory=Counter)

    @property
    def failed(self) -> int:
        """Begun, and not right."""
        return self.graded - self.passed - self.not_begun


def collect(
    classroom: Classroom,
    editions: Editions,
    *,
    workers: int = 1,
    alike: bool = True,
    progress: bool = False,
    examiner: Examiner | None = None,
) -> list[TaskStatistics]:
    """Statistics of every checked task, the one that fails most first. Without ``alike`` nothing is run.

    ``editions`` must be what the class was graded by: the bank of wrong answers is graded with the same constants.
    ``examiner``: see :func:`course.grading.pool.run`.
    """
    slug = editions.slug
    with opened(classroom) as book:
        rows = list(reader.outcomes(book, slug))
        secret = reader.secret_of(book, slug)
    out = {task.name: TaskStatistics(task.name) for task in editions.assignment.code_tasks}
    rows = [(student, out[task], outcome) for student, task, outcome in rows if task in out]
    failed = {student: editions.of(student) for student, _, outcome in rows if not outcome.passed and outcome.fingerprint != NOT_BEGUN} if alike else {}
    options = {"workers": workers, "protect": (str(classroom.root), str(editions.root)), "examiner": examiner}
    known = _known(sorted(set(failed.values()), key=repr), secret, options, progress)
    for student, one, outcome in rows:
        one.graded += 1
        one.passed += outcome.passed
        if outcome.fingerprint == NOT_BEGUN:
            one.not_begun += 1
        elif not outcome.passed:
            one.messages[outcome.message] += 1
            found = known.get((failed.get(student), one.task, outcome.fingerprint))
            if found:
                one.alike[found] += 1
    return sorted(out.values(), key=lambda s: (-s.failed, s.task))


def _known(editions: list[Edition], secret: str, options: dict[str, Any], progress: bool) -> dict:
    """(edition, task, fingerprint of its answers) -> name of the wrong answer that gives them."""
    bank = {edition: {case.name: case for case in cases(edition.load()) if case.fails and case.name != "blank"} for edition in editions}
    jobs = [
        ((edition, name), Job(edition, secret, Limits.of(), Submitted(notebooks.to_bytes(case.notebook))))
        for edition, known in bank.items()
        for name, case in known.items()
    ]
    found: dict = {}
    with tqdm(total=len(jobs), unit="wrong answer", file=sys.stderr, disable=not progress or not jobs) as bar:
        for (edition, name), result in pool.run(jobs, **options):
            bar.update()
            for task in bank[edition][name].fails & set(result.tasks):
                found.setdefault((edition, task, result.tasks[task].fingerprint), name)
    return found

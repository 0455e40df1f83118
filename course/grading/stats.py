"""What a class got wrong: which check fails most, with which message, and which known wrong answer it looks like.

Students are not compared with each other. A failed answer is compared with the assignment's own bank of wrong answers:
those are graded in the sandbox with the same questions, and an answer that replied to each as the student's did is named.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sql

from course import paths
from course.content import assignments as sources
from course.content import notebooks
from course.content.cases import cases as known_cases
from course.grading import pool
from course.grading.classroom import Classroom
from course.grading.examine import NOT_BEGUN, source_digest
from course.grading.gradebook import TASK, Writer
from course.grading.isolation import Limits
from course.grading.run import job
from course.grading.submission import Submitted


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
    classroom: Classroom, slug: str, *, workers: int = 1, alike: bool = True, assignments: Path | None = None
) -> list[TaskStatistics]:
    """Statistics of every checked task, the one that fails most first. Without ``alike`` nothing is run."""
    root = (assignments or paths.ASSIGNMENTS).resolve()
    assignment = sources.load(slug, root)
    with Writer(classroom, assignment, source_digest(assignment)) as writer:
        rows = writer.gradebook.db.execute(sql.select(TASK).where(TASK.c.assignment == slug)).mappings().all()
        secret = writer.secret()
    known = _known(assignment, root, secret, workers, str(classroom.root)) if alike and rows else {}
    out = {task.name: TaskStatistics(task.name) for task in assignment.tasks if task.kind == "code"}
    for row in rows:
        one = out.get(row["task"])
        if one is None:
            continue
        one.graded += 1
        one.passed += row["passed"]
        if row["print"] == NOT_BEGUN:
            one.not_begun += 1
        elif not row["passed"]:
            one.messages[row["message"]] += 1
            found = known.get((row["task"], row["print"]))
            if found:
                one.alike[found] += 1
    return sorted(out.values(), key=lambda s: (-s.failed, s.task))


def _known(assignment: sources.Assignment, root: Path, secret: str, workers: int, protect: str) -> dict:
    """(task, print of its answers) -> name of the wrong answer that gives them."""
    digest = source_digest(assignment)
    cases = {case.name: case for case in known_cases(assignment) if case.fails and case.name != "blank"}
    jobs = [
        (name, job(assignment.slug, root, digest, secret, Submitted(notebooks.to_bytes(case.notebook)), Limits()))
        for name, case in cases.items()
    ]
    found = {}
    for name, result in pool.run(jobs, workers=workers, protect=(protect, str(root))):
        for task in cases[name].fails:
            if task in result["tasks"]:
                found.setdefault((task, result["tasks"][task]["print"]), name)
    return found

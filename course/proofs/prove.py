"""Prove an assignment: the reference earns all points, the blank none, each wrong answer loses what it should."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from course import paths
from course.content import assignments, notebooks
from course.content.cases import Case, cases
from course.content.execute import unrecorded
from course.errors import CourseError
from course.files import write_whole
from course.proofs.plain import make_nbgrader_course, nbgrader

if TYPE_CHECKING:
    from course.grading.examiner import Examiner


@dataclass(frozen=True)
class Row:
    """How one submission ended, beside what it had to get."""

    name: str
    must_fail: frozenset[str]
    failed: frozenset[str]
    score: float
    message_seen: bool

    @property
    def good(self) -> bool:
        return self.failed == self.must_fail and self.message_seen

    def line(self) -> str:
        mark = "ok  " if self.good else "BAD "
        text = f"  {mark}{self.name:<40} {self.score:>5g} points"
        if self.failed:
            text += f", fails {', '.join(sorted(self.failed))}"
        if self.failed != self.must_fail:
            text += f" (must fail {', '.join(sorted(self.must_fail)) or 'nothing'})"
        if not self.message_seen:
            text += " (its message was not shown)"
        return text


@contextlib.contextmanager
def examiner() -> Iterator[Examiner]:
    """An examiner to prove any number of assignments with: one sandbox, in which the imports are done once.

    Without a sandbox where this machine has none: what is graded here is the course's own.
    """
    from course.grading.examiner import Examiner
    from course.grading.sandbox.launcher import find_bwrap

    try:
        find_bwrap()
        trust = False
    except CourseError:
        trust = True
    with Examiner(trust=trust, protect=(str(paths.ASSIGNMENTS),)) as one:
        yield one


def prove(slug: str, keep: Path | None = None, plain: bool = False, by: Examiner | None = None,
          sample: int | None = None) -> list[Row]:
    """Grade every case and compare.

    ``course grade`` does it, in its sandbox where this machine has one; with ``plain`` nbgrader's own autograder does,
    with the hidden checks inside the test cells. ``keep`` names a folder to leave the graded course in. ``by`` is an
    examiner that proves several assignments, one after the other; without it, one is started for this one. ``sample``
    takes so many of the wrong answers, spread over the bank and always the same, in place of all.
    """
    assignment = assignments.load(slug)
    reference, blank, *wrong = cases(assignment)
    todo = [reference, blank, *(wrong if sample is None else wrong[:: max(1, len(wrong) // sample)][:sample])]
    with contextlib.ExitStack() as stack:
        root = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prove-")))
        root.mkdir(parents=True, exist_ok=True)
        for case in todo:
            write_whole(root / "submitted" / case.name / slug / f"{slug}.ipynb", notebooks.to_bytes(case.notebook))
        if plain:
            make_nbgrader_course(root, assignment)
            nbgrader(root, "autograde", slug)
        else:
            _course_grade(root, assignment, by or stack.enter_context(examiner()))
        return [_row(root, assignment, case) for case in todo]


def _course_grade(root: Path, assignment: assignments.Assignment, by: Examiner) -> None:
    from course.grading.classroom import Classroom
    from course.grading.run import grade

    room = Classroom(root)
    room.prepare(assignment)
    with unrecorded():
        report = grade(room, assignment.slug, trust=by.trust, examiner=by, progress=False)
    if report.faults:
        raise CourseError(
            f"{assignment.source.path}: a check fell over, which is the check's fault: {sorted(report.faults)[0]}. Mend the "
            "hidden cell of that task. Each stands alone: imports go into it, or into a hidden cell without a task."
        )


def _row(root: Path, assignment: assignments.Assignment, case: Case) -> Row:
    from nbgrader.api import Gradebook

    slug = assignment.slug
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(slug, slug, case.name)
        scores = {grade.name: grade.score for grade in notebook.grades}
    code = assignment.code_tasks
    failed = frozenset(task.name for task in code if scores[task.grade_id] < task.points)
    graded = nbformat.read(root / "autograded" / case.name / slug / f"{slug}.ipynb", as_version=4)
    seen = "\n".join(str(output) for cell in graded.cells for output in cell.get("outputs", []))
    return Row(case.name, case.fails, failed, sum(scores[t.grade_id] for t in code), case.message in seen)

"""Prove an assignment: the reference earns all points, the blank none, each wrong answer loses what it should."""

from __future__ import annotations

import contextlib
import copy
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from course import paths
from course.authoring import build, progress, source, wrong_answers
from course.errors import CourseError

if TYPE_CHECKING:
    from course.grading.examine import Examiner


@dataclass(frozen=True)
class Case:
    """One submission and what it must get."""

    name: str
    notebook: nbformat.NotebookNode
    fails: frozenset[str]
    message: str = ""


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


def cases(assignment: source.Assignment) -> list[Case]:
    """The reference, the blank release, and every wrong answer, as notebooks that a student could hand in."""
    release = build.release_notebook(assignment)
    code = {cell.task: cell.text for cell in assignment.source.cells if cell.role == "answer"}
    every = frozenset(task.name for task in assignment.tasks if task.kind == "code")
    out = [Case("reference", answered(release, code), frozenset()), Case("blank", release, every)]
    for wrong in wrong_answers.read_all(assignment):
        out.append(Case(wrong.name, answered(release, code | wrong.answers), wrong.fails, wrong.message))
    return out


def answered(release: nbformat.NotebookNode, answers: dict[str, str]) -> nbformat.NotebookNode:
    """The release with its answer cells filled in."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution") and not marks.get("grade") and marks["grade_id"] in answers:
            cell.source = answers[marks["grade_id"]]
    return notebook


@contextlib.contextmanager
def examiner() -> Iterator[Examiner]:
    """An examiner to prove any number of assignments with: one sandbox, in which the imports are done once.

    Without a sandbox where this machine has none: what is graded here is the course's own.
    """
    from course.grading.bubble import find_bwrap
    from course.grading.examine import Examiner

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
    assignment = source.load(slug)
    reference, blank, *wrong = cases(assignment)
    todo = [reference, blank, *(wrong if sample is None else wrong[:: max(1, len(wrong) // sample)][:sample])]
    with contextlib.ExitStack() as stack:
        root = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prove-")))
        root.mkdir(parents=True, exist_ok=True)
        for case in todo:
            build.write(root / "submitted" / case.name / slug / f"{slug}.ipynb", build.to_bytes(case.notebook))
        if plain:
            make_nbgrader_course(root, assignment)
            nbgrader(root, "autograde", slug)
        else:
            _course_grade(root, assignment, by or stack.enter_context(examiner()))
        return [_row(root, assignment, case) for case in todo]


def _course_grade(root: Path, assignment: source.Assignment, by: Examiner) -> None:
    from course.grading.classroom import Classroom
    from course.grading.run import grade

    room = Classroom(root)
    room.prepare(assignment)
    with progress.not_kept():
        report = grade(room, assignment.slug, trust=by.options["trust"], examiner=by, progress=False)
    if report.faults:
        raise CourseError(
            f"{assignment.source.path}: a check fell over, which is the check's fault: {sorted(report.faults)[0]}. Mend the "
            "hidden cell of that task. Each stands alone: imports go into it, or into a hidden cell without a task."
        )


def make_nbgrader_course(root: Path, assignment: source.Assignment) -> None:
    """An nbgrader course in ``root`` with this assignment's source in place and its release generated."""
    root.mkdir(parents=True, exist_ok=True)
    config = (
        "from course.grading.nbgrader_settings import offline\n\nc = get_config()\n"
        f'c.CourseDirectory.course_id = "course"\nc.CourseDirectory.root = {str(root)!r}\noffline(c)\n'
    )
    if not (root / "nbgrader_config.py").exists():
        build.write(root / "nbgrader_config.py", config.encode())
    path = root / "source" / assignment.slug / f"{assignment.slug}.ipynb"
    build.write(path, build.to_bytes(build.source_notebook(assignment)))
    nbgrader(root, "generate_assignment", assignment.slug, "--force")


def nbgrader(root: Path, *arguments: str) -> None:
    """Run one nbgrader command in ``root``; its last lines are the error when it fails."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    # nbgrader finds its database tool, alembic, by name.
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COURSE_PROGRESS": ""}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join(done.stderr.strip().split("\n")[-12:])
        raise CourseError(f"`nbgrader {' '.join(arguments)}` failed in {root}:\n{tail}")


def _row(root: Path, assignment: source.Assignment, case: Case) -> Row:
    from nbgrader.api import Gradebook

    slug = assignment.slug
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(slug, slug, case.name)
        scores = {grade.name: grade.score for grade in notebook.grades}
    code = [task for task in assignment.tasks if task.kind == "code"]
    failed = frozenset(task.name for task in code if scores[task.grade_id] < task.points)
    graded = nbformat.read(root / "autograded" / case.name / slug / f"{slug}.ipynb", as_version=4)
    seen = "\n".join(str(output) for cell in graded.cells for output in cell.get("outputs", []))
    return Row(case.name, case.fails, failed, sum(scores[t.grade_id] for t in code), case.message in seen)

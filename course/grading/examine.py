"""One submission -> one result: read it, run it in the sandbox, ask it, compare out here, write down how it went.

:mod:`course.grading.examiner` starts this as a process of its own, which holds one sandbox and takes one job after another
from a socket. All that is done with a submission's bytes is done here, so that whatever goes wrong ends an examiner and
never the batch or the gradebook.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import nbformat

from course.checks.ask import Recording
from course.checks.check import Outcome, run, seed_for
from course.checks.compare import blurred
from course.checks.wire import encode
from course.content import forms, notebooks, rubric
from course.content.assignments import Assignment
from course.content.tasks import Task
from course.errors import CourseError
from course.grading import form_page, sanitise, which
from course.grading.assemble import Merged, merge
from course.grading.edition import Edition
from course.grading.examiner import JOB_LIMIT, failed
from course.grading.records import NOT_BEGUN, Job, Notice, Result, Submitted, TaskOutcome
from course.grading.sandbox import frames
from course.grading.sandbox.kernel import Ended, Kernel, TaskEnded
from course.grading.sandbox.launcher import Sandbox
from course.grading.sandbox.limits import MIB
from course.grading.which import Unreadable
from course.timelimit import at_most

NOTEBOOK_LIMIT = 20 * MIB  # of outputs in one graded notebook
SOURCE_LIMIT = 200_000  # characters of one cell that the graded notebook keeps
MEMORY = 4000 * MIB  # of address space, beyond what an examiner has when it begins
CHECK_SECONDS = 20  # of processor time, for a check's own work: the student's code runs elsewhere
UNUSABLE = "Your answer has a form that this check cannot use."
LEFT_OPEN = "Not begun: in the form, this was left open, in whole or in part."
NOT_TAKEN = "Not begun: in the form, an answer to this could not be taken."
NOT_YET = "This is not the right answer yet."


@lru_cache(maxsize=4)
def _parts(edition: Edition) -> tuple[Assignment, nbformat.NotebookNode, tuple[rubric.Rubric, ...]]:
    """The assignment, its released notebook and its rubrics."""
    assignment = edition.load()
    return assignment, notebooks.release_notebook(assignment), rubric.load(assignment)


@dataclass
class _Work:
    """One submission on its way: what it became as a notebook, how its tasks ended, why it got no further."""

    merged: Merged
    reason: str = ""
    outcomes: dict[str, TaskOutcome] = field(default_factory=dict)
    form: forms.Filled | None = None
    contended: bool = False


def examine(job: Job, sandbox: Callable[[], Sandbox]) -> Result:
    """Grade one submission. ``sandbox`` is asked for one only when there is something to run.

    Raises
    ------
    CourseError
        When nothing at all can be graded: no sandbox, or another source than the grader's.
    """
    with sanitise.one_notebook():
        return _examine(job, sandbox)


def _examine(job: Job, sandbox: Callable[[], Sandbox]) -> Result:
    assignment, release, criteria = _parts(job.edition)
    work = _read(assignment, release, job)
    if not work.reason:
        _run_and_ask(work, assignment, job, sandbox())
        work.reason = " ".join(text for text in (job.submitted.left_out, work.reason) if text)
    for task in assignment.code_tasks:
        work.outcomes.setdefault(task.name, TaskOutcome(False, work.reason))
    scores = decide(assignment, work)
    _show_scores(assignment, work, scores)
    notebooks.show_rubrics(criteria, work.merged.notebook)
    # An answer that was written in another cell than its own has been given, whatever stands in its own.
    begun = {name for name, one in work.outcomes.items() if one.passed or one.fingerprint not in ("", NOT_BEGUN)}
    unanswered = tuple(sorted(work.merged.unanswered - work.merged.looked_for - begun))
    notices = tuple(work.merged.notices)
    return Result(_dump(work.merged.notebook), scores, work.outcomes, unanswered, work.reason, contended=work.contended, notices=notices)


def decide(assignment: Assignment, work: _Work) -> dict[str, float | None]:
    """The points of each graded cell. They are given here and nowhere else; None: a person reads it."""
    scores: dict[str, float | None] = {}
    for task in assignment.code_tasks:
        scores[task.grade_id] = float(task.points) if work.outcomes[task.name].passed else 0.0
    for task in assignment.essays:
        blank = task.grade_id in work.merged.unanswered - work.merged.looked_for
        scores[task.grade_id] = 0.0 if blank else None
    return scores


def _merged(assignment: Assignment, release: nbformat.NotebookNode, submitted: Submitted) -> _Work:
    """The notebook that was handed in, or the one that a form stands for."""
    data = submitted.notebook
    if not submitted.form and not which.looks_like_form(data):
        return _Work(merge(release, data))
    try:
        form = forms.load(assignment)
        told = forms.filled(form, data)
    except CourseError as error:
        raise Unreadable(str(error)) from None
    work = _Work(merge(release, nbformat.writes(forms.answered(form, release, told)).encode()), form=told)
    form_page.attach(form, told, work.merged.notebook)
    work.merged.notebook.cells.insert(0, nbformat.v4.new_markdown_cell(_of_form(told), id="of-form"))
    if told.left_out:
        work.merged.notices.append(Notice("left out of a form", "; ".join(told.left_out)[:1000]))
    return work


def _of_form(told: forms.Filled) -> str:
    lines = ["**Handed in as a form.** What stands below as an answer was chosen or typed there."]
    if told.half:
        lines.append(f"Something was left open in {', '.join(told.half)}.")
    if told.left_out:
        lines += ["Left out:", "", *(f"- {one}." for one in told.left_out)]
    return "\n".join([lines[0], "", *lines[1:]])


def _read(assignment: Assignment, release: nbformat.NotebookNode, job: Job) -> _Work:
    try:
        if job.submitted.problem:
            raise Unreadable(job.submitted.problem)
        return _merged(assignment, release, job.submitted)
    except Unreadable as error:
        merged = merge(release, b'{"cells": []}')
        merged.notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"**{error}**", id="no-notebook"))
        merged.notices.clear()  # that all cells were put back goes without saying
        if (job.submitted.form or which.looks_like_form(job.submitted.notebook)) and assignment.form.exists():
            form_page.attach(forms.load(assignment), forms.Filled({}), merged.notebook)
        return _Work(merged, str(error))


def _run_and_ask(work: _Work, assignment: Assignment, job: Job, sandbox: Sandbox) -> None:
    cells, reached, size = work.merged.run, 0, 0
    kernel = None
    late: list[int] = []  # cells that were stopped
    try:
        with sandbox.run([cell.source for cell in cells], job.submitted.files, job.limits) as kernel:
            for raw in kernel.cells():
                shown = sanitise.outputs(raw)
                size += len(json.dumps(shown))
                if size > NOTEBOOK_LIMIT:
                    shown = [sanitise.stream("[Left out: the notebook shows too much.]\n")]
                cells[reached].execution_count, cells[reached].outputs = reached + 1, _nodes(shown)
                reached += 1
                if any(output.get("ename") == "CellTimeout" for output in shown):
                    late.append(reached)
            for task in assignment.code_tasks:
                outcome = _ask(task, kernel, seed_for(job.secret, job.edition.slug, task.name), late)
                work.outcomes[task.name] = _of_open(outcome, task.name, work.form) if work.form else outcome
    except Ended as ended:
        work.reason = f"Your notebook could not be graded to its end. {ended}"
        if reached < len(cells):
            cells[reached].outputs = _nodes([sanitise.error("Stopped", str(ended))])
    lost = bool(work.reason) or not all(outcome.passed for outcome in work.outcomes.values())
    work.contended = kernel is not None and kernel.contended and lost


def _of_open(outcome: TaskOutcome, task: str, told: forms.Filled) -> TaskOutcome:
    """A task of a form that failed with something open, or something left out, counts as not begun: the check's words are for what is there."""
    if outcome.passed:
        return outcome
    if task in told.not_taken:
        return replace(outcome, message=NOT_TAKEN, fingerprint=NOT_BEGUN)
    if task in told.half or outcome.fingerprint == NOT_BEGUN:
        return replace(outcome, message=LEFT_OPEN, fingerprint=NOT_BEGUN)
    return outcome


class _Recorder(Recording):
    """What came back, for the statistics."""

    def fingerprint(self) -> str:
        """The same for two notebooks that gave the same answers to the same questions."""
        told = [[blurred(encode(r.value)), r.error, r.changed] for r in self.replies]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _ask(task: Task, kernel: Kernel, seed: int, late: list[int]) -> TaskOutcome:
    recorder, fault = _Recorder(kernel), ""
    try:
        with kernel.questions(), at_most(CHECK_SECONDS):
            outcome = run(task.check, recorder, seed)
    except TaskEnded as ended:
        outcome = Outcome(False, str(ended))
    except Ended:
        raise
    except Exception as error:
        # The author's fault, or an answer so odd that the check fell over it. The instructor is told.
        outcome, fault = Outcome(False, UNUSABLE), "".join(traceback.format_exception_only(error)).strip()[:500]
    if late and outcome.kind in ("missing", "not begun"):
        stopped = f"Code cell {late[0]} of your notebook ran for more than {kernel.limits.cell:g} seconds and was stopped."
        outcome = replace(outcome, message=f"Time ran out. {stopped} {outcome.message.removeprefix('Not begun: ')}", kind="time")
    message = outcome.message or ("" if outcome.passed else NOT_YET)
    return TaskOutcome(outcome.passed, message, outcome.detail[:1000], fault, recorder.fingerprint() if outcome.begun else NOT_BEGUN)


def _show_scores(assignment: Assignment, work: _Work, scores: dict[str, float | None]) -> None:
    """Say under each test cell what was decided outside, in words that give no input and no right answer away."""
    cells = {c.metadata.nbgrader.grade_id: c for c in work.merged.notebook.cells if "nbgrader" in c.metadata}
    for task in assignment.code_tasks:
        note = f"{scores[task.grade_id]:g} of {task.points:g} points. {work.outcomes[task.name].message}".strip()
        cells[task.grade_id].outputs.extend(_nodes([sanitise.stream(note + "\n")]))


def _nodes(outputs: list[dict]) -> list:
    return [nbformat.from_dict(output) for output in outputs]


def _dump(notebook: nbformat.NotebookNode) -> str:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = sanitise.text(cell.source, SOURCE_LIMIT)
    sanitise.fit(notebook)
    return nbformat.writes(notebook, version=4)


def _bound_memory() -> None:
    """Let this process end a submission by a MemoryError rather than take the machine with it: the last wall, not the first."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most, hard = pages * resource.getpagesize() + MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]
    # Only the soft limit: the sandbox, which this process starts, has limits of its own.
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> None:
    _bound_memory()
    sock = socket.socket(fileno=int(sys.argv[1]))
    options = json.loads(sys.argv[2])
    kept: list[Sandbox] = []

    def sandbox() -> Sandbox:
        if not kept:
            kept.append(Sandbox(trust=options["trust"], protect=tuple(Path(p) for p in options["protect"])))
        return kept[0]

    while True:
        try:
            job = Job.unpack(*frames.receive_all(sock, JOB_LIMIT))
        except frames.Closed:
            break
        try:
            result = examine(job, sandbox).pack()
        except CourseError as error:
            result = {"error": str(error)}
        except Exception as error:  # whatever a submission brings about ends with that submission
            traceback.print_exc()
            result = failed(f"The grader fell over this submission ({type(error).__name__}).").pack()
        with contextlib.suppress(frames.Closed):
            frames.send(sock, result)
    for one in kept:
        one.close()


if __name__ == "__main__":
    main()

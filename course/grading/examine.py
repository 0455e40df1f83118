"""One submission -> one result: run its notebook in the sandbox, ask it, compare out here, write down how it went.

An examiner is a process of its own (``python -m course.grading.examine``) that holds one sandbox and takes one
submission after another on its standard input. All that is done with a submission's bytes is done here, so that whatever
goes wrong ends an examiner and never the batch or the gradebook.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import nbformat

from course.checks.check import Outcome, Reply, run, seed_for
from course.checks.compare import blurred
from course.checks.wire import encode
from course.content import assignments, notebooks, rubric
from course.errors import CourseError
from course.grading import frames, sanitise, submission
from course.grading.bubble import Ended, Kernel, Sandbox, TaskEnded
from course.grading.isolation import MIB, Limits

NOTEBOOK_LIMIT = 20 * MIB  # of outputs in one graded notebook
SOURCE_LIMIT = 200_000  # characters of one cell that the graded notebook keeps
CHECK_SECONDS = 20  # a check's own time, beyond what the student's code takes
NOT_BEGUN = "not begun"  # stands where the print of a task's answers does
UNUSABLE = "Your answer has a form that this check cannot use."
JOB_LIMIT = 200 * MIB


@lru_cache(maxsize=4)
def everything_of(
    slug: str, root: str, digest: str, given: str = "{}"
) -> tuple[assignments.Assignment, nbformat.NotebookNode, rubric.Rubric | None]:
    """The assignment, its released notebook and its rubric, once for each state of its source and each variant (``given``)."""
    assignment = assignments.load(slug, Path(root), variant=json.loads(given))
    if source_digest(assignment) != digest:
        raise CourseError(f"this machine's assignments/{slug} differs from the grader's. Use the same checkout.")
    return assignment, notebooks.release_notebook(assignment), rubric.load(assignment)


def source_digest(assignment: assignments.Assignment) -> str:
    """Identifies what a submission is graded by."""
    return hashlib.sha256(assignment.source.path.read_bytes()).hexdigest()


def examine(job: dict, sandbox: Callable[[], Sandbox]) -> dict:
    """Grade one submission.

    ``job`` has slug, root, source (digest), given (a variant's constants), secret, limits, notebook (base64), problem, left_out,
    files (name -> base64).
    The result has ``notebook`` (JSON text to store, safe to look at), ``tasks`` (name -> passed, message, detail, fault,
    print), ``unanswered`` (grade ids) and ``reason``: why there is no more than a zero, or an empty text.
    """
    assignment, release, told = everything_of(
        job["slug"], job["root"], job["source"], json.dumps(job.get("given", {}), sort_keys=True)
    )
    reason, outcomes = job["problem"], {}
    try:
        if reason:
            raise submission.Unreadable(reason)
        merged = submission.merge(release, base64.b64decode(job["notebook"]))
    except submission.Unreadable as error:
        reason = str(error)
        merged = submission.merge(release, b'{"cells": []}')
        merged.notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"**{reason}**", id="no-notebook"))
        merged.run.clear()
    else:
        files = {name: base64.b64decode(content) for name, content in job["files"].items()}
        reason, outcomes = _run_and_ask(assignment, merged, files, job, sandbox())
        reason = " ".join(text for text in (job["left_out"], reason) if text)
    for task in assignment.tasks:
        if task.kind == "code" and task.name not in outcomes:
            outcomes[task.name] = _lost(reason)
    _write_scores(assignment, merged.notebook, outcomes)
    notebooks.show_rubric(told, merged.notebook)
    return {
        "notebook": _dump(merged.notebook),
        "tasks": outcomes,
        "unanswered": sorted(merged.unanswered),
        "reason": reason,
    }


def _run_and_ask(
    assignment: assignments.Assignment, merged: submission.Merged, files: dict, job: dict, sandbox: Sandbox
) -> tuple[str, dict]:
    outcomes: dict[str, dict] = {}
    reached = size = 0
    late: list[int] = []  # cells that were stopped
    try:
        with sandbox.run([cell.source for cell in merged.run], files, Limits(**job["limits"])) as kernel:
            for raw in kernel.cells():
                cell, reached = merged.run[reached], reached + 1
                shown = sanitise.outputs(raw)
                size += len(json.dumps(shown))
                if size > NOTEBOOK_LIMIT:
                    shown = [
                        {
                            "output_type": "stream",
                            "name": "stdout",
                            "text": "[Left out: the notebook shows too much.]\n",
                        }
                    ]
                cell.execution_count, cell.outputs = reached, _nodes(shown)
                if any(output.get("ename") == "CellTimeout" for output in shown):
                    late.append(reached)
            for task in assignment.tasks:
                if task.kind == "code":
                    outcomes[task.name] = _ask(task, kernel, seed_for(job["secret"], job["slug"], task.name), late)
    except Ended as ended:
        reason = f"Your notebook could not be graded to its end. {ended}"
        if reached < len(merged.run):
            merged.run[reached].outputs = _nodes([_error("Stopped", str(ended))])
        return reason, outcomes
    return "", outcomes


class _Recorder:
    """Passes questions on and remembers what came back, for the statistics."""

    def __init__(self, kernel: Kernel):
        self.kernel, self.replies = kernel, []

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        return self._keep(self.kernel.call(name, args, kwargs))

    def value(self, name: str) -> Reply:
        return self._keep(self.kernel.value(name))

    def _keep(self, reply: Reply) -> Reply:
        self.replies.append(reply)
        return reply

    def fingerprint(self) -> str:
        """The same for two notebooks that gave the same answers to the same questions."""
        told = [[blurred(encode(r.value)), r.error, r.changed] for r in self.replies]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _ask(task: assignments.Task, kernel: Kernel, seed: int, late: list[int]) -> dict:
    recorder, fault = _Recorder(kernel), ""
    try:
        with kernel.questions(), _time_for_the_check(kernel.limits.question + CHECK_SECONDS):
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
    # `detail` may hold inputs: it is for the instructor and goes into no file that a student can read.
    return {
        "passed": outcome.passed,
        "message": outcome.message or ("" if outcome.passed else "This is not the right answer yet."),
        "detail": outcome.detail[:1000],
        "fault": fault,
        "print": recorder.fingerprint() if outcome.begun else NOT_BEGUN,
    }


@contextlib.contextmanager
def _time_for_the_check(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError("the check itself took too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _lost(reason: str) -> dict:
    return {"passed": False, "message": reason, "detail": "", "fault": "", "print": ""}


def _write_scores(assignment: assignments.Assignment, notebook: nbformat.NotebookNode, outcomes: dict[str, dict]) -> None:
    """Say under each test cell what was decided outside, in words that give no input and no right answer away."""
    cells = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if "nbgrader" in c.metadata}
    for task in assignment.tasks:
        if task.kind != "code":
            continue
        outcome = outcomes[task.name]
        points = task.points if outcome["passed"] else 0
        note = f"{points:g} of {task.points:g} points. {outcome['message']}".strip()
        cells[task.grade_id].outputs.append(nbformat.v4.new_output("stream", name="stdout", text=note + "\n"))


def _nodes(outputs: list[dict]) -> list:
    return [nbformat.from_dict(output) for output in outputs]


def _error(name: str, message: str) -> dict:
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [message]}


def _dump(notebook: nbformat.NotebookNode) -> str:
    for cell in notebook.cells:
        cell.source = sanitise.text(cell.source, SOURCE_LIMIT)
    return nbformat.writes(notebook, version=4)


def first_failure(path: Path, limits: Limits | None = None) -> str:
    """Run a notebook in a sandbox; what failed first, or an empty text."""
    empty = nbformat.v4.new_notebook()
    try:
        merged = submission.merge(empty, path.read_bytes())
    except submission.Unreadable as error:
        return f"{path}: {error}"
    try:
        with Sandbox() as box, box.run([c.source for c in merged.run], {}, limits or Limits()) as kernel:
            for number, raw in enumerate(kernel.cells(), 1):
                for output in sanitise.outputs(raw):
                    if output["output_type"] == "error":
                        return f"{path}: code cell {number}: {output['ename']}: {output['evalue']}"
    except Ended as ended:
        return f"{path}: {ended}"
    return ""


class Examiner:
    """The outer end of an examiner process: ``ask`` one job after another. A dead or stuck examiner is replaced."""

    def __init__(self, *, trust: bool = False, protect: tuple[str, ...] = ()):
        self.options = {"trust": trust, "protect": list(protect)}
        self._process: subprocess.Popen | None = None

    def ask(self, job: dict) -> dict:
        """The result of one job. If the examiner dies or stops answering twice, a zero with that as its reason.

        Raises
        ------
        CourseError
            When grading is not possible at all: no sandbox, or an assignment that does not load.
        """
        for _ in range(2):
            try:
                return self._ask(job)
            except (frames.Closed, frames.TooLate, frames.Malformed):
                self.close()
        return failed("The grader stopped working on this submission, twice. Your instructor will look at it.")

    def _ask(self, job: dict) -> dict:
        if self._process is None:
            self._start()
        limits = Limits(**job["limits"])
        frames.send(self._socket, job)
        # Start-up, the notebook's time, and each check's: an examiner that is later than this hangs.
        result = frames.receive(self._socket, JOB_LIMIT, time.monotonic() + 180 + 2 * limits.wall)
        if "error" in result:
            raise CourseError(result["error"])
        return result

    def _start(self) -> None:
        self._socket, inner = socket.socketpair()
        command = [sys.executable, "-m", "course.grading.examine", str(inner.fileno()), json.dumps(self.options)]
        self._process = subprocess.Popen(command, pass_fds=[inner.fileno()], stdin=subprocess.DEVNULL)
        inner.close()

    def close(self) -> None:
        if self._process is not None:
            self._socket.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.5)
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def failed(reason: str) -> dict:
    """A result for a submission that brought the grader down."""
    return {"notebook": "", "tasks": {}, "unanswered": [], "reason": reason}


def main() -> None:
    sock = socket.socket(fileno=int(sys.argv[1]))
    options = json.loads(sys.argv[2])
    kept: list[Sandbox] = []

    def sandbox() -> Sandbox:
        if not kept:
            kept.append(Sandbox(trust=options["trust"], protect=tuple(Path(p) for p in options["protect"])))
        return kept[0]

    while True:
        try:
            job = frames.receive(sock, JOB_LIMIT)
        except frames.Closed:
            break
        try:
            result = examine(job, sandbox)
        except CourseError as error:
            result = {"error": str(error)}
        with contextlib.suppress(frames.Closed):
            frames.send(sock, result)
    for one in kept:
        one.close()


if __name__ == "__main__":
    main()

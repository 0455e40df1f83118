"""How long ``check("task")`` takes a student who waits for it: every task of every assignment, with the reference answer.

Each task is asked again and again in one process; the median, and the first time, which also loads the cast where a task needs it.
A task that learns from the cast or resamples it is marked as measuring. Times are this machine's; on a busy one they say little,
so the table also gives the ratio to a fixed piece of work.

    PYTHONPATH=. .venv/bin/python tests/bench/checks.py [SLUG ...]
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import time

import numpy as np

from course.content import assignments, notebooks
from course.content.cases import answered
from course.content.execute import namespace_of, unrecorded
from course.study.selfcheck import selfcheck

LIMIT = 0.3  # seconds of processor time
MEASURING = {("mended", "labels"), ("capstone", "measure"), ("thresholds", "wider")}


def work() -> float:
    """Seconds of processor time for a fixed piece of work."""
    begun = time.process_time()
    rows = np.random.default_rng(0).normal(size=(400, 400))
    for _ in range(20):
        rows = rows @ rows.T
        rows /= np.abs(rows).max()
    sum(i * i for i in range(300_000))
    return time.process_time() - begun


def times(slug: str) -> dict[str, list[float]]:
    """Task -> seconds of processor time of five checks, one after the other."""
    assignment = assignments.load(slug)
    with unrecorded():
        names = namespace_of(answered(notebooks.release_notebook(assignment), assignment.answers), assignment.folder)
        names["selfcheck"] = selfcheck
        exec(f"check = selfcheck({slug!r})", names)
        out: dict[str, list[float]] = {}
        for task in assignment.code_tasks:
            for _ in range(5):
                begun = time.process_time()
                with contextlib.redirect_stdout(io.StringIO()) as said:
                    names["check"](task.name)
                out.setdefault(task.name, []).append(time.process_time() - begun)
                assert "passed" in said.getvalue() or "answered" in said.getvalue(), (slug, task.name, said.getvalue())
    return out


def main() -> None:
    unit, slow = statistics.median(work() for _ in range(5)), []
    print(f"fixed piece of work: {unit:.3f} s\n{'task':<32}{'first':>8}{'median':>8}{'ratio':>8}")
    for slug in sys.argv[1:] or assignments.slugs():
        for task, found in times(slug).items():
            median = statistics.median(found)
            mark = " measuring" if (slug, task) in MEASURING else ""
            print(f"{slug + ' ' + task:<32}{found[0]:>8.3f}{median:>8.3f}{median / unit:>8.1f}{mark}")
            if median > LIMIT and not mark:
                slow.append(f"{slug} {task}")
    print(f"over {LIMIT} s: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    main()

"""``course check``: run a whole notebook and ask its public checks, in the sandbox where this machine has one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from course.checks.check import Outcome
from course.content import assignments, notebooks
from course.grading import submission
from course.grading.sandbox.kernel import Ended, SandboxError, TaskEnded
from course.grading.sandbox.launcher import Sandbox, find_bwrap
from course.grading.sandbox.limits import Limits
from course.study import whole
from course.study.asked import judged
from course.study.selfcheck import verdict
from course.terminal import say


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def check(notebook: Path) -> None:
    """Run NOTEBOOK and the public check of each of its tasks. Exits 1 when one fails or is not begun.

    Grading asks the same questions with other numbers, and stops a task after 20 seconds and a cell after 30. Of a question
    with a few options the tries are those of `check` in the notebook: asking the same again costs none.

    It is run in the sandbox that grading uses, where there is one. Elsewhere it is run with your own rights, as opening
    it and running its cells would: check only notebooks that you trust as much as a program.
    """
    try:
        find_bwrap()
    except SandboxError:
        say("No sandbox here: the notebook runs with your own rights.", err=True)
        results = whole.check(notebook)
    else:
        results = in_sandbox(notebook)
    for result in results:
        said = f": {result.said}" if result.said else ""
        say(f"  {result.mark:<12}{result.task}{said}")
    for essay in notebooks.essays(whole.read(notebook)):
        long = essay.limit is not None and essay.words > essay.limit
        say(f"  {'too long' if long else 'essay':<12}{essay.task}: {essay}")
    marks = [result.mark for result in results]
    answered = f", {marks.count('answered')} answered" if "answered" in marks else ""
    say(f"Public checks passed for {marks.count('passed')} of {len(results)} tasks{answered}.")
    sys.exit(int(not set(marks) <= {"passed", "answered"}))


def in_sandbox(path: Path) -> list[whole.Result]:
    """As :func:`course.study.whole.check`, with the notebook and the files beside it in a sandbox."""
    notebook = whole.read(path)
    slug = whole.slug_of(notebook, path)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    outcomes: dict[str, Outcome] = {}
    public = assignments.load(slug)
    try:
        files = submission.collect(path.resolve().parent, path.stem).files
        with Sandbox() as box, box.run(cells, files, Limits.of()) as kernel:
            for _ in kernel.cells():
                continue
            with kernel.questions():
                assignment = public.as_given({name: kernel.value(name).value for name in public.given})
            for task in assignment.code_tasks:
                try:
                    with kernel.questions():
                        outcomes[task.name] = judged(assignment, task.name, kernel)
                except TaskEnded as ended:
                    outcomes[task.name] = Outcome(False, str(ended), kind="time")
    except (Ended, TaskEnded) as ended:
        for task in public.code_tasks:
            outcomes.setdefault(task.name, Outcome(False, f"The notebook could not be run to its end. {ended}"))
    return [whole.Result(name, outcome, *verdict(slug, name, outcome)) for name, outcome in outcomes.items()]

"""What every assignment says at its beginning: ``{how}`` in its text. One place, so that it is true of all."""

from __future__ import annotations

from collections.abc import Iterable

from course.checks.ask import CELL_SECONDS, TASK_SECONDS
from course.checks.compare import DIGITS

NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}
HOW = """\
## How this works

Write your code where it says `# YOUR CODE HERE` and remove the line `raise NotImplementedError()`.

Under each task there are two cells. `check("...")` tells you at once what to look at again. Do not change the cell below
it: it holds the tests that you can read. When your work is graded, the questions of `check` are asked again, with other
numbers where the task leaves room for them.

- **Stuck?** `check("...", hint=True)` says more when your answer is that of a known mistake. Of a question with a few
  options `check` tells twice whether you chose well. After that it only says that you have answered.
- **Types.** Where a list is asked for, a tuple, an array or a pandas column will do, and the other way round. A numpy number
  is as good as a Python number, and `"b"` as good as `"B"`. What is only printed does not come back: `return` it.
- **Rounding.** Do not round, unless a task says so. Numbers are right when they agree to {digits} digits.
- **Time.** In grading, a cell may run for {cell:g} seconds, and your code may take {task:g} seconds for all questions of one task.
- **Validate**, nbgrader's button, runs only the tests that you can read. *Success* there means that these hold. It does not mean
  that the answer earns its points. `check` asks what grading asks.
- **Points.** {points}.{rubric}"""
RUBRIC = " What a person reads is read beside the rubric: `rubric.md`, which comes with this notebook."


def how(tasks: Iterable) -> str:
    """The text for an assignment with these tasks (:class:`course.content.assignments.Task`)."""
    tasks = list(tasks)
    points = ", ".join(f"`{task.name}` {task.points:g}" for task in tasks)
    rubric = RUBRIC if any(task.kind == "essay" for task in tasks) else ""
    return HOW.format(digits=NUMBERS[DIGITS], cell=CELL_SECONDS, task=TASK_SECONDS, points=points, rubric=rubric)

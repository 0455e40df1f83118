"""What every assignment says at its beginning: ``{how}`` in its text. One place, so that it is true of all."""

from __future__ import annotations

from collections.abc import Iterable

from course.checks.ask import CELL_SECONDS, TASK_SECONDS
from course.checks.compare import DIGITS

NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}
HOW = """\
## How this works

Write your code where it says `# YOUR CODE HERE` and remove the line `raise NotImplementedError()`.

Under each task that a machine checks there is a cell with `check("...")`, which tells you at once what to look at again, and a
locked cell with tests that you can read. Do not change the latter. When your work is graded, the questions of `check` are asked
again, with other numbers where the task leaves room for them.

- **Stuck?** `check("...", hint=True)` says more when your answer is that of a known mistake.
- **Letters.** Of a question with a few options `check` tells of two different wrong answers that they are wrong. After that it only
  says that you have answered. A hint, the same answer asked again, and an answer that is not complete cost nothing. `course check`
  counts the same tries: it is no second chance, and asking it again about what you have asked here costs nothing either.
- **Types.** Where a list is asked for, a tuple, an array or a pandas column will do, and the other way round; a pandas table will do
  for an array or a list of rows. A numpy number is as good as a Python number. Capitals do not matter in words and letters: `"b"` is as good as `"B"`.
  What is only printed does not come back: `return` it.
- **Rounding.** Do not round, unless a task says so. Numbers are right when they agree to {digits} digits. The tests that you can read
  go by the same rule: `check.same(yours, right)`.
- **Time.** A cell may run for {cell:g} seconds, and your code may take {task:g} seconds for all questions of one task, in grading as in
  `check`. What counts is the time that your code takes, at work or asleep. Time that others on the machine take from it does not count.
- **Validate**, nbgrader's button, runs only the tests that you can read. *Success* there means that these hold. It does not mean
  that the answer earns its points. `check` asks what grading asks.
- **Points.** {points}.{rubric}"""
RUBRIC = " What a person reads is read beside the rubric: `rubric.md`, which comes with this notebook."


def how(tasks: Iterable) -> str:
    """The text for an assignment with these tasks (:class:`course.content.tasks.Task`)."""
    tasks = list(tasks)
    points = ", ".join(f"`{task.name}` {task.points:g}" for task in tasks)
    rubric = RUBRIC if any(task.kind == "essay" for task in tasks) else ""
    return HOW.format(digits=NUMBERS[DIGITS], cell=CELL_SECONDS, task=TASK_SECONDS, points=points, rubric=rubric)

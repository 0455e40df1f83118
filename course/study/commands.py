"""``course check`` and ``course progress``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def check(notebook: Path):
    """Run NOTEBOOK and the public check of each of its tasks. Exits 1 when one fails or is not begun.

    Grading asks the same questions with other numbers, and stops a task after 20 seconds and a cell after 30.
    """
    from course.study import whole

    results = whole.check(notebook)
    for result in results:
        said = f": {result.said}" if result.said else ""
        click.echo(f"  {result.mark:<12}{result.task}{said}")
    marks = [result.mark for result in results]
    answered = f", {marks.count('answered')} answered" if "answered" in marks else ""
    click.echo(f"Public checks passed for {marks.count('passed')} of {len(results)} tasks{answered}.")
    sys.exit(not set(marks) <= {"passed", "answered"})


@click.command()
def progress():
    """Show which tasks have passed their public checks on this machine."""
    from course.study.progress import overview

    click.echo(overview())

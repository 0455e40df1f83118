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


@click.group()
def record():
    """Your own decision record: it stays on this machine, and nothing grades it."""


@record.command()
def show():
    """Show your first and your last entry side by side."""
    from course.judgement import journal

    click.echo(str(journal.show()))


@record.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
def card(folder: Path):
    """Write an anonymous card into FOLDER: the numbers of your first and last entry, no word, no name, no day.

    Whether you hand it to your teacher is up to you.
    """
    from course.judgement import journal

    click.echo(f"{journal.card(folder)} holds numbers only. Look at it before you hand it on.")


@record.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default="class.png", show_default=True, help="The picture.")
def picture(folder: Path, out: Path):
    """Draw a class's anonymous cards in FOLDER, first and last answers. Of fewer than eight cards nothing is drawn."""
    from course.figures.chain import class_picture
    from course.files import write_whole
    from course.judgement import journal

    drawn = class_picture(journal.cards(folder))
    write_whole(out, drawn.png())
    click.echo(f"{out}: {drawn.alt}")

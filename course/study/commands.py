"""``course progress``."""

from __future__ import annotations

from pathlib import Path

import click


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
    click.echo(f"Kept in {journal.file()}. `course record forget` deletes it." if journal.file() else "No journal is kept here.")


@record.command()
@click.confirmation_option(prompt="Everything that you predicted, decided and recorded will be gone. Go on?")
def forget():
    """Delete your journal: every prediction, decision and record. There is no other copy."""
    from course.judgement import journal

    place = journal.file()
    there = place is not None and place.exists()
    if there:
        place.unlink()
    click.echo(f"{place} is deleted." if there else "There is no journal to delete.")


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

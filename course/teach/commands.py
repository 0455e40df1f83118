"""``course teach``: slides, cards for a talk, the questions before and after, and a fluent wrong answer to take apart."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from course import terminal

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def teach():
    """To teach from the course: slides, talks, the questions before and after. See docs/teach."""


@teach.command()
@click.argument("name", metavar="LESSON|DECK|all")
@click.option("--out", type=_FOLDER, help="Another folder than .cache/slides.")
@click.option("--html-only", is_flag=True, help="No PDF, and nothing is measured: needs no Chromium.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a deck is missing, stale or cannot be read.")
def slides(name: str, out: Path | None, html_only: bool, check: bool):
    """Slides of a lesson, of a deck across lessons, or of all: NAME.html, NAME.pdf and NAME-notes.pdf.

    The pictures are those that the lesson shows, so a lesson that has changed is run first. What has not changed stays. Arrow
    keys, Page Up and Page Down (a clicker sends them) or a swipe turn the slides; N shows the notes, F fills the screen.
    """
    from tqdm import tqdm

    from course.teach import pages
    from course.teach import slides as made

    out = out or made.OUT
    decks, wrong, started = made.named(name), [], time.monotonic()
    written = 0
    for deck in tqdm(decks, unit="deck", disable=len(decks) < 2):
        path = out / f"{deck.name}.html"
        if not check:
            out.mkdir(parents=True, exist_ok=True)
            written += made.made_from(path) != made.mark(deck)
            made.write(deck, out)
        elif said := made.stale(deck, out):
            wrong.append(said)
            continue
        if html_only:
            continue
        wrong += map(str, made.faults(path, deck.name))
        for printed, notes in ((path.with_suffix(".pdf"), ""), (path.with_name(f"{deck.name}-notes.pdf"), "notes")):
            old = not printed.exists() or printed.stat().st_mtime < path.stat().st_mtime
            if old and check:
                wrong.append(f"{printed.name} is missing or older than {path.name}: run `course teach slides {deck.name}`.")
            elif old:
                pages.pdf(path, printed, notes)
    terminal.say(*wrong, err=True)
    if not check:
        terminal.say(f"{out}: {len(decks)} deck{'s' if len(decks) > 1 else ''}, {written} written anew, in {time.monotonic() - started:.0f} s."
                     + (" Open one in a browser; N shows the notes." if not wrong else ""))
    if wrong:
        terminal.say(f"{len(wrong)} to mend.", err=True)
        sys.exit(1)

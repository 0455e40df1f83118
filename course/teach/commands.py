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
    from concurrent.futures import ThreadPoolExecutor

    from tqdm import tqdm

    from course.teach import pages
    from course.teach import slides as made

    out = out or made.OUT
    if check and not html_only and not pages.chromium():
        raise pages.TeachError("no Chromium was found, which measures the slides. On Debian: apt install chromium. Or check with --html-only.")
    decks, started = made.named(name), time.monotonic()
    if not check:
        made.prepare(decks)

    def one(deck) -> tuple[bool, list[str]]:
        """Was it written anew, and what is wrong with it?"""
        path = out / f"{deck.name}.html"
        new = made.made_from(path) != made.mark(deck)
        if check and (said := made.stale(deck, out)):
            return False, [said]
        if not check:
            made.write(deck, out)
        if html_only:
            return new, []
        wrong = [str(fault) for fault in made.faults(path, deck.name)]
        for printed, notes in ((path.with_suffix(".pdf"), ""), (path.with_name(f"{deck.name}-notes.pdf"), "notes")):
            old = not printed.exists() or printed.stat().st_mtime < path.stat().st_mtime
            if old and check:
                wrong.append(f"{printed.name} is missing or older than {path.name}: run `course teach slides {deck.name}`.")
            elif old:
                pages.pdf(path, printed, notes)
        return new, wrong

    with ThreadPoolExecutor(2) as pool:
        done = list(tqdm(pool.map(one, decks), total=len(decks), unit="deck", disable=len(decks) < 2))
    written, wrong = sum(new for new, _ in done), [said for _, each in done for said in each]
    terminal.say(*wrong, err=True)
    if not check:
        terminal.say(f"{out}: {len(decks)} deck{'s' if len(decks) > 1 else ''}, {written} written anew, in {time.monotonic() - started:.0f} s."
                     + (" Open one in a browser; N shows the notes." if not wrong else ""))
    if wrong:
        terminal.say(f"{len(wrong)} to mend.", err=True)
        sys.exit(1)


@teach.command()
@click.argument("slug", metavar="ASSIGNMENT")
@click.option("--course", "folder", type=_FOLDER, help="The class whose submissions are drawn from. Without it: the module's five cards.")
@click.option("--student", help="Only this one.")
@click.option("--secret", default="", help="Makes a draw that nobody can work out. The same secret gives the same draw.")
@click.option("--out", type=_FILE, help="Where the sheet goes. Default: viva-ASSIGNMENT.html here.")
def viva(slug: str, folder: Path | None, student: str | None, secret: str, out: Path | None):
    """Cards for a talk of three minutes, as a sheet to print: two a student, one of them on a line of their own code.

    The sheet names students and shows their code, so keep it as you keep grades.
    """
    from course.content import arc
    from course.content.assignments import load
    from course.files import write_whole
    from course.teach import viva as talks

    load(slug)
    out = out or Path(f"viva-{slug}.html")
    if folder is None:
        if student or secret:
            raise click.UsageError("--student and --secret go with --course.")
        write_whole(out, talks.module_sheet(arc.lesson_of(slug)))
        terminal.say(f"{out}: five cards of the module. With --course FOLDER each student gets two, one of them on their own code.")
        return
    drawn = talks.draw(slug, folder, secret=secret, only=student)
    write_whole(out, talks.sheet(slug, drawn), mode=0o600)
    without = [one for one in drawn if not one.line]
    terminal.say(f"{out}: two cards for {len(drawn)} student{'s' if len(drawn) != 1 else ''}.",
                 *(f"{one.student}: both cards of the module. {one.said}" for one in without))


@teach.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--out", type=_FILE, help="Write the report there, too (Markdown).")
@click.option("--seed", default=0, show_default=True, help="Of the draws behind the intervals.")
def inventory(before: Path, after: Path, out: Path | None, seed: int):
    """What moved between BEFORE and AFTER, two files of answers under random codes (or two folders of such files), item by item.

    Difficulty, discrimination, gain with a 95% interval, and which answers moved. There is no total. The form is a draft until it
    has been piloted: docs/teach/inventory.md says how.
    """
    from course.files import write_whole
    from course.teach import inventory as asked

    lines = asked.told(asked.compare(asked.load(before), asked.load(after), seed))
    terminal.say(*lines)
    if out:
        write_whole(out, ("\n".join(lines) + "\n").encode())


def _paper(path: Path, document: bytes, html_only: bool) -> Path:
    """A page, and beside it the same on paper."""
    from course.files import write_whole
    from course.teach import pages

    write_whole(path, document)
    if not html_only:
        pages.pdf(path, path.with_suffix(".pdf"))
    return path


@teach.command()
@click.option("--out", type=_FOLDER, default=Path("."), show_default=True, help="The folder for questions.html and questions.pdf.")
@click.option("--html-only", is_flag=True, help="No PDF: needs no Chromium. The page prints as well.")
def form(out: Path, html_only: bool):
    """The questions before and after the course: a page that works offline, and the same on paper. Neither holds the key."""
    from course.teach import form as asked

    path = _paper(out / "questions.html", asked.document(), html_only)
    terminal.say(f"{path}: 15 questions and 3 cases{'' if html_only else ', and ' + path.with_suffix('.pdf').name + ' for paper'}. A draft: see "
                 "docs/teach/inventory.md.")


@teach.command()
@click.argument("name", required=False, metavar="[ASSIGNMENT/ESSAY]")
@click.argument("answers", nargs=-1, metavar="[s2=search ...]")
@click.option("--page", type=_FILE, help="Write all texts as one page that marks itself.")
def critique(name: str | None, answers: tuple[str, ...], page: Path | None):
    """What is wrong with a fluent answer? Shows the text for an essay; with answers such as s2=search, checks them.

    Exits 1 while a fault is missed. Without a name: the texts there are.
    """
    from course.files import write_whole
    from course.teach import critique as asked

    if page:
        write_whole(page, asked.document())
        terminal.say(f"{page}: {len(asked.texts())} texts.")
        return
    if not name:
        terminal.say(*(f"{one.name}: {one.title}" for one in asked.texts().values()))
        return
    one = asked.text(name)
    if not answers:
        terminal.say(*asked.sheet(one))
        return
    said = {}
    for answer in answers:
        sentence, sign, kind = answer.partition("=")
        if not sign:
            raise asked.TeachError(f"{answer!r}: write the sentence and the kind of its fault, such as s2=search.")
        said[sentence.strip()] = kind.strip()
    left = asked.look_at(one, said)
    terminal.say(*(left or ["All four. Now mend one in your own words."]))
    if left:
        sys.exit(1)


@teach.command()
@click.option("--out", type=_FOLDER, default=Path("."), show_default=True, help="The folder for handout.html and handout.pdf.")
@click.option("--html-only", is_flag=True, help="No PDF: needs no Chromium. The page prints as well.")
def handout(out: Path, html_only: bool):
    """The handout for one class of 75 minutes, to print: norms, two cases in eight steps, four rules, the made-up twins, and the card."""
    from course.teach import handout as given

    path = _paper(out / "handout.html", given.document(), html_only)
    terminal.say(f"{path}{'' if html_only else ' and ' + path.with_suffix('.pdf').name}: one each.")

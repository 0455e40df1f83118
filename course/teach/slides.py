"""Slides: one question before one picture that the lesson itself shows, as one HTML file that needs nothing else, and as PDF.

The picture is taken from the lesson's executed copy, with its alternative text; the question and the notes come from the plan
(`course.content.plans`). A deck holds a mark of everything it was made from, so a stale one is noticed.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

from course import paths
from course.content import arc, plans
from course.content.executed import executed, kept
from course.content.plans import Deck, Slide
from course.content.source import read
from course.files import write_whole
from course.teach import pages
from course.teach.pages import TeachError

OUT = paths.CACHE / "slides"
LEAST_TEXT = 20
"""Pixels: the smallest text of a slide, on a slide 720 high."""
LEAST_PICTURE_TEXT = 14
"""Pixels: the smallest text inside a picture, on a slide 720 high."""
MOST_LINES = 2
"""Lines that a question may take."""
_STYLE, _SCRIPT, _NOTES = (pages.FOLDER / name for name in ("slides.css", "slides.js", "notes.css"))


@dataclass(frozen=True)
class Fault:
    """Why a slide cannot be read."""

    deck: str
    slide: str
    says: str

    def __str__(self) -> str:
        return f"{self.deck}, slide {self.slide}: {self.says}"


def notebook(lesson: str) -> nbformat.NotebookNode:
    """The lesson with its outputs, from the cache or run now."""
    return executed(arc.place(lesson).path.with_suffix(".ipynb"))


def prepare(decks: Iterable[Deck]) -> None:
    """Run the lessons that have changed since they were last run, two at a time, with a bar where there is something to wait for."""
    from concurrent.futures import ThreadPoolExecutor

    from tqdm import tqdm

    lessons = dict.fromkeys(slide.lesson for deck in decks for slide in deck.slides)
    waiting = [lesson for lesson in lessons if not kept(arc.place(lesson).path.with_suffix(".ipynb")).exists()]
    with ThreadPoolExecutor(2) as pool:
        list(tqdm(pool.map(notebook, waiting), total=len(waiting), unit="lesson", disable=not waiting))


def mark(deck: Deck) -> str:
    """A hash of all that a deck is made from: its questions and notes, its lessons in their present state, and how slides look."""
    digest = hashlib.sha256(repr(deck).encode())
    for lesson in dict.fromkeys(slide.lesson for slide in deck.slides):
        digest.update(kept(arc.place(lesson).path.with_suffix(".ipynb")).name.encode())
    for path in (_STYLE, _SCRIPT, _NOTES, Path(__file__), pages.FOLDER / "pages.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def made_from(path: Path) -> str:
    """The mark that a written deck carries; empty where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            found = re.search(r'<meta name="made-from" content="(\w+)">', file.read(4000))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def write(deck: Deck, out: Path) -> Path:
    """Write ``out/NAME.html``, if it is not as it must be already. Returns its path."""
    path = out / f"{deck.name}.html"
    if made_from(path) != mark(deck):
        write_whole(path, document(deck))
    return path


def document(deck: Deck) -> bytes:
    """The deck as one HTML file."""
    notebooks = {slide.lesson: None for slide in deck.slides}
    notebooks = {lesson: notebook(lesson) for lesson in notebooks}
    shown = "\n".join(_page(slide, place, deck, notebooks[slide.lesson]) for place, slide in enumerate(deck.slides, 1))
    title = html.escape(deck.title)
    body = (f'<main aria-label="{title}">\n{shown}\n</main>\n<nav class="bar" aria-label="Slides">'
            '<button class="back" type="button" aria-label="Back">←</button><span role="status"></span>'
            '<button class="on" type="button" aria-label="On">→</button><button class="note" type="button">Notes (N)</button></nav>\n'
            "<noscript><p>All slides, one below the other. With scripts allowed, the arrow keys turn them.</p></noscript>")
    style = f"{_STYLE.read_text(encoding='utf-8')}</style>\n<style id=\"with-notes\" media=\"not all\">\n{_NOTES.read_text(encoding='utf-8')}"
    return pages.page(title, body, style=style, script=_SCRIPT.read_text(encoding="utf-8"),
                      head=f'<meta name="made-from" content="{mark(deck)}">\n')


def _page(slide: Slide, place: int, deck: Deck, lesson: nbformat.NotebookNode) -> str:
    picture = taken(slide, lesson)
    rows, letters = picture.count("<tr"), len(re.sub("<[^>]+>", "", picture))
    wide = max((len(re.sub("<[^>]+>", "", row)) for row in re.findall("<tr>(.*?)</tr>", picture)), default=0)
    kind = (" packed" if rows > 11 or letters > 800 else " full" if rows > 8 or letters > 600 else " large" if rows <= 8 and wide <= 46 else "") if rows else ""
    notes = [f"<strong>{slide.minutes} min.</strong> {_said(slide.note)}".rstrip(),
             f"<strong>Expect:</strong> {_said(slide.expect)}", f"<strong>If the room is silent:</strong> {_said(slide.silent)}"]
    source = read(arc.place(slide.lesson).path).title
    return (f'<section class="page" data-slide="{html.escape(slide.id)}" aria-label="Slide {place} of {len(deck.slides)}">'
            f'<div class="slide{kind}"><h2>{html.escape(slide.ask)}</h2><figure class="picture">{picture}</figure>'
            f'<div class="foot"><span>{html.escape(source)}</span><span>{place}</span></div></div>'
            f'<aside class="notes" aria-label="Notes">{"".join(f"<p>{one}</p>" for one in notes)}</aside></section>')


def _said(note: str) -> str:
    """A note as it is shown: its citations stand in the kit's pages, which are made from the same text."""
    return html.escape(re.sub(r"\s*\{claim:[^}]*\}", "", note))


def taken(slide: Slide, lesson: nbformat.NotebookNode) -> str:
    """The slide's picture out of the executed lesson: an image with its alternative text, or a table.

    Raises
    ------
    TeachError
        When no cell, or more than one, has the words that the slide names; or the cell shows neither.
    """
    where = f"docs/teach/lessons/{slide.lesson}.yml, slide {slide.id!r}"
    cells = slide.cells(lesson)
    if len(cells) != 1:
        raise TeachError(f"{where}: {len(cells) or 'no'} cells of the lesson hold `{slide.picture}`. Name words that stand in one cell "
                         "only; the lesson may have changed.")
    cell = cells[0]
    if cell.cell_type == "markdown":
        import mistune

        shown = [mistune.create_markdown(plugins=["table"], escape=False)(cell.source)]
    else:
        shown = [one.data["text/html"] for one in cell.get("outputs", []) if "text/html" in one.get("data", {})]
    for markup in shown:
        soup = BeautifulSoup(markup, "html.parser")
        if (image := soup.find("img")) and not (slide.columns or slide.rows):
            caption = soup.find("figcaption")
            return _image(image) + (f"<figcaption>{html.escape(caption.get_text())}</figcaption>" if caption else "")
        if table := soup.find("table"):
            return _table(table, slide, where)
    raise TeachError(f"{where}: the cell with `{slide.picture}` shows no picture and no table. Name another cell.")


def _image(image) -> str:
    text = f' data-text-px="{html.escape(image["data-text-px"])}"' if image.get("data-text-px") else ""
    return f'<img src="{html.escape(image["src"])}" alt="{html.escape(image.get("alt", ""))}"{text}>'


def _table(table, slide: Slide, where: str) -> str:
    """The table with the columns and rows that are asked for: text only, no links and no styles."""
    grid = _grid(table)
    heads = max(1, len(table.thead.find_all("tr")) if table.thead else 1)
    head, body = grid[0], grid[heads:]
    if heads > 1:  # a frame with a named index says so in a second row
        names = grid[heads - 1]
        head = [above or below for above, below in zip(head, names, strict=False)]
    if not any(head) and table.thead is None:
        head = []
    if isinstance(slide.rows, int):
        body = body[: slide.rows]
    elif slide.rows:
        there = {row[0]: row for row in body}
        if missing := [name for name in slide.rows if name not in there]:
            raise TeachError(f"{where}: the table has no row {missing[0]!r}; it has {', '.join(there)}.")
        body = [there[name] for name in slide.rows]
    if slide.columns:
        if missing := [name for name in slide.columns if name not in head]:
            raise TeachError(f"{where}: the table has no column {missing[0]!r}; it has {', '.join(filter(None, head))}.")
        keep = [head.index(name) for name in slide.columns]
        head, body = [head[at] for at in keep], [[row[at] for at in keep] for row in body]

    def cell(text: str) -> str:
        number = ' class="number"' if re.fullmatch(r"[-+~<>]?[\d.,]+%?", text) else ""
        return f"<td{number}>{html.escape(text)}</td>"

    heading = "<thead><tr>" + "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head) + "</tr></thead>" if head else ""
    lines = "".join(f'<tr><th scope="row">{html.escape(row[0])}</th>{"".join(map(cell, row[1:]))}</tr>' for row in body)
    return f"<table>{heading}<tbody>{lines}</tbody></table>"


def _grid(table) -> list[list[str]]:
    """The texts of a table's cells, row by row; a cell that spans several stands in the first of them."""
    rows = table.find_all("tr")
    grid: list[dict[int, str]] = [{} for _ in rows]
    for down, row in enumerate(rows):
        at = 0
        for cell in row.find_all(["th", "td"]):
            while at in grid[down]:
                at += 1
            text = " ".join(cell.get_text(" ").split())
            tall, wide = (int(cell.get(name, 1)) for name in ("rowspan", "colspan"))
            for y in range(down, min(down + tall, len(rows))):
                for x in range(at, at + wide):
                    grid[y][x] = text if (y, x) == (down, at) else ""
            at += wide
    return [[row[at] for at in sorted(row)] for row in grid]


def faults(path: Path, name: str) -> list[Fault]:
    """What keeps a written deck from being read: text too small, a picture cut, a picture without words. Measured in Chromium."""
    found = []
    for one in pages.measured(path):
        def note(says: str, one: dict = one) -> None:
            found.append(Fault(name, one["id"], says))

        if one["text"] < LEAST_TEXT:
            note(f"text of {one['text']:g} pixels (“{one['words']}”); at least {LEAST_TEXT}.")
        if one["pictureText"] is not None and one["pictureText"] < LEAST_PICTURE_TEXT:
            note(f"text of {one['pictureText']:.1f} pixels in the picture; at least {LEAST_PICTURE_TEXT}.")
        if one["cut"]:
            note(f"does not fit: {'; '.join(dict.fromkeys(one['cut']))}.")
        if one["alt"] is not None and len(one["alt"].split()) < 5:
            note("the picture has no alternative text.")
        if one["lines"] > MOST_LINES:
            note(f"the question takes {one['lines']} lines; at most {MOST_LINES}.")
    return found


def stale(deck: Deck, out: Path) -> str:
    """Why the written deck is not the one that would be made now; empty when it is."""
    path = out / f"{deck.name}.html"
    if not path.exists():
        return f"{path.name} is not there: run `course teach slides {deck.name}`."
    if made_from(path) != mark(deck):
        return f"{path.name} is stale, the lesson or its plan has changed: run `course teach slides {deck.name}`."
    return ""


def named(name: str) -> Iterable[Deck]:
    """The decks that ``name`` asks for: one, or ``all``."""
    return [plans.deck(one) for one in (plans.decks() if name == "all" else [name])]

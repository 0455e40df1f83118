"""Pages that are computed: the front page, the glossary, and the API. The page of facts is ``course.site.facts``."""

from __future__ import annotations

import html
import re

from markdown.extensions.toc import slugify

from course import paths
from course.content import arc
from course.content.source import Source, read
from course.yamltext import from_yaml

FORMER = {"05_differentials": "differentials", "06_amazon": "amazon", "07_ibm": "ibm", "08_capstone": "capstone"}
"""Addresses that lessons had before others were put between them, and the lessons that stood there. Links to them still lead on."""

PACKAGES = ("faces", "matching", "evaluation", "own", "accuracy", "policy", "judgement", "figures", "explorer", "mending", "rekognition", "checks", "content",
            "study", "grading", "proofs")


LICENCE = "Code MIT, text CC BY 4.0, rendered faces CC0"
"""As the file LICENSE says at length; a test compares."""


def index(lessons: list[Source], assignments: dict[str, str], lab: bool) -> str:
    """The front page: what this is, for whom, and three ways in. assignments: title by slug. lab: is there a browser lab?"""
    first = lessons[0].path.stem
    minutes = sum(one.header["minutes"] for one in lessons)
    rows = [f"- [{one.title}](notebooks/{one.path.stem}.md), {one.header['minutes']} minutes. {one.header['lead']}"
            for one in lessons]
    tasks = [f"- [{title}](assignments/{slug}/release/{slug}.md)" for slug, title in assignments.items()]
    run = ("[The browser lab](browser-lab.md): every lesson runs in a tab. Nothing to install." if lab else
           "`make lab` in the course's folder: it sets up, then opens the first lesson.")
    return "\n".join([
        "# Face recognition: a threshold and its consequences", "",
        "You build a face matcher that works. You measure what its threshold trades, and for whom. Then you read two decisions "
        "of June 2020 with the numbers in hand: Amazon's one-year moratorium on police use of Rekognition, and IBM's exit. "
        "The recognisers are real. The faces are rendered and show nobody.", "",
        f"For students of computing, law and policy, for their teachers, and for anyone who learns alone. {len(lessons)} lessons, "
        f"{round(minutes / 60)} hours, and as many again for the exercises. Some Python helps; reading needs none.", "",
        '<div class="ways" markdown>', "",
        "<section markdown>", "", "## Look", "", "[Open the threshold explorer](explorer.html). Drag a threshold, and see who is "
        "matched, who is missed and who is wrongly named.", "", "</section>", "",
        "<section markdown>", "", "## Read", "", f"[Start with the first lesson](notebooks/{first}.md). Each page shows a lesson with its outputs. "
        "Assignments [without code](without-code.md) are forms.",
        "", "</section>", "",
        "<section markdown>", "", "## Run", "", run, "", "</section>", "",
        "</div>", "",
        # As HTML: the explorer is a page that MkDocs does not make.
        f'<p><a href="explorer.html"><img src="docs/explorer.png" alt="{_explorer_in_words()}"></a></p>', "",
        "You teach? [Teaching this course](docs/teaching.md) and [the syllabus](docs/syllabus.md).", "",
        "## Lessons", "", *rows, "", "## Assignments", "",
        "As a student gets them: nothing is run, and no answer is shown.", "", *tasks, "",
        "## To teach from", "",
        "[The kit](docs/teach/index.md): syllabi by the minute, lesson plans, talks, a debate. For one class with nothing installed: "
        "[its slides](teach/one_class.html), [its handout](teach/handout.html). [Fluent wrong answers](teach/wrong.html) to take apart.", "",
    ])


def _explorer_in_words() -> str:
    """The alternative text of the explorer's picture: the README's, so that it is written once."""
    found = re.search(r"!\[([^\]]+)\]\(docs/explorer\.png\)", (paths.ROOT / "README.md").read_text(encoding="utf-8"))
    return html.escape(" ".join(found[1].split())) if found else "The threshold explorer"


def about() -> str:
    """Licence, version, how to cite, how to report: from the files that hold them."""
    cite = from_yaml((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    who = ", ".join(one.get("name") or f"{one['given-names']} {one['family-names']}" for one in cite["authors"])
    report = re.search(r"## To report a mistake\n\n(.+?)(?:\n\n|\Z)", (paths.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.S)[1]
    return "\n".join([
        "# About", "", cite["abstract"].strip(), "",
        "## Licence", "", f"{LICENCE}. Data: as the card beside each file says.", "",
        "## How to cite", "", f"{who} ({cite['date-released'].year}). *{cite['title']}*. Version {cite['version']}.", "",
        "## To report a mistake", "", report, "",
        "Facts have ids. [Facts and sources](facts.md) shows the row that a sentence comes from: name it.", "",
        "## What this site asks of you", "", "Nothing. No page asks another server, counts you or sets a cookie. What the browser lab keeps, "
        "it keeps in your browser.", "",
    ])


def moved() -> dict[str, str]:
    """``{former address: page}`` for each lesson that has another number now: a page that leads on, by itself or by its link."""
    pages = {}
    for stem, name in FORMER.items():
        now = arc.place(name).path.stem
        if now != stem:
            pages[f"notebooks/{stem}.html"] = (
                f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>This lesson has moved</title>'
                f'<meta http-equiv="refresh" content="0; url={now}.html"></head>'
                f'<body><p>This lesson has moved: <a href="{now}.html">{html.escape(read(arc.place(name).path).title)}</a></p></body></html>\n')
    return pages


def words(lessons: list[Source]) -> dict[str, tuple[str, Source]]:
    """``{term: (definition, lesson)}`` from the lines that start with **Words:**, in the lessons' order."""
    found: dict[str, tuple[str, Source]] = {}
    for lesson in lessons:
        for cell in lesson.cells:
            line = re.search(r"\*\*Words:\*\*(.+?)(?:\n\s*\n|\Z)", cell.text, re.S) if cell.kind == "markdown" else None
            if line:
                parts = re.split(r"(?:^|(?<=[.?!)])\s+)\*([^*]+)\*(?=[:,])", " ".join(line[1].split()).strip())
                for term, meaning in zip(parts[1::2], parts[2::2], strict=True):
                    found.setdefault(term, (meaning.lstrip(":, ").strip(), lesson))
    return found


def first_use(term: str, lessons: list[Source]) -> tuple[Source, str, str] | None:
    """The lesson, heading and anchor of the first section whose prose uses the term."""
    wanted = re.compile(rf"(?<!\w){re.escape(term)}", re.I)
    for lesson in lessons:
        heading = lesson.title
        for cell in lesson.cells:
            if cell.kind != "markdown":
                continue
            for line in cell.text.split("\n"):
                title = re.match(r"##+ (.+)", line)
                heading = re.sub(r"\s*<!--.*?-->", "", title[1]) if title else heading
                if wanted.search(line):
                    return lesson, heading, slugify(re.sub(r"[*_`]", "", heading), "-")
    return None


def glossary(lessons: list[Source]) -> str:
    lines = ["# Glossary", "", "The course's words, each with the place where it is first used. Terms of measurement "
             "follow ISO/IEC 2382-37 and ISO/IEC 19795-1.", ""]
    for term, (meaning, lesson) in sorted(words(lessons).items(), key=lambda item: item[0].lower()):
        place = first_use(term, lessons) or (lesson, "Take away", "take-away")
        where, heading, anchor = place
        link = f"notebooks/{where.path.stem}.md" + (f"#{anchor}" if heading != where.title else "")
        lines += [f"**{term}**", f":   {meaning} First used in [{where.title.split(':')[0]}: {heading}]({link})."
                  if heading != where.title else f":   {meaning} First used in [{where.title}]({link}).", ""]
    return "\n".join(lines)


def api(package: str) -> str:
    """A page of mkdocstrings directives: every public module of a package."""
    folder = paths.PACKAGE / package
    lines = [f"# course.{package}", ""]
    for module in sorted(folder.glob("*.py")):
        if not module.name.startswith("_") and module.stem not in {"commands", "kernel", "zygote", "nbgrader_settings"}:
            lines += [f"::: course.{package}.{module.stem}", ""]
    return "\n".join(lines)

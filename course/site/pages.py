"""Pages that are computed: the front page, the glossary, and the API. The page of facts is ``course.site.facts``."""

from __future__ import annotations

import html
import re

from markdown.extensions.toc import slugify

from course import paths
from course.content import arc
from course.content.source import Source, read

FORMER = {"05_differentials": "differentials", "06_amazon": "amazon", "07_ibm": "ibm", "08_capstone": "capstone"}
"""Addresses that lessons had before others were put between them, and the lessons that stood there. Links to them still lead on."""

PACKAGES = ("faces", "matching", "evaluation", "own", "accuracy", "policy", "judgement", "figures", "explorer", "mending", "rekognition", "checks", "content",
            "study", "grading", "proofs")


def index(lessons: list[Source], assignments: dict[str, str]) -> str:
    """The front page. assignments: title by slug."""
    rows = [f"- [{one.title}](notebooks/{one.path.stem}.md), {one.header['minutes']} minutes. {one.header['lead']}"
            for one in lessons]
    tasks = [f"- [{title}](assignments/{slug}/release/{slug}.md)" for slug, title in assignments.items()]
    return "\n".join([
        "# Face recognition: a threshold and its consequences", "",
        "A course on the ethics of face recognition: a real matcher, what its threshold trades, and two policy cases. "
        "The faces are rendered and show nobody.", "",
        "[Open the threshold explorer](explorer.html). It runs here. The lessons below are shown with their outputs; "
        "to run and change them, use `make lab` in the course's folder.", "",
        "## Lessons", "", *rows, "", "## Assignments", "",
        "As a student gets them: nothing is run, and no answer is shown.", "", *tasks, "",
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

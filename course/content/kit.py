"""The pages of the teaching kit: ``docs/teach/source/NAME.md`` with names, citations and tables filled in, written to ``docs/teach/NAME.md``.

Text speaks of ``{lesson:thresholds}`` and cites ``{claim:A01}``, as a lesson does. ``<!-- kit: NAME -->`` is where a table goes; NAME is a key
of ``TABLES``.
"""

from __future__ import annotations

import re
from pathlib import Path

from course.content import arc, plans
from course.content.assignments import Assignment, load, slugs
from course.content.outcomes import outcomes
from course.content.source import read
from course.errors import CourseError
from course.policy import render_citations

FOLDER = plans.FOLDER
_PLACE = re.compile(r"^<!-- kit: (\w+) -->$", re.MULTILINE)
_UP = "../.."


def _link(lesson: str, words: str) -> str:
    return f"[{words}]({_UP}/notebooks/{arc.place(lesson).path.stem}.ipynb)"


def _task(name: str, known: dict[str, Assignment]) -> tuple[Assignment, str]:
    """The assignment and the task of ``SLUG/TASK``; ``known`` keeps the assignments that were read.

    Raises
    ------
    CourseError
        For one there is not.
    """
    slug, _, task = name.partition("/")
    if slug not in known:
        known[slug] = load(slug)
    known[slug].task(task)
    return known[slug], task


def plan_pages() -> str:
    """A plan for each lesson."""
    parts = []
    for name, plan in plans.plans().items():
        title = read(arc.place(name).path).title
        rows = "\n".join(f"| {step.minutes} | {step.do} |" for step in plan.steps)
        parts.append(f"## {title}\n\n{_link(name, 'The lesson')}, {plan.minutes} minutes. "
                     f"{plan.aim}\n\n| minutes | what happens |\n|---|---|\n{rows}\n\n- **Expect:** {plan.expect}\n"
                     f"- **If the room is silent:** {plan.silent}\n- **Short of time?** Leave out: {plan.skip}\n"
                     f"- **Slides:** `course teach slides {name}`, {len(plan.slides)} of them.")
    return "\n\n".join(parts)


def cards() -> str:
    """The cards for a talk, five a module."""
    return "\n\n".join(f"**{read(arc.place(name).path).title}**\n\n" + "\n".join(f"- {card}" for card in plan.viva)
                       for name, plan in plans.plans().items())


def one_class() -> str:
    """The slides of the deck for one class, with their minutes and notes."""
    deck = plans.deck("one_class")
    rows = "\n".join(f"| {place} | {slide.minutes} | {slide.ask} | {slide.note} |" for place, slide in enumerate(deck.slides, 1))
    return f"| slide | minutes | asks | what you do |\n|---|---|---|---|\n{rows}"


def outcome_table() -> str:
    """Outcome by outcome: the units, the lessons, and the graded tasks that show it."""
    rows, known, every = [], {}, plans.plans()
    for one in outcomes().values():
        shown, served = [], [str(arc.place(name).number) for name, plan in every.items() if one.id in plan.outcomes]
        for name in one.tasks:
            assignment, task = _task(name, known)
            shown.append(f"[{assignment.slug}]({_UP}/assignments/{assignment.slug}/release/{assignment.slug}.ipynb) `{task}` ({assignment.task(task).points:g})")
        rows.append(f"| {one.says} | {', '.join(one.units)} | {', '.join(served)} | {', '.join(shown)} |")
    return "| after the course a student can | CS2023 | lessons | shown by (points) |\n|---|---|---|---|\n" + "\n".join(rows)


def semester() -> str:
    """All lessons and assignments with their minutes, for whoever makes a calendar."""
    rows, every = [], [load(slug) for slug in slugs()]
    for name, place in arc.places().items():
        lesson, mine = read(place.path), [one for one in every if one.source.header.get("lesson") == name]
        given = ", ".join(f"{one.slug}, {one.source.header['minutes']} min" for one in mine)
        rows.append(f"| {place.number} | {lesson.title.partition(': ')[2]} | {lesson.header['minutes']} | {given} |")
    return "| | lesson | minutes | assignment |\n|---|---|---|---|\n" + "\n".join(rows)


def norms() -> str:
    """The norms of the room, as the page on the room has them."""
    text = (FOLDER / "source" / "room.md").read_text(encoding="utf-8")
    return re.search(r"^## Norms for the room\n.*?\n\n(1\. .*?)\n\n", text, re.S | re.M)[1]


TABLES = {"norms": norms, "plans": plan_pages, "cards": cards, "one_class": one_class, "outcomes": outcome_table, "calendar": semester}


def sources() -> list[Path]:
    return sorted((FOLDER / "source").glob("*.md"))


def filled(path: Path) -> str:
    """A source with its tables and the numbers of lessons in place; citations are left as they are.

    Raises
    ------
    CourseError
        For a table there is not, and a name there is not.
    """
    text = path.read_text(encoding="utf-8")
    if missing := [name for name in _PLACE.findall(text) if name not in TABLES]:
        raise CourseError(f"docs/teach/source/{path.name}: there is no table {missing[0]!r}; there are {', '.join(TABLES)}.")
    return arc.fill(_PLACE.sub(lambda found: TABLES[found[1]](), text))


def written(path: Path) -> str:
    """The page that a source gives.

    Raises
    ------
    CourseError
        Whatever `filled` refuses, and a fact cited wrongly.
    """
    text = render_citations(filled(path), path.name)[0]
    return f"<!-- Written by `course build` from source/{path.name}: change that. -->\n\n{text.strip()}\n"


def pages() -> dict[Path, bytes]:
    """Every page of the kit, as it must be."""
    return {FOLDER / path.name: written(path).encode() for path in sources()}

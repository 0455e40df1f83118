"""How each lesson is taught: ``docs/teach/lessons/NAME.yml``, the one place that says it. Plans, slides and cards are made from it.

::

    aim: one sentence, what the class leaves with
    outcomes: [id, ...]           # of docs/teach/outcomes.yml: what the lesson serves
    expect: the wrong answer to expect
    silent: one question if the room is silent
    skip: what to leave out when time runs short
    steps:                        # the plan of one class
      - {minutes: 10, do: what happens}
    slides:                       # one question and one picture each
      - id: det
        ask: the question on the slide
        picture: words of the lesson's cell that shows the picture, such as "figures.rates.det("
        columns: [name, ...]      # of a table, these columns only
        rows: [name, ...] or 5    # of a table, these rows, or the first five
        minutes: 6
        expect: the wrong answer to expect
        silent: one question if nobody answers
        note: what else to say, perhaps
    viva: [five questions for a talk]

A deck across lessons is ``docs/teach/decks/NAME.yml``: a ``title``, and ``slides``, each ``{slide: LESSON/ID}`` with other ``minutes``
or another ``note`` if it needs them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from course import paths
from course.content import arc
from course.content.outcomes import outcomes
from course.content.source import read
from course.errors import CourseError
from course.yamltext import from_yaml

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = paths.ROOT / "docs" / "teach"
CARDS = 5
"""Questions for a talk in each lesson."""
_SLIDE = {"id", "ask", "picture", "columns", "rows", "minutes", "expect", "silent", "note"}
_PLAN = {"aim", "outcomes", "expect", "silent", "skip", "steps", "slides", "viva"}


@dataclass(frozen=True)
class Slide:
    """One question before one picture, with what stands under it."""

    lesson: str
    id: str
    ask: str
    picture: str
    minutes: int
    expect: str
    silent: str
    note: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] | int = ()

    def cells(self, lesson: NotebookNode) -> list[NotebookNode]:
        """The cells of its lesson's notebook that hold the words of its picture: one, as it should be."""
        return [cell for cell in lesson.cells if self.picture in cell.source]


@dataclass(frozen=True)
class Step:
    """A part of a class: how many minutes, and what happens."""

    minutes: int
    do: str


@dataclass(frozen=True)
class Plan:
    """How one lesson is taught."""

    lesson: str
    outcomes: tuple[str, ...]
    aim: str
    expect: str
    silent: str
    skip: str
    steps: tuple[Step, ...]
    slides: tuple[Slide, ...]
    viva: tuple[str, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Deck:
    """Slides in order, of one lesson or of several."""

    name: str
    title: str
    slides: tuple[Slide, ...]


def plan(lesson: str, folder: Path | None = None) -> Plan:
    """How ``lesson`` is taught.

    Raises
    ------
    CourseError
        For a lesson there is not, one without a plan, and a plan with a part missing, unknown or of the wrong kind.
    """
    arc.place(lesson)
    path = (folder or FOLDER) / "lessons" / f"{lesson}.yml"
    told = _read(path, f"the lesson {lesson!r} has no plan and no slides yet: write docs/teach/lessons/{lesson}.yml.")
    _parts(path, told, _PLAN, _PLAN)
    for step in told["steps"]:
        _parts(path, step, {"minutes", "do"}, {"minutes", "do"})
    served = tuple(told["outcomes"] if isinstance(told["outcomes"], list) else [told["outcomes"]])
    known = outcomes()
    if not served or (strange := [one for one in served if one not in known]):
        raise CourseError(f"{path.name}: {f'there is no outcome {strange[0]!r}' if served else 'outcomes is empty'}; "
                          f"docs/teach/outcomes.yml has {', '.join(known)}.")
    cards = tuple(map(str, told["viva"]))
    if len(set(cards)) != CARDS:
        raise CourseError(f"{path.name}: {CARDS} different questions for a talk are asked for, not {len(set(cards))}.")
    slides = tuple(_slide(path, lesson, one) for one in told["slides"])
    names = [one.id for one in slides]
    if not slides or len(set(names)) != len(names):
        raise CourseError(f"{path.name}: it needs slides, each with an id of its own; it has {', '.join(names) or 'none'}.")
    return Plan(lesson, served, *(str(told[key]).strip() for key in ("aim", "expect", "silent", "skip")),
                tuple(Step(step["minutes"], step["do"]) for step in told["steps"]), slides, cards)


def planned() -> tuple[str, ...]:
    """The lessons that have a plan, in order: a new one may not have it yet."""
    return tuple(name for name in arc.places() if (FOLDER / "lessons" / f"{name}.yml").exists())


def plans() -> dict[str, Plan]:
    """The plan of every lesson that has one, in order."""
    return {name: plan(name) for name in planned()}


def decks() -> tuple[str, ...]:
    """The names that `deck` takes: every lesson with a plan, then the decks across lessons."""
    return (*planned(), *sorted(path.stem for path in (FOLDER / "decks").glob("*.yml")))


def deck(name: str, folder: Path | None = None) -> Deck:
    """The slides of a lesson, or a deck across lessons.

    Raises
    ------
    CourseError
        For a name there is not, a slide there is not, and whatever `plan` refuses.
    """
    if name in arc.places():
        return Deck(name, read(arc.place(name).path).title, plan(name, folder).slides)
    path = (folder or FOLDER) / "decks" / f"{name}.yml"
    told = _read(path, f"there is no lesson and no deck {name!r}. There are {', '.join(decks())}.")
    _parts(path, told, {"title", "slides"}, {"title", "slides"})
    slides = []
    for one in told["slides"]:
        _parts(path, one, {"slide"}, {"slide", "minutes", "note", "ask"})
        lesson, _, wanted = str(one["slide"]).partition("/")
        there = {slide.id: slide for slide in plan(lesson, folder).slides}
        if wanted not in there:
            raise CourseError(f"{path.name}: {lesson} has no slide {wanted!r}; it has {', '.join(there)}.")
        slides.append(replace(there[wanted], **{key: value for key, value in one.items() if key != "slide"}))
    return Deck(name, str(told["title"]), tuple(slides))


def _read(path: Path, missing: str) -> dict[str, Any]:
    try:
        told = from_yaml(arc.fill(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise CourseError(missing) from None
    except yaml.YAMLError as error:
        raise CourseError(f"{path.name} is not YAML: {error}") from None
    if not isinstance(told, dict):
        raise CourseError(f"{path.name}: names with a colon are expected, such as `slides:`.")
    return told


def _parts(path: Path, told: Any, needed: set[str], known: set[str]) -> None:
    if not isinstance(told, dict):
        raise CourseError(f"{path.name}: {told!r} should have the parts {', '.join(sorted(needed))}.")
    if missing := sorted(needed - told.keys()):
        raise CourseError(f"{path.name}: {', '.join(missing)} is missing{' in ' + repr(told.get('id')) if 'id' in told else ''}.")
    if odd := sorted(told.keys() - known):
        raise CourseError(f"{path.name}: {', '.join(odd)} is not known here; known are {', '.join(sorted(known))}.")
    if "minutes" in told and (not isinstance(told["minutes"], int) or told["minutes"] < 1):
        raise CourseError(f"{path.name}: minutes are a whole number from 1, not {told['minutes']!r}.")


def _slide(path: Path, lesson: str, told: Any) -> Slide:
    _parts(path, told, _SLIDE - {"columns", "rows", "note"}, _SLIDE)
    rows = told.get("rows", ())
    return Slide(lesson, *(str(told[key]).strip() for key in ("id", "ask", "picture")), told["minutes"],
                 str(told["expect"]).strip(), str(told["silent"]).strip(), str(told.get("note", "")).strip(),
                 tuple(map(str, told.get("columns", ()))), rows if isinstance(rows, int) else tuple(map(str, rows)))

"""Readers of essays: ``course grade calibrate`` before they read, ``course grade second`` while they do.

Scored answers are the anchors of an essay's rubric, and those of ``answers.TASK.yml`` beside it where there is one. They are
shown blinded: in an order drawn for the reader, without level, side or points. What a reader gives is kept in the course folder,
``readers/TASK/``, after each answer, so that nothing is lost and one can go on later.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml

from course.content import assignments, rubric
from course.content.source import SourceError
from course.errors import CourseError
from course.files import write_whole
from course.grading.agreement import Agreement, agree
from course.yamltext import from_yaml

TOTAL, CRITERION, EQUAL, APART, SIDE = 0.70, 0.60, 0.60, 1, 0.25
"""What a reader should reach: kappa in total and by criterion, the share of equal totals, the most levels apart in a criterion, and the
most points by which one side is favoured. The course's own marks, to be adjusted after a pilot."""

ONE_IN = 10
_NAME = re.compile(r"^[\w][\w .-]{0,40}$")


@dataclass(frozen=True)
class Scored:
    """An answer with the points it should get. ``pair`` joins two that are equal but for their side."""

    id: str
    text: str
    meets: dict[str, float]
    side: str = ""
    pair: str = ""


@dataclass(frozen=True)
class Essay:
    """One essay of an assignment with its rubric and its scored answers."""

    slug: str
    rubric: rubric.Rubric
    answers: tuple[Scored, ...]

    @property
    def levels(self) -> dict[str, list[float]]:
        return {one["id"]: sorted(float(level["points"]) for level in one["levels"]) for one in self.rubric.criteria}

    @property
    def sides(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.side for one in self.answers if one.side and one.pair))

    def pairs(self, answers: Sequence[Scored]) -> list[tuple[int, int]]:
        """Places of the answers that are equal but for their side, the first side first."""
        place = {(one.pair, one.side): number for number, one in enumerate(answers) if one.pair}
        first, second = self.sides if len(self.sides) == 2 else ("", "")
        return [(place[pair, first], place[pair, second]) for pair in dict.fromkeys(pair for pair, _ in place)
                if (pair, first) in place and (pair, second) in place]


def essay(task: str, root: Path | None = None) -> Essay:
    """The essay called ``task``, or ``SLUG/TASK`` where two assignments have one of that name.

    Raises
    ------
    CourseError
        If there is none, or several, or its scored answers do not fit its rubric; the message names the file.
    """
    slug, _, name = task.rpartition("/")
    found = [(one, told) for one in ([slug] if slug else assignments.slugs(root)) for told in rubric.load(assignments.load(one, root))
             if told.task == name]
    if not found:
        every = [f"{told.task} ({one})" for one in assignments.slugs(root) for told in rubric.load(assignments.load(one, root))]
        raise CourseError(f"there is no essay {task!r} with a rubric. There are {', '.join(every)}.")
    if len(found) > 1:
        raise CourseError(f"several assignments have an essay {name!r}: say {' or '.join(f'{one}/{name}' for one, _ in found)}.")
    slug, told = found[0]
    anchors = [Scored(f"anchor {number}", " ".join(one["text"].split()), dict(one["meets"]), one.get("side", ""),
                      "strong" if one["level"] == "strong" and "side" in one else "")
               for number, one in enumerate(told.anchors, 1)]
    return Essay(slug, told, (*anchors, *_further(assignments.load(slug, root).folder / f"answers.{name}.yml", told)))


def _further(path: Path, told: rubric.Rubric) -> list[Scored]:
    if not path.exists():
        return []
    levels = {one["id"]: {level["points"] for level in one["levels"]} for one in told.criteria}
    sides = {one["side"] for one in told.anchors if one["level"] == "strong" and "side" in one}
    found: list[Scored] = []
    try:
        entries = from_yaml(path.read_text(encoding="utf-8"))
        for one in entries:
            name, meets = one["id"], one["meets"]
            if set(meets) != set(levels) or any(points not in levels[key] for key, points in meets.items()):
                raise SourceError(path, 1, f"{name}: meets gives points that are no level of the rubric, or leaves a criterion out.")
            if sum(meets.values()) != one["points"]:
                raise SourceError(path, 1, f"{name}: its points do not add up to {one['points']:g}.")
            if one["side"] not in sides:
                raise SourceError(path, 1, f"{name}: side may be {' or '.join(sorted(sides))}, as the rubric's strong answers have it.")
            found.append(Scored(name, " ".join(one["text"].split()), dict(meets), one["side"], one["pair"]))
    except yaml.YAMLError as error:
        raise SourceError(path, 1, f"this is no YAML ({error}).") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(path, 1, f"an answer needs id, pair, side, points, meets and text; {error} is missing or of the wrong kind.") from None
    for pair in {one.pair for one in found}:
        both = [one for one in found if one.pair == pair]
        if len(both) != 2 or len({one.side for one in both}) != 2 or both[0].meets != both[1].meets:
            raise SourceError(path, 1, f"pair {pair}: it needs two answers, one a side, with the same points.")
    return found


# --- what a reader has given ---------------------------------------------------------------------------------------


@dataclass
class Reading:
    """One reader's points so far, by answer and criterion, kept in a file after each answer."""

    path: Path
    given: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, reader: str, kind: str) -> Reading:
        """What is kept of this reader.

        Raises
        ------
        CourseError
            If the name cannot be one of a file, or the file is damaged.
        """
        if not _NAME.match(reader):
            raise CourseError(f"{reader!r} cannot be a reader's name here: letters, digits, spaces, dots and dashes, 40 at most.")
        path = folder / f"{reader}.{kind}.json"
        if not path.exists():
            return cls(path)
        try:
            given = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, {str(name): {str(key): float(points) for key, points in row.items()} for name, row in given.items()})
        except (ValueError, AttributeError, TypeError):
            raise CourseError(f"{path} is damaged. Move it away to begin anew.") from None

    def keep(self, answer: str, points: dict[str, float]) -> None:
        self.given[answer] = points
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path, (json.dumps(self.given, indent=1, ensure_ascii=False) + "\n").encode())


def blinded(told: Essay, reader: str, most: int = 12) -> list[Scored]:
    """The answers a reader scores, in an order that hangs on the reader's name. Pairs stay whole, and lie apart as chance has it."""
    random = np.random.default_rng(int.from_bytes(hashlib.sha256(f"{told.slug}/{told.rubric.task}/{reader}".encode()).digest()[:8], "big"))
    groups: dict[str, list[Scored]] = {}
    for one in told.answers:
        groups.setdefault(f"pair {one.pair}" if one.pair else one.id, []).append(one)
    chosen: list[Scored] = []
    for name in random.permutation(sorted(groups)).tolist():
        if len(chosen) + len(groups[name]) <= most:
            chosen += groups[name]
    return [chosen[place] for place in random.permutation(len(chosen))]


def compare(told: Essay, answers: Sequence[Scored], given: dict[str, dict[str, float]]) -> Agreement:
    """A reader beside the scored answers."""
    names = told.sides if len(told.sides) == 2 else ("", "")
    return agree([given[one.id] for one in answers], [one.meets for one in answers], told.levels, told.pairs(answers), names)


def verdict(found: Agreement) -> list[str]:
    """What to talk about before this reader goes on; empty when every mark is reached."""
    told = []
    if not found.total.value >= TOTAL:
        told.append(f"kappa of the totals is under {TOTAL:.2f}")
    told += [f"kappa of {name} is under {CRITERION:.2f}" for name, one in found.criteria.items() if not one.value >= CRITERION]
    if found.equal < EQUAL:
        told.append(f"fewer than {EQUAL:.0%} of the totals are equal")
    if found.apart > APART:
        told.append("a criterion is two levels apart somewhere")
    if found.side is not None and abs(found.side.value) >= SIDE:
        favoured = found.side_names[0 if found.side.value > 0 else 1]
        told.append(f"answers that hold that {favoured} get {abs(found.side.value):.2f} points more than their twins")
    return told


def lines(found: Agreement) -> list[str]:
    """The report of an agreement, for a terminal."""
    told = [f"{found.answers} answers. Quadratic weighted kappa, with a 95% interval that resamples answers:",
            f"  total      {found.total}", *(f"  {name:<10} {one}" for name, one in found.criteria.items()),
            f"Equal totals: {found.equal:.0%}. At most {found.apart} level{'s' * (found.apart != 1)} apart in a criterion."]
    if found.side is not None:
        first, second = found.side_names
        told.append(f"Difference between the sides, in points, over pairs equal but for their side: {found.side}. Above 0 favours “{first}”, "
                    f"below 0 “{second}”.")
    if found.answers < 12:
        told.append(f"{found.answers} answers are few: the intervals are wide, and the numbers say little.")
    return told


# --- a second reader -----------------------------------------------------------------------------------------------


def every_tenth(names: Sequence[str], secret: str, one_in: int = ONE_IN) -> list[str]:
    """One submission in ten, at least one, drawn anew for each essay and always the same."""
    count = math.ceil(len(names) / one_in)
    ranked = sorted(names, key=lambda name: hashlib.sha256(f"{secret}\x1f{name}".encode()).digest())
    return ranked[:count]


def score(told: Essay, texts: dict[str, str], reading: Reading, ask: Callable[[str, list[float]], float], show: Callable[[str], None]) -> None:
    """Have a reader score the texts that are not scored yet, one criterion after the other; kept after each text.

    ask: gets a criterion's id and levels, and gives one of the levels. show: gets what is to be read.
    """
    for number, (name, text) in enumerate(texts.items(), 1):
        if name in reading.given:
            continue
        show(f"\n--- answer {number} of {len(texts)} ---\n\n{text}\n")
        reading.keep(name, {criterion: ask(criterion, levels) for criterion, levels in told.levels.items()})

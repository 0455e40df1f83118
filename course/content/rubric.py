"""What essays are read by: ``rubric.yml``, or ``rubric.TASK.yml`` for each of several, beside an assignment's source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from course.content import arc
from course.content.assignments import Assignment
from course.content.constants import fill_in
from course.content.source import SourceError
from course.files import write_whole
from course.yamltext import from_yaml

_ANCHOR = {"level", "side", "points", "meets", "text"}
_LEVEL = {"points", "text"}
_FOR_READERS = "For readers: name the level of each criterion in your comment, such as `reasons 2, cost 1`, and the student's page marks it."
_CRITERION = re.compile(r"- \*\*([^*]+)\.\*\* ")
_LEVEL_LINE = re.compile(r"    - (-?[\d.]+): ")
_NAMED = re.compile(r"(\w[\w-]*)\s*[:= ]\s*(\d+(?:\.\d+)?)\b")


@dataclass(frozen=True)
class Rubric:
    """The criteria, levels, points and anchor answers of one essay.

    An anchor has ``level``, ``points``, ``meets`` (points by criterion), ``text``, and ``side`` where the question has two:
    what its answer holds, in a few words. Two strong anchors, one a side, show that the side earns nothing.
    """

    task: str
    points: float
    criteria: tuple[dict, ...]
    anchors: tuple[dict, ...]

    def markdown(self, anchors: bool = True) -> str:
        """The rubric as Markdown without HTML; with the anchor answers, for who reads the essays."""
        lines = [f"**Rubric for `{self.task}`, {self.points:g} points**", ""]
        for criterion in self.criteria:
            lines += [f"- **{criterion['id']}.** {criterion['asks'].strip()}"]
            lines += [f"    - {level['points']:g}: {level['text'].strip()}" for level in criterion["levels"]]
        if anchors:
            lines += ["", f"{_FOR_READERS} The answers below show the levels. Numbers that they computed are those of the public assignment."]
            if any("side" in anchor for anchor in self.anchors):
                lines += ["The side that an answer takes earns nothing: there is a strong one of each."]
        for anchor in self.anchors if anchors else ():
            met = ", ".join(f"{name} {points:g}" for name, points in anchor["meets"].items())
            points = f"{anchor['points']:g} point{'s' if anchor['points'] != 1 else ''}"
            side = f" and holds that {anchor['side'].strip()}" if "side" in anchor else ""
            lines += ["", f"*An answer that is {anchor['level']}{side}, {points} ({met}):*", ""]
            lines += [f"> {' '.join(anchor['text'].split())}"]
        return "\n".join(lines)


def for_student(shown: str, points: float, comment: str = "") -> str:
    """What a reader sees below an essay, as its writer may: without anchors, and with the level of each criterion marked.

    shown: a rubric's :meth:`Rubric.markdown`. The levels are those that the comment names (``cost 2, reasons 1``), if they add up to
    ``points``; where all points or none were given, or there is one criterion, they follow. Otherwise none is marked.
    """
    lines = shown.split(f"\n{_FOR_READERS}")[0].rstrip().split("\n")
    levels: dict[str, list[float]] = {}
    for line in lines:
        if found := _CRITERION.match(line):
            levels[found[1]] = []
        elif (found := _LEVEL_LINE.match(line)) and levels:
            levels[next(reversed(levels))].append(float(found[1]))
    met, at = _met(levels, points, comment), ""
    for number, line in enumerate(lines):
        if found := _CRITERION.match(line):
            at = found[1]
        elif (found := _LEVEL_LINE.match(line)) and met.get(at) == float(found[1]):
            lines[number] = f"    - **{found[1]}: {line.split(': ', 1)[1]}** (your answer)"
    return "\n".join(lines)


def _met(levels: dict[str, list[float]], points: float, comment: str) -> dict[str, float]:
    named = {name: float(told) for name, told in _NAMED.findall(comment) if name in levels}
    if set(named) == set(levels) and all(told in levels[name] for name, told in named.items()) and abs(sum(named.values()) - points) < 1e-9:
        return named
    for choose in (max, min):
        if levels and abs(sum(map(choose, levels.values())) - points) < 1e-9:
            return {name: choose(several) for name, several in levels.items()}
    return {name: points for name in levels} if len(levels) == 1 else {}


def load(assignment: Assignment) -> tuple[Rubric, ...]:
    """Read the rubrics of ``assignment``, in the order of its essays; empty when it has none.

    Raises
    ------
    SourceError
        Naming the file, for one that is no YAML, lacks a part, belongs to no essay, has points that do not add up,
        or an anchor that names an unknown criterion or level; for a name that is not its essay's; for an essay with
        two rubrics, and for one without when another has one.
    """
    found: dict[str, tuple[Path, Rubric]] = {}
    for path in sorted(assignment.folder.glob("rubric*.yml")):
        told = _read(path, assignment)
        if path.name not in ("rubric.yml", f"rubric.{told.task}.yml"):
            raise SourceError(path, 1, f"this is the rubric of `{told.task}`: call the file rubric.{told.task}.yml.")
        if told.task in found:
            raise SourceError(path, 1, f"`{told.task}` has a rubric already, in {found[told.task][0].name}. Remove one of them.")
        found[told.task] = path, told
    if found and (without := [task for task in assignment.essays if task.name not in found]):
        raise SourceError(assignment.source.path, without[0].line,
                          f"the essay `{without[0].name}` has no rubric. Write rubric.{without[0].name}.yml.")
    return tuple(found[task.name][1] for task in assignment.essays if task.name in found)


def _read(path: Path, assignment: Assignment) -> Rubric:
    def wrong(message: str) -> SourceError:
        return SourceError(path, 1, message)

    try:
        told = from_yaml(fill_in(arc.fill(path.read_text(encoding="utf-8")), assignment.given))
        rubric = Rubric(told["task"], told["points"], tuple(told["criteria"]), tuple(told["anchors"]))
        levels = {one["id"]: [level["points"] for level in one["levels"]] for one in rubric.criteria}
        rubric.markdown()
    except yaml.YAMLError as error:
        raise wrong(f"this is no YAML ({error}).") from None
    except (KeyError, TypeError, AttributeError) as error:  # also a {{NAME}} that is no constant
        raise wrong(f"a part is missing or of the wrong kind: {error}. See rubric.yml of another assignment.") from None
    levels_of = [level for criterion in rubric.criteria for level in criterion["levels"]]
    for one, known in (*((anchor, _ANCHOR) for anchor in rubric.anchors), *((level, _LEVEL) for level in levels_of)):
        # In braces YAML takes what follows a comma for another key, and the text would end there.
        cut = [str(key) for key in one if key not in known]
        if cut:
            raise wrong(f"{cut[0]!r} is cut off from the text before it. Put quotes around a text that holds a comma.")
    essays = {task.name: task.points for task in assignment.essays}
    if rubric.task not in essays:
        raise wrong(f"there is no essay {rubric.task!r}. Essays here: {', '.join(essays) or 'none'}.")
    most = sum(max(points) for points in levels.values())
    if not most == rubric.points == essays[rubric.task]:
        raise wrong(f"the best levels give {most:g} points, `points` says {rubric.points:g}, and the essay has "
                    f"{essays[rubric.task]:g}. Make them equal.")
    for anchor in rubric.anchors:
        for name, points in anchor["meets"].items():
            if points not in levels.get(name, ()):
                raise wrong(f"the {anchor['level']} anchor gives {points} for {name!r}, which is no level of a criterion.")
        if sum(anchor["meets"].values()) != anchor["points"]:
            raise wrong(f"the {anchor['level']} anchor's points do not add up to {anchor['points']:g}.")
    return rubric


def hand_out(assignment: Assignment, folder: Path) -> None:
    """Write ``rubric.md`` for students beside their notebook, the criteria without the anchors, if there are rubrics."""
    if rubrics := load(assignment):
        write_whole(folder / "rubric.md", handed(rubrics))


def handed(rubrics: Iterable[Rubric]) -> bytes:
    """The ``rubric.md`` of these rubrics, as students get it."""
    return ("\n\n".join(one.markdown(anchors=False) for one in rubrics) + "\n").encode()

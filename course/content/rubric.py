"""What an essay is read by: ``rubric.yml`` beside an assignment's source, read and put into words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from course.content import arc
from course.content.assignments import Assignment, fill_in
from course.content.source import SourceError
from course.files import write_whole


@dataclass(frozen=True)
class Rubric:
    """The criteria, levels, points and anchor answers of one essay."""

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
            lines += ["", "The four answers below show the levels. Numbers that they computed are those of the public assignment."]
        for anchor in self.anchors if anchors else ():
            met = ", ".join(f"{name} {points:g}" for name, points in anchor["meets"].items())
            points = f"{anchor['points']:g} point{'s' if anchor['points'] != 1 else ''}"
            lines += ["", f"*An answer that is {anchor['level']}, {points} ({met}):*", ""]
            lines += [f"> {' '.join(anchor['text'].split())}"]
        return "\n".join(lines)


def load(assignment: Assignment) -> Rubric | None:
    """Read the rubric of ``assignment``; None when it has none.

    Raises
    ------
    SourceError
        Naming the file, for one that is no YAML, lacks a part, belongs to no essay, has points that do not add up,
        or an anchor that names an unknown criterion or level.
    """
    path = assignment.folder / "rubric.yml"
    if not path.exists():
        return None

    def wrong(message: str) -> SourceError:
        return SourceError(path, 1, message)

    try:
        told = yaml.safe_load(fill_in(arc.fill(path.read_text(encoding="utf-8")), assignment.given))
        rubric = Rubric(told["task"], told["points"], tuple(told["criteria"]), tuple(told["anchors"]))
        levels = {one["id"]: [level["points"] for level in one["levels"]] for one in rubric.criteria}
        rubric.markdown()
    except yaml.YAMLError as error:
        raise wrong(f"this is no YAML ({error}).") from None
    except (KeyError, TypeError, AttributeError) as error:  # also a {{NAME}} that is no constant
        raise wrong(f"a part is missing or of the wrong kind: {error}. See rubric.yml of another assignment.") from None
    for one in (*rubric.anchors, *(level for criterion in rubric.criteria for level in criterion["levels"])):
        # In braces YAML takes what follows a comma for another key, and the text would end there.
        cut = [str(key) for key in one if key not in {"level", "points", "meets", "text"}]
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
    """Write ``rubric.md`` for students beside their notebook, the criteria without the anchors, if there is a rubric."""
    rubric = load(assignment)
    if rubric:
        write_whole(folder / "rubric.md", (rubric.markdown(anchors=False) + "\n").encode())

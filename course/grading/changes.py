"""What an update of the course would change for work that is out: the release that a class holds beside the one it would get now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import sqlalchemy as sql

from course.content import constants, notebooks, rubric
from course.errors import CourseError
from course.grading.classroom import Classroom
from course.grading.edition import Editions
from course.grading.gradebook.tables import RUN, opened


@dataclass(frozen=True)
class Change:
    """One assignment that is out. ``says`` are the differences, each with what it means; ``blocks``: it cannot be graded as it is now."""

    slug: str
    says: tuple[str, ...]
    graded_again: int
    blocks: bool = False

    @property
    def none(self) -> bool:
        return not self.says and not self.graded_again


def of_class(classroom: Classroom, *, secret: str | None = None, personal: bool = False, root: Path | None = None) -> list[Change]:
    """Every assignment of the class, compared with the sources of this checkout. Nothing is written."""
    return [_of_one(classroom, slug, secret, personal, root) for slug in classroom.assignments()]


def _of_one(classroom: Classroom, slug: str, secret: str | None, personal: bool, root: Path | None) -> Change:
    with opened(classroom) as book:
        runs = book.db.execute(sql.select(RUN.c.version).where(RUN.c.assignment == slug)).scalars().all()
    try:
        editions = Editions(slug, root, secret=secret, personal=personal)
        assignment, version = editions.assignment, editions.version
    except CourseError as error:
        return Change(slug, (f"this checkout cannot load it: {error}",), 0, True)
    again = sum(one != version for one in runs)
    released = classroom.release(slug)
    if not released.exists():
        return Change(slug, ("its release is not in the class's folder, so it is not known what is out.",), again)
    # A roster's notebooks differ from the class's in their constants only.
    out, now = nbformat.read(released, as_version=4), notebooks.release_notebook(assignment)
    said, blocks = [], False
    tasks_out, tasks_now = _tasks(out), _tasks(now)
    if set(tasks_out) != set(tasks_now):
        blocks = bool(runs)
        gone, new = sorted(set(tasks_out) - set(tasks_now)), sorted(set(tasks_now) - set(tasks_out))
        what = "; ".join(f"{word} {', '.join(names)}" for word, names in (("gone:", gone), ("new:", new)) if names)
        said.append(f"other graded cells ({what}). " + ("Graded work stands in the way: finish this term with the version that is out."
                                                        if blocks else "Hand out the new release, or finish with the version that is out."))
    moved = sorted(name for name in set(tasks_out) & set(tasks_now) if tasks_out[name] != tasks_now[name])
    if moved:
        said.append("other points: " + ", ".join(f"{name} {tasks_out[name]:g} -> {tasks_now[name]:g}" for name in moved) + ".")
    constants_out, constants_now = constants.of_release(out), constants.of_release(now)
    differ = sorted(name for name in assignment.given if name in constants_out and constants_out[name] != constants_now.get(name))
    if differ and not personal:
        blocks = True
        said.append(f"other values of {', '.join(differ)}: grading stops until it is released again, or the right --variant is named.")
    texts = _changed(out, now, lambda cell: "nbgrader" not in cell.metadata)
    marked = _changed(out, now, lambda cell: "nbgrader" in cell.metadata)
    if marked:
        said.append(f"{marked} graded or given cells read otherwise. Tests and given code count as they are now; answers stay the student's.")
    if texts:
        said.append(f"{texts} cells of text read otherwise. That changes no grade.")
    shown = released.with_name("rubric.md")
    rubrics = "\n\n".join(one.markdown(anchors=False) for one in rubric.load(assignment)) + "\n"
    if shown.exists() and shown.read_text(encoding="utf-8") != rubrics:
        said.append("another rubric. Essays that were read stay as they are: tell your readers which one counts.")
    return Change(slug, tuple(said), again, blocks)


def lines(change: Change) -> list[str]:
    """A change in words, for a terminal."""
    if change.none:
        return [f"{change.slug}: as it was handed out."]
    told = [f"{change.slug}:", *(f"  {one}" for one in change.says)]
    if change.graded_again:
        told.append(f"  its source has changed: the next `course grade run {change.slug}` grades {change.graded_again} submissions again. "
                    "Manual points stay; where the automatic points change under them, the cell waits for you.")
    return told


def _tasks(notebook: nbformat.NotebookNode) -> dict[str, float]:
    cells = (cell.metadata.get("nbgrader", {}) for cell in notebook.cells)
    return {one["grade_id"]: float(one.get("points", 0)) for one in cells if one.get("grade") or one.get("solution")}


def _changed(out: nbformat.NotebookNode, now: nbformat.NotebookNode, wanted: Any) -> int:
    before, after = ({cell.id: cell.source for cell in book.cells if wanted(cell)} for book in (out, now))
    return sum(before.get(name) != after.get(name) for name in {*before, *after})

"""Make an ordinary notebook of what was handed in.

The graded notebook is put together from the released one and from the *text* of the student's cells; nothing else of the
submitted file is taken over. So a notebook of any version, with any metadata, in any order, with cells deleted, copied
or renamed, comes out as one that nbgrader accepts. Answers whose cells lost their marks are found by what they define and where
they stand (``unmarked``). (nbgrader itself stops the whole batch at a copied test cell or at
old metadata, and drops a submission whose notebook is renamed.)
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import Any

import nbformat

from course.grading import sanitise, unmarked
from course.grading.records import Notice
from course.grading.submission import NOTEBOOK_LIMIT
from course.grading.unmarked import Written
from course.grading.which import Unreadable

MISSING = "This cell was missing from the submission. It was put back."


@dataclass
class Merged:
    """A graded notebook in the making. ``run`` holds, in order, the cells whose code is executed."""

    notebook: nbformat.NotebookNode
    run: list[nbformat.NotebookNode]
    unanswered: set[str]
    """Grade ids of answers that are as they were released, or missing."""

    looked_for: set[str]
    """Grade ids of essays that were not found, while text of the student's own stands elsewhere: a person looks."""

    notices: list[Notice]


def merge(release: nbformat.NotebookNode, data: bytes) -> Merged:
    """Put the student's text into the released notebook.

    Raises
    ------
    Unreadable
        When ``data`` is no notebook.
    """
    marked = {cell.metadata.nbgrader.grade_id: cell for cell in release.cells if "nbgrader" in cell.metadata}
    raw = [Written(*_text_of(cell)) for cell in _raw_cells(data)]
    taken = _choose(raw, marked)
    found = unmarked.find(release.cells, raw, taken)
    cells, unanswered = [], set()
    for index, one in enumerate(raw):
        if index in found.starts:
            name = found.starts[index]
            cells.append(_marked(marked[name], [raw[place] for place in found.answers[name]], unanswered))
        elif taken.get(one.grade_id) == index:
            cells.append(_marked(marked[one.grade_id], [one], unanswered))
        elif index not in found.used:
            cells.append(_plain(one, index))
    stubs, put_back = _put_back(cells, release, marked, unanswered)
    run = [cell for cell in cells if cell.cell_type == "code" and not any(cell is stub for stub in stubs)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=copy.deepcopy(release.metadata))
    _unique_ids(notebook)
    looked_for = {name for name in found.elsewhere if name in unanswered}
    return Merged(notebook, run, unanswered, looked_for, _notices(found, put_back, looked_for))


def _notices(found: unmarked.Found, put_back: list[str], looked_for: set[str]) -> list[Notice]:
    told = []
    if found.answers:
        told.append(Notice("answer found without its cell", f"{', '.join(sorted(found.answers))}: by what it defines, or where it stands"))
    if looked_for:
        told.append(Notice("essay not found", f"{', '.join(sorted(looked_for))}: look in the student's own text elsewhere in the notebook"))
    if put_back:
        told.append(Notice("cells put back", ", ".join(put_back)))
    return told


def _raw_cells(data: bytes) -> list[dict]:
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError, MemoryError):
        raise Unreadable("The file is not a notebook: it is not valid JSON.") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(notebook, dict) and isinstance(notebook.get("worksheets"), list):
        sheets = [s.get("cells") for s in notebook["worksheets"] if isinstance(s, dict)]  # version 3 and older
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise Unreadable("The file is not a notebook: it has no cells.")
    cells = [cell for cell in cells if isinstance(cell, dict)]
    if len(cells) > 2000:
        raise Unreadable("The notebook has more than 2000 cells.")
    return cells


def _text_of(cell: dict) -> tuple[str, str, str, Any]:
    """Kind, text, grade id and attachments of a cell that may be anything."""
    kind = "code" if cell.get("cell_type") == "code" else "markdown"
    source = sanitise.text(cell.get("source", cell.get("input")), NOTEBOOK_LIMIT)
    if cell.get("cell_type") == "heading":
        source = "# " + source
    metadata = cell.get("metadata") if isinstance(cell.get("metadata"), dict) else {}
    nbgrader = metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {}
    # Some editors drop nbgrader's metadata and keep the cell's own id, which is the same.
    grade_id = nbgrader.get("grade_id") or cell.get("id")
    return kind, source, grade_id if isinstance(grade_id, str) else "", cell.get("attachments")


def _choose(raw: list[Written], marked: dict) -> dict[str, int]:
    """Which cell counts for each grade id: of copies, the first that was worked on."""
    taken: dict[str, int] = {}
    for index, one in enumerate(raw):
        if one.grade_id not in marked:
            continue
        released = marked[one.grade_id].source.strip()
        if one.grade_id not in taken or (
            raw[taken[one.grade_id]].source.strip() == released and one.source.strip() != released and _answerable(marked[one.grade_id])
        ):
            taken[one.grade_id] = index
    return taken


def _answerable(cell: nbformat.NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.get("solution"))


def _marked(released: nbformat.NotebookNode, parts: list[Written], unanswered: set[str]) -> nbformat.NotebookNode:
    cell = copy.deepcopy(released)
    if not _answerable(released):
        return cell  # tests and given code count as they were released
    written = [one for one in parts if one.source.strip() not in ("", released.source.strip())]
    if not written:
        unanswered.add(released.metadata.nbgrader.grade_id)
    parts = written or parts
    if cell.cell_type == "code":
        cell.source = "\n\n".join(one.source for one in parts)
    else:
        cell.source = "".join(sanitise.markdown(one.source, one.attachments) for one in parts)
    return cell


def _plain(one: Written, index: int) -> nbformat.NotebookNode:
    if one.kind == "code":
        return nbformat.v4.new_code_cell(one.source, id=f"own-{index}")
    return nbformat.v4.new_markdown_cell(sanitise.markdown(one.source, one.attachments), id=f"own-{index}")


def _put_back(cells: list, release: nbformat.NotebookNode, marked: dict, unanswered: set[str]) -> tuple[list, list[str]]:
    """Add marked cells that are missing, each after the one that precedes it in the release. Returns those that stand
    for a deleted answer, which are not executed, as their stub would undo an answer that was written elsewhere; and the
    names of all that were put back."""
    before, stubs, names = None, [], []
    for released in release.cells:
        if "nbgrader" not in released.metadata:
            continue
        name = released.metadata.nbgrader.grade_id
        there = [c.metadata.nbgrader.grade_id if "nbgrader" in c.metadata else None for c in cells]
        if name not in there:
            cell = copy.deepcopy(released)
            if _answerable(released):
                cell.source = f"# {MISSING}" if cell.cell_type == "code" else f"*{MISSING}*"
                unanswered.add(name)
                stubs.append(cell)
            names.append(name)
            cells.insert(there.index(before) + 1 if before in there else 0, cell)
        before = name
    return stubs, names


def _unique_ids(notebook: nbformat.NotebookNode) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if cell.id in seen or not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell.id):
            cell.id = f"cell-{number}"
        seen.add(cell.id)

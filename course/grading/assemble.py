"""Make an ordinary notebook of what was handed in.

The graded notebook is put together from the released one and from the *text* of the student's cells; nothing else of the
submitted file is taken over. So a notebook of any version, with any metadata, in any order, with cells deleted, copied
or renamed, comes out as one that nbgrader accepts. (nbgrader itself stops the whole batch at a copied test cell or at
old metadata, and drops a submission whose notebook is renamed.)
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import Any

import nbformat

from course.grading import sanitise
from course.grading.submission import NOTEBOOK_LIMIT, Unreadable

MISSING = "This cell was missing from the submission. It was put back."


@dataclass
class Merged:
    """A graded notebook in the making. ``run`` holds, in order, the cells whose code is executed."""

    notebook: nbformat.NotebookNode
    run: list[nbformat.NotebookNode]
    unanswered: set[str]
    """Grade ids of answers that are as they were released, or missing."""


def merge(release: nbformat.NotebookNode, data: bytes) -> Merged:
    """Put the student's text into the released notebook.

    Raises
    ------
    Unreadable
        When ``data`` is no notebook.
    """
    marked = {cell.metadata.nbgrader.grade_id: cell for cell in release.cells if "nbgrader" in cell.metadata}
    raw = [_text_of(cell) for cell in _raw_cells(data)]
    taken = _choose(raw, marked)
    cells, unanswered = [], set()
    for index, (kind, source, grade_id, attachments) in enumerate(raw):
        if taken.get(grade_id) == index:
            cell = _marked(marked[grade_id], source, attachments, unanswered)
        else:
            cell = _plain(kind, source, attachments, index)
        cells.append(cell)
    stubs = _put_back(cells, release, marked, unanswered)
    run = [cell for cell in cells if cell.cell_type == "code" and not any(cell is stub for stub in stubs)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=copy.deepcopy(release.metadata))
    _unique_ids(notebook)
    return Merged(notebook, run, unanswered)


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


def _choose(raw: list[tuple], marked: dict) -> dict[str, int]:
    """Which cell counts for each grade id: of copies, the first that was worked on."""
    taken: dict[str, int] = {}
    for index, (_, source, grade_id, _) in enumerate(raw):
        if grade_id not in marked:
            continue
        released = marked[grade_id].source.strip()
        if grade_id not in taken or (
            raw[taken[grade_id]][1].strip() == released and source.strip() != released and _answerable(marked[grade_id])
        ):
            taken[grade_id] = index
    return taken


def _answerable(cell: nbformat.NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.get("solution"))


def _marked(
    released: nbformat.NotebookNode, source: str, attachments: Any, unanswered: set[str]
) -> nbformat.NotebookNode:
    cell = copy.deepcopy(released)
    if not _answerable(released):
        return cell  # tests and given code count as they were released
    if source.strip() == released.source.strip() or not source.strip():
        unanswered.add(released.metadata.nbgrader.grade_id)
    cell.source = source if cell.cell_type == "code" else sanitise.markdown(source, attachments)
    return cell


def _plain(kind: str, source: str, attachments: Any, index: int) -> nbformat.NotebookNode:
    if kind == "code":
        return nbformat.v4.new_code_cell(source, id=f"own-{index}")
    return nbformat.v4.new_markdown_cell(sanitise.markdown(source, attachments), id=f"own-{index}")


def _put_back(cells: list, release: nbformat.NotebookNode, marked: dict, unanswered: set[str]) -> list:
    """Add marked cells that are missing, each after the one that precedes it in the release. Returns those that stand
    for a deleted answer: they are not executed, as their stub would undo an answer that was written elsewhere."""
    before, stubs = None, []
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
            cells.insert(there.index(before) + 1 if before in there else 0, cell)
        before = name
    return stubs


def _unique_ids(notebook: nbformat.NotebookNode) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells):
        if cell.id in seen or not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell.id):
            cell.id = f"cell-{number}"
        seen.add(cell.id)

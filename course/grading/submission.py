"""What a student handed in: a folder of unknown files. Read it without harm, and make an ordinary notebook of it.

The graded notebook is put together from the released one and from the *text* of the student's cells; nothing else of the
submitted file is taken over. So a notebook of any version, with any metadata, in any order, with cells deleted, copied
or renamed, comes out as one that nbgrader accepts. (nbgrader itself stops the whole batch at a copied test cell or at
old metadata, and drops a submission whose notebook is renamed.)
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from course.grading import sanitise

NOTEBOOK_LIMIT = 20 << 20
FILES_LIMIT = 50 << 20
FILES_COUNT = 1000
REQUEST = "regrade.txt"  # a student's request, see course.grading.regrade
MISSING = "This cell was missing from the submission. It was put back."


class Unreadable(Exception):
    """No notebook can be made of it. ``str(error)`` is the reason, for the student."""


@dataclass(frozen=True)
class Submitted:
    """A submission's bytes: the notebook (or why there is none), the files beside it, and a digest of everything.

    ``left_out`` says which files were not read.
    """

    notebook: bytes = b""
    problem: str = ""
    left_out: str = ""
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    timestamp: str = ""
    request: str = ""

    @property
    def digest(self) -> str:
        whole = hashlib.sha256()
        parts = [("", self.notebook), ("problem", self.problem.encode()), ("when", self.timestamp.encode())]
        for name, content in [*parts, *sorted(self.files.items())]:
            whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
        return whole.hexdigest()


def collect(folder: Path, name: str) -> Submitted:
    """Read a submission's folder; ``name`` is the notebook's name without ``.ipynb``.

    Only regular files are read: no link, pipe or device, and no more than the limits of this module allow.
    """
    notebooks, files, left_out = {}, {}, ""
    left = FILES_LIMIT
    for path, relative in _walk(folder):
        if "/" not in relative and relative.endswith(".ipynb"):
            notebooks[relative] = path
            continue
        content = _read(path, left)
        if content is None or len(files) >= FILES_COUNT:
            left_out = left_out or (
                f"The files beside the notebook are too many or too large: `{relative[:80]}` was left out, and perhaps more."
            )
            continue
        files[relative] = content
        left -= len(content)
    timestamp = files.pop("timestamp.txt", b"").decode("ascii", "replace").strip()[:64]
    request = files.pop(REQUEST, b"").decode("utf-8", "replace")[:2000]
    try:
        data, problem = _the_notebook(notebooks, f"{name}.ipynb"), ""
    except Unreadable as error:
        data, problem = b"", str(error)
    return Submitted(data, problem, left_out, files, timestamp, request)


def _walk(folder: Path, prefix: str = "", depth: int = 0):
    if depth > 8:
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            name = f"{prefix}{entry.name}"
            if not name.isprintable() or entry.name in (".ipynb_checkpoints", "__pycache__", ".journal.json"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{name}/", depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path), name


def _read(path: Path, limit: int) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(fd, "rb") as file:
        seen = os.fstat(fd)
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > limit:
            return None
        return file.read(limit + 1)[: limit + 1]


def _the_notebook(notebooks: dict[str, Path], wanted: str) -> bytes:
    if wanted in notebooks:
        path = notebooks[wanted]
    elif len(notebooks) == 1:
        (path,) = notebooks.values()  # renamed
    elif notebooks:
        raise Unreadable(f"There are several notebooks and none is called `{wanted}`.")
    else:
        raise Unreadable(f"There is no notebook; `{wanted}` was expected.")
    data = _read(path, NOTEBOOK_LIMIT)
    if data is None:
        raise Unreadable(f"The notebook is larger than {NOTEBOOK_LIMIT >> 20} MB, or no ordinary file.")
    return data


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
    except (ValueError, RecursionError):
        raise Unreadable("The file is not a notebook: it is not valid JSON.") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if cells is None and isinstance(notebook, dict) and isinstance(notebook.get("worksheets"), list):
        sheets = [s for s in notebook["worksheets"] if isinstance(s, dict)]  # version 3 and older
        cells = [cell for sheet in sheets for cell in sheet.get("cells", []) or []]
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

"""Make notebooks from sources. The same source always gives the same bytes."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import nbformat

from course import paths
from course.content import arc, doing, rubric
from course.content.assignments import Assignment, load, slugs
from course.content.rubric import Rubric
from course.content.source import Cell, Source, read, task_of
from course.errors import CourseError

_CITES = re.compile(r"\{(claim|value|open):")
NO_ANSWER = "YOUR ANSWER HERE"
"""What nbgrader puts where an essay is to be written."""
_TARGET = re.compile(r"""\]\((?:<[^>]*>|[^\s()]*)(?:\s+"[^"]*")?\)""")
WORD_LIMIT = re.compile(r"\bat most (\d+) words\b")
"""How long an essay may be, where the text before it says so."""
_COMMENT = re.compile(r"[ \t]*<!--.*?-->", re.S)
_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def lesson_sources() -> list[Path]:
    """The lessons' sources, in order."""
    return [place.path for place in arc.places().values()]


def lesson_notebook(source: Source) -> nbformat.NotebookNode:
    """A lesson as a notebook, without outputs. The header becomes its first cell."""
    name = source.path.stem
    cells = [_node(Cell("markdown", lesson_head(source.header), 1), f"{name}-00")]
    written = doing.read_all(source)
    shown = [cell for cell in source.cells if cell.role not in ("hidden", "wrong")]
    for number, cell in enumerate(shown, 1):
        if cell.role == "do":
            # A student's slip must not stop *Run All*: the tag lets the next cell run.
            cell = dataclasses.replace(cell, text=written[cell.task].blank, tags=(*cell.tags, "raises-exception"))
        cells.append(_node(cell, f"{name}-{number:02d}", where=source))
    folds = paths.NOTEBOOKS / "folds" / f"{name.partition('_')[2]}.yml"
    texts = [cell.text for cell in shown if cell.kind == "markdown"] + ([folds.read_text(encoding="utf-8")] if folds.exists() else [])
    return _notebook([*cells, *_sources(texts, f"{name}-sources")])


def _sources(texts: Iterable[str], cell_id: str) -> list:
    """One cell that says in full what the marks in ``texts`` lead to; none where nothing is cited."""
    if not any(_CITES.search(text) for text in texts):
        return []
    from course.policy.citing import sources, used_ids

    rows = used_ids("\n\n".join(texts))
    return [_node(Cell("markdown", f"## Sources\n\n{sources(rows)}".rstrip(), 1), cell_id)]


def lesson_head(header: dict) -> str:
    """The opening of a lesson: title, time, what it needs, what it gives."""
    kind = "lesson" if "lesson" not in header else "assignment"
    lines = [f"# {header['title']}", "", f"**{header['minutes']} minutes.** {header.get('lead', '')}".rstrip(), ""]
    if header.get("before"):
        lines += [f"**Before you start:** {header['before']}", ""]
    if header.get("objectives"):
        lines += [f"**After this {kind} you can**", ""] + [f"- {item}" for item in header["objectives"]]
    return "\n".join(lines).rstrip()


def source_notebook(assignment: Assignment, *, hidden: bool = True) -> nbformat.NotebookNode:
    """An assignment as nbgrader's source: solutions in place.

    With ``hidden`` the hidden checks stand inside the test cells, so that plain nbgrader can grade with them. Without
    it they do not: ``course grade`` runs them outside the student's notebook.
    """
    head = Cell("markdown", lesson_head(assignment.source.header), 1)
    cells = [_node(head, f"{assignment.slug}-head")]
    hidden_code = {task.name: task.hidden_code for task in assignment.tasks}
    number = 0
    for cell in assignment.source.cells:
        if cell.role in ("hidden", "variant"):
            continue
        number += 1
        if cell.role == "check" and hidden:
            cell = _with_hidden_tests(cell, hidden_code[cell.task])
        node = _node(cell, cell.grade_id or f"{assignment.slug}-{number:02d}", where=assignment.source)
        if cell.grade_id or cell.role == "given":
            node.metadata["nbgrader"] = _nbgrader(cell, cell.grade_id or f"given-{number:02d}")
        cells.append(node)
    told = [cell.text for cell in assignment.source.cells if cell.kind == "markdown" and cell.role != "essay"]  # an essay's text is the answer
    notebook = _notebook([*cells, *_sources(told, f"{assignment.slug}-sources")])
    notebook.metadata["course"] = {"assignment": assignment.slug}
    return notebook


def instructor_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The assignment with its solutions, its hidden checks and its rubric, for whoever teaches it. Never a release."""
    notebook = source_notebook(assignment)
    show_rubrics(rubric.load(assignment), notebook)
    return notebook


@dataclasses.dataclass(frozen=True)
class Written:
    """How long one essay of a notebook is: its words, and at most how many the task asks for, if it says so."""

    task: str
    words: int
    limit: int | None

    def __str__(self) -> str:
        most = "" if self.limit is None else f"; the task asks for at most {self.limit}"
        return f"{self.words} word{'' if self.words == 1 else 's'}{most}."


def essays(notebook: nbformat.NotebookNode) -> list[Written]:
    """The essays of an assignment's notebook, in order. The limit is what the text before the essay says: "at most 150 words"."""
    found, limit = [], None
    for cell in notebook.cells:
        graded = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and graded.get("grade") and graded.get("solution"):
            text = _TARGET.sub("]", cell.source)  # where a link leads is nobody's prose
            words = 0 if text.strip() == NO_ANSWER else len(text.split())
            found.append(Written(task_of(graded.get("grade_id", "")), words, limit))
            limit = None
        elif cell.cell_type == "markdown" and (said := WORD_LIMIT.findall(cell.source)):
            limit = int(said[-1])
    return found


def show_rubrics(rubrics: Iterable[Rubric], notebook: nbformat.NotebookNode) -> None:
    """Put each rubric below the essay it is for."""
    for one in rubrics:
        for place, cell in enumerate(notebook.cells):
            if cell.metadata.get("nbgrader", {}).get("grade_id") == one.task:
                told = next((f"{essay}\n\n" for essay in essays(notebook) if essay.task == one.task), "")
                shown = nbformat.v4.new_markdown_cell(told + one.markdown(), id=f"{one.task}-rubric")
                notebook.cells.insert(place + 1, shown)
                break


def _with_hidden_tests(cell: Cell, code: str) -> Cell:
    block = "\n".join(
        [
            cell.text,
            "### BEGIN HIDDEN TESTS",
            "def _hidden():",
            textwrap.indent(code, "    "),
            "    return check",
            "",
            "from course.checks.check import check_here",
            "check_here(_hidden(), globals())",
            "### END HIDDEN TESTS",
        ]
    )
    return Cell(cell.kind, block, cell.line, cell.role, cell.task, cell.points, cell.tags)


def _nbgrader(cell: Cell, grade_id: str) -> dict:
    graded = cell.role in ("check", "essay")
    metadata = {
        "grade": graded,
        "grade_id": grade_id,
        "locked": cell.role in ("check", "given"),
        "schema_version": 3,
        "solution": cell.role in ("answer", "essay"),
        "task": False,
        "cell_type": cell.kind,
    }
    if graded:
        metadata["points"] = cell.points
    return metadata


def release_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The assignment as a student gets it: made by nbgrader's own steps, so that it is what nbgrader would release."""
    from nbgrader import preprocessors as steps
    from traitlets.config import Config

    notebook = source_notebook(assignment)
    config = Config()
    config.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
    for step in (
        steps.IncludeHeaderFooter,
        steps.ClearSolutions,
        steps.LockCells,
        steps.ComputeChecksums,
        steps.CheckCellMetadata,
        steps.ClearOutput,
        steps.ClearHiddenTests,
        steps.ClearMarkScheme,
        steps.ComputeChecksums,
        steps.CheckCellMetadata,
    ):
        notebook, _ = step(config=config).preprocess(notebook, {})
    return notebook


def _notebook(cells: list) -> nbformat.NotebookNode:
    ids = [cell.id for cell in cells]
    for cell_id in ids:
        if ids.count(cell_id) > 1:
            raise CourseError(f"two cells would have the id {cell_id!r}; rename a task.")
    return nbformat.v4.new_notebook(cells=cells, metadata=nbformat.from_dict(_METADATA))


def _node(cell: Cell, cell_id: str, where: Source | None = None) -> nbformat.NotebookNode:
    if cell.kind == "markdown":
        return nbformat.v4.new_markdown_cell(cited(cell.text, f"{where.path.name}:{cell.line}" if where else ""), id=cell_id, metadata=_tags(cell))
    return nbformat.v4.new_code_cell(cell.text, id=cell_id, metadata=_tags(cell))


def cited(text: str, place: str = "") -> str:
    """Text with its claim references written out, and without an author's comments: one at the start of a line would end the paragraph."""
    text = _COMMENT.sub("", text) if "<!--" in text else text
    if not _CITES.search(text):
        return text
    from course.policy import render_citations

    return render_citations(text, place)[0]


def _tags(cell: Cell) -> dict:
    return {"tags": list(cell.tags)} if cell.tags else {}


def to_bytes(notebook: nbformat.NotebookNode) -> bytes:
    """The notebook as it is committed. Refuses outputs."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
            raise CourseError("a committed notebook has no outputs.")
    nbformat.validate(notebook)
    return (nbformat.writes(notebook, version=4).rstrip("\n") + "\n").encode()


def targets() -> dict[Path, bytes]:
    """Every generated file and the bytes it must have."""
    out = {path.with_suffix(".ipynb"): to_bytes(lesson_notebook(read(path))) for path in lesson_sources()}
    for slug in slugs():
        assignment = load(slug)
        release = assignment.folder / "release"
        out[release / f"{slug}.ipynb"] = to_bytes(release_notebook(assignment))
        if rubrics := rubric.load(assignment):
            out[release / "rubric.md"] = rubric.handed(rubrics)
    return out


def stale(wanted: dict[Path, bytes]) -> list[Path]:
    """Generated files that are missing, differ from their source, or have no source any more."""
    wrong = [path for path, data in wanted.items() if not path.exists() or path.read_bytes() != data]
    there = [*paths.NOTEBOOKS.glob("*.ipynb"), *paths.ASSIGNMENTS.glob("*/release/*.ipynb")]
    return wrong + [path for path in there if path not in wanted]

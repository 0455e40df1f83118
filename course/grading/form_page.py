"""What a student who handed in a form gets back: what was asked, what was chosen or typed, points and comment. No code.

The graded notebook holds each answer as code, for the sandbox. :func:`attach` writes beside it what the form asked and what was answered, in
words, while the assignment is at hand (a variant's own); :func:`for_students` makes the page's cells of that.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import nbformat

from course.content import forms, notebooks
from course.content.fields import NOTHING, Field

MARK = "course_form"
OPEN = "<em>left open</em>"
_LITERAL = str.maketrans({one: f"&#{ord(one)};" for one in "\n[]$\\"} | {"\r": None})


def attach(form: forms.Form, told: forms.Filled, notebook: nbformat.NotebookNode) -> None:
    """Put beside each answer what the form asked, and what was answered."""
    asked = {one.name: one for one in form.tasks}
    for cell in notebook.cells:
        one = asked.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if one:
            given = told.answers.get(one.name, {})
            words = "" if one.task.kind == "essay" else in_words(one.fields, given)
            cell.metadata[MARK] = {"ask": notebooks.cited(one.ask), "answer": words}


def for_students(notebook: nbformat.NotebookNode) -> None:
    """Of a form's graded notebook, leave what is for the one who filled the form in. Another notebook stays as it is."""
    if any(MARK in cell.metadata for cell in notebook.cells):
        notebook.cells = [one for cell in notebook.cells for one in _shown(cell)]


def _shown(cell: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    graded, told = cell.metadata.get("nbgrader", {}), cell.metadata.get(MARK)
    if told:
        yield nbformat.v4.new_markdown_cell(told["ask"], id=f"{cell.id}-asked"[-64:])
        yield nbformat.v4.new_markdown_cell(told["answer"] or cell.source, id=cell.id, metadata=cell.metadata)
    elif graded.get("grade"):  # what the grader said stands last; before it, what Python said
        said = cell.outputs[-1].get("text", "") if cell.get("outputs") else ""
        yield nbformat.v4.new_markdown_cell(f"<div>{literal(said.strip())}</div>", id=cell.id, metadata=cell.metadata)
    elif cell.cell_type == "markdown" and (cell.id in ("of-form", "no-notebook") or cell.id.endswith(("-rubric", "-sources"))):
        yield cell


def literal(words: str) -> str:
    """Words of unknown origin as HTML in one line, in which neither Markdown nor a formula begins."""
    return html.escape(words).translate(_LITERAL)


def in_words(parts: tuple[Field, ...], given: dict[str, Any]) -> str:
    """The answers to some fields as HTML in one line: their labels, and what was chosen or typed."""
    return f"<div><ul>{''.join(_lines(parts, given))}</ul></div>"


def _lines(parts: tuple[Field, ...], given: dict[str, Any]) -> Iterator[str]:
    for part in parts:
        value = given.get(part.name, NOTHING)
        if value is not NOTHING or not part.optional:
            colon = "" if part.label.endswith(("?", ".", "…", ":")) else ":"
            yield f"<li>{literal(part.label)}{colon} {_words(part, value)}</li>"


def _words(one: Field, value: Any) -> str:
    """What a field holds, in the words of the form."""
    if value is NOTHING:
        return OPEN
    if one.kind == "choice":
        return f"<strong>{_option(one, value)}</strong>"
    if one.kind in ("several", "order"):
        listed = "ol" if one.kind == "order" else "ul"
        return f"<{listed}>{''.join(f'<li><strong>{_option(one, item)}</strong></li>' for item in value)}</{listed}>" if value else "<strong>none</strong>"
    if one.kind in ("group", "table"):
        return f"<ul>{''.join(_lines(one.parts, value))}</ul>"
    if one.kind == "rows":
        listed = [f"<ul>{''.join(_lines(one.parts, row))}</ul>" for row in value]
        return f"<ol>{''.join(f'<li>{row}</li>' for row in listed)}</ol>"
    return f"<strong>{literal(str(value))}</strong>"


def _option(one: Field, value: Any) -> str:
    return literal(next(words for known, words in one.options if type(known) is type(value) and known == value))

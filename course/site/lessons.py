"""Notebooks as pages: each lesson's executed copy, written as Markdown."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from pathlib import Path

import nbformat

from course.content.executed import execute, executed, kept
from course.content.source import Source
from course.errors import CourseError
from course.figures import formulas

__all__ = ["SiteError", "check_headers", "execute", "executed", "kept", "markdown", "text"]

_PICTURE = re.compile(r'src="data:image/(png|webp|jpeg);base64,([^"]+)"')
_STYLE = re.compile(r"<style scoped>.*?</style>", re.S)
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")
_WIDGET = "application/vnd.jupyter.widget-view+json"


class SiteError(CourseError):
    """The site cannot be built. The message names the page."""


HEADER = ("title", "minutes", "lead")
"""What the site needs of a lesson's header."""


def check_headers(parsed: Iterable[Source]) -> None:
    """Look for what the site needs before anything is executed.

    Raises
    ------
    SiteError
        Naming every lesson and the keys that its header lacks.
    """
    lacking = {one.path.name: [key for key in HEADER if not one.header.get(key)] for one in parsed}
    told = [f"{name}: the header has no {', '.join(f'`{key}:`' for key in keys)}" for name, keys in lacking.items() if keys]
    if told:
        raise SiteError("\n".join([*told, "Write them, then build again; `course authoring lesson NAME` says what else a lesson needs."]))


def markdown(notebook: nbformat.NotebookNode, folder: Path, root: str, name: str, here: str = "", form: str = "") -> str:
    """A notebook as Markdown.

    folder: the site's folder of sources; pictures go to its ``img``. root: the way from the page to that folder, such
    as ``..``. name: the notebook's own file, named under the title. here: the page of the site that runs it, if there is one. form: the page
    on which it is done without code, likewise.
    """
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(text(cell.source))
        elif cell.cell_type == "code" and cell.source.strip():
            parts.append(f"```python\n{cell.source}\n```")
            parts += [_output(one, folder, root) for one in cell.get("outputs", [])]
    button = f'<a class="md-button" href="{root}/{here}">Run it here</a> ' if here else ""
    without = f' <a href="{root}/{form}">Without code: the form</a>.' if form else ""
    parts.insert(1, f'<p class="runs">{button}{"Or on your machine" if here else "Run it"}: <code>make lab</code>, '
                    f"then open <code>{html.escape(name)}</code>.{without}</p>")
    return "\n\n".join(part for part in parts if part) + "\n"


def text(source: str) -> str:
    """Jupyter's Markdown as MkDocs reads it: links to pages, lists apart from the lines before them, formulas."""
    parts = re.split(r"(^```.*?^```)", source, flags=re.S | re.M)  # what stands between fences stays as it is
    for i in range(0, len(parts), 2):
        part = re.sub(r"<!--.*?-->", "", parts[i], flags=re.S)
        part = re.sub(r"\]\(([^):]+)\.ipynb(#[^)]*)?\)", r"](\1.md\2)", part)
        # A list after a line of text starts a list in Jupyter; Python-Markdown wants an empty line between.
        parts[i] = re.sub(r"(?m)^(?![ ]*(?:[-*]|\d+\.) )(\S.*)\n(?=(?:[-*]|\d+\.) )", r"\1\n\n", part)
    return formulas.in_text("".join(parts))


def _output(output, folder: Path, root: str) -> str:
    if output.output_type == "stream":
        return "" if output.name == "stderr" else _plain(output.text)
    data = output.get("data", {})
    if _WIDGET in data:
        # A widget that has a page of its own says so in the words that stand in for it.
        page = re.search(r'data-page="([\w-]+\.html)"', data.get("text/html", ""))
        name, called = (page[1], "a page of its own") if page else ("explorer.html", "the explorer's page")
        return (f'<p class="static">In the notebook, controls stand here. On this site, '
                f'<a href="{root}/{name}">{called}</a> does the same without a kernel.</p>')
    if "text/markdown" in data:
        return text(data["text/markdown"])
    if "text/html" in data:
        return _html(data["text/html"], folder, root)
    return _plain(data.get("text/plain", "\n".join(output.get("traceback", []))))


def _plain(output: str) -> str:
    output = html.escape(_COLOUR_CODE.sub("", output))
    return f'<pre class="output" tabindex="0">{output}</pre>' if output.strip() else ""


def _html(markup: str, folder: Path, root: str) -> str:
    def save(found: re.Match) -> str:
        content = base64.b64decode(found[2])
        name = f"{hashlib.sha256(content).hexdigest()[:20]}.{found[1]}"
        (folder / "img").mkdir(exist_ok=True)
        (folder / "img" / name).write_bytes(content)
        return f'src="{root}/img/{name}"'

    markup = _PICTURE.sub(save, _STYLE.sub("", markup))
    if "<table" in markup:
        return f'<div class="output" role="region" aria-label="Table" tabindex="0">{markup}</div>'
    return f'<div class="output">{markup}</div>'

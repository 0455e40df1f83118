"""Notebooks as pages: executed once for each state of notebook, code and data, then written as Markdown."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
from filelock import FileLock

from course import children, paths
from course.content.execute import offline_prefix
from course.content.source import Source
from course.errors import CourseError
from course.figures import formulas

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


@functools.cache
def _surroundings() -> str:
    """A hash of what a lesson may depend on: the code, the data, the packages, and whether there was a network."""
    digest = hashlib.sha256(f"{sys.version} {bool(offline_prefix())}".encode())
    files = [*paths.PACKAGE.rglob("*"), *paths.DATA.rglob("*"), *(paths.NOTEBOOKS / "quizzes").glob("*"),
             *(paths.NOTEBOOKS / "folds").glob("*"), paths.ROOT / "requirements.lock"]
    for path in sorted(files):
        if path.is_file() and "__pycache__" not in path.parts and paths.PACKAGE / "site" not in path.parents:
            content = path.read_bytes()
            digest.update(f"{path.name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def kept(path: Path) -> Path:
    """Where the executed copy of a notebook is kept, in its present state."""
    key = hashlib.sha256(path.read_bytes() + _surroundings().encode()).hexdigest()[:24]
    return paths.CACHE / "executed" / f"{path.stem}-{key}.ipynb"


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook with its outputs, from the cache or run now, in its folder and without a network where that is possible.

    Who else asks for the same notebook at the same time waits for this run.

    Raises
    ------
    SiteError
        When a cell fails.
    """
    result = kept(path)
    result.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(result.with_name(f".{path.stem}.lock")):
        if not result.exists():
            unfinished = result.with_suffix(".tmp")
            try:
                execute(path, path.parent, unfinished)
                os.replace(unfinished, result)
            finally:
                unfinished.unlink(missing_ok=True)
    return nbformat.read(result, as_version=4)


def execute(path: Path, cwd: Path, out: Path) -> None:
    """Run a notebook in ``cwd``, without a network where that is possible, and write it with its outputs to ``out``."""
    command = [*offline_prefix(), *children.python("-m", "course.content.execute", str(path), str(cwd), str(out))]
    # Nobody's journal: the page has the lesson's folds, for its readers to open.
    environment = children.environment(COURSE_JOURNAL="")
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise SiteError(f"{path.name} does not run; mend it, then build again.\n{done.stderr[-3000:]}")


def markdown(notebook: nbformat.NotebookNode, folder: Path, root: str, name: str) -> str:
    """A notebook as Markdown.

    folder: the site's folder of sources; pictures go to its ``img``. root: the way from the page to that folder, such
    as ``..``. name: the notebook's own file, named under the title.
    """
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(text(cell.source))
        elif cell.cell_type == "code" and cell.source.strip():
            parts.append(f"```python\n{cell.source}\n```")
            parts += [_output(one, folder, root) for one in cell.get("outputs", [])]
    parts.insert(1, f'<p class="runs">Run it: <code>make lab</code>, then open <code>{html.escape(name)}</code>.</p>')
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

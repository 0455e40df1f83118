"""The lab's own pages: one start page a notebook, which names the megabytes before it fetches them, and the reader's work."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import nbformat

from course import paths
from course.content import assignments, source
from course.content.notebooks import lesson_sources
from course.site.browser import needs

PAGES = Path(__file__).with_name("pages")
FRAME = 8.0
"""MB of JupyterLite that a browser loads before Python: measured in Chromium (docs/site.md)."""

PICTURES = 1.0
"""MB of images that a lesson shows, at most: they are fetched when they are shown."""


def megabytes(notebook: nbformat.NotebookNode, out: Path) -> dict[str, float]:
    """What opening a notebook and running all of it fetches the first time, in MB, by what it is for."""
    pyodide = out / "static" / "pyodide"
    size = {path.name: path.stat().st_size / 1e6 for path in pyodide.iterdir()}
    listed = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    start = json.loads((out / "jupyter-lite.json").read_text(encoding="utf-8"))
    plugins = start["jupyter-config-data"]["litePluginSettings"]
    loaded = next(iter(plugins.values()))["loadPyodideOptions"]["packages"]
    codes = [cell.source for cell in notebook.cells if cell.cell_type == "code"]

    def of(names) -> set[str]:
        return {listed[name]["file_name"] for name in needs.with_all_below(names, listed)}

    first = of(loaded)
    python = {"pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"} | first
    found = {"JupyterLite": FRAME, "Python": sum(size[name] for name in python),
             "packages": sum(size[name] for name in of(needs.packages_for(codes)) - first),
             "data and pictures": PICTURES + sum(path.stat().st_size for path in (out / "course").rglob("*.npy")
                                                 if path.parent.name == "embeddings") / 1e6}
    if any(re.search(needs.RECOGNISER, code) for code in codes):
        weights = sum(path.stat().st_size for path in (out / "course").rglob("*.onnx")) / 1e6
        found["the recogniser"] = weights + size.get("ort-wasm-simd-threaded.wasm", 0)
    return found


def titles() -> dict[str, tuple[str, int, str]]:
    """Title, minutes and the page to read, by notebook."""
    found = {}
    for path in lesson_sources():
        parsed = source.read(path)
        found[f"{path.stem}.ipynb"] = parsed.title, parsed.header["minutes"], f"../notebooks/{path.stem}.html"
    for slug in assignments.slugs():
        if (paths.ASSIGNMENTS / slug / "release" / f"{slug}.ipynb").exists():
            header = source.read(paths.ASSIGNMENTS / slug / "assignment.py").header
            found[f"{slug}.ipynb"] = header["title"], header["minutes"], f"../assignments/{slug}/release/{slug}.html"
    return found


def write(out: Path, notebooks: Mapping[str, nbformat.NotebookNode], version: str) -> None:
    """Write the start pages, the page of the reader's work, and what they need, to the lab in ``out``.

    version: of the lab, told apart from others by what a browser keeps for use without a network.
    """
    told, index = titles(), []
    for name, notebook in notebooks.items():
        title, minutes, read = told[name]
        parts = megabytes(notebook, out)
        rows = "".join(f"<tr><th scope=row>{html.escape(part)}</th><td>{size:.0f} MB</td></tr>" for part, size in parts.items())
        stem = name.removesuffix(".ipynb")
        body = _template("start.html").substitute(
            title=html.escape(title), minutes=minutes, total=f"{sum(parts.values()):.0f}", rows=rows, read=read,
            notebook=f"notebooks/index.html?path={name}")
        (out / f"{stem}.html").write_text(body, encoding="utf-8")
        index.append({"path": name, "title": title, "start": f"{stem}.html", "ids": graded_ids(notebook)})
    (out / "index.json").write_text(json.dumps(index), encoding="utf-8")
    (out / "work.html").write_text(_template("work.html").substitute(), encoding="utf-8")
    for name in ("lab.css", "start.mjs", "work.mjs"):
        (out / name).write_bytes((PAGES / name).read_bytes())
    (out / "store.mjs").write_bytes((PAGES.with_name("scripts") / "store.mjs").read_bytes())
    worker = (PAGES / "offline.js").read_text(encoding="utf-8").replace("VERSION", json.dumps(version), 1)
    (out / "offline.js").write_text(worker, encoding="utf-8")


def graded_ids(notebook: nbformat.NotebookNode) -> list[str]:
    """nbgrader's ids, by which a notebook is told from one of another version."""
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def _template(name: str):
    from string import Template

    return Template((PAGES / name).read_text(encoding="utf-8"))

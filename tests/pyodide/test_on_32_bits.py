"""The course in the browser's Python (32 bits, older libraries), under Node: every cell of a lesson runs, and what is right passes.

By default one lesson and one assignment, since each takes minutes on a busy machine. All of them: ``make browser``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from course.content import arc, assignments
from course.content.notebooks import source_notebook, to_bytes
from tests.conftest import ROOT, missing

pytest.importorskip("jupyterlite_core", reason="THE BROWSER'S PYTHON IS NOT TESTED: install the extra `site` (make site)")
from course.site.browser import assemble, fetch

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]
MATCHER, DIFFERENTIALS = (arc.place(name).path.with_suffix(".ipynb").name for name in ("build_a_matcher", "differentials"))
ALL = os.environ.get("BROWSER") == "all"
LESSONS = [name for name in assemble.notebooks(True) if name[0].isdigit()] if ALL else [DIFFERENTIALS]
ASSIGNMENTS = assignments.slugs() if ALL else ["thresholds"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """What the lab has in static/pyodide."""
    if not shutil.which("node"):
        missing("Node", "On Debian: apt install nodejs.")
    if fetch.PYODIDE.kept() is None or assemble.packages() is None or fetch.ONNXRUNTIME.kept() is None:
        missing("Pyodide with its packages", "Fetch it once: python -m course.site.browser.fetch (needs npm and pip).")
    out = tmp_path_factory.mktemp("pyodide")
    (out / "start.json").write_text(json.dumps(assemble.put_pyodide(out, fetch.PYODIDE.kept(), assemble.packages())))
    return out


def run(folder: Path, tmp_path: Path, notebooks: dict[str, nbformat.NotebookNode]) -> dict[str, dict]:
    """What Node says of each notebook, by name."""
    files = []
    for name, notebook in notebooks.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(to_bytes(notebook))
    command = ["node", str(Path(__file__).with_name("run.mjs")), str(folder), str(ROOT), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-1500:]
    return {told["notebook"]: told for told in map(json.loads, done.stdout.splitlines())}


def test_lessons_run_whole_and_right_answers_pass(folder, tmp_path):
    lessons = {name: notebook for name, notebook in assemble.notebooks(True).items() if name in LESSONS}
    solved = {f"{slug}.ipynb": source_notebook(assignments.load(slug), hidden=False) for slug in ASSIGNMENTS}
    assert lessons and solved
    told = run(folder, tmp_path, lessons | solved)
    faults = [f"{name}: {cell['id']}: {cell['error']}" for name, one in told.items() for cell in one["cells"] if cell["error"]]
    assert not faults, "\n".join(faults)
    for name in lessons.keys() & {MATCHER}:
        assert any("DeepFace itself is not in the browser" in cell["printed"] for cell in told[name]["cells"])
    for slug in ASSIGNMENTS:
        said = "".join(cell["printed"] for cell in told[f"{slug}.ipynb"]["cells"])
        code = [task.name for task in assignments.load(slug).code_tasks]
        assert [name for name in code if f"Public checks passed for `{name}`" not in said] == []
    if not ALL:
        assert "scipy" not in told[DIFFERENTIALS]["packages"], "a lesson gets what it needs and no more"

"""Every lesson runs from top to bottom, with no network, from two working directories; and is whole."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest

from course.content import arc, notebooks
from course.proofs.lessons import faults, faults_of_a_plan
from course.site import lessons
from tests.conftest import ROOT

LESSONS = notebooks.lesson_sources()
names = [path.stem for path in LESSONS]


@pytest.mark.notebook
@pytest.mark.timeout(600)
@pytest.mark.parametrize("lesson", LESSONS, ids=names)
def test_a_lesson_runs_offline(lesson, offline):
    """The site shows what is executed here, so that a test run executes each lesson once."""
    executed = lessons.executed(lesson.with_suffix(".ipynb"))
    assert all(cell.execution_count for cell in executed.cells if cell.cell_type == "code" and cell.source.strip())
    # Cells in which a reader writes may fail without stopping the rest; as they are handed out, none does.
    assert not [o.ename for c in executed.cells for o in c.get("outputs", []) if o.output_type == "error"]
    pictures = [o for c in executed.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert not pictures, "a picture was shown without alternative text; use course.figures.figure.Figure"
    shown = "".join(str(o.get("data", {}).get("text/html", "")) for c in executed.cells for o in c.get("outputs", []))
    for alt in re.findall(r'<img [^>]*?alt="([^"]*)"', shown):
        assert len(alt.split()) >= 5
    assert "<img" not in re.sub(r'<img [^>]*?alt="[^"]+"', "", shown)


@pytest.mark.notebook
def test_a_lesson_runs_from_the_root_too(offline, tmp_path):
    """Paths must not hang on where a notebook is started."""
    lessons.execute(LESSONS[0].with_suffix(".ipynb"), ROOT, tmp_path / "out.ipynb")


@pytest.mark.notebook
def test_a_notebook_is_executed_once_and_without_a_network(offline, tmp_path, monkeypatch):
    """What a lesson's executed copy proves: two who ask at once get one run, and that run reaches nobody."""
    monkeypatch.setattr("course.paths.CACHE", tmp_path / "cache")
    code = f"""
import socket
open({str(tmp_path / "runs")!r}, "a").write("run ")
try:
    socket.create_connection(("127.0.0.1", {{port}}), timeout=5)
    print("reached")
except OSError as error:
    print("no network")
"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        cell = nbformat.v4.new_code_cell(code.format(port=server.getsockname()[1]))
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "one.ipynb")
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(lessons.executed, [tmp_path / "one.ipynb"] * 2)
    assert first == second
    assert first.cells[0].outputs[0].text == "no network\n"
    assert (tmp_path / "runs").read_text() == "run "


@pytest.mark.parametrize("name", arc.places())
def test_a_lesson_is_whole(name):
    assert not faults(name) + faults_of_a_plan(name)

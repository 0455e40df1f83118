"""Every lesson in a browser tab: one lesson and one solved assignment run in Chromium, from the static site, with nobody else asked."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import axe_playwright_python
import nbformat
import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from course import paths
from course.cli import cli
from course.content import assignments
from course.content.executed import executed
from course.content.notebooks import source_notebook, to_bytes
from tests.browser.chromium import browser
from tests.conftest import missing

pytest.importorskip("jupyterlite_core", reason="THE BROWSER LAB IS NOT TESTED: install the extra `site` (make site)")
from course.site.browser import assemble, fetch, needs, starts

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]
ALL_RAN = """() => {
  const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")].map((one) => one.textContent);
  return prompts.length > 0 && prompts.every((text) => /\\[\\d+\\]/.test(text));
}"""
ERRORS = '.jp-RenderedText[data-mime-type="application/vnd.jupyter.error"], .jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"]'
SOLVED = "ibm"
FIRST = "00_start_here.ipynb"
LESSONS = ([name for name in assemble.notebooks(True) if name[0].isdigit()] if os.environ.get("BROWSER") == "all"
           else [FIRST])


@pytest.fixture(scope="module")
def lab(site):
    if fetch.PYODIDE.kept() is None or assemble.packages() is None or fetch.ONNXRUNTIME.kept() is None:
        missing("Pyodide with its packages", "Fetch it once: python -m course.site.browser.fetch (needs npm and pip).")
    return site / "lab"


@pytest.fixture(scope="module")
def window(chromium, lab, address):
    """A browser that nobody used before. At its end, no page in it has asked another server, nor beside the site's path."""
    asked, used = [], []
    with browser(chromium) as one:
        context = one.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        context.on("request", lambda request: asked.append(request.url))
        context.set_default_timeout(300_000)  # on a busy machine Python takes its time
        yield context
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:" + address.split("/somewhere")[0]))]
    assert not [url for url in outside if not url.endswith("/favicon.ico")], outside
    assert asked or not used, "pages were opened, and nothing was asked for"


@pytest.fixture(scope="module")
def kept(window) -> set[str]:
    """The lessons that this browser has opened with a network."""
    return set()


def run_all(page) -> None:
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(ALL_RAN, polling=500)


def drawn(name: str) -> int:
    """How many pictures the lesson shows when it is run natively."""
    outputs = [out for cell in executed(paths.NOTEBOOKS / name).cells for out in cell.get("outputs", [])]
    return sum("".join(out.get("data", {}).get("text/html", "")).count("<img") for out in outputs)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_whole(window, address, kept, name):
    page = window.new_page()
    fetched = []
    page.on("response", lambda response: fetched.append(response.url.split("/")[-1]))
    page.goto(f"{address}lab/{name.removesuffix('.ipynb')}.html")
    link = page.get_by_role("link", name=re.compile(r"Open it: about \d+ MB the first time"))
    expect(page.get_by_text("kept: the same lesson opens without a network")).to_be_visible()
    assert not [file for file in fetched if file.endswith((".wasm", ".whl"))], "nothing large before it is asked for"
    link.click()
    run_all(page)
    assert page.locator(ERRORS).all_inner_texts() == []
    # As many as the same lesson draws elsewhere before anything is answered; of many, the notebook shows those near the window.
    assert page.locator(".jp-OutputArea-output img").count() >= min(1, drawn(name))
    kept.add(name)
    if name == FIRST:
        page.get_by_text("Nothing is sent anywhere.").last.wait_for()
        assert not [file for file in fetched if file.startswith(("scipy", "scikit_learn"))], "a lesson gets what it needs"
        assert page.locator(".quiz input[type=radio]").count() > 1
    page.close()


def test_it_opens_again_without_a_network(window, address, kept):
    page = window.new_page()
    try:
        for offline in (True,) if FIRST in kept else (False, True):
            window.set_offline(offline)
            page.goto(f"{address}lab/{FIRST.removesuffix('.ipynb')}.html")
            page.locator("#open").click()
            first = page.locator(".jp-CodeCell").first
            first.locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            page.wait_for_function("/\\[\\d+\\]/.test(document.querySelector('.jp-CodeCell .jp-InputArea-prompt').textContent)", polling=500)
            assert page.locator(ERRORS).all_inner_texts() == []
    finally:
        window.set_offline(False)
        page.close()


def test_a_solved_assignment_from_opening_it_to_handing_it_in(window, address, tmp_path):
    notebook = source_notebook(assignments.load(SOLVED), hidden=False)
    given = tmp_path / f"{SOLVED}.ipynb"
    given.write_bytes(to_bytes(notebook))
    page = window.new_page()
    page.goto(f"{address}lab/work.html")
    page.locator("#file").set_input_files(given)
    expect(page.get_by_role("status")).to_have_text(f"{given.name} is opened.")
    page.get_by_role("link", name=assignments.load(SOLVED).title).click()
    run_all(page)
    tasks = [task.name for task in assignments.load(SOLVED).code_tasks]
    for task in tasks:
        assert page.get_by_text(f"Public checks passed for `{task}`.").count() == 1
    page.keyboard.press("Control+s")
    page.wait_for_timeout(2000)  # the lab keeps progress when Python rests
    page.goto(f"{address}lab/work.html")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download {given.name}").click()
    handed_in = tmp_path / "handed in" / given.name
    handed_in.parent.mkdir()
    download.value.save_as(handed_in)
    # What grading makes of it: every answer is there, word for word.
    from course.grading.assemble import merge

    release = nbformat.read(paths.ASSIGNMENTS / SOLVED / "release" / given.name, as_version=4)
    merged = merge(release, handed_in.read_bytes())
    answers, graded = ({cell.metadata.nbgrader.grade_id: cell.source for cell in one.cells if "nbgrader" in cell.metadata}
                       for one in (notebook, merged.notebook))
    assert not merged.unanswered and {name: graded[name] for name in tasks} == {name: answers[name] for name in tasks}
    checked = CliRunner().invoke(cli, ["check", str(handed_in)])
    assert f"Public checks passed for {len(tasks)} of {len(tasks)} tasks" in checked.output, checked.output[-800:]
    # All of the work as one file, and back in a browser that has none of it.
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my work").click()
    download.value.save_as(tmp_path / "my-work.json")
    work = json.loads((tmp_path / "my-work.json").read_text())
    assert given.name in work["notebooks"]
    assert {name for name, entry in json.loads(work["kept"]["progress.json"])[SOLVED].items() if entry["passed"]} == set(tasks)
    fresh = window.browser.new_context()
    other = fresh.new_page()
    other.goto(f"{address}lab/work.html")
    expect(other.get_by_text("Nothing has been changed yet.")).to_be_visible()
    other.locator("#file").set_input_files(tmp_path / "my-work.json")
    expect(other.get_by_role("status")).to_contain_text("Progress and journal are joined")
    expect(other.get_by_role("button", name=f"Download {given.name}")).to_be_visible()
    fresh.close()
    page.close()


def test_what_is_wrong_is_said_and_nothing_is_overwritten(window, address, tmp_path):
    page = window.new_page()
    page.goto(f"{address}lab/work.html")
    said = page.get_by_role("status")
    release = nbformat.read(paths.ASSIGNMENTS / "owed" / "release" / "owed.ipynb", as_version=4)

    def hand(name, content):
        (tmp_path / name).write_text(content if isinstance(content, str) else nbformat.writes(content))
        page.locator("#file").set_input_files(tmp_path / name)
        return said

    expect(hand("owed.ipynb", "no JSON {")).to_contain_text("owed.ipynb cannot be read")
    expect(hand("owed.ipynb", '{"some": "thing"}')).to_contain_text("not opened: it is not a notebook")
    expect(hand("owed.ipynb", '{"cells": [], "nbformat": 3}')).to_contain_text("a notebook of format 3, not 4")
    expect(hand("owed.ipynb", release)).to_have_text("owed.ipynb is opened.")
    expect(hand("owed.ipynb", release)).not_to_have_text("owed.ipynb is opened.")
    changed = nbformat.reads(nbformat.writes(release), as_version=4)
    changed.cells[0].source = "My own heading"
    expect(hand("owed.ipynb", changed)).to_contain_text("You have a owed.ipynb already. The one you opened lies beside it as owed-opened.ipynb")
    del changed.cells[-3:]
    changed.cells = [cell for cell in changed.cells if "nbgrader" not in cell.metadata or cell.metadata.nbgrader.grade_id != "given-02"][:-4]
    expect(hand("owed.ipynb", changed)).to_contain_text("made from another version of the assignment")
    for name in ("owed.ipynb", "owed-opened.ipynb", "owed-opened-2.ipynb"):
        expect(page.get_by_role("button", name=f"Download {name}", exact=True)).to_be_visible()
    page.close()


@pytest.mark.parametrize(("script", "words"), [
    ("delete window.WebAssembly", "This browser cannot run it: it has no WebAssembly"),
    ("indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }", "does not let the site keep anything: a private window"),
    ("IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }", "storage for the site is full"),
    ("navigator.storage.estimate = async () => ({quota: 5e6, usage: 4e6})", "leaves the site 1 MB"),
])  # fmt: skip
def test_a_browser_that_cannot_says_what_is_lost(window, address, script, words):
    page = window.browser.new_page()
    page.add_init_script(script)
    page.goto(f"{address}lab/{SOLVED}.html")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator("#open")).to_have_count(0 if "WebAssembly" in script else 1)
    expect(page.get_by_role("link", name="Read it instead")).to_be_visible()
    page.close()


def test_every_notebook_has_a_start_page_that_names_its_megabytes(lab):
    for name, notebook in assemble.notebooks(True).items():
        text = (lab / name.replace(".ipynb", ".html")).read_text(encoding="utf-8")
        total = int(re.search(r"about (\d+) MB", text)[1])
        assert 30 < total < 110, name
        assert ("the recogniser" in text) == any(re.search(needs.RECOGNISER, cell.source) for cell in notebook.cells
                                                if cell.cell_type == "code"), name
    listed = json.loads((lab / "course" / "files.json").read_text())
    place = {name: "/".join(part.removeprefix(".") for part in name.split("/")) for name in listed}
    assert all((lab / "course" / place[name]).stat().st_size == size for name, size in listed.items())
    assert not [path for path in (lab / "course").rglob("*") if path.name.startswith(".")], "servers hide such files"


def test_a_lab_that_changes_is_another_one_to_the_browser(lab, tmp_path):
    text = (lab / "offline.js").read_text(encoding="utf-8")
    assert re.search(r'"lab " \+ "whole-[0-9a-f]{24}"', text)
    shutil.copytree(lab / "static" / "pyodide", tmp_path / "static" / "pyodide")
    shutil.copy(lab / "jupyter-lite.json", tmp_path)
    (tmp_path / "course").mkdir()
    starts.write(tmp_path, {}, "whole-other")
    assert '"lab " + "whole-other"' in (tmp_path / "offline.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_labs_pages_by_axe_and_on_a_phone(window, address, scheme):
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = window.browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    for name in (f"lab/{SOLVED}.html", "lab/work.html"):
        page.goto(address + name)
        page.evaluate(axe)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()

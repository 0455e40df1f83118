"""The browser lab without numpy, as a site has it that could not fetch Pyodide's packages: two notebooks in plain Python."""

import functools
import hashlib
import io
import json
import re
import zipfile

import numpy as np
import pytest

from course import explorer, faces, paths
from course.content import source
from course.evaluation import FaceSet, fmr, fnmr, score_pairs
from course.policy import permitted, uses_for
from tests.browser.chromium import browser
from tests.browser.conftest import served
from tests.conftest import missing

pytest.importorskip("jupyterlite_core", reason="THE BROWSER LAB IS NOT TESTED: install the extra `site` (make site)")
from course.site.browser import assemble as lab
from course.site.browser import fetch, wheels

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
ALL_RAN = """() => {
  const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")].map((one) => one.textContent);
  return prompts.length > 0 && prompts.every((text) => /\\[\\d+\\]/.test(text));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A site's folder with the plain lab and the explorer."""
    if fetch.PYODIDE.kept() is None:
        missing("The Pyodide core", "Fetch it once: python -m course.site.browser.fetch (needs npm).")
    out = tmp_path_factory.mktemp("plain") / "somewhere" / "site"
    out.mkdir(parents=True)
    lab.build(out / "lab", plain=True)
    explorer.page(out / "explorer.html")
    return out


@pytest.fixture(scope="module")
def address(folder):
    with served(folder.parent.parent) as root:
        yield f"{root}somewhere/site/"


@pytest.fixture(scope="module")
def window(chromium, address):
    """A browser's window. At its end, no page in it has asked another server, nor beside the site's own path."""
    asked = []
    with browser(chromium) as one:
        context = one.new_context(viewport={"width": 1280, "height": 900})
        context.on("request", lambda request: asked.append(request.url))
        context.set_default_timeout(120_000)
        yield context
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:" + address.split("/somewhere")[0]))]
    # A browser asks for its server's own icon unless a page names one.
    outside = [url for url in outside if not url.endswith("/favicon.ico")]
    assert asked and not outside, outside


@pytest.fixture(scope="module")
def opened(window, address):
    """``opened(name)``: run a whole notebook, and give the page and the text of each code cell's output."""
    @functools.cache
    def run(name):
        page = window.new_page()
        page.goto(f"{address}lab/{name}.html")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_function(ALL_RAN, polling=500)
        return page, [cell.locator(".jp-OutputArea").first.inner_text() if cell.locator(".jp-OutputArea-output").count()
                      else "" for cell in page.locator(".jp-CodeCell").all()]

    return run


@pytest.fixture(scope="module")
def development():
    return score_pairs(FaceSet.of(faces.embeddings("dlib", role="known", split="development")))


def test_the_rates_are_those_that_numpy_gives(opened, development):
    _, shown = opened("thresholds")
    text = "\n".join(shown)
    assert f"{development.mated.size:,} pairs of one person, {development.nonmated.size:,} pairs of two" in text
    assert f"FMR  {fmr(development.nonmated, 0.05):.6f}" in text
    assert f"FNMR {fnmr(development.mated, 0.05):.6f}" in text
    wanted = np.sort(development.nonmated)[int(0.01 * development.nonmated.size) - 1]
    other = score_pairs(FaceSet.of(faces.embeddings("dlib", role="known", split="evaluation")))
    assert f"others\t{fmr(other.nonmated, wanted):.4%}\t{fnmr(other.mated, wanted):.2%}" in text


def test_what_cannot_run_says_so_in_one_sentence(opened):
    page, shown = opened("thresholds")
    assert "numpy is not in the browser lab: it needs compiled code" in shown[-1]
    assert "make lab" in shown[-1] and "Traceback" not in shown[-1]
    for wrong, sentence in (("from course import faces", "course.faces is not in the browser lab: it needs numpy"),
                            ("%pip install numpy", "numpy cannot be installed here: the browser lab asks no other server")):
        page.locator(".jp-CodeCell").last.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.type(wrong)
        page.keyboard.press("Control+Enter")
        page.locator(".jp-CodeCell").last.get_by_text(sentence).first.wait_for(timeout=60_000)


def test_a_learner_changes_a_number_and_gets_another_rate(opened, development):
    page, _ = opened("thresholds")
    cell = page.locator(".jp-CodeCell").nth(2)
    assert "THRESHOLD = 0.05" in cell.inner_text()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type("THRESHOLD = 0.03")
    page.keyboard.press("Control+Enter")
    cell.get_by_text(f"FMR  {fmr(development.nonmated, 0.03):.6f}").wait_for(timeout=60_000)


def test_the_explorer_and_the_quiz_work_in_a_notebook(opened):
    page, _ = opened("thresholds")
    inside = page.frame_locator('iframe[title="The threshold explorer"]')
    inside.locator("#explorer input[type=range]").first.wait_for(timeout=60_000)
    option = page.locator(".quiz input[type=radio]").first
    option.check()
    assert page.locator(".quiz .why").first.is_visible()


def test_the_rules_answer_as_the_course_does(opened):
    _, shown = opened("rules")
    near = uses_for("amazon-2020")
    for use in near[:8]:
        verdict = permitted(use, "amazon-2020")
        assert f"{use.id}\t{use}\t{verdict.answer}\t{verdict.reason}" in shown[1]
    assert re.search(rf"On \d+ of {len(near)} uses your rule and the course's answer differently", shown[3])
    assert '<form class="quiz"' not in shown[-1] and "1. " in shown[-1]


def test_the_sites_page_says_what_runs():
    plain, whole = lab.start_page(plain=True), lab.start_page(plain=False)
    assert 'href="lab/thresholds.html"' in plain and "What does not run here" in plain
    assert 'href="lab/03_thresholds.html"' in whole and 'href="lab/matcher.html"' in whole and 'href="lab/work.html"' in whole


def test_every_notebook_has_a_test_and_stays_plain():
    names = {path.stem for path in lab.sources()}
    assert names == {"thresholds", "rules"}, "open the new notebook in a test above"
    for path in lab.sources():
        for cell in source.read(path).cells:
            lines = [line for line in cell.text.split("\n") if line.strip() and not line.strip().startswith("#")]
            assert cell.kind == "markdown" or len(lines) <= 12, f"{path.name}:{cell.line}"


def test_without_the_core_the_site_needs_no_lab(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "CACHE", tmp_path)
    with pytest.raises(lab.LabError, match="make site"):
        lab.build(tmp_path / "lab")


def test_whatever_changes_makes_another_lab(monkeypatch, tmp_path):
    for name in ("course", "data", "notebooks", "assignments"):
        (tmp_path / name / "__pycache__").mkdir(parents=True)
    (tmp_path / "requirements.lock").touch()
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    keys = [lab._key(None)]
    for name in ("course/a.py", "course/a.js", "data/a.csv", "notebooks/a.html", "assignments/a"):
        (tmp_path / name).write_text("new")
        keys.append(lab._key(None))
    (tmp_path / "course" / "__pycache__" / "a.pyc").write_text("compiled")
    assert len(set(keys)) == len(keys) and lab._key(None) == keys[-1]


def test_what_is_on_the_list_is_what_lies_there(folder):
    pyodide = folder / "lab" / "static" / "pyodide"
    for entry in json.loads((pyodide / "pyodide-lock.json").read_text())["packages"].values():
        assert hashlib.sha256((pyodide / entry["file_name"]).read_bytes()).hexdigest() == entry["sha256"]
        assert "://" not in entry["file_name"]


def test_a_wheel_is_the_same_each_time_and_holds_its_licence():
    for name, distribution in wheels.dependencies(wheels.WHOLE).items():
        first = wheels.repacked(distribution)
        assert first == wheels.repacked(distribution)
        listed = zipfile.ZipFile(io.BytesIO(first)).namelist()
        assert any("licen" in one.lower() or "copying" in one.lower() for one in listed), f"{name} without its licence"
        assert not [one for one in listed if one.endswith((".so", ".pyd"))]


def test_scores_come_back_to_the_bit(development):
    files = lab.scores()
    steps = np.frombuffer(files["browser_scores/dlib-development-mated"], "<u4")
    back = np.cumsum(steps, dtype=np.uint32).view("<f4")
    assert (back == np.sort(development.mated)).all()

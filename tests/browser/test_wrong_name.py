"""The lesson *A wrong name* as a student does it in JupyterLab: decide by typing, open the chain by keyboard."""

import json
import os
import re

import pytest

from course.content import arc
from tests.browser.chromium import course_lab, opened, run_all
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.mark.timeout(600)
def test_a_student_decides_and_then_sees_what_happened(chromium, tmp_path, monkeypatch):
    journal = tmp_path / "journal.json"
    monkeypatch.setenv("COURSE_JOURNAL", str(journal))
    path = arc.place("wrong_name").path.with_suffix(".ipynb")
    name = str(path.relative_to(ROOT))
    before = path.read_bytes()
    with course_lab(name, tmp_path) as (address, _), opened(chromium, address) as page:
        run_all(page)
        page.locator(".jp-Notebook form.quiz").wait_for(timeout=300_000)
        page.wait_for_timeout(1000)
        assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
        cell = page.locator(".jp-CodeCell", has_text='chain.decide(FIRST, "image"')
        assert "Still to do: choose a, b or c" in cell.locator(".jp-OutputArea").text_content()
        assert "What happened" not in page.locator(".jp-Notebook").text_content()

        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text('chain.decide(FIRST, "image", choice="b", because="the still is poor")')
        page.keyboard.press("Shift+Enter")
        cell.get_by_text("What happened:").wait_for()
        assert "You chose b" in cell.locator(".jp-OutputArea").text_content()
        assert json.loads(journal.read_text())["kept"]["chain/williams/image"]["said"]["because"] == "the still is poor"

        walk = page.locator(".jp-CodeCell", has_text=re.compile(r"figures\.chain\.walk"))
        step = walk.locator("ol.chain > li").nth(1).locator("summary").first
        step.focus()
        page.keyboard.press("Enter")
        assert walk.locator("ol.chain > li").nth(1).get_by_text("You know:").is_visible(), "Enter opens a step"
        page.keyboard.press("Space")
        assert not walk.locator("ol.chain > li").nth(1).get_by_text("You know:").is_visible(), "Space closes it"
        assert step.evaluate("one => one === document.activeElement"), "JupyterLab leaves the keys to the chain"
        if folder := os.environ.get("COURSE_SCREENSHOTS"):
            for number, box in enumerate(page.locator(".jp-Cell").all()):
                box.scroll_into_view_if_needed()
                box.screenshot(path=f"{folder}/cell_{number:02d}.png")
    assert path.read_bytes() == before

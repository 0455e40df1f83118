"""What `make lab` opens, in a real browser: lessons run from top to bottom, and nothing asks the network."""

import os

import pytest

from course.content import arc
from tests.browser.chromium import course_lab, opened, run_all
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.mark.timeout(600)
def test_the_lesson_on_the_matcher_runs_in_jupyterlab(chromium, tmp_path):
    name = f"notebooks/{arc.place('build_a_matcher').path.stem}.ipynb"
    before = (ROOT / name).read_bytes()
    with course_lab(name, tmp_path) as (address, said), opened(chromium, address) as page:
        assert name in said, "the printed address opens the lesson"
        assert "Extension Manager is 'readonly'" in said, "nothing asks a package index"
        run_all(page)
        page.locator(".jp-Notebook form.quiz").wait_for(timeout=300_000)
        page.wait_for_timeout(1000)
        assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
        figures = page.locator(".jp-Notebook figure img")
        assert figures.count() >= 5
        for i in range(figures.count()):
            assert len(figures.nth(i).get_attribute("alt").split()) >= 5
            assert figures.nth(i).evaluate("img => img.complete && img.naturalWidth > 0")
        # The quiz works by keyboard, and says why.
        option = page.locator("form.quiz input[type=radio]").first
        option.focus()
        option.press("Space")
        explanation = page.locator("#" + option.get_attribute("aria-describedby"))
        assert explanation.is_visible()
        page.keyboard.press("ArrowDown")
        assert not explanation.is_visible()
        folder = os.environ.get("COURSE_SCREENSHOTS")
        if folder:
            page.screenshot(path=f"{folder}/lesson_1.png")
    assert (ROOT / name).read_bytes() == before

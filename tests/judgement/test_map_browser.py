"""The argument map in a real browser: folded and opened by keyboard alone, readable at 320 pixels, nothing serious for axe."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.judgement.arguments import ANSWERABLE

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="en"><head><title>Map</title></head><body><main><h1>Map</h1>{}</main></body></html>'


@pytest.fixture(scope="module")
def page(running):
    page = running.new_page(viewport={"width": 900, "height": 900})
    page.set_content(PAGE.format(ANSWERABLE.show()._repr_mimebundle_()["text/html"]))
    return page


def test_it_folds_and_opens_with_the_keyboard(page):
    principle = page.locator(".argmap li.warrant > details").first
    reply = page.get_by_text(ANSWERABLE.reply)
    assert reply.is_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if principle.evaluate("one => document.activeElement === one.querySelector('summary')"):
            break
    else:
        pytest.fail("the principle cannot be reached with Tab")
    page.keyboard.press("Enter")
    assert not reply.is_visible()
    page.keyboard.press("Space")
    assert reply.is_visible()


def test_axe_finds_nothing_serious(page):
    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_it_fits_a_narrow_window(page):
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 900, "height": 900})

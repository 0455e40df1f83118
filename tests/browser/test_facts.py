"""The page of facts in a real browser: search, filters and links to rows, also on a phone and without a script."""

import pytest
from playwright.sync_api import expect

from course.content.notebooks import lesson_sources
from course.content.source import read
from course.policy.claims import ledger
from course.policy.row import KINDS
from course.site import facts

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PHONE = {"width": 390, "height": 844}


def shown(page):
    return page.locator("details.facts li").evaluate_all("rows => rows.filter((row) => row.checkVisibility()).map((row) => row.id)")


def test_the_page_holds_every_row_once():
    text = facts.page([read(path) for path in lesson_sources()])
    assert [text.count(f'<li id="{name}"') for name in ledger()] == [1] * len(ledger())


def test_search_and_filters(window, address):
    page = window.new_page(viewport=PHONE)
    page.goto(address + "facts.html")
    form = page.locator("#facts-filter")  # the site has a search and a list of lessons of its own
    status = form.get_by_role("status")
    expect(status).to_have_text(f"{len(ledger())} rows. Open a list, or search.")
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    form.get_by_role("searchbox").fill("krishna letter")
    assert "N13" in shown(page) and "A01" not in shown(page)
    form.get_by_role("button", name="Show all").click()
    expect(status).to_have_text(f"{len(ledger())} rows. Open a list, or search.")
    form.get_by_label("Kind").select_option("pending")
    assert set(shown(page)) == {row.id for row in ledger().values() if row.kind == "pending"}
    boxes = page.locator("details.facts").evaluate_all("them => them.filter((box) => box.checkVisibility()).length")
    assert boxes == page.locator("details.facts[open]").count()  # a list without a row that fits is not shown
    form.get_by_label("Status").select_option("CONFIRMED_PRIMARY")
    assert set(shown(page)) == {
        row.id for row in ledger().values() if (row.kind, row.status) == ("pending", "CONFIRMED_PRIMARY")
    }
    assert "kind=pending" in page.url and "status=CONFIRMED_PRIMARY" in page.url
    form.get_by_role("button", name="Show all").click()
    lesson = next(path.stem for path in lesson_sources() if path.stem.endswith("ibm"))
    form.get_by_label("Lesson").select_option(lesson)
    assert {"C04", "N13", "X216"} <= set(shown(page)) and "H01" not in shown(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1
    form.get_by_role("searchbox").fill("no such words anywhere")
    expect(status).to_have_text(f"0 of {len(ledger())} rows fit.")


def test_a_link_leads_to_a_row_and_carries_the_filters(window, address):
    page = window.new_page(viewport=PHONE)
    page.goto(address + "facts.html#X189")
    expect(page.locator("#X189")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(address + "facts.html?kind=count#A01")  # the filter hides the row: the row wins
    expect(page.locator("#A01")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(address + "facts.html?kind=count")
    assert set(shown(page)) == {row.id for row in ledger().values() if row.kind == "count"}
    page.locator("#X96 a.row").click()
    assert page.url.endswith("facts.html?kind=count#X96")


def test_it_can_be_read_without_a_script(window, address):
    page = window.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(address + "facts.html")
    expect(page.locator("#facts-filter")).to_be_hidden()
    page.locator("details.facts summary").first.click()
    expect(page.locator("#A01")).to_be_visible()


def test_the_filters_name_every_kind():
    text = facts.page([])
    assert all(f'<option value="{kind}">' in text for kind in KINDS)

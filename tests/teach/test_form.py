"""The questions as a page: it holds no key, asks no network, and saves what `course teach inventory` reads."""

import csv
from pathlib import Path

import axe_playwright_python
import pytest

from course.teach import critique, form, handout, inventory, viva
from course.teach.inventory import columns, items, key, load

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def test_the_form_holds_no_key():
    page = form.document().decode()
    for told in key()["questions"].values():
        assert not [idea for letter, idea in told.items() if isinstance(idea, str) and len(idea) > 1 and idea in page]
    assert "Draft" in page


@pytest.fixture
def tab(window, tmp_path):
    page = window.new_context(accept_downloads=True).new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))

    def opened(content):
        (tmp_path / "page.html").write_bytes(content)
        page.goto((tmp_path / "page.html").as_uri())
        return page

    yield opened
    assert not faults
    assert [url for url in asked if url.split(":")[0] not in ("file", "data", "blob")] == []


@pytest.mark.browser
def test_what_the_page_saves_can_be_read(tab, tmp_path):
    page = tab(form.document())
    page.get_by_role("button", name="Make one").click()
    code = page.locator("#code").input_value()
    assert len(code) == 8
    page.get_by_label("before the course").check()
    for name in items():
        page.locator(f"input[name={name}][value=B]").check()
    for number in (1, 2, 4):
        page.locator(f"input[name=v1b][value='{number}']").check()
    page.locator("input[name=v1b][value='6']").click()  # a fourth is refused
    assert page.locator("input[name=v1b]:checked").count() == 3
    page.locator("#v1a").fill("70")
    page.locator("#v1c").fill('It costs, say "you", nothing.')
    saved = []
    page.on("download", lambda one: saved.append(one))
    page.get_by_role("button", name="Save my answers").click()
    page.locator("#told", has_text="Saved").wait_for()
    page.wait_for_timeout(500)
    for one in saved:
        one.save_as(tmp_path / "class" / one.suggested_filename)
    assert {one.suggested_filename for one in saved} == {f"{code}-before.csv", f"{code}-before-words.csv"}
    row = load(tmp_path / "class").rows[code]
    assert all(row[name] == "B" for name in items()) and row["v1b"] == "1 2 4" and row["v1a"] == "70" and row["v1c"] == ""
    with open(tmp_path / "class" / f"{code}-before-words.csv", newline="") as file:
        assert list(csv.DictReader(file)) == [{"code": code, "part": "v1c", "words": 'It costs, say "you", nothing.'}]


@pytest.mark.browser
def test_the_pages_have_no_serious_fault(tab):
    for content in (form.document(), critique.document(), handout.document(), viva.module_sheet("owed")):
        page = tab(content)
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.browser
def test_the_page_of_critiques_says_what_the_terminal_says(tab):
    page = tab(critique.document())
    one = critique.text("capstone/memo")
    box = page.locator(f"form[data-text='{one.name}']")
    for said in ({"s1": "row", "s2": "faces"}, one.faults, {}):
        for name in one.sentences:
            box.locator(f"select[name={name}]").select_option(said.get(name, ""))
        box.get_by_role("button").click()
        shown = box.locator("[role=status] p").all_inner_texts()
        expected = critique.look_at(one, said) or ["All four. Now mend one in your own words."]
        assert [line.split(". A fact")[0].rstrip(".") for line in expected] == [line.rstrip(".") for line in shown]


@pytest.mark.slow
def test_the_columns_are_those_that_are_read():
    assert columns()[0] == "code" and len(columns()) == 1 + 15 + 3 * 4
    assert set(inventory.items()) < set(columns())

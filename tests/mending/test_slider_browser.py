"""The training-set slider in a real browser: as a page from the disk, and in JupyterLab."""

import json
from pathlib import Path

import axe_playwright_python
import pytest

from course import mending
from course.mending import grid
from tests.browser.chromium import jupyter_lab, run_all

pytestmark = pytest.mark.browser

@pytest.fixture(scope="module")
def file(slider_data, tmp_path_factory):
    return mending.page(tmp_path_factory.mktemp("page") / "mended.html", slider_data).as_uri()


@pytest.fixture
def page(window, file):
    """Open the page afresh, at a state. Afterwards: nothing went wrong in it, and nothing was asked of a network."""
    tab = window.new_page(viewport={"width": 1280, "height": 900})
    asked, faults = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    tab.set_default_timeout(10_000)

    def at(**state):
        tab.goto(f"{file}#{'&'.join(f'{key}={value}' for key, value in state.items())}")
        tab.wait_for_selector(".mending svg")
        return tab

    yield at
    assert faults == []
    assert [url for url in asked if url.split(":")[0] not in ("file", "data", "about")] == []
    tab.close()


def slider(tab, target):
    return tab.get_by_role("slider", name=target)


def inside(tab):
    """People shown in and out of the training set, for each target."""
    return [[one.locator("img").count() for one in group.locator(".people").all()] for group in tab.locator(".group").all()]


def captions(tab):
    return [one.inner_text() for one in tab.locator("figcaption").all()]


def test_faces_go_in_and_out_with_the_slider(page):
    tab = page(recogniser="dlib", african=20, asian=0, european=60)
    assert inside(tab) == [[20, 40], [0, 60], [60, 0]]
    first = tab.locator(".group").first.locator(".in img").first.get_attribute("src")
    slider(tab, "African target").press("ArrowRight")
    more = inside(tab)[0][0]
    assert more == grid.LEVELS[grid.LEVELS.index(20) + 1]
    assert tab.locator(".group").first.locator(".in img").first.get_attribute("src") == first
    slider(tab, "African target").press("Home")
    assert inside(tab)[0] == [0, 60]
    slider(tab, "African target").press("End")
    assert inside(tab)[0] == [60, 0]


def test_rates_and_intervals_are_those_of_the_grid(page):
    tab = page(recogniser="dlib", african=20, asian=20, european=20)
    row = grid.at(grid.measured(), "dlib", african=20, asian=20, european=20)
    tab.get_by_role("button", name="Show as table").click()
    table = tab.locator("table tbody tr").all()
    for line, name in zip(table, grid.GROUPS, strict=True):
        cells = [cell.inner_text() for cell in line.locator("td").all()]
        assert cells[0] == "20"
        assert float(cells[1].rstrip("%")) == pytest.approx(100 * row[f"fmr_{name}"], rel=0.05)
        low, high = (float(end.strip().rstrip("%")) for end in cells[2].split("to"))
        assert (low, high) == pytest.approx((100 * row[f"fmr_{name}_low"], 100 * row[f"fmr_{name}_high"]), rel=0.06)
        assert float(cells[3].rstrip("%")) == pytest.approx(100 * row[f"fnmr_{name}"], rel=0.06)


def test_none_seen_is_shown_with_the_rule_of_three(page):
    tab = page(recogniser="dlib", african=60, asian=0, european=0)
    if grid.at(grid.measured(), "dlib", african=60).fmr_african == 0:
        assert "African target: none seen (up to 5%)" in captions(tab)[0]
        assert tab.locator("circle.none").count() == 1
    tab = page(recogniser="sface", african=0, asian=60, european=0)
    assert "Asian target" in captions(tab)[0]


def test_every_part_is_reached_by_the_keyboard_alone(page):
    tab = page()
    seen = []
    for _ in range(16):
        tab.keyboard.press("Tab")
        seen.append(tab.evaluate("() => { const e = document.activeElement; return e.labels?.[0]?.textContent || e.textContent || e.tagName }"))
    for wanted in ("Dlib", "Nobody: as delivered", "60 of each", "Only Asian target", "African target", "European target", "Show as table"):
        assert any(wanted in one for one in seen), (wanted, seen)


def test_what_changes_is_spoken(page):
    tab = page(recogniser="dlib")
    assert "as delivered" in tab.get_by_role("status").inner_text()
    tab.get_by_role("button", name="Only European target").click()
    tab.get_by_role("status").filter(has_text="60 people in the training set").wait_for()
    assert "60 of 60 people in the training set" in slider(tab, "European target").get_attribute("aria-valuetext")
    assert tab.get_by_role("button", name="Only European target").get_attribute("aria-pressed") == "true"


def test_a_link_holds_what_was_set(page, window, file):
    tab = page(recogniser="dlib", african=20, asian=20, european=20)
    tab.get_by_label("SFace").check()
    slider(tab, "Asian target").press("End")
    tab.wait_for_function("() => location.hash.includes('asian=60') && location.hash.includes('sface')")
    other = window.new_page()
    other.goto(file + tab.evaluate("location.hash"))
    other.wait_for_selector(".mending svg")
    assert inside(other) == [[20, 40], [60, 0], [20, 40]]
    assert other.get_by_label("SFace").is_checked()
    other.close()


def test_a_broken_link_shows_something_that_was_measured(page):
    assert inside(page(recogniser="nope", african="x", asian=99, european=-4)) == [[0, 60], [60, 0], [0, 60]]


def test_nothing_jumps_and_nothing_overflows(page):
    tab = page(recogniser="dlib")
    heights = set()
    for name in ("60 of each", "20 of each", "Nobody: as delivered", "Only African target"):
        tab.get_by_role("button", name=name).click()
        heights.add(round(tab.locator(".charts").bounding_box()["y"]))
    assert max(heights) - min(heights) <= 2
    tab.set_viewport_size({"width": 380, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 380


def test_no_accessibility_fault(page):
    tab = page(recogniser="dlib", african=20, asian=0, european=60)
    tab.get_by_role("button", name="Show as table").click()
    tab.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_in_jupyterlab(window, slider_data, tmp_path):
    """Arrow keys move it, the kernel learns of it, and a value set in the kernel is shown."""
    (tmp_path / "data.json").write_text(json.dumps(slider_data))
    cells = ["import json\nfrom course.mending import mending\nslider = mending(json.load(open('data.json')), counts={'african': 20})\n"
             "slider.observe(lambda _: open('state.json', 'w').write(json.dumps(slider.counts)), 'counts')\nslider"]
    with jupyter_lab(tmp_path, cells) as address:
        tab = window.new_page(viewport={"width": 1280, "height": 1000})
        tab.set_default_timeout(60_000)
        tab.goto(address)
        run_all(tab)
        tab.wait_for_selector(".mending svg")
        assert inside(tab)[0] == [20, 40]
        slider(tab, "Asian target").focus()
        tab.keyboard.press("ArrowRight")
        tab.keyboard.press("ArrowUp")
        assert slider(tab, "Asian target").evaluate("e => e === document.activeElement")
        for _ in range(100):
            tab.wait_for_timeout(100)
            if (tmp_path / "state.json").exists() and json.loads((tmp_path / "state.json").read_text() or "{}").get("asian") == grid.LEVELS[2]:
                break
        else:
            pytest.fail("the kernel did not learn of the move")
        tab.close()

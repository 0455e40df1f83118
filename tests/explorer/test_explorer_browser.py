"""The explorer in a real browser: as a page from the disk, and in JupyterLab."""

import json
import re

import numpy as np
import pytest

from course import explorer
from course.evaluation.decisions import candidate_posterior, false_candidates
from course.explorer.document import MODULE, STYLE
from tests.browser.chromium import jupyter_lab, run_all

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(explorer_data, tmp_path_factory):
    return explorer.page(tmp_path_factory.mktemp("page") / "explorer.html", explorer_data).as_uri()


@pytest.fixture(scope="module")
def tab(running):
    page = running.new_page(viewport={"width": 1280, "height": 800})
    page.asked, page.faults = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda message: message.type in ("error", "warning") and page.faults.append(message.text))
    page.set_default_timeout(10_000)
    return page


@pytest.fixture
def page(tab, file):
    """Open the page afresh, at a state. Afterwards: nothing went wrong in it, and nothing was asked of a network."""
    tab.asked.clear()
    tab.faults.clear()

    def at(**state):
        tab.goto("about:blank")
        tab.goto(f"{file}#{'&'.join(f'{key}={value}' for key, value in state.items())}")
        tab.wait_for_selector(".explorer .panel")
        return tab

    yield at
    assert tab.faults == []
    assert [url for url in tab.asked if url.split(":")[0] not in ("file", "data", "about")] == []
    assert tab.asked


def slider(tab):
    return tab.get_by_label("Threshold (distance)")


def settled(tab):
    """Wait for the next frame, in which the picture changes."""
    tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return tab


def caption(tab, heading):
    return tab.locator(".panel", has=tab.get_by_role("heading", name=heading)).locator("> figcaption").inner_text()


def rates(data, threshold, group="all", recogniser="dlib"):
    one = data["recognisers"][recogniser]
    place = int(np.searchsorted(one["thresholds"], threshold + 1e-9, side="right")) - 1
    counts = one["groups"][group]
    return counts["nonmated"][place], counts["nonmated"][-1], counts["mated"][-1] - counts["mated"][place], counts["mated"][-1]


# ---- what it shows -------------------------------------------------------------------------------------------------


def test_rates_are_those_of_the_counts(page, explorer_data):
    for group in ("all", "asian-female"):
        tab = page(recogniser="dlib", threshold=0.5, group=group)
        false, nonmated, missed, mated = rates(explorer_data, 0.5, group)
        assert 0 < false < nonmated
        assert 0 < missed < mated or group != "all"
        assert f"At or below 0.500: {false:,} of {nonmated:,} non-mated pairs" in caption(tab, "Distances of the pairs")
        assert f"{mated - missed:,} of {mated:,} mated pairs" in caption(tab, "Distances of the pairs")


def test_the_table_holds_every_group(page, explorer_data):
    tab = page(recogniser="sface", threshold=0.1, table=1)
    rows = tab.locator(".tables table").first.locator("tbody tr")
    assert rows.count() == 7
    for i, group in enumerate(explorer_data["groups"]):
        false, nonmated, missed, mated = rates(explorer_data, 0.1, group["key"], "sface")
        cells = [cell.strip() for cell in rows.nth(i).locator("th, td").all_inner_texts()]
        assert cells[0] == group["label"]
        assert cells[4] == f"{false:,} of {nonmated:,}"
        assert cells[7] == f"{missed:,} of {mated:,}"
        assert float(cells[2].rstrip("%")) == pytest.approx(100 * false / nonmated, rel=0.06)


@pytest.mark.parametrize(("gallery", "prior"), [(25000, 0.25), (2, 1), (10, 0.5)])
def test_a_year_is_what_the_evaluation_computes(page, explorer_data, gallery, prior):
    tab = page(recogniser="dlib", threshold=0.5, gallery=gallery, searches=120_000, prior=prior)
    false, nonmated, missed, mated = rates(explorer_data, 0.5)
    fmr, fnmr = false / nonmated, missed / mated
    shown = [float(text.replace(",", "").replace(" million", "e6")) for text in tab.locator("dl.year dd").all_inner_texts()]
    enrolled = 120_000 * prior
    wrong = false_candidates(120_000 - enrolled, gallery, fmr) + false_candidates(enrolled, gallery - 1, fmr)
    assert shown == pytest.approx([enrolled * (1 - fnmr), enrolled * fnmr, wrong], abs=0.5, rel=0.005)
    answer = tab.locator(".answer").inner_text()
    share = candidate_posterior(gallery, fmr, fnmr, enrolled=prior)
    assert float(re.search(r"\((\S+)%\)", answer)[1]) == pytest.approx(100 * share, rel=0.05)


def cells_filled(tab, heading, columns, rows, cell):
    """How many cells of a grid the picture fills as errors, asked of the browser's own geometry."""
    return tab.locator(".panel", has=tab.get_by_role("heading", name=heading)).locator("svg > path").nth(1).evaluate(
        """(path, [columns, rows, cell]) => {
             let filled = 0;
             for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++)
               filled += path.isPointInFill(new DOMPoint((x + 0.5) * cell, (y + 0.5) * cell));
             return filled;
           }""", [columns, rows, cell])


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8])
def test_as_many_marks_as_people(page, explorer_data, threshold):
    tab = page(recogniser="dlib", threshold=threshold)
    false, nonmated, missed, mated = rates(explorer_data, threshold)
    assert cells_filled(tab, "Missed", 40, 25, 8) == round(1000 * missed / mated)
    assert cells_filled(tab, "Taken for another", 125, 80, 4) == round(10_000 * false / nonmated)


def test_no_false_match_seen_is_not_a_promise(page, explorer_data):
    lowest = explorer_data["recognisers"]["dlib"]["pairs"][0]["distance"]
    tab = page(recogniser="dlib", threshold=round(lowest - 0.01, 3))
    assert tab.locator(".tile .value").all_inner_texts()[0] == "none seen"
    assert "not known" in tab.locator(".answer").inner_text()
    assert "does not show a rate of 0" in caption(tab, "The flags")
    assert "100%" not in tab.locator(".summary").inner_text()


def test_bars_are_as_long_as_the_rates(page, explorer_data):
    tab = page(recogniser="dlib", threshold=0.6)
    widths = tab.locator(".bars svg").first.locator("> rect").evaluate_all("rects => rects.map(r => r.width.baseVal.value)")
    expected = np.array([np.divide(*rates(explorer_data, 0.6, group["key"])[:2]) for group in explorer_data["groups"]])
    assert np.array(widths) / max(widths) == pytest.approx(expected / max(expected), abs=1e-3)
    whiskers = tab.locator(".bars svg").first.locator(".whisker").evaluate_all("paths => paths.map(p => p.getBBox().width)")
    assert (np.array(whiskers) > 0).tolist() == (expected > 0).tolist()


def test_faces_at_or_just_below_the_threshold(page, explorer_data):
    pairs = explorer_data["recognisers"]["dlib"]["pairs"]
    threshold = pairs[20]["distance"] + 1e-6
    tab = page(recogniser="dlib", threshold=threshold)
    shown = float(tab.get_by_label("threshold, as a number").input_value())
    expected = [pair for pair in pairs if pair["distance"] <= shown][-4:][::-1]
    captions = tab.locator(".faces figcaption").all_inner_texts()
    assert len(captions) == 4
    for text, pair in zip(captions, expected, strict=True):
        assert f"distance {pair['distance']:#.4g}" in text
        assert " and ".join(pair["images"]) in text
    assert tab.locator(".faces img").evaluate_all("all => all.every(i => i.complete && i.naturalWidth === 84 && i.alt.length > 20)")
    tab = page(recogniser="dlib", threshold=threshold, group="european-male")
    assert set(re.findall(r"both: (.*)", "\n".join(tab.locator(".faces figcaption").all_inner_texts()))) <= {"European target, male"}


# ---- how it is used ------------------------------------------------------------------------------------------------


def test_keys_move_the_threshold_and_the_address_follows(page, explorer_data):
    tab = page(recogniser="dlib", threshold=0.45, gallery=25000, group="african-male", prior=0.1)
    step = explorer_data["recognisers"]["dlib"]["step"]
    slider(tab).focus()
    for key, moved in (("ArrowRight", step), ("ArrowLeft", -step)):
        before = float(slider(tab).input_value())
        tab.keyboard.press(key)
        settled(tab)
        assert float(slider(tab).input_value()) - before == pytest.approx(moved)
    tab.keyboard.press("ArrowRight")
    said = f"{0.45 + step:.3f}"
    tab.wait_for_function("said => location.hash.includes(`threshold=${said}`)", arg=said)
    for part in ("recogniser=dlib", "gallery=25000", "group=african-male", "prior=0.1"):
        assert part in tab.url
    tab.reload()
    assert slider(tab).get_attribute("aria-valuetext") == said
    assert tab.get_by_label("Group", exact=True).input_value() == "african-male"
    assert tab.get_by_label("People in the gallery").input_value() == "25000"


def test_dragging_the_slider_and_the_chart(page):
    tab = page(recogniser="dlib", threshold=0.3)
    first = tab.locator(".tile .value").first.inner_text()
    box = slider(tab).bounding_box()
    tab.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=4)
    tab.mouse.up()
    assert settled(tab).locator(".tile .value").first.inner_text() != first
    chart = tab.locator("svg.drag")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2, steps=3)
    tab.mouse.up()
    settled(tab)
    low, high, now = (float(slider(tab).get_attribute("min")), float(slider(tab).get_attribute("max")), float(slider(tab).input_value()))
    assert (now - low) / (high - low) == pytest.approx((0.25 * 480 - 10) / 460, abs=0.01)


def test_a_link_followed_within_the_page(page):
    tab = page(recogniser="dlib", threshold=0.45)
    tab.evaluate("location.hash = '#recogniser=sface&threshold=0.2&gallery=7'")
    tab.wait_for_function("document.querySelector('.explorer input[type=range]').value === '0.2'")
    assert tab.get_by_label("Recogniser").input_value() == "sface"
    assert tab.get_by_label("People in the gallery").input_value() == "7"


def test_another_recogniser_brings_its_own_threshold(page, explorer_data):
    tab = page(recogniser="dlib", threshold=0.45)
    tab.get_by_label("Recogniser").select_option("sface")
    settled(tab)
    assert float(slider(tab).input_value()) == pytest.approx(explorer_data["recognisers"]["sface"]["default"])


def test_a_link_that_cannot_be_shown_says_so(page):
    tab = page(recogniser="nope", group="martian", threshold="99", gallery="many", prior="2")
    notice = tab.get_by_role("alert").inner_text()
    for word in ("nope", "martian", "99", "many", "prior"):
        assert word in notice
    assert tab.locator(".tile").count() == 4
    slider(tab).press("ArrowLeft")
    settled(tab)
    assert not tab.get_by_role("alert").is_visible()


@pytest.mark.parametrize(("label", "typed", "kept"), [
    ("People in the gallery", "0", "1"), ("People in the gallery", "2000000000", "1000000000"), ("People in the gallery", "", "1000"),
    ("Share of searches", "1.5", "1"), ("Searches a year", "-5", "0"), ("Searches a year", "12", "12"),
])
def test_numbers_typed_are_mended(page, label, typed, kept):
    tab = page()
    field = tab.get_by_label(label)
    field.fill(typed)
    field.press("Tab")
    settled(tab)
    assert field.input_value() == kept
    assert "NaN" not in tab.locator(".explorer").inner_text()


def test_a_threshold_typed_is_taken(page):
    tab = page(recogniser="dlib", threshold=0.3)
    field = tab.get_by_label("threshold, as a number")
    field.fill("0.4567")
    field.press("Enter")
    settled(tab)
    assert slider(tab).get_attribute("aria-valuetext") == "0.456"  # the largest threshold counted that is not above


# ---- for everybody -------------------------------------------------------------------------------------------------


def test_the_summary_is_spoken_when_the_threshold_rests(page):
    tab = page(recogniser="dlib", threshold=0.45)
    status = tab.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    before = status.inner_text()
    for word in ("non-mated pairs at or below the threshold on these rendered images", "FMR", "FNMR", "wrong flags", "right person"):
        assert word in before
    changes = tab.evaluate(
        """async () => {
             const status = document.querySelector('[role=status]');
             let changes = 0;
             new MutationObserver((all) => (changes += all.length)).observe(status, { childList: true, characterData: true, subtree: true });
             const slider = document.querySelector('.explorer input[type=range]');
             for (let i = 0; i < 20; i++) {
               slider.stepUp();
               slider.dispatchEvent(new Event('input', { bubbles: true }));
               await new Promise(requestAnimationFrame);
             }
             const during = changes;
             await new Promise((done) => setTimeout(done, 1500));
             return [during, changes];
           }""")
    assert changes == [0, 1]
    assert status.inner_text() != before


def test_the_table_is_a_toggle(page):
    tab = page()
    assert not tab.locator(".tables").is_visible()
    button = tab.get_by_role("button", name="Show as table")
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    settled(tab)
    assert tab.locator(".tables").is_visible()
    button = tab.get_by_role("button", name="Hide the table")
    assert button.get_attribute("aria-expanded") == "true"
    assert tab.locator(f"#{button.get_attribute('aria-controls')}").is_visible()


def test_every_control_has_a_name_a_visible_focus_and_its_keys(page):
    tab = page()
    controls = tab.locator(".explorer :is(input, select, button):visible")
    assert controls.count() >= 9
    tab.locator("body").press("Tab")
    reached = []
    for _ in range(controls.count() + 1):
        reached.append(tab.evaluate(
            """() => {
                 const e = document.activeElement;
                 const name = e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent;
                 return [e.tagName, name, getComputedStyle(e).outlineStyle, e.dataset.lmSuppressShortcuts];
               }"""))
        tab.keyboard.press("Tab")
    names = [name for tag, name, *_ in reached if tag in ("INPUT", "SELECT", "BUTTON")]
    assert len(names) == len(set(names)) == controls.count()
    for tag, name, outline, keys in reached:
        if tag in ("INPUT", "SELECT", "BUTTON"):
            assert name.strip(), tag
            assert outline == "solid", name
            assert keys == "true", name


def test_every_picture_has_words(page):
    tab = page(recogniser="dlib", threshold=0.5)
    pictures = tab.locator(".explorer svg")
    assert pictures.count() == 7
    for words in pictures.evaluate_all(
        """all => all.map((picture) => [picture.getAttribute('role'), picture.getAttribute('aria-label') ??
             document.getElementById(picture.getAttribute('aria-labelledby')).textContent,
             document.getElementById(picture.getAttribute('aria-describedby')).textContent])"""):
        assert words[0] == "img"
        assert len(words[1].split()) >= 3
        assert len(words[2].split()) >= 8
    levels = tab.locator(":is(h1,h2,h3,h4)").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_cut_off(page, width):
    """1280 at 200% zoom is 640 wide, at 400% 320."""
    tab = page(recogniser="sface", threshold=0.2, table=1)
    tab.set_viewport_size({"width": width, "height": 500})
    try:
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        outside = tab.locator(".explorer *:not(.tables *):not(svg *)").evaluate_all(
            "(all, width) => all.filter(e => e.getBoundingClientRect().right > width + 0.5).map(e => e.className || e.tagName)", width)
        assert outside == []
        # Words in the pictures stay inside them, and large enough to read.
        small = tab.locator(".explorer svg text").evaluate_all(
            """all => all.filter(t => {
                 const [box, own] = [t.getBoundingClientRect(), t.ownerSVGElement.getBoundingClientRect()];
                 return box.right > own.right + 1 || box.left < own.left - 1 || box.height < 8;
               }).map(t => t.textContent)""")
        assert small == []
    finally:
        tab.set_viewport_size({"width": 1280, "height": 800})


def test_less_motion_is_respected(page):
    tab = page()
    tab.add_style_tag(content="* { transition: all 3s; animation: none 3s infinite }")
    count = "() => [...document.querySelectorAll('.explorer *')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert tab.evaluate(count) > 0
    tab.emulate_media(reduced_motion="reduce")
    try:
        assert tab.evaluate(count) == 0
    finally:
        tab.emulate_media(reduced_motion="no-preference")


def test_the_page_may_ask_nobody(page):
    """Should a later change make the page ask for something, the page's own policy refuses it."""
    tab = page()
    refused = tab.evaluate(
        """() => new Promise((done) => {
             addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
             fetch('https://example.org/').catch(() => {});
           })""")
    assert refused == "connect-src"
    tab.faults[:] = [fault for fault in tab.faults if "example.org" not in fault]


@pytest.mark.parametrize(("parts", "told", "untold"), [
    ([], ["FMR", "FNMR"], ["gallery", "FPIR", "flag", "group", "target", "of two groups"]),
    (["search"], ["FMR", "flags", "gallery"], ["target,", "of two groups"]),
    (["search", "groups"], ["FMR", "flags", "gallery", "African target, female"], []),
])
def test_a_lesson_leaves_out_what_it_has_not_told_of(window, explorer_data, tmp_path, parts, told, untold):
    """And the faces stand right below the slider, on one screen with it."""
    html = (f'<meta charset="utf-8"><style>{STYLE.read_text()}</style><div id="here"></div><script type="module">{MODULE}\n'
            f'mount(document.getElementById("here"), {json.dumps(explorer_data)}, {{threshold: 0.5, table: true}}, {{parts: {json.dumps(parts)}}});</script>')
    (tmp_path / "one.html").write_text(html)
    tab = window.new_page(viewport={"width": 1100, "height": 720})
    tab.goto((tmp_path / "one.html").as_uri())
    tab.wait_for_selector(".explorer .faces li")
    tab.wait_for_function("() => document.querySelector('.summary').innerText")
    seen = tab.locator(".explorer").inner_text()
    assert all(word in seen for word in told)
    assert not [word for word in untold if word.casefold() in seen.casefold()]
    assert tab.locator(".faces li").last.bounding_box()["y"] + tab.locator(".faces li").last.bounding_box()["height"] < 720
    tab.close()


def test_a_group_without_pairs_is_shown_as_such(window, tmp_path, explorer_data):
    data = json.loads(json.dumps(explorer_data))
    alone = data["recognisers"]["dlib"]["groups"]["asian-male"]
    alone["nonmated"] = [0] * len(alone["nonmated"])
    data["recognisers"]["dlib"]["intervals"]["groups"]["asian-male"]["fmr"] = None
    tab, faults = window.new_page(), []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(explorer.page(tmp_path / "a.html", data).as_uri() + "#recogniser=dlib&group=asian-male&table=1")
    text = tab.locator(".explorer").inner_text()
    assert "not measured" in text
    assert "NaN" not in text
    assert "Infinity" not in text
    assert faults == []


# ---- JupyterLab ----------------------------------------------------------------------------------------------------


def test_in_jupyterlab(window, explorer_data, tmp_path):
    """The slider has its arrow keys, the kernel learns of the threshold, and the controls beside it work."""
    (tmp_path / "data.json").write_text(json.dumps(explorer_data))
    cell = """
import json
from course.explorer import explorer
box = explorer(json.load(open('data.json')), threshold=0.45)
names = ('recogniser', 'threshold', 'group', 'gallery')
box.explorer.observe(lambda _: open('state.json', 'w').write(json.dumps({n: getattr(box.explorer, n) for n in names})), names)
box
"""
    with jupyter_lab(tmp_path, [cell]) as address:
        tab = window.new_page(viewport={"width": 1280, "height": 1000})
        tab.set_default_timeout(60_000)
        outside = []
        tab.on("request", lambda request: outside.append(request.url) if "127.0.0.1" not in request.url and request.url.startswith("http") else None)
        tab.goto(address)
        run_all(tab)
        tab.wait_for_selector(".explorer .panel")

        def kernel_has(**wanted):
            for _ in range(100):
                tab.wait_for_timeout(100)
                try:
                    state = json.loads((tmp_path / "state.json").read_text())
                except (OSError, ValueError):
                    continue
                if wanted.items() <= state.items():
                    return True
            return False

        slider(tab).focus()
        tab.keyboard.press("ArrowRight")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("ArrowRight")
        assert slider(tab).evaluate("e => e === document.activeElement")
        step = explorer_data["recognisers"]["dlib"]["step"]
        assert kernel_has(threshold=round(0.45 + step, 6))
        tab.get_by_label("Group", exact=True).select_option(label="Asian target, female")
        tab.locator(".summary", has_text="Asian target, female").wait_for()
        tab.get_by_label("Group", exact=True).press("ArrowUp")
        tab.locator(".summary", has_text="African target, male").wait_for()
        tab.get_by_label("Recogniser").select_option(index=1)
        tab.locator(".summary", has_text="SFace at threshold 0.593").wait_for()
        assert kernel_has(recogniser="sface", threshold=0.593, group="african-male")
        tab.get_by_label("People in the gallery").fill("77")
        tab.get_by_label("People in the gallery").press("Enter")
        tab.locator(".summary", has_text="In a gallery of 77,").wait_for()
        assert kernel_has(gallery=77)
        edges = tab.locator(".explorer").evaluate("e => [e.getBoundingClientRect().right, e.parentElement.parentElement.getBoundingClientRect().right]")
        assert edges[0] <= edges[1] + 0.5
        assert outside == []

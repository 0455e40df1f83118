"""The site, walked in a real browser from under a sub-path: nothing asks another server, and every link resolves."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from playwright.sync_api import expect

import course
from course import paths
from course.content import arc, assignments, source
from course.content.notebooks import lesson_sources
from course.policy.claims import ledger
from course.site import pages as site_pages
from course.site.facts import TOPICS
from tests.browser.axe import SOURCE, Sweep, every_rule

pytestmark = pytest.mark.timeout(600)  # whichever test comes first may have to execute the lessons


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids |= {attributes[name] for name in ("id", "name") if attributes.get(name)}
        self.links += [attributes[name] for name in ("href", "src") if attributes.get(name)]


def pages(site):
    """Every page but the lab's, and but the former addresses: those lead on at once, and have a test of their own."""
    former = {site / "notebooks" / f"{stem}.html" for stem, name in site_pages.FORMER.items() if arc.place(name).path.stem != stem}
    return sorted(path for path in set(site.rglob("*.html")) - former if path.relative_to(site).parts[0] != "lab")


def test_every_internal_link_resolves(site):
    read = {path: Links(path.read_text(encoding="utf-8")) for path in pages(site)}
    dead = []
    for path, page in read.items():
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            target, anchor = urldefrag(urljoin(path.as_uri(), link))
            target = Path(unquote(target.removeprefix("file://")))
            target = target / "index.html" if target.is_dir() else target
            inside = target.is_relative_to(site) and target.exists()
            if not inside or (anchor and target in read and target.name != "explorer.html"
                              and unquote(anchor) not in read[target].ids):
                dead.append(f"{path.relative_to(site)}: {link}")
    assert not dead, dead


def test_the_site_holds_every_lesson_and_no_answer(site):
    drawn = 0
    for lesson in lesson_sources():
        page = (site / "notebooks" / f"{lesson.stem}.html").read_text(encoding="utf-8")
        assert '<form class="quiz"' in page, "the page shows no outputs"
        drawn += 'src="../img/' in page
    assert drawn >= len(lesson_sources()) - 1, "what is owed is told without a drawing; every other lesson has some"
    for slug in assignments.slugs():
        path = site / "assignments" / slug / "release" / f"{slug}.html"
        if (paths.ASSIGNMENTS / slug / "release" / f"{slug}.ipynb").exists():
            text = path.read_text(encoding="utf-8")
            assert "BEGIN SOLUTION" not in text and "BEGIN HIDDEN" not in text
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 165e6


def with_an_empty_index(page, site):
    """From here on: every page makes a search of the whole site's index, the same for all, which takes as long as all the rest of it."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    page.route("**/search/search_index.json", lambda route: route.fulfill(json=index | {"docs": []}))


SHARES = 4  # of the pages, so that several workers look at them side by side


@pytest.mark.browser
@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_asks_another_server_and_axe_finds_nothing_serious(window, site, address, share):
    faults, asked, broken, sweep, looked = [], [], [], Sweep(), 0
    page = window.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    for path in pages(site)[share::SHARES]:
        page.goto(address + str(path.relative_to(site)))
        faults += [f"{path.relative_to(site)}: {one}" for one in sweep.faults(page)]
        if (looked := looked + 1) == 1:
            with_an_empty_index(page, site)
        page.set_viewport_size({"width": 640, "height": 450})  # 1280 wide at 200% zoom
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{path.relative_to(site)}: at 200% it is {beyond} px too wide"] if beyond > 1 else []
        page.set_viewport_size({"width": 390, "height": 800})  # a phone
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        faults += [f"{path.relative_to(site)}: on a phone it is {beyond} px too wide"] if beyond > 1 else []
        page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address + "index.html")
    assert sweep.rules == every_rule(page), "each rule of axe, on every page"
    assert looked == len(pages(site)[share::SHARES]) > 15
    outside = [url for url in asked if not url.startswith((address.split("/somewhere")[0], "data:", "blob:"))]
    assert not outside
    assert not broken
    assert not faults, "\n".join(faults)


@pytest.mark.browser
def test_in_dark_colours_axe_finds_nothing_serious(window, site, address):
    faults, sweep = [], Sweep()
    page = window.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", color_scheme="dark")
    with_an_empty_index(page, site)
    for name in ("index.html", "about.html", "facts.html", "glossary.html", "browser-lab.html", "docs/site.html", "api/matching.html",
                 f"notebooks/{arc.place('thresholds').path.stem}.html", f"notebooks/{arc.place('amazon').path.stem}.html",
                 "assignments/ibm/release/ibm.html"):
        page.goto(address + name)
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        faults += [f"{name}: {one}" for one in sweep.faults(page)]
    page.get_by_title("Light colours").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "default"
    assert not faults, "\n".join(faults)


# A fault of contrast, planted on a page after another page with the same texts was found good: a style that its elements get.
PLANTED = {
    "a paragraph": (".md-content p", "color: #c8c8c8"),
    "a background": (".md-content p", "background: #555"),
    "a heading that fades": (".md-content h1", "opacity: 0.3"),
    "the navigation": (".md-nav__link", "color: #c8c8c8 !important"),
    "behind the navigation": (".md-sidebar__inner", "background: #222"),
    "the footer": (".md-footer *", "color: #555 !important"),
    "words of code": (".highlight span:not(:has(*))", "color: #d5d5d5 !important"),
    "behind the code": (".highlight pre, .highlight code", "background: #444 !important"),
    "smaller words": (".md-content h1", "font-size: 10px; color: #888 !important"),
}


@pytest.mark.browser
def test_a_fault_of_contrast_is_found_wherever_it_is(window, site, address):
    """Texts that look alike are judged once; one that has another colour, or another ground, looks otherwise."""
    first, second = (f"notebooks/{arc.place(name).path.stem}.html" for name in ("scores", "build_a_matcher"))
    sweep = Sweep()
    page = window.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    with_an_empty_index(page, site)
    for name in (first, second):
        page.goto(address + name)
        page.evaluate(SOURCE)
        assert sweep.contrast(page) == [], "nothing is planted yet"
    assert sweep.looks < sweep.texts / 10, "most texts look like others"
    for what, (selector, style) in PLANTED.items():
        # The last one of its kind, and that one alone: its page has many like it that are good.
        page.evaluate("""([selector, style]) => {
          const shown = [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility() && e.innerText?.trim().length > 1);
          const e = shown.at(-1), before = e.getAttribute("style");
          e.setAttribute("style", style);
          window.mend = () => before === null ? e.removeAttribute("style") : e.setAttribute("style", before);
        }""", [selector, style])
        assert sweep.contrast(page), what
        page.evaluate("window.mend()")
    assert sweep.contrast(page) == [], "all is mended"


def test_the_front_door(site):
    front = (site / "index.html").read_text(encoding="utf-8")
    for target in ('href="explorer.html"', f'href="notebooks/{lesson_sources()[0].stem}.html"', 'href="browser-lab.html"', 'href="about.html"'):
        assert target in front
    assert "docs/explorer.png" in front and 'alt="The threshold explorer' in front
    lesson = (site / "notebooks" / f"{arc.place('thresholds').path.stem}.html").read_text(encoding="utf-8")
    assert 'rel="next"' in lesson and 'rel="prev"' in lesson, "one lesson leads to the next"
    assert f'href="../lab/{arc.place("thresholds").path.stem}.html"' in lesson, "run it here"
    assert site_pages.LICENCE in lesson and f"version {course.__version__}" in lesson
    for name in ("explorer.html", "mended.html"):
        assert 'href="index.html"' in (site / name).read_text(encoding="utf-8"), "it leads back"
    about = (site / "about.html").read_text(encoding="utf-8")
    for words in ("How to cite", "The course's authors", "To report a mistake", "Say where you read it"):
        assert words in about.replace("&#39;", "'").replace("’", "'")


def test_the_licence_in_short_is_the_one_at_length():
    text = (paths.ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "MIT, below" in text and "CC BY 4.0" in text and "CC0" in text
    assert site_pages.LICENCE == "Code MIT, text CC BY 4.0, rendered faces CC0"


def test_every_topic_of_the_ledger_is_called_in_words():
    assert {row.topic for row in ledger().values()} <= set(TOPICS), "add its heading to course/site/facts.py"


def test_former_addresses_of_lessons_lead_on(site):
    for stem, name in site_pages.FORMER.items():
        text = (site / "notebooks" / f"{stem}.html").read_text(encoding="utf-8")
        place = arc.place(name)
        assert place.path.stem == stem or f'content="0; url={place.path.stem}.html"' in text
        assert (site / "notebooks" / f"{place.path.stem}.html").exists()


@pytest.mark.browser
@pytest.mark.parametrize("served", [False, True], ids=["from a disk", "from a server"])
def test_a_link_to_the_explorer_carries_its_state(window, site, address, tmp_path, served):
    moved = shutil.copy(site / "explorer.html", tmp_path / "explorer.html")
    page = window.new_page()
    place = address + "explorer.html" if served else Path(moved).as_uri()
    page.goto(place + "#recogniser=sface&threshold=0.5&gallery=25000&group=asian-female&prior=0.25")
    slider = page.get_by_label("Threshold (distance)")
    expect(slider).to_have_attribute("aria-valuetext", "0.500")
    assert page.get_by_label("Recogniser").input_value() == "sface"
    assert page.get_by_label("People in the gallery").input_value() == "25000"
    assert page.get_by_label("Group", exact=True).input_value() == "asian-female"
    assert page.get_by_label("Share of searches").input_value() == "0.25"
    summary = page.locator(".summary").inner_text()
    for words in ("Asian target, female", "SFace at threshold 0.500", "In a gallery of 25,000,"):
        assert words in summary
    # Without these keys the page shows something else.
    page.goto("about:blank")
    page.goto(place)
    assert "25,000" not in page.locator(".summary").inner_text()


@pytest.mark.browser
def test_the_sites_explorer_is_moved_by_mouse_and_by_keys(window, address):
    page = window.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + "index.html")
    page.get_by_role("link", name="Open the threshold explorer").click()
    slider, rate = page.get_by_label("Threshold (distance)"), page.locator(".tile .value").first
    low, high = (float(slider.get_attribute(end)) for end in ("min", "max"))

    def value():
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return float(slider.input_value())

    def drag(thing, start, end):
        thing.scroll_into_view_if_needed()
        box = thing.bounding_box()
        page.mouse.move(box["x"] + start * box["width"], box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + end * box["width"], box["y"] + box["height"] / 2, steps=5)
        page.mouse.up()
        return (value() - low) / (high - low)

    before = rate.inner_text()
    assert drag(slider, 0.1, 0.8) == pytest.approx(0.8, abs=0.03)
    expect(rate).not_to_have_text(before)
    before = rate.inner_text()
    assert drag(page.locator("svg.drag"), 0.9, 0.3) == pytest.approx((0.3 * 480 - 10) / 460, abs=0.01)
    expect(rate).not_to_have_text(before)
    # By keys: from the top of the page to the slider, a step to the right, and to its end.
    now, kept = value(), "said => location.hash.includes(`threshold=${said}`)"
    page.wait_for_function(kept, arg=slider.get_attribute("aria-valuetext"))
    page.reload()
    for _ in range(12):
        page.keyboard.press("Tab")
        if slider.evaluate("e => e === document.activeElement"):
            break
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert value() == pytest.approx(now + float(slider.get_attribute("step")))
    page.keyboard.press("End")
    assert value() == pytest.approx(high)
    page.wait_for_function(kept, arg=slider.get_attribute("aria-valuetext"))


# What the focus stands on: its number among the stops that were counted, and how it is seen.
FOCUS = """() => {
  const now = document.activeElement;  // of a switch it is the label that is seen
  const e = now.matches(".md-option") ? now.nextElementSibling : now, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  const at = right > left && bottom > top ? document.elementFromPoint((left + right) / 2, (top + bottom) / 2) : null;
  const outline = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  return { end: e === document.body, stop: e.dataset.stop, seen: !!at && (e.contains(at) || at.contains(e)) && outline,
           quiz: e.matches("form.quiz input"), what: e.outerHTML.slice(0, 150) };
}"""
# Numbers what must be reachable. Of a quiz question's options the keyboard reaches one; arrows reach the others.
COUNT = """() => {
  const all = [...document.querySelectorAll(".md-content :is(a[href], button, input, select, summary, [tabindex='0'])")];
  const stops = all.filter((e) => e.checkVisibility() && !(e.type === "radio" && all.find((o) => o.name === e.name) !== e));
  stops.forEach((e, number) => (e.dataset.stop = number));
  return stops.length;
}"""


def walked(page, answer=False):
    """Tab from the top to the end. Returns how many stops of the content there are, which were met, and what was not seen."""
    count, met, unseen = page.evaluate(COUNT), set(), []
    for _ in range(1000):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUS)
        if now["end"]:
            return count, met, unseen
        if not now["seen"]:
            page.wait_for_timeout(300)  # the search and the navigation come in when they get the focus
            unseen += [] if page.evaluate(FOCUS)["seen"] else [now["what"]]
        met |= {int(now["stop"])} if now["stop"] else set()
        if answer and now["quiz"]:
            answer = False
            for key in ("Space", "ArrowDown"):
                page.keyboard.press(key)
                chosen = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
                assert page.locator(".quiz .why:visible").evaluate_all("all => all.map(e => e.id)") == [chosen]
            met |= {int(now["stop"])}
    raise AssertionError("the focus does not come to the end of the page")


@pytest.mark.browser
def test_by_keyboard_alone_at_200_percent_zoom(window, address):
    page = window.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2,
                              reduced_motion="reduce").new_page()
    page.goto(address + "index.html")
    count, met, unseen = walked(page)
    assert met == set(range(count)) and not unseen, unseen
    # The skip link leads past the navigation: what comes next is in the content.
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to content"
    page.keyboard.press("Enter")
    links, lesson = [], source.read(arc.place("thresholds").path)
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('.md-content')"), links
        links.append(page.evaluate("document.activeElement.textContent").strip())
        if links[-1] == lesson.title:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/notebooks/{lesson.path.stem}.html")
    count, met, unseen = walked(page, answer=True)
    assert count > 20
    assert met == set(range(count)) and not unseen, unseen
    assert page.locator(".quiz input:checked").count() == 1
    # The search: from the top, by its key, to the first result.
    page.goto(address + "index.html")
    page.keyboard.press("/")
    page.keyboard.type("Wilson")
    page.locator(".md-search-result__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUS)["seen"]
    found = page.evaluate("document.activeElement.href")
    assert found.startswith(address) and "index.html" not in found
    page.keyboard.press("Enter")
    page.wait_for_url(found)
    assert "wilson" in page.locator(".md-content").inner_text().lower()

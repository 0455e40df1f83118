"""Slides: taken from the lesson as it is, read from the last row, refused when stale or unreadable."""

import dataclasses
import re
import subprocess
import sys

import nbformat
import pytest
from click.testing import CliRunner

from course.content import plans
from course.errors import CourseError
from course.teach import pages, slides
from course.teach.commands import teach
from course.teach.pages import TeachError
from tests.conftest import ROOT

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
WORDS = "A small picture that stands for one of the lesson."


def test_the_deck_of_one_class_fits_its_class():
    deck = plans.deck("one_class")
    assert sum(slide.minutes for slide in deck.slides) == 75 - 4 - 2  # the rest: the card before, and after


@pytest.mark.notebook
@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", plans.decks())
def test_every_deck_can_be_read_from_the_last_row(name, chromium, offline, tmp_path):
    """The lesson's own executed copy, which another test makes: measured in Chromium."""
    deck = plans.deck(name)
    path = slides.write(deck, tmp_path)
    assert [str(one) for one in slides.faults(path, name)] == []
    assert slides.stale(deck, tmp_path) == ""
    page = path.read_text()
    assert len(re.findall('class="page"', page)) == len(deck.slides)
    for slide in deck.slides:
        assert f'data-slide="{slide.id}"' in page
    for alt in re.findall(r'<img [^>]*?alt="([^"]*)"', page):
        assert len(alt.split()) >= 5


# --- a small deck, made of nothing but this ---------------------------------------------------------------------------


def lesson_with(markup):
    notebook = nbformat.v4.new_notebook()
    output = nbformat.v4.new_output("display_data", data={"text/html": markup, "text/plain": "x"})
    notebook.cells = [nbformat.v4.new_code_cell("draw(it)", outputs=[output]), nbformat.v4.new_code_cell("print(1)"),
                      nbformat.v4.new_markdown_cell("text\n\n| step | who |\n|---|---|\n| one | *nobody* |\n")]
    return notebook


def image(width=1000, height=500, text="20", alt=WORDS):
    # An SVG has a size of its own; text stands in for the smallest letters of a drawing.
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><rect width='100%' height='100%' fill='%230072b2'/></svg>"
    return f'<figure><img src="data:image/svg+xml,{drawing}" alt="{alt}" data-text-px="{text}"></figure>'.replace("<svg", "%3Csvg").replace("<rect", "%3Crect").replace("</svg>", "%3C/svg%3E").replace("/>", "/%3E")


SLIDE = plans.Slide("thresholds", "one", "Who is it?", "draw(it)", 3, "Nobody knows.", "What do you see?")
TABLE = "<table><thead><tr><th></th><th>a</th><th>b</th></tr></thead><tbody><tr><th>x</th><td>1</td><td>2</td></tr><tr><th>y</th><td>3</td><td>4</td></tr></tbody></table>"


@pytest.fixture
def deck_of(monkeypatch, tmp_path):
    def make(markup, **changes):
        monkeypatch.setattr(slides, "notebook", lambda lesson: lesson_with(markup))
        one = dataclasses.replace(SLIDE, **changes)
        return slides.write(plans.Deck("small", "Small", (one, dataclasses.replace(one, id="two"))), tmp_path)

    return make


@pytest.mark.browser
@pytest.mark.parametrize(("markup", "changes", "says"), [
    (image(), {}, ""),
    (image(text="8"), {}, "text of 8."),
    (image(width=4000, text="20"), {}, "in the picture; at least 14"),
    (image(alt="tiny"), {}, "no alternative text"),
    (image(), {"ask": "A very long question " * 9}, "the question takes"),
    (TABLE, {}, ""),
    (TABLE.replace("4", "word " * 900), {}, "does not fit"),
    (image(), {"note": "Many words. " * 150}, "does not fit: the notes, on their printed page"),
    ('<img src="data:image/png;base64,AAAA" alt="' + WORDS + '">', {}, "the picture is not shown"),
])
def test_a_slide_that_cannot_be_read_is_refused(markup, changes, says, deck_of, chromium):
    found = [str(one) for one in slides.faults(deck_of(markup, **changes), "small")]
    assert (says in " ".join(found)) if says else found == []
    assert not found or found[0].startswith("small, slide one: ")


@pytest.mark.browser
def test_text_that_is_too_small_is_refused(deck_of, chromium):
    path = deck_of(TABLE)
    path.write_text(path.read_text().replace(".slide table {", ".slide table { zoom: 1;").replace("font-size: 34px", "font-size: 12px"))
    assert "text of 12 pixels" in str(slides.faults(path, "small")[0])


def test_a_deck_is_stale_when_anything_it_is_made_from_has_changed(deck_of, monkeypatch, tmp_path):
    deck_of(image())
    deck = plans.Deck("small", "Small", (SLIDE, dataclasses.replace(SLIDE, id="two")))
    assert slides.stale(deck, tmp_path) == ""
    for other in (dataclasses.replace(SLIDE, ask="Who else is it?"), dataclasses.replace(SLIDE, expect="Another note.")):
        assert "is stale" in slides.stale(plans.Deck("small", "Small", (other, deck.slides[1])), tmp_path)
    lesson = tmp_path / "lesson.ipynb"
    lesson.write_text("changed")
    monkeypatch.setattr(slides, "kept", lambda path, own=slides.kept: own(lesson))
    assert "is stale" in slides.stale(deck, tmp_path)
    assert "is not there" in slides.stale(dataclasses.replace(deck, name="other"), tmp_path)


def test_what_has_not_changed_is_not_written_again(deck_of):
    path = deck_of(image())
    before = path.stat().st_mtime_ns
    assert deck_of(image()).stat().st_mtime_ns == before


@pytest.mark.parametrize(("changes", "says"), [
    ({"picture": "nowhere("}, "no cells of the lesson hold `nowhere\\(`"),
    ({"picture": "t"}, "3 cells of the lesson hold `t`"),
    ({"picture": "print(1)"}, "shows no picture and no table"),
    ({"rows": ("z",)}, "no row 'z'; it has x, y"),
    ({"columns": ("c",)}, "no column 'c'; it has a, b"),
])
def test_a_slide_without_its_picture_is_named(changes, says):
    with pytest.raises(TeachError, match=f"thresholds.yml, slide 'one': .*{says}"):
        slides.taken(dataclasses.replace(SLIDE, **changes), lesson_with(TABLE))


def test_a_table_is_cut_to_what_is_asked_for():
    cut = slides.taken(dataclasses.replace(SLIDE, columns=("b",), rows=("y",)), lesson_with(TABLE))
    assert re.sub("<[^>]+>", " ", cut).split() == ["b", "4"]
    assert "nobody" in slides.taken(dataclasses.replace(SLIDE, picture="| step |"), lesson_with(TABLE))
    spanned = '<table><tr><th>k</th><th>v</th></tr><tr><th rowspan="2">x</th><td>1</td></tr><tr><td>2</td></tr></table>'
    rows = re.findall(r"<tr>(.*?)</tr>", slides.taken(SLIDE, lesson_with(spanned)))
    assert [re.sub("<[^>]+>", " ", row).split() for row in rows] == [["k", "v"], ["x", "1"], ["2"]]


def test_a_picture_keeps_its_words_and_a_link_does_nothing():
    shown = slides.taken(SLIDE, lesson_with(TABLE.replace("<td>1</td>", '<td><a href="https://example.org">1</a><script>x</script></td>')))
    assert "href" not in shown and "<script" not in shown
    assert WORDS in slides.taken(SLIDE, lesson_with(image()))


@pytest.mark.parametrize(("name", "text", "says"), [
    ("nothing", None, "there is no lesson and no deck 'nothing'. There are start_here"),
    ("thresholds", None, "the lesson 'thresholds' has no plan and no slides yet: write docs/teach/lessons/thresholds.yml"),
    ("thresholds", "aim: [", "thresholds.yml is not YAML"),
    ("thresholds", "- a", "names with a colon are expected"),
    ("thresholds", "aim: x", "expect, outcomes, silent, skip, slides, steps, viva is missing"),
    ("thresholds", "extra: 1\naim: x\noutcomes: [costs]\nexpect: x\nsilent: x\nskip: x\nsteps: []\nslides: []\nviva: []", "extra is not known here"),
    ("thresholds", "aim: x\noutcomes: [fame]\nexpect: x\nsilent: x\nskip: x\nsteps: []\nslides: []\nviva: [a]", "there is no outcome 'fame'; docs/teach/outcomes.yml has build, "),
    ("thresholds", "aim: x\noutcomes: []\nexpect: x\nsilent: x\nskip: x\nsteps: []\nslides: []\nviva: [a]", "outcomes is empty"),
    ("thresholds", "aim: x\noutcomes: [costs]\nexpect: x\nsilent: x\nskip: x\nsteps: []\nslides: []\nviva: [a, b]", "5 different questions"),
    ("thresholds", "aim: x\noutcomes: [costs]\nexpect: x\nsilent: x\nskip: x\nsteps: [{minutes: 0, do: x}]\nslides: []\nviva: [a, b, c, d, e]", "a whole number from 1, not 0"),
    ("thresholds", "aim: x\noutcomes: [costs]\nexpect: x\nsilent: x\nskip: x\nsteps: []\nslides: []\nviva: [a, b, c, d, e]", "it needs slides"),
    ("thresholds", "aim: x\noutcomes: [costs]\nexpect: x\nsilent: x\nskip: x\nsteps: []\nslides: [{id: a, ask: b}]\nviva: [a, b, c, d, e]", "is missing in 'a'"),
])
def test_a_plan_that_is_wrong_gets_a_sentence(name, text, says, tmp_path):
    (tmp_path / "lessons").mkdir()
    if text is not None:
        (tmp_path / "lessons" / f"{name}.yml").write_text(text)
    with pytest.raises(CourseError) as error:
        plans.deck(name, tmp_path)
    assert says in str(error.value)


def test_a_deck_that_names_no_slide_gets_a_sentence(tmp_path):
    (tmp_path / "decks").mkdir()
    (tmp_path / "lessons").symlink_to(plans.FOLDER / "lessons")
    (tmp_path / "decks" / "mine.yml").write_text("title: Mine\nslides: [{slide: thresholds/none}]\n")
    with pytest.raises(CourseError, match=r"mine.yml: thresholds has no slide 'none'; it has knob"):
        plans.deck("mine", tmp_path)


def test_without_chromium_a_sentence_says_what_to_do(monkeypatch, deck_of):
    path = deck_of(image())
    monkeypatch.setattr(pages, "chromium", lambda: None)
    with pytest.raises(TeachError, match=r"no Chromium was found.*--html-only"):
        slides.faults(path, "small")
    done = CliRunner().invoke(teach, ["slides", "thresholds", "--check"])
    assert isinstance(done.exception, TeachError)


@pytest.mark.browser
def test_the_pdf_has_a_page_a_slide(deck_of, chromium, tmp_path):
    path = deck_of(image())
    for name, fragment in (("a.pdf", ""), ("b.pdf", "notes")):
        pages.pdf(path, tmp_path / name, fragment)
        content = (tmp_path / name).read_bytes()
        assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2
    assert not list(tmp_path.glob(".pdf-*"))


@pytest.mark.browser
def test_keys_swipes_and_notes(deck_of, window):
    path = deck_of(image())
    page = window.new_context(has_touch=True, viewport={"width": 800, "height": 450}).new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())

    def now():
        return page.locator(".page.now").get_attribute("data-slide")

    assert now() == "one" and page.locator(".page:visible").count() == 1
    for key, slide in (("PageDown", "two"), ("PageDown", "two"), ("PageUp", "one"), ("ArrowRight", "two"), ("Home", "one"), (" ", "two"), ("End", "two")):
        page.keyboard.press(key)
        assert now() == slide, key
    assert page.get_by_role("status").inner_text() == "2 of 2" and page.url.endswith("#2")
    swipe = """([from, to]) => { const touch = (x) => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 200 });
      dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], changedTouches: [touch(from)] }));
      document.body.dispatchEvent(new TouchEvent("touchend", { bubbles: true, touches: [], changedTouches: [touch(to)] })); }"""
    page.evaluate(swipe, [100, 400])
    assert now() == "one"
    page.evaluate(swipe, [400, 100])
    assert now() == "two"
    assert not page.locator(".page.now .notes").is_visible()
    page.keyboard.press("n")
    notes = page.locator(".page.now .notes")
    assert notes.is_visible() and "Nobody knows." in notes.inner_text() and "What do you see?" in notes.inner_text()
    box = notes.bounding_box()
    assert box["y"] + box["height"] <= 451, "slide and notes fit the window together"
    page.get_by_role("button", name="Back").click()
    assert now() == "one"
    assert not faults
    assert [url for url in asked if url.split(":")[0] not in ("file", "data")] == []


def test_the_command_says_what_it_wrote(deck_of, monkeypatch, tmp_path):
    deck_of(image())
    monkeypatch.setattr(slides, "named", lambda name: [plans.Deck("small", "Small", (SLIDE, dataclasses.replace(SLIDE, id="two")))])
    monkeypatch.setattr(slides, "prepare", lambda decks: None)
    done = CliRunner().invoke(teach, ["slides", "small", "--out", str(tmp_path), "--html-only"], catch_exceptions=False)
    assert done.exit_code == 0 and "1 deck, 0 written anew" in done.output
    (tmp_path / "small.html").write_text("old")
    done = CliRunner().invoke(teach, ["slides", "small", "--out", str(tmp_path), "--html-only", "--check"])
    assert done.exit_code == 1 and "small.html is stale" in done.output


def test_help_loads_nothing_heavy():
    code = "import sys; from course.teach.commands import teach; assert not {'numpy', 'nbformat', 'bs4'} & set(sys.modules), sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

"""A form in a real browser: filled in with the keyboard alone, kept, saved, opened again, and graded."""

import json

import pytest

from course.content import assignments, forms
from course.grading.edition import Editions
from course.grading.records import Job, Submitted
from course.grading.sandbox.limits import Limits
from course.site import forms as pages
from tests.browser.axe import Sweep
from tests.content.test_forms import known

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]

# Where the focus is: the task, the names of the fields around it, which of its field's controls it is, and what may be chosen.
WHERE = """() => {
  const on = document.activeElement, way = [], field = on.closest("[data-kind]");
  if (!field) return null;
  for (let node = field; node; node = node.parentElement.closest("[data-kind], [data-row]")) {
    if (node.dataset.kind) way.unshift(node.dataset.name);
    else way.unshift([...node.parentElement.children].indexOf(node));
  }
  const same = [...field.querySelectorAll(on.tagName === "SELECT" ? "select" : "input, textarea")];
  return {task: on.closest("[data-task]").dataset.task, way, kind: field.dataset.kind, tag: on.tagName, type: on.type, place: same.indexOf(on),
          options: on.tagName === "SELECT" ? [...on.options].map((one) => one.value) : same.map((one) => one.value)};
}"""


def wanted(answers, where):
    told = answers[where["task"]]
    for step in where["way"]:
        told = told[step] if isinstance(told, list) or step in told else None
        if told is None:
            break
    return told


def fill(page, answers, steps=400):
    """Go through the page with Tab, and choose and type what is wanted."""
    done = set()
    for _ in range(steps):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        if where is None:
            if page.evaluate("document.activeElement.id") == "save":
                return
            continue
        told = wanted(answers, where)
        if told is None:
            continue
        options = where["options"]
        if where["tag"] == "SELECT":
            value = told[where["place"]] if where["kind"] == "order" else told
            for _ in range([json.loads(one) if one else None for one in options].index(value)):
                page.keyboard.press("ArrowDown")
        elif where["type"] == "radio" and (name := (where["task"], *where["way"])) not in done:
            done.add(name)
            page.keyboard.press("Space")
            for _ in range([json.loads(one) for one in options].index(told)):
                page.keyboard.press("ArrowDown")
        elif where["type"] == "checkbox":
            if json.loads(options[where["place"]]) in told:
                page.keyboard.press("Space")
        elif where["type"] in ("text", "textarea"):
            page.keyboard.insert_text(told)
    raise AssertionError("the keyboard does not get to the button that saves")


@pytest.fixture
def place(tmp_path):
    def made(slug):
        path = tmp_path / "forms" / f"{slug}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pages.page(assignments.load(slug)))
        return path.as_uri()

    return made


def saved(page, tmp_path):
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_filled_in_with_the_keyboard_saved_and_graded(window, place, tmp_path, prover, slug="wrong_name"):
    form, _, _, answers = known(slug)
    page = window.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(place(slug))
    fill(page, answers)
    assert page.locator("#open-parts").inner_text() == "Everything is filled in."
    file = saved(page, tmp_path)
    assert file.name == form.file_name and "Hand in that file" in page.locator("#told").inner_text()
    page.reload()
    assert "here again" in page.locator("#kept").inner_text(), "the draft was kept"
    assert page.locator("#open-parts").inner_text() == "Everything is filled in."
    assert not faults and not [one for one in asked if not one.startswith(("file:", "data:"))]
    assert json.loads(file.read_bytes())["answers"] == answers
    result = prover.ask(Job(Editions(slug).of("ada"), "secret", Limits.of(), Submitted(file.read_bytes(), form=True)))
    assert {name: outcome.passed for name, outcome in result.tasks.items()} == {task.name: True for task in form.assignment.code_tasks}, result.reason
    assert sum(points or 0 for points in result.scores.values()) == 16


@pytest.mark.parametrize("slug", pages.slugs())
def test_a_file_is_opened_as_it_was_saved(window, place, tmp_path, slug):
    """All four: rows, groups, tables, ticks and texts come back, with nothing lost and nothing added."""
    form, _, _, answers = known(slug)
    work = tmp_path / form.file_name
    work.write_bytes(forms.work(form, answers))
    page = window.new_page()
    page.goto(place(slug))
    page.set_input_files("#open", str(work))
    page.wait_for_function("document.getElementById('told').textContent.includes('is open')")
    assert page.locator("#told").inner_text() == f"{form.file_name} is open."
    page.focus("#save")
    again = forms.filled(form, saved(page, tmp_path).read_bytes())
    assert again == forms.filled(form, work.read_bytes()) and not again.left_out


def test_a_file_that_is_none_changes_nothing(window, place, tmp_path):
    bad = {"empty.json": b"", "list.json": b"[1]", "amazon.json": forms.work(known("amazon")[0], {}), "large.json": b" " * (2 << 20), "deep.json": b"[" * 100_000}
    page = window.new_page()
    page.goto(place("wrong_name"))
    page.locator("#task-whose textarea").fill("My text.")
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        page.set_input_files("#open", str(tmp_path / name))
        page.wait_for_function("(name) => document.getElementById('told').textContent.startsWith(name)", arg=name)
        assert "Nothing was changed." in page.locator("#told").inner_text()
    assert page.locator("#task-whose textarea").input_value() == "My text."


def test_a_number_that_cannot_be_is_named_before_it_is_handed_in(window, place):
    """A share as a percentage, and half a file."""
    page = window.new_page()
    page.goto(place("advice"))
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    state, field = page.locator("#task-sheet .state"), '[data-name=partner] [data-name="{}"] input'
    page.locator(field.format("fnir")).fill("21.7")
    assert "FNIR, at that threshold (a number from 0 to 0.99 is wanted)" in state.inner_text(), "before what is only open"
    assert page.locator(field.format("fnir")).get_attribute("aria-invalid") == "true"
    page.locator(field.format("fnir")).fill("0.217")
    assert page.locator(field.format("fnir")).get_attribute("aria-invalid") == "false"
    page.locator("#task-rules [data-name=files] input").fill("58.5")
    assert "Files to draw (a whole number of 0 or more is wanted)" in page.locator("#task-rules .state").inner_text()
    page.locator("#save").click()
    assert "A number cannot be taken" in page.locator("#told").inner_text()


def test_rows_are_added_moved_and_removed_with_the_keyboard(window, place):
    page = window.new_page()
    page.goto(place("owed"))
    rows = page.locator("#task-principle .list > [data-row]")
    assert rows.count() == 1
    page.locator("#task-principle .more").focus()
    for _ in range(8):
        if page.locator("#task-principle .more").is_disabled():
            break
        page.locator("#task-principle .more").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('[data-row]') !== null"), "the focus goes into the new row"
    assert rows.count() == 6, "and no more than may be handed in"
    page.locator("#task-principle .row").nth(5).locator(".away").focus()
    page.keyboard.press("Enter")
    assert rows.count() == 5 and page.evaluate("document.activeElement.className") == "more"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_without_storage_the_page_says_what_is_not_kept(window, place):
    page = window.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})")
    page.goto(place("wrong_name"))
    assert "keeps nothing" in page.locator("#kept").inner_text()
    page.locator("#task-whose textarea").fill("My text.")
    page.wait_for_function("document.querySelector('#task-whose .state').textContent === 'Filled in.'")


def test_on_a_phone_in_the_dark_axe_finds_nothing_serious_and_no_page_is_wider_than_its_window(window, place, width=360, scheme="dark"):
    """On a desk and in light colours the site's own test looks at every page."""
    sweep = Sweep()
    context = window.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    for slug in pages.slugs():
        page = context.new_page()
        page.goto(place(slug))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert sweep.faults(page) == [], slug
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()

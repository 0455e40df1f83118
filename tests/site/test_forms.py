"""The pages of the track without code: every task has its fields, every control a name, nothing is asked of anybody, nothing is given away."""

import json
import re
from html.parser import HTMLParser

import pytest

from course.content import assignments, forms
from course.site import forms as pages
from tests.content.test_forms import known


class Page(HTMLParser):
    """Controls with what names them, ids, addresses, and the words that are shown."""

    def __init__(self, text):
        super().__init__()
        self.controls, self.ids, self.labels, self.addresses, self.words, self.open, self.legends = [], [], set(), [], [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.ids += [told["id"]] if "id" in told else []
        self.addresses += [(tag, told[name]) for name in ("src", "href", "action") if name in told]
        if tag in ("input", "select", "textarea") and told.get("type") != "hidden":
            self.controls.append((tag, told, "label" in self.open))
        if tag == "label" and "for" in told:
            self.labels.add(told["for"])
        if tag not in ("input", "meta", "link", "br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open):
            self.words.append(data)


@pytest.fixture(scope="module", params=pages.slugs())
def page(request):
    text = pages.page(assignments.load(request.param)).decode()
    return request.param, text, Page(text)


def test_each_judging_assignment_has_a_form():
    assert {"wrong_name", "owed", "amazon", "ibm"} <= set(pages.slugs())


def test_every_task_is_there_with_its_points_and_every_control_has_a_name(page):
    slug, text, read = page
    form = forms.load(assignments.load(slug))
    for one in form.assignment.tasks:
        assert f'id="task-{one.name}"' in text and f"{one.points:g} point" in text
    assert len(read.controls) > 20
    for tag, told, inside in read.controls:
        assert inside or told.get("aria-label") or told.get("id") in read.labels, (tag, told)
    assert len(read.ids) == len(set(read.ids)), "an id stands twice"
    assert text.count("<fieldset") == text.count("<legend")


def test_a_page_asks_nobody(page):
    _, text, read = page
    assert "default-src 'none'" in text
    assert [address for tag, address in read.addresses if tag != "a" and not address.startswith("data:")] == []


def test_a_page_gives_no_answer_away(page):
    slug, text, _ = page
    form, _, _, answers = known(slug)
    for one in form.tasks:
        for name, value in answers[one.name].items():
            shown = json.dumps(value, ensure_ascii=False)
            options = {json.dumps(told, ensure_ascii=False) for part in one.fields for told, _ in part.options}
            if len(shown) > 12 and shown not in options:
                assert shown not in text and shown.replace('"', "&quot;") not in text, f"{one.name}, {name}"


def test_a_page_speaks_to_somebody_without_a_notebook(page):
    slug, _, read = page
    words = " ".join(" ".join(read.words).split())
    for speech in (r"\bnext cell\b", r"\bcell below\b", r"\bprints\b", r"\bSet `", r"`\w+\(", r"\bSet \w+, a dict", r"\bWrite \w+\(", r"\ba dict\b", r"YOUR CODE"):
        assert not re.search(speech, words), (slug, speech, re.search(f".{{60}}{speech}.{{60}}", words))


def test_the_index_leads_to_every_form():
    told = pages.index()
    assert all(f"forms/{slug}.html" in told for slug in pages.slugs())

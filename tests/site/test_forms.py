"""The pages of the track without code: every task has its fields, every control a name, nothing is asked of anybody, nothing is given away."""

import html
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from course.content import assignments, fields, forms, rubric
from course.site import forms as pages
from course.site.commands import site
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


@pytest.mark.slow
def test_the_index_leads_to_every_form():
    told = pages.index()
    assert all(f"forms/{slug}.html" in told for slug in pages.slugs())


def test_each_essay_has_its_rubric_beside_it_without_the_anchors(page):
    slug, text, _ = page
    assignment = assignments.load(slug)
    assert assignment.essays
    for told in rubric.load(assignment):
        section = html.unescape(text.split(f'id="task-{told.task}"')[1].split("</section>")[0])
        shown = " ".join(re.sub(r"<[^>]+>", " ", section).split())
        assert f"The rubric it is read by, {told.points:g} points" in shown
        for criterion in told.criteria:
            assert re.sub(r"\W", "", criterion["asks"]) in re.sub(r"\W", "", shown)
        for anchor in told.anchors:
            assert " ".join(anchor["text"].split())[:60] not in html.unescape(text)


@pytest.mark.parametrize("slug", pages.slugs())
@pytest.mark.slow
def test_a_page_that_stands_alone_leads_to_nothing_that_is_not_there(slug, tmp_path):
    told = CliRunner().invoke(site, ["form", slug, "--out", str(tmp_path / "mine.html")])
    assert told.exit_code == 0, told.output
    here = {path.name for path in tmp_path.iterdir()}
    links = [address for tag, address in Page((tmp_path / "mine.html").read_text(encoding="utf-8")).addresses if tag == "a"]
    assert [one for one in links if not re.match(r"(https?:|mailto:|#)", one) and one.partition("#")[0] not in here] == []
    assert ("explorer.html" in here) == (slug == "statute") == ("explorer.html" in links) == ("explorer.html" in told.output)


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_the_page_and_the_grader_agree_on_what_is_no_text():
    told = ["<!-- a -->", "<!-- a\n--> b", "\u200b\ufeff", "\u2800\u3164", "\u0301", "\u00ad \u3000", "a", "漢", "🙂", "<!-- open", "é\u200b"]
    (line,) = re.findall(r"const seen = .+", (pages._HERE / "forms.js").read_text(encoding="utf-8"))
    got = subprocess.run(["node", "-e", f"{line}\nconsole.log(JSON.stringify({json.dumps(told)}.map(seen)))"], capture_output=True, text=True, check=True)
    assert json.loads(got.stdout) == [fields.read(fields.text("t", "T"), one, "", []) is not fields.NOTHING for one in told]

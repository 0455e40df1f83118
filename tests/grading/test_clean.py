"""Cleaning ends: in time, in memory, and in what comes out of it."""

from __future__ import annotations

import math
import os
import sys
import time

import pytest
from pages import active

from course.grading import clean, sanitise
from course.grading.harmless import MAGIC

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ" + "A" * 1000


@pytest.fixture(scope="module")
def cleaner():
    one = clean.Cleaner()
    yield one
    one.close()


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "text",
    [
        "".join(f"<b id={i}><p>" for i in range(9000)),
        "".join(f"<i id={i}><!--</i>--><div>" for i in range(2500)),  # ends that are none
        "<b>" * 63 + "<p>x" * 9000,
        "<div>" * 100_000,
        "<table><tr><td>" * 6000,
        "<!--" * 100_000,
        "&amp;" * 100_000,
        "<a title='" + "<b>" * 100_000,
    ],
)
def test_html_that_is_slow_to_clean_is_shown_as_typed_or_cleaned_in_time(cleaner, text):
    import psutil

    start = time.process_time()
    shown = cleaner.html(text)
    assert active(shown) == [] and len(shown) < 5 * len(text) + 20_000
    assert time.process_time() - start < 5  # in this process; the child has a limit of its own
    if cleaner._process is not None:
        assert psutil.Process(cleaner._process.pid).memory_info().rss < clean.MEMORY


def test_a_child_that_is_killed_is_replaced(cleaner):
    assert cleaner.html("<b>x</b>") == "<b>x</b>"
    first = cleaner._process.pid
    os.kill(first, 9)
    assert cleaner.html("<b>y</b>") == "<b>y</b>" and cleaner._process.pid != first


def test_a_child_that_takes_too_long_is_ended_and_the_text_is_shown(monkeypatch):
    one = clean.Cleaner()
    try:
        with monkeypatch.context() as hurry:
            hurry.setattr(clean, "PATIENCE", 0.01)
            assert one.markdown("**x**") == "<pre>**x**</pre>" and one._process is None
        assert one.html("<i>z</i>") == "<i>z</i>"
    finally:
        one.close()


def test_a_child_ends_at_its_limit_of_processor_time(monkeypatch, tmp_path):
    """The limit is the kernel's: it also ends what no Python code can interrupt."""
    code = (
        "from course.grading import clean, harmless\nimport hashlib\n"
        "clean.SECONDS = 1\nharmless.clean = lambda text: hashlib.pbkdf2_hmac('sha256', b'', b'', 10**9).hex()\nclean.main()\n"
    )
    monkeypatch.setattr(clean.children, "python", lambda *arguments: [sys.executable, "-P", "-c", code, arguments[-1]])
    one = clean.Cleaner()
    start = os.times().children_user
    assert one.html("<b>x</b>") == "<pre>&lt;b&gt;x&lt;/b&gt;</pre>"
    assert os.times().children_user - start < 4


def test_ordinary_tables_and_essays_are_not_too_much():
    pd = pytest.importorskip("pandas")
    page = pd.DataFrame({f"column {i}": range(60) for i in range(20)})._repr_html_()
    assert not clean.too_much(page) and "<table" in sanitise.outputs(
        [{"output_type": "display_data", "data": {"text/html": page}}]
    )[0]["data"]["text/html"]
    assert not clean.too_much("A **bold** <em>claim</em>. " * 300)


def test_pages_of_many_brackets_are_made_in_a_moment():
    import nbformat
    from nbconvert.exporters import HTMLExporter

    cells = [nbformat.v4.new_markdown_cell(sanitise.markdown("[" * 20_000 + "x](" * 10_000)) for _ in range(3)]
    start = time.process_time()
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    assert time.process_time() - start < 10 and ("&#91;" in page or "[[[[" in page)


def test_an_attachment_is_put_in_once_and_only_by_its_name():
    kind = next(iter(MAGIC))
    line = sanitise.markdown("![x](attachment:a.png) ![y](attachment:a.png) attachment:", {"a.png": {kind: PICTURE}, "": {kind: PICTURE}})
    assert line.count("base64") == 1 and PICTURE in line
    for text in ("attachment:" * 9000, "![x](attachment:) " * 900):
        line = sanitise.markdown(text, {"": {kind: PICTURE}})
        assert "base64" not in line and len(line) < 3 * len(text) + 1000


def test_a_notebook_has_room_for_what_was_handed_out_before_what_was_added():
    import nbformat

    marked = nbformat.v4.new_markdown_cell("<div>mine</div>", metadata={"nbgrader": {"grade_id": "memo"}})
    added = [nbformat.v4.new_markdown_cell("<b>x</b>" * 9000) for _ in range(50)]
    shown = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="x" * 100_000) for _ in range(80)])
    book = nbformat.v4.new_notebook(cells=[*added, shown, marked])
    sanitise.fit(book)
    assert marked.source == "<div>mine</div>"
    assert sum(cell.source.count("<") for cell in book.cells) <= sanitise.NOTEBOOK_TAGS
    assert sum(len(output.text) for output in shown.outputs) <= sanitise.NOTEBOOK_TEXT


def test_a_notebook_has_so_much_time_and_the_next_one_its_own(monkeypatch):
    """Each piece may take its limit; all together may not."""
    monkeypatch.setattr(clean, "NOTEBOOK_SECONDS", 0.05)
    one = clean.Cleaner()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    try:
        assert one.svg(drawing)
        with one.one_notebook():
            while one._left > 0:
                assert one.html("<b>x</b>" * 2000) == "<b>x</b>" * 2000
            assert one.html("<b>x</b>") == "<pre>&lt;b&gt;x&lt;/b&gt;</pre>" and one.svg(drawing) is None
        with one.one_notebook():
            assert one.html("<b>x</b>") == "<b>x</b>"
        assert one.html("<b>x</b>") == "<b>x</b>" and one._left == math.inf
    finally:
        one.close()


def test_a_child_that_was_ended_counts_with_its_whole_limit(monkeypatch):
    monkeypatch.setattr(clean, "PATIENCE", 0.01)
    one = clean.Cleaner()
    with one.one_notebook():
        shown = [one.html("<b>x</b>") for _ in range(5)]
        assert set(shown) == {"<pre>&lt;b&gt;x&lt;/b&gt;</pre>"} and one._left <= 0 and one._process is None

"""Nothing that acts is left of what a student wrote or displayed."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import active

from course.grading import sanitise

PIECES = [
    "<script>evil()</script>",
    "<img src=x onerror=evil()>",
    "<a href='javascript:evil()'>x</a>",
    "<a href='java&#x09;script:evil()'>x</a>",
    "[x](javascript:evil())",
    "[x](JaVaScRiPt:evil())",
    "![x](http://evil.example/a.png)",
    "<svg><script>evil()</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=evil()>",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'>",
    "<form action=/delete><input type=submit>",
    "<base href=//evil.example>",
    "<div style='position:fixed' id=x class=modal>",
    "```mermaid\ngraph TD\n```",
    "\n\n",
    "    ",
    "> ",
    "| a |\n|---|\n",
    "<",
    "&lt;script&gt;evil()&lt;/script&gt;",
    "`",
    "$$\\href{javascript:evil()}{x}$$",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_markdown_is_one_line_that_does_nothing_when_rendered_again(pieces):
    from nbconvert.filters import markdown2html

    line = sanitise.markdown("".join(pieces))
    assert "\n" not in line
    assert active(markdown2html(line)) == []


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_markdown_can_be_shown(text):
    assert sanitise.markdown(text).startswith("<div>")


def test_words_and_tables_survive():
    line = sanitise.markdown("# Title\n\nA **bold** claim, 3 < 4.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    for part in ("<h1>Title</h1>", "<strong>bold</strong>", "3 &lt; 4", "<li>one</li>", "<td>1</td>"):
        assert part in line


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["output_type", "data", "text", "name", "ename", "evalue", "traceback", "metadata", "execution_count"]
)
KINDS = st.sampled_from(["stream", "error", "display_data", "execute_result", "update_display_data", 3])


@settings(deadline=None)
@given(st.lists(st.builds(lambda d, k: {**d, "output_type": k}, st.dictionaries(KEYS, JSON), KINDS), max_size=4))
def test_any_outputs_become_valid_ones(raw):
    import nbformat

    cell = nbformat.v4.new_code_cell("", outputs=[nbformat.from_dict(o) for o in sanitise.outputs(raw)])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize(
    "data", ['x" onerror="evil()', "not base64!", base64.b64encode(b"<svg onload=evil()>").decode(), 5, None]
)
def test_a_picture_must_be_one(data):
    (out,) = sanitise.outputs([{"output_type": "display_data", "data": {"image/png": data}}])
    assert set(out["data"]) == {"text/plain"}


def test_svg_becomes_an_image():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="evil()"><script>evil()</script></svg>'
    (out,) = sanitise.outputs([{"output_type": "display_data", "data": {"image/svg+xml": drawing}}])
    assert out["data"]["text/html"].startswith('<img alt="figure (SVG)" src="data:image/svg+xml;base64,')
    assert "evil" not in out["data"]["text/html"]


def test_active_kinds_are_dropped():
    kinds = [
        "application/javascript",
        "application/vnd.jupyter.widget-view+json",
        "text/latex",
        "application/vnd.plotly.v1+json",
    ]
    (out,) = sanitise.outputs([{"output_type": "display_data", "data": {k: "x" for k in kinds} | {"text/plain": "y"}}])
    assert out["data"] == {"text/plain": "y"}


def test_a_table_stays_a_table():
    import pandas as pd

    page = pd.DataFrame({"x": [1.5]})._repr_html_()
    (out,) = sanitise.outputs([{"output_type": "execute_result", "data": {"text/html": page}, "execution_count": 1}])
    assert '<table class="dataframe">' in out["data"]["text/html"] and "<td>1.5</td>" in out["data"]["text/html"]

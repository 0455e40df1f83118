"""Nothing that acts is left of what a student wrote or displayed."""

from __future__ import annotations

import base64
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import active

from course.grading import drawings, sanitise
from course.grading.harmless import image

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


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200">{}</svg>'
NEST = "<defs><g id='a0'><rect width='9' height='9'/></g>" + "".join(
    f"<g id='a{i}'>" + f"<use {{link}}='#a{i - 1}'/>" * 10 + "</g>" for i in range(1, 7)
) + "</defs><use {link}='#a6'/>"  # fmt: skip


@pytest.mark.parametrize(
    "inside",
    [
        NEST.format(link="href"),
        NEST.format(link="xlink:href"),
        "<g id='a'><use href='#a'/></g>",
        "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
        "<g id='a'><rect/></g><g id='a'><rect/></g>",
        "<filter id='f'><feTurbulence numOctaves='99'/></filter><rect filter='url(#f)'/>",
        "<rect style='filter: blur(99px)'/>",
        "<style>rect { f\\69lter: blur(99px) }</style><rect/>",
        "<style>@keyframes x { }</style>",
        "<pattern id='p'><rect/></pattern>",
        "<marker id='m'/><path marker-mid='url(#m)' d='M0 0'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<use href='http://evil.example/a.svg#x'/>",
        "<foreignObject/>", "<animate/>", "<g xmlns='other'/>",
        "<g>" * 500 + "</g>" * 500,
        "<g>" * 200_000 + "</g>" * 200_000,
        "<rect/>" * 60_000,
        "<g",
    ],
    ids=range(20),
)  # fmt: skip
def test_a_drawing_that_is_long_to_draw_is_shown_as_its_source(inside):
    (out,) = sanitise.outputs([{"output_type": "display_data", "data": {"image/svg+xml": SVG.format(inside)}}])
    page = out["data"]["text/html"]
    assert page.startswith("<pre>&lt;svg") and "<img" not in page and len(page) < 200_000
    if len(inside) < 10_000:
        assert drawings.drawing(SVG.format(inside)) == ""


def test_entities_and_huge_drawings_are_shown_as_their_source():
    entities = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
    for text in (entities, SVG.format("").replace("200", "200000"), "<html/>", "x", "<svg/>"):
        assert drawings.drawing(text) == ""


def test_figures_of_matplotlib_stay_drawings():
    plt = pytest.importorskip("matplotlib.pyplot")
    figure, axes = plt.subplots()
    axes.scatter(range(500), range(500))
    axes.plot([1, 2], [2, 1], marker="o", label="FMR at 0.4")
    axes.legend()
    file = io.StringIO()
    figure.savefig(file, format="svg")
    plt.close(figure)
    (out,) = sanitise.outputs([{"output_type": "display_data", "data": {"image/svg+xml": file.getvalue()}}])
    page = out["data"]["text/html"]
    assert page.startswith('<img alt="figure (SVG)"')
    drawn = base64.b64decode(page.split("base64,")[1].split('"')[0]).decode()
    assert drawn.count("use") >= 500 and "xlink:href" in drawn and drawn.startswith("<svg") and "DOCTYPE" not in drawn


def packed(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def made(kind: str, width: int, height: int, **more) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
def test_pictures_are_shown_up_to_twenty_million_pixels(kind):
    small, large = made(kind, 640, 480), made(kind, 5000, 4001)
    assert image(f"image/{kind}", packed(small)) == packed(small)
    assert len(large) < 400_000 and image(f"image/{kind}", packed(large)) is None
    for end in (8, 12):
        assert image(f"image/{kind}", packed(small[:end])) is None


def test_every_picture_of_an_animation_counts():
    from PIL import Image

    file = io.BytesIO()
    frames = [Image.new("L", (40, 30), shade) for shade in range(9)]
    frames[0].save(file, "gif", save_all=True, append_images=frames[1:])
    assert image("image/gif", packed(file.getvalue()))
    header, part = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0), struct.pack("<cHHHHB", b",", 0, 0, 4000, 4000, 0) + b"\x02\x01\x00\x00"
    assert image("image/gif", packed(header + part + b";")) and image("image/gif", packed(header + part * 20 + b";")) is None
    wide = struct.pack("<cHHHHB", b",", 0, 0, 60000, 60000, 0) + b"\x02\x00"
    assert image("image/gif", packed(header + wide + b";")) is None  # larger than the screen it stands on
    file = io.BytesIO()
    frames[0].save(file, "png", save_all=True, append_images=frames[1:])
    moving = file.getvalue()
    assert image("image/png", packed(moving))
    place = moving.index(b"acTL") + 4
    assert image("image/png", packed(moving[:place] + b"\xff" * 4 + moving[place + 4 :])) is None

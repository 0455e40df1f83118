"""Make what a student wrote or displayed safe to look at: in the formgrader, in feedback, offline.

Nothing is kept that could act. HTML goes through an allow-list (nh3); figures are kept when they are what they say;
SVG becomes an image, in which a browser runs no script and loads nothing. Text from a student's Markdown cell is
rendered and cleaned here, and stored as one line of plain HTML, which no later Markdown renderer interprets again.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from functools import cache
from typing import Any

import nh3

from course.timelimit import at_most

TEXT_LIMIT = 100_000  # characters of one stream
PLAIN_LIMIT = 20_000
HTML_LIMIT = 500_000
IMAGE_LIMIT = 3_000_000  # base64 characters
OUTPUTS_LIMIT = 200  # outputs in one cell
RENDER_SECONDS = 5

_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_TAGS = set(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "table": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_DROPPED_WHOLE = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "template",
    "noscript",
    "title",
    "textarea",
}
_DATA_IMAGE = re.compile(r"^data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=\s]+)$")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        found = _DATA_IMAGE.match(value)
        return value if found and image(found[1], found[2]) else None
    if name == "href":
        return value if value.startswith(("https://", "http://", "mailto:")) else None
    if name == "class":
        return "dataframe" if value == "dataframe" else None
    if name in ("width", "height", "colspan", "rowspan", "start"):
        return value if value.isdigit() and len(value) <= 4 else None
    return value


def clean_html(text: str) -> str:
    """HTML that shows the same words and tables, and does nothing."""
    return nh3.clean(
        text[:HTML_LIMIT],
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
    )


def image(kind: str, data: Any) -> str | None:
    """The base64 text of a picture, if it is one of the kind it says; otherwise None."""
    if kind not in _MAGIC or not isinstance(data, str) or len(data) > IMAGE_LIMIT:
        return None
    packed = "".join(data.split())
    try:
        raw = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return None
    return packed if raw.startswith(_MAGIC[kind]) else None


def text(value: Any, limit: int = TEXT_LIMIT) -> str:
    """Plain text without characters that no file can hold, cut at ``limit``."""
    if isinstance(value, list):
        value = "".join(x for x in value if isinstance(x, str))
    if not isinstance(value, str):
        return ""
    if len(value) > limit:
        value = value[:limit] + "\n[The rest was left out.]"
    return value.encode("utf-8", "replace").decode().replace("\x00", "")


def outputs(raw: Any) -> list[dict]:
    """Outputs of one cell as nbformat outputs that are safe to show. Never raises: what is not understood is dropped."""
    kept = []
    for item in raw[:OUTPUTS_LIMIT] if isinstance(raw, list) else []:
        safe = _output(item) if isinstance(item, dict) else None
        if safe:
            kept.append(safe)
    return kept


def stream(words: str) -> dict:
    """Words of the grader's own, as the output of a cell."""
    return {"output_type": "stream", "name": "stdout", "text": text(words)}


def error(name: str, message: str) -> dict:
    """A failure that the grader tells of, as the output of a cell."""
    message = text(message, 2000)
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [message]}


def _output(item: dict) -> dict | None:
    kind = item.get("output_type")
    if kind == "stream":
        name = "stderr" if item.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": text(item.get("text"))}
    if kind == "error":
        lines = item.get("traceback")
        lines = [text(line, 5000) for line in lines[:60]] if isinstance(lines, list) else []
        return {
            "output_type": "error",
            "ename": text(item.get("ename"), 200),
            "evalue": text(item.get("evalue"), 2000),
            "traceback": lines,
        }
    if kind in ("display_data", "execute_result") and isinstance(item.get("data"), dict):
        safe = {"output_type": kind, "data": _data(item["data"]), "metadata": {}}
        if kind == "execute_result":
            count = item.get("execution_count")
            safe["execution_count"] = count if type(count) is int and 0 <= count < 1_000_000 else None
        return safe
    return None


def _data(data: dict) -> dict[str, str]:
    """One display, in the forms that are safe. There is always a plain text."""
    safe = {"text/plain": text(data.get("text/plain"), PLAIN_LIMIT)}
    for kind in _MAGIC:
        picture = image(kind, data.get(kind))
        if picture:
            safe[kind] = picture
    drawing = text(data.get("image/svg+xml"), IMAGE_LIMIT)
    if drawing.lstrip().startswith("<"):
        packed = base64.b64encode(drawing.encode()).decode()
        safe["text/html"] = f'<img alt="figure (SVG)" src="data:image/svg+xml;base64,{packed}">'
    elif isinstance(data.get("text/html"), (str, list)) and not set(safe) & set(_MAGIC):
        safe["text/html"] = clean_html(text(data["text/html"], HTML_LIMIT))
    elif isinstance(data.get("text/markdown"), (str, list)):
        safe["text/html"] = clean_html(_render(text(data["text/markdown"], PLAIN_LIMIT)))
    return safe


def markdown(source: str, attachments: Any = None) -> str:
    """A student's Markdown as one line of harmless HTML, which Markdown passes through as it is."""
    body = text(source, TEXT_LIMIT)
    for name, data in attachments.items() if isinstance(attachments, dict) else ():
        for kind in _MAGIC:
            picture = image(kind, data.get(kind)) if isinstance(data, dict) else None
            if picture:
                body = body.replace(f"attachment:{name}", f"data:{kind};base64,{picture}")
    safe = clean_html(_render(body)).strip()
    return "<div>" + safe.replace("\r", "").replace("\n", "&#10;") + "</div>"


def _render(body: str) -> str:
    try:
        with at_most(RENDER_SECONDS):
            return _renderer()(body)
    except Exception:  # a renderer's fault, text that takes it too long: show the text as it was typed
        return f"<pre>{html.escape(body)}</pre>"


@cache
def _renderer():
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])

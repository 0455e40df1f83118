"""What may stand in a page: the allow-list of HTML, and pictures that are what they say.

Parsing is done in :mod:`course.grading.clean`'s child; :func:`image` only looks at the first bytes of a picture.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

import nh3

IMAGE_LIMIT = 3_000_000  # base64 characters

MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol",
    "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "table": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_DROPPED_WHOLE = {
    "script", "style", "iframe", "object", "embed", "svg", "math", "template", "noscript", "title", "textarea",
}  # fmt: skip
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


def clean(text: str) -> str:
    """HTML that shows the same words and tables, and does nothing."""
    return nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
    )


def image(kind: str, data: Any) -> str | None:
    """The base64 text of a picture, if it is one of the kind it says; otherwise None."""
    if kind not in MAGIC or not isinstance(data, str) or len(data) > IMAGE_LIMIT:
        return None
    packed = "".join(data.split())
    try:
        raw = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        return None
    return packed if raw.startswith(MAGIC[kind]) else None

"""What may stand in a page: the allow-list of HTML, and pictures that are what they say.

Parsing is done in :mod:`course.grading.clean`'s child; :func:`image` only reads the sizes that a picture
names.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from typing import Any

import nh3

IMAGE_LIMIT = 3_000_000  # base64 characters
PIXELS = 20_000_000  # of a picture: a browser makes room for all of them, also where the file is a few bytes
MOVING = 10 * PIXELS  # of all pictures in an animation together

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
    return packed if raw.startswith(MAGIC[kind]) and _is_small(kind, raw) else None


def _is_small(kind: str, raw: bytes) -> bool:
    """Does the picture say of itself that it has so few pixels that a page can show it?"""
    try:
        sizes, times = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif}[kind](raw)
    except (struct.error, IndexError):
        return False
    areas = [width * height for width, height in sizes]
    return bool(areas) and min(areas) > 0 and max(areas) <= PIXELS and sum(areas) * times <= MOVING


def _png(raw: bytes) -> tuple[list[tuple[int, int]], int]:
    """Its size, and how many pictures of it an animation has. Each chunk is a length, a name, that many bytes and a sum of four."""
    if raw[12:16] != b"IHDR":
        return [], 1
    size, times, place = struct.unpack_from(">II", raw, 16), 1, 8
    while place + 8 <= len(raw) and raw[place + 4 : place + 8] != b"IDAT":
        if raw[place + 4 : place + 8] == b"acTL":
            (times,) = struct.unpack_from(">I", raw, place + 8)
        place += 12 + struct.unpack_from(">I", raw, place)[0]
    return [size], times


def _jpeg(raw: bytes) -> tuple[list[tuple[int, int]], int]:
    """The sizes that its frame headers name, up to where the picture itself begins."""
    sizes, place = [], 2
    while raw[place] == 0xFF:
        mark = raw[place + 1]
        if mark == 0xFF:  # filling
            place += 1
            continue
        if mark in (0xD9, 0xDA):
            return sizes, 1
        if mark in range(0xC0, 0xD0) and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", raw, place + 5)
            sizes.append((width, height))
        place += 2 if mark == 1 or mark in range(0xD0, 0xD8) else 2 + struct.unpack_from(">H", raw, place + 2)[0]
    return [], 1


def _gif(raw: bytes) -> tuple[list[tuple[int, int]], int]:
    """The size of its screen and of each picture on it."""
    if len(raw) < 13:
        return [], 1
    *screen, flags = struct.unpack_from("<HHB", raw, 6)
    sizes, place = [tuple(screen)], 13 + _colours(flags)
    while place < len(raw) and raw[place] in (0x21, 0x2C):
        if raw[place] == 0x21:
            place += 2
        else:
            width, height, flags = struct.unpack_from("<HHB", raw, place + 5)
            sizes.append((width, height))
            place += 11 + _colours(flags)
        while raw[place]:  # parts of at most 255 bytes, and one of none at the end
            place += 1 + raw[place]
        place += 1
    return sizes, 1


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0

"""Text that people saved: in whatever encoding their editor or their spreadsheet writes."""

from __future__ import annotations

import codecs
import html
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or UTF-32 (Notepad, Excel's "Unicode text"), or else Windows-1252. Never raises."""
    return _decoded(data).removeprefix("\ufeff")


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    # Latin letters in UTF-16 without a mark: every second byte is empty.
    head = data[:400]
    for encoding, empty, full in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(head) > 3 and empty.count(0) > 0.8 * len(empty) and not full.count(0):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def without_markup(comment: str) -> str:
    """A comment, which is shown as Markdown, as one line of plain text."""
    text = re.sub(r"</?(?:q|b|i|em|strong|code|p|br)\s*/?>", " ", comment)
    return " ".join(html.unescape(text).split())

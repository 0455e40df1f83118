"""Make what a student wrote or displayed safe to look at: in the formgrader, in feedback, offline.

Nothing is kept that could act. HTML goes through an allow-list (``harmless``), in a process that may be killed
(``clean``); figures are kept when they are what they say and of a sane size; SVG is written again without what takes long to
draw (``drawings``) and becomes an image, in which a browser runs no script and loads nothing. Text from a student's Markdown cell is rendered and cleaned, and stored as one line of plain HTML, which
no later Markdown renderer interprets again. Sizes are looked at after expansion, and tags are counted.
"""

from __future__ import annotations

import atexit
import base64
import itertools
import re
import secrets
from contextlib import AbstractContextManager
from functools import cache
from typing import Any
from urllib.parse import quote

import nbformat

from course.grading.clean import LIMIT as HTML_LIMIT
from course.grading.clean import Cleaner, as_typed
from course.grading.harmless import IMAGE_LIMIT, MAGIC, image

TEXT_LIMIT = 100_000  # characters of one stream
PLAIN_LIMIT = 20_000
OUTPUTS_LIMIT = 200  # outputs in one cell
NOTEBOOK_TAGS = 60_000  # in one graded notebook: the pages made of it are parsed more than once
NOTEBOOK_TEXT = 4_000_000  # characters of one graded notebook's text, without its pictures
ATTACHMENTS = 200  # of one cell
_EMPTY = b"GIF89a" + bytes([1, 0, 1, 0, 0, 0, 0]) + b"!\xfe"
_TOO_MUCH = "[Left out: the notebook shows too much.]"


@cache
def _cleaner() -> Cleaner:
    one = Cleaner()
    atexit.register(one.close)
    return one


def one_notebook() -> AbstractContextManager[None]:
    """What is made safe inside belongs to one notebook, whose time is limited as a whole."""
    return _cleaner().one_notebook()


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
    for kind in MAGIC:
        picture = image(kind, data.get(kind))
        if picture:
            safe[kind] = picture
    drawing = text(data.get("image/svg+xml"), IMAGE_LIMIT)
    if drawing.lstrip().startswith("<"):
        shown = _cleaner().svg(drawing)
        if shown is None:
            safe["text/html"] = as_typed(text(drawing, PLAIN_LIMIT))
        else:
            packed = base64.b64encode(shown.encode()).decode()
            safe["text/html"] = f'<img alt="figure (SVG)" src="data:image/svg+xml;base64,{packed}">'
    elif isinstance(data.get("text/html"), (str, list)) and not set(safe) & set(MAGIC):
        safe["text/html"] = _cleaner().html(text(data["text/html"], HTML_LIMIT))
    elif isinstance(data.get("text/markdown"), (str, list)):
        safe["text/html"] = _cleaner().markdown(text(data["text/markdown"], PLAIN_LIMIT))
    return safe


def formula(tex: str) -> str:
    """A student's formula as a picture, drawn in the child that parses what students wrote."""
    return _cleaner().formula(tex)


def markdown(source: str, attachments: Any = None) -> str:
    """A student's Markdown as one line of harmless HTML, which Markdown passes through as it is."""
    pictures, places, mark = _pictures(attachments), [], secrets.token_bytes(12)

    def put(found: re.Match) -> str:
        # Once each: who names a picture a thousand times does not get a thousand copies of it.
        picture = pictures.pop(found[0].removeprefix("<").removesuffix(">"), None)
        if picture is None:
            return found[0]
        places.append((_stand_in(mark, len(places)), picture))
        return places[-1][0]

    # The pictures go in after the cleaning: parsers need not carry them.
    safe = text(source, TEXT_LIMIT)
    if pictures:  # names are looked for as they are: they may hold spaces
        addresses = "|".join(re.escape(one) for one in sorted(pictures, key=len, reverse=True))
        safe = re.sub(f"<(?:{addresses})>|(?:{addresses})", put, safe)
    safe = _cleaner().markdown(safe).strip()
    for stand_in, picture in places:
        safe = safe.replace(stand_in, picture, 1)
    # No bracket is left for those who look for links in the line: with many of them, nbconvert would look for hours.
    for written, shown in (("\r", ""), ("\n", "&#10;"), ("[", "&#91;"), ("]", "&#93;")):
        safe = safe.replace(written, shown)
    return f"<div>{safe}</div>"


def _stand_in(mark: bytes, number: int) -> str:
    """The address of an empty picture that nobody can have written, to find the place again."""
    words = mark + number.to_bytes(3, "big")  # as a comment on a screen of one pixel; 33 bytes in all, as no `=` may follow
    packed = base64.b64encode(_EMPTY + bytes([len(words)]) + words + b"\0;").decode()
    return f"data:image/gif;base64,{packed}"


def _pictures(attachments: Any) -> dict[str, str]:
    """Address -> data address of every attachment that is a picture, its name as it is and as addresses are written."""
    found = {}
    for name, data in itertools.islice(attachments.items() if isinstance(attachments, dict) else (), ATTACHMENTS):
        for kind in MAGIC:
            picture = image(kind, data.get(kind)) if isinstance(data, dict) else None
            if picture and name:  # every word `attachment:` would be the name of one without
                for address in {name, quote(name), quote(name, safe="")}:
                    found[f"attachment:{address}"] = f"data:{kind};base64,{picture}"
    return found


def fit(notebook: nbformat.NotebookNode) -> None:
    """Leave out what goes beyond a notebook's limits: its pages must be made and read in a moment.

    What was handed out comes first, with the answers in it; then what the student has added.
    """
    tags = size = 0
    for cell in sorted(notebook.cells, key=lambda cell: "nbgrader" not in cell.metadata):
        tags += cell.source.count("<") * (cell.cell_type == "markdown")
        size += _size(cell.source)
        if tags > NOTEBOOK_TAGS or size > NOTEBOOK_TEXT:
            cell.source = _TOO_MUCH
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            tags += data.get("text/html", "").count("<")
            size += _size(data.get("text/html", "")) + len(data.get("text/plain", "")) + len(output.get("text", ""))
            size += sum(map(len, output.get("traceback", [])))
            if tags > NOTEBOOK_TAGS or size > NOTEBOOK_TEXT:
                output.clear()
                output.update(nbformat.from_dict(stream(_TOO_MUCH + "\n")))


def _size(page: str) -> int:
    """Characters of a page without the pictures in it."""
    return len(page) - sum(map(len, re.findall(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]*", page)))

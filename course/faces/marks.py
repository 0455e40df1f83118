"""A part of a document that a command writes: it stands between two marks, and the rest is left alone."""

from __future__ import annotations

from pathlib import Path

from course.faces.cast import CastError
from course.files import write_whole


def replace_between(path: Path, begin: str, end: str, section: str) -> None:
    """Put ``section`` between the lines that start with ``begin`` and ``end``.

    Raises
    ------
    CastError
        Without these marks.
    """
    before, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise CastError(f"{path} lacks the marks `{begin}` and `{end}`. Put them where what is written belongs.")
    first_line = begin + rest.partition("\n")[0]
    write_whole(path, f"{before}{first_line}\n\n{section}\n\n{end}{after}".encode())

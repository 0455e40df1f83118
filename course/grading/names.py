"""Names of students and files as they arrive, in one form: composed letters, and bytes that are no UTF-8 read as what they were."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from course.content.variants import one_form

__all__ = ["by_student", "one_form", "one_of", "quoted", "read_old", "readings", "shown", "why_no_student"]
_OLD = ("cp1252", "cp850", "mac_roman")  # Windows, the archives of DOS and Windows, an old Mac


def shown(name: str) -> str:
    """A file's name in one form, and readable: bytes that are no UTF-8 are taken for Windows-1252. No space is cut off."""
    raw = os.fsencode(name)
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        return read_old(raw)[0] or "?"


def readings(name: str) -> list[str]:
    """What a name that the system gave may stand for, the likeliest first, each in one form."""
    raw = os.fsencode(name)
    try:
        return [one_form(raw.decode("utf-8"))]
    except UnicodeDecodeError:
        return read_old(raw)


def read_old(raw: bytes) -> list[str]:
    """Readings of bytes that are no UTF-8, those first that are letters throughout."""
    found = list(dict.fromkeys(one_form(raw.decode(encoding, "replace")) for encoding in _OLD))
    return sorted(found, key=lambda text: not _wordlike(text))


def _wordlike(text: str) -> bool:
    return all(ord(c) < 128 or unicodedata.category(c).startswith("L") for c in text)


def one_of(candidates: Iterable[str], known: dict[str, str]) -> str:
    """The student that one of ``candidates`` names: as ``known`` (one form -> id) spells it, or else the first as it is."""
    candidates = list(candidates)
    return next((known[one] for one in candidates if one in known), candidates[0])


def by_student(folders: Iterable[tuple[str, Path]], ids: Iterable[str]) -> tuple[list[tuple[str, Path]], dict[str, str]]:
    """``(student, folder)`` of what was handed in, by student, and for each folder that is left out its name and why.

    A folder is its student's however its name is written: ``ids`` are the students that the gradebook knows, as it writes them.
    """
    known = {one_form(one): one for one in ids}
    found: dict[str, list[tuple[str, Path]]] = {}
    left_out = {}
    for name, folder in folders:
        student = one_of(readings(name), known)
        if unusable := why_no_student(student):
            left_out[ascii(name)] = f"the folder's name: {unusable}"
        else:
            found.setdefault(student, []).append((name, folder))
    taken = []
    for student, mine in sorted(found.items()):
        mine.sort(key=lambda one: one[0] != student)  # the name as it is written in the gradebook comes first
        taken.append((student, mine[0][1]))
        for name, _ in mine[1:]:
            left_out[ascii(name)] = f"a second folder of {student}: it was not graded. Put its files into the other, or remove it."
    return taken, left_out


def quoted(name: str) -> str:
    """A name that a stranger chose, as part of a text that is shown as Markdown: whatever is not plain is written as a number."""
    return "<code>" + "".join(c if c.isalnum() or c in " ,.-/" else f"&#{ord(c)};" for c in name) + "</code>"


def why_no_student(name: str) -> str:
    """Why a name cannot be a student's id in the gradebook; empty when it can."""
    if not name.strip() or not name.isprintable() or len(name) > 128 or name.startswith(".") or "/" in name or "\\" in name:
        return "it cannot be a student's id (at most 128 printable characters, no / and \\, no leading dot)."
    return ""

"""What a student handed in: a folder of unknown files. Read it without harm."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from course.grading.records import Submitted

NOTEBOOK_LIMIT = 20 << 20
FILES_LIMIT = 50 << 20
FILES_COUNT = 1000
REQUEST = "regrade.txt"  # a student's request, see course.grading.regrade


class Unreadable(Exception):
    """No notebook can be made of it. ``str(error)`` is the reason, for the student."""


def collect(folder: Path, name: str) -> Submitted:
    """Read a submission's folder; ``name`` is the notebook's name without ``.ipynb``.

    Only regular files are read: no link, pipe or device, and no more than the limits of this module allow.
    """
    notebooks, files, left_out = {}, {}, ""
    left = FILES_LIMIT
    for path, relative in _walk(folder):
        if "/" not in relative and relative.endswith(".ipynb"):
            notebooks[relative] = path
            continue
        content = _read(path, left)
        if content is None or len(files) >= FILES_COUNT:
            left_out = left_out or (
                f"The files beside the notebook are too many or too large: `{relative[:80]}` was left out, and perhaps more."
            )
            continue
        files[relative] = content
        left -= len(content)
    timestamp = files.pop("timestamp.txt", b"").decode("ascii", "replace").strip()[:64]
    request = files.pop(REQUEST, b"").decode("utf-8", "replace")[:2000]
    try:
        data, problem = _the_notebook(notebooks, f"{name}.ipynb"), ""
    except Unreadable as error:
        data, problem = b"", str(error)
    return Submitted(data, problem, left_out, files, timestamp, request)


def _walk(folder: Path, prefix: str = "", depth: int = 0) -> Iterator[tuple[Path, str]]:
    if depth > 8:
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            name = f"{prefix}{entry.name}"
            if not name.isprintable() or entry.name in (".ipynb_checkpoints", "__pycache__", ".journal.json"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), f"{name}/", depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path), name


def _read(path: Path, limit: int) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(fd, "rb") as file:
        seen = os.fstat(fd)
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > limit:
            return None
        return file.read(limit + 1)[: limit + 1]


def _the_notebook(notebooks: dict[str, Path], wanted: str) -> bytes:
    if wanted in notebooks:
        path = notebooks[wanted]
    elif len(notebooks) == 1:
        (path,) = notebooks.values()  # renamed
    elif notebooks:
        raise Unreadable(f"There are several notebooks and none is called `{wanted}`.")
    else:
        raise Unreadable(f"There is no notebook; `{wanted}` was expected.")
    data = _read(path, NOTEBOOK_LIMIT)
    if data is None:
        raise Unreadable(f"The notebook is larger than {NOTEBOOK_LIMIT >> 20} MB, or no ordinary file.")
    return data

"""What a student handed in: a folder of unknown files. Read it without harm, and without doing more than it is worth."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.grading.records import Submitted

NOTEBOOK_LIMIT = 20 << 20
FILES_LIMIT = 50 << 20  # bytes of all files beside the notebook
FILES_COUNT = 1000  # files and folders
ENTRIES_LIMIT = 10_000  # names that are looked at
DEPTH_LIMIT = 8
REQUEST = "regrade.txt"  # a student's request, see course.grading.regrade
_IGNORED = (".ipynb_checkpoints", "__pycache__", ".journal.json")  # a student's own record is nobody else's


class Unreadable(Exception):
    """No notebook can be made of it. ``str(error)`` is the reason, for the student."""


@dataclass
class _Walk:
    """A walk through a folder that ends where it would become too long; ``left_out`` is the first name it passed by."""

    left_out: str = ""
    looked_at: int = 0

    def files(self, folder: Path, prefix: str = "", depth: int = 0) -> Iterator[tuple[Path, str]]:
        """Ordinary files as ``(path, name within the folder)``: no link, pipe or device."""
        try:
            with os.scandir(folder) as entries:
                found = sorted(self._counted(entries), key=lambda entry: entry.name)
        except OSError:
            if depth == 0:
                raise
            self.skip(prefix)
            return
        for entry in found:
            name = f"{prefix}{entry.name}"
            if entry.name in _IGNORED:
                continue
            if not name.isprintable():
                self.skip(ascii(name))
            elif entry.is_dir(follow_symlinks=False):
                if depth == DEPTH_LIMIT:
                    self.skip(name)
                else:
                    yield from self.files(Path(entry.path), f"{name}/", depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path), name

    def skip(self, name: str) -> None:
        self.left_out = self.left_out or name[:80]

    def _counted(self, entries: Iterator[os.DirEntry]) -> Iterator[os.DirEntry]:
        for entry in entries:
            self.looked_at += 1
            if self.looked_at > ENTRIES_LIMIT:
                self.skip(ascii(entry.name))
                return
            yield entry


def collect(folder: Path, name: str) -> Submitted:
    """Read a submission's folder; ``name`` is the notebook's name without ``.ipynb``.

    Only regular files are read, and no more than the limits of this module allow.

    Raises
    ------
    OSError
        When the folder itself cannot be opened: that is for a person to mend.
    """
    notebooks, files, folders = {}, {}, set()
    left, walk = FILES_LIMIT, _Walk()
    for path, relative in walk.files(folder):
        if "/" not in relative and relative.endswith(".ipynb"):
            notebooks[relative] = path
            continue
        above = {relative[:place] for place, letter in enumerate(relative) if letter == "/"}
        # Counted before it is read: what will not be used is not read.
        content = None if len(files) + len(folders | above) >= FILES_COUNT else _read(path, left)
        if content is None:
            walk.skip(relative)
            continue
        files[relative], folders = content, folders | above
        left -= len(content)
    timestamp = files.pop("timestamp.txt", b"").decode("ascii", "replace").strip()[:64]
    request = files.pop(REQUEST, b"").decode("utf-8", "replace")[:2000]
    left_out = ""
    if walk.left_out:
        left_out = (
            f"Not every file beside the notebook was taken (too many, too large, too deep, or not readable): "
            f"`{walk.left_out}` was left out, and perhaps more."
        )
    try:
        data, problem = _the_notebook(notebooks, f"{name}.ipynb"), ""
    except Unreadable as error:
        data, problem = b"", str(error)
    return Submitted(data, problem, left_out, files, timestamp, request)


def _read(path: Path, limit: int) -> bytes | None:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(fd, "rb") as file:
            seen = os.fstat(fd)
            if not stat.S_ISREG(seen.st_mode) or seen.st_size > limit:
                return None
            content = file.read(limit + 1)
    except OSError:
        return None
    return content if len(content) <= limit else None  # it may have grown since it was looked at


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
        raise Unreadable(f"The notebook is larger than {NOTEBOOK_LIMIT >> 20} MB, or no ordinary file that can be read.")
    return data

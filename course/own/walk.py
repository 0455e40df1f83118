"""Read a folder of your own images: one sub-folder a person, and a line for all that is something else."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.faces.cast import CastError
from course.faces.own_store import shown


@dataclass(frozen=True)
class Problem:
    """What is wrong with one file or folder, or worth knowing about it."""

    where: str
    """Its path below the folder that was added, with odd characters escaped."""
    what: str
    """What is wrong, and the mend."""
    kept: bool = False
    """True for a note on an image that was kept all the same."""

    def __str__(self) -> str:
        return f"{'note   ' if self.kept else 'skipped'}  {self.where}: {self.what}"


def walk(folder: Path) -> Iterator[tuple[str, Path] | Problem]:
    """Yield (person, file) for each regular file in a sub-folder of ``folder``, and a Problem for all else.

    Links are never followed, and nothing but a regular file is ever opened.

    Raises
    ------
    CastError
        When ``folder`` is none.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CastError(f"{shown(folder)} is not a folder. Give a folder with one sub-folder for each person.")
    for entry in _entries(folder, ""):
        if isinstance(entry, Problem):
            yield entry
        elif entry.is_symlink():
            yield Problem(shown(entry.name), "is a link, and links are not followed. Copy the folder itself.")
        elif not entry.is_dir(follow_symlinks=False):
            yield Problem(shown(entry.name), "is not in a person's folder. Move it into a folder with the person's name.")
        else:
            yield from _person(entry)


def _person(entry: os.DirEntry) -> Iterator[tuple[str, Path] | Problem]:
    person = unicodedata.normalize("NFC", entry.name).strip()
    if entry.name.startswith("."):
        yield Problem(shown(entry.name), "is a hidden folder. Rename it if it holds a person's images.")
        return
    if not person or not person.isprintable():
        yield Problem(f"'{shown(entry.name)}'", "is no name that can be printed. Rename the folder in plain characters.")
        return
    some = False
    for file in _entries(Path(entry.path), entry.name + "/"):
        some = True
        if isinstance(file, Problem):
            yield file
            continue
        where = shown(f"{entry.name}/{file.name}")
        try:
            mode = file.stat(follow_symlinks=False).st_mode
        except OSError as error:
            yield Problem(where, f"cannot be looked at ({error.strerror}). Check its permissions.")
            continue
        if stat.S_ISLNK(mode):
            yield Problem(where, "is a link, and links are not followed. Copy the image itself.")
        elif stat.S_ISDIR(mode):
            yield Problem(where, "is a folder inside a person's folder. Move its images up one level.")
        elif not stat.S_ISREG(mode):
            yield Problem(where, "is not a file but a pipe, socket or device. Remove it.")
        elif file.name.startswith("."):
            yield Problem(where, "is a hidden file. Rename it if it is an image.")
        else:
            yield person, Path(file.path)
    if not some:
        yield Problem(shown(entry.name), "is an empty folder. Put at least one image of the person into it.")


def _entries(folder: Path, prefix: str) -> list:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        return [Problem(shown(prefix or folder), f"cannot be opened ({error.strerror}). Check its permissions.")]

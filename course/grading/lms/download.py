"""What a download from a learning-management system holds: each file, and whose it is by the system's own naming.

* Moodle, *Download all submissions*: ``Anna Berg_101_assignsubmission_file_/matcher.ipynb``, in front of it perhaps a group and a
  dash; older sites, and the option without folders, put all into one name.
* Canvas, *Download Submissions*: ``berganna_101_5001_matcher-1.ipynb``, with ``_LATE_`` after the name of who was late. 101 is the
  user, 5001 the file.
* A folder: one folder for each student, or one file.

It may be a zip or a folder that was unpacked. Nothing is written while it is read.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from course.errors import CourseError
from course.grading import names, which
from course.grading.submission import FILES_LIMIT, NOTEBOOK_LIMIT, is_plain_path

SYSTEMS = ("moodle", "canvas", "folder")
MEMBERS_LIMIT = 200_000
_MOODLE = re.compile(r"(?P<who>[^/]+?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<rest>.*))?")
_CANVAS = re.compile(r"(?P<who>.+?)(?:_(?P<late>late))?_(?P<number>\d+)_(?P<file>\d+)_(?P<name>.+)", re.IGNORECASE)
_CANVAS_TEXT = re.compile(r"(?P<who>.+?)(?:_(?P<late>late))?_(?P<number>\d+)_(?P<name>(?:text|link|media)\w*\.\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """One file of one submission.

    ``path`` is its place in the download and ``file`` its name in the submission. ``who`` has the readings of the name that the
    system gives its student, the likeliest first; ``number`` and ``order`` are the system's, of the student and of the file; ``handle`` is
    what stands before the file's own name. ``content`` reads it, or is the reason why it cannot be read.
    """

    path: str
    who: tuple[str, ...]
    file: str
    number: str = ""
    order: int = 0
    late: bool = False
    handle: str = ""
    content: Callable[[], bytes | str] = field(default=lambda: "", repr=False)


@dataclass(frozen=True)
class Download:
    """What was found: the system it comes from, the files, and for each that is nobody's work the reason."""

    system: str
    pieces: tuple[Piece, ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Member:
    readings: list[str]
    content: Callable[[], bytes | str]
    refused: str = ""


def read(path: Path, system: str | None = None) -> Download:
    """Look through a download. Without ``system`` it is known by its names.

    Raises
    ------
    CourseError
        When it is no zip and no folder, or does not look as ``system`` names files.
    """
    members = [one for one in _members(path) if not which.SHADOWS.search(one.readings[0])]
    given = [one for one in members if not one.refused]
    system = system or _system(given)
    pieces, refused = [], [(one.readings[0], one.refused) for one in members if one.refused]
    for one in given:
        piece = {"moodle": _moodle, "canvas": _canvas}.get(system, partial(_folder, _wrapper(given)))(one)
        if piece is None:
            refused.append((one.readings[0], f"its name is not as {system.capitalize()} names files"))
        else:
            pieces.append(piece)
    if given and not pieces:
        raise CourseError(f"nothing in {path} is named as {system.capitalize()} names files, such as {given[0].readings[0]!r}. Is it from another "
                          f"system? --from {' | '.join(SYSTEMS)}")
    return Download(system, tuple(pieces), tuple(refused))


def _system(members: list[_Member]) -> str:
    paths = [one.readings[0] for one in members]
    if any(_MOODLE.fullmatch(part) for one in paths for part in one.split("/")):
        return "moodle"
    return "canvas" if any(_canvas_name(one.rpartition("/")[2]) for one in paths) else "folder"


def _moodle(member: _Member) -> Piece | None:
    parts = member.readings[0].split("/")
    for place, part in enumerate(parts):
        found = _MOODLE.fullmatch(part)
        if not found:
            continue
        last = place == len(parts) - 1
        inside = [found["rest"] or "", *parts[place + 1 :]]
        name = "/".join(one for one in inside if one)
        if not name:
            return None
        handle = part if not last else part[: len(part) - len(found["rest"] or "")]
        who = tuple(match["who"] for one in member.readings if (match := _MOODLE.fullmatch(one.split("/")[place])))
        return Piece(member.readings[0], who, name, found["number"], 0, False, handle, member.content)
    return None


def _canvas_name(name: str) -> re.Match | None:
    return _CANVAS.fullmatch(name) or _CANVAS_TEXT.fullmatch(name)


def _canvas(member: _Member) -> Piece | None:
    found = _canvas_name(member.readings[0].rpartition("/")[2])
    if not found:
        return None
    order = found.groupdict().get("file") or "0"
    handle = "_".join(one for one in (found["who"], found["late"], found["number"], order if order != "0" else "") if one)
    return Piece(member.readings[0], (found["who"],), found["name"], found["number"], int(order), bool(found["late"]), handle, member.content)


def _folder(wrapper: str, member: _Member) -> Piece | None:
    readings = [one.removeprefix(wrapper) for one in member.readings]
    first, _, rest = readings[0].partition("/")
    if rest:
        return Piece(member.readings[0], tuple(one.partition("/")[0] for one in readings), rest, handle=first, content=member.content)
    stem = re.sub(r"(\.ipynb|\.txt|\.json|\.zip)+$", "", first, flags=re.IGNORECASE)
    return Piece(member.readings[0], (stem, *(re.split(r"[_ ]", one)[0] for one in (stem,))), first, handle=stem, content=member.content)


def _wrapper(members: list[_Member]) -> str:
    """The one folder that everything lies in, if it holds several: it is the download's and no student's."""
    prefix = ""
    while True:
        paths = [one.readings[0].removeprefix(prefix).split("/") for one in members]
        tops = {one[0] for one in paths}
        if len(tops) != 1 or not all(len(one) >= 3 for one in paths) or (tops != {"submitted"} and len({one[1] for one in paths}) < 2):
            return prefix
        prefix += f"{tops.pop()}/"


def _members(path: Path) -> Iterator[_Member]:
    if path.is_dir():
        yield from _of_folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise CourseError(f"{path} does not exist.") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise CourseError(f"{path} is no zip and no folder ({error}). Download it again; other archives unpack yourself and name the folder.") from None
    entries = archive.infolist()
    if len(entries) > MEMBERS_LIMIT:
        raise CourseError(f"{path} holds more than {MEMBERS_LIMIT} files: that is no download of a class.")
    for entry in entries:
        if entry.is_dir():
            continue
        readings, refused = _entry_names(entry), ""
        if stat.S_ISLNK(entry.external_attr >> 16):
            refused = "a link, and no file"
        elif not is_plain_path(readings[0]):
            refused, readings = "its path leads out of the archive, is longer than a name can be, or is not printable", [ascii(readings[0])]
        elif entry.flag_bits & 1:
            refused = "encrypted"
        yield _Member(readings, partial(_unpack, archive, entry), refused)


def _of_folder(top: Path) -> Iterator[_Member]:
    for folder, _, files in sorted(os.walk(top)):
        for file in sorted(files):
            place = Path(folder, file)
            readings = names.readings(place.relative_to(top).as_posix())
            refused = "" if stat.S_ISREG(place.lstat().st_mode) else "a link or device, and no file"
            if not refused and not is_plain_path(readings[0]):
                refused, readings = "its name is not printable", [ascii(readings[0])]
            yield _Member(readings, partial(_from_disk, place), refused)


def _entry_names(entry: zipfile.ZipInfo) -> list[str]:
    """The name of a zip's entry: Unicode where it says so, otherwise bytes of the system that packed it."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return [names.one_form(entry.filename)]
    raw = entry.filename.encode("cp437", "replace")  # what zipfile had read it as
    try:
        return [names.one_form(raw.decode("utf-8"))]  # macOS writes UTF-8 and does not say so
    except UnicodeDecodeError:
        return list(dict.fromkeys([names.one_form(entry.filename), *names.read_old(raw)]))


def _limit(name: str) -> int:
    return NOTEBOOK_LIMIT if which.is_notebook(name) else FILES_LIMIT


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | str:
    limit = _limit(entry.filename)
    try:
        with archive.open(entry) as file:
            content = file.read(limit + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return "damaged: download it again"
    return content if len(content) <= limit else f"larger than {limit >> 20} MB"


def _from_disk(path: Path) -> bytes | str:
    limit = _limit(path.name)
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        return f"not readable ({error.strerror})"
    return content if len(content) <= limit else f"larger than {limit >> 20} MB"

"""What a student handed in: a folder of unknown files. Read it without harm, and without doing more than it is worth."""

from __future__ import annotations

import contextlib
import errno
import io
import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from course.grading import names, texts, which
from course.grading.records import Notice, Submitted
from course.grading.which import Candidate, Unreadable

NOTEBOOK_LIMIT = which.LARGEST
FILES_LIMIT = 50 << 20  # bytes of all files beside the notebook
FILES_COUNT = 1000  # files and folders
ENTRIES_LIMIT = 10_000  # names that are looked at
DEPTH_LIMIT = 8
NAME_LIMIT, PATH_LIMIT = 255, 1024  # characters, of what an archive calls a file: longer ones only cost time
REQUEST_LIMIT = 10_000
_TOO_LARGE = f"The notebook is larger than {NOTEBOOK_LIMIT >> 20} MB, or no ordinary file that can be read."
_IGNORED = (".ipynb_checkpoints", "__pycache__", ".journal.json")  # a student's own record is nobody else's
# regrade.txt, a student's request (course.grading.regrade), as editors and systems save it: Regrade.TXT, regrade.txt.txt, regrade-1.txt
_REQUEST = re.compile(r"regrade(?:[ _-]?\(?\d{1,3}\)?)?((?:\.\w{1,5})*)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:\.(?:txt|md|text))*", re.IGNORECASE)


_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_TIME = "timestamp.txt"
_REQUEST_FILES = 8  # read in any case, however many other files there are
_SMALL = 64 << 10  # bytes of one of these


@dataclass
class _Walk:
    """A walk through a folder that ends where it would become too long; ``left_out`` is the first name it passed by.

    ``closed`` are folders that may not be opened, ``shadows`` what a system left beside the files.
    """

    left_out: str = ""
    looked_at: int = 0
    closed: list[str] = field(default_factory=list)
    shadows: list[str] = field(default_factory=list)

    def files(self, folder: int, above: tuple[str, ...] = (), prefix: str = "") -> Iterator[tuple[tuple[str, ...], str]]:
        """Ordinary files as ``(parts of the path, name within the folder)``, names in one form: no link, pipe or device.

        ``folder`` is open; each folder is opened below the one before, so that no link is followed whoever moves them meanwhile.
        """
        with os.scandir(folder) as entries:
            found = sorted(self._counted(entries), key=lambda entry: entry.name)
        for entry in found:
            name = f"{prefix}{names.shown(entry.name)}"
            if entry.name in _IGNORED:
                continue
            if which.SHADOWS.search(name):
                self.shadows.append(name)
            elif entry.is_dir(follow_symlinks=False):
                if len(above) == DEPTH_LIMIT:
                    self.skip(name)
                else:
                    yield from self._below(folder, (*above, entry.name), f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                yield (*above, entry.name), name

    def _below(self, folder: int, parts: tuple[str, ...], prefix: str) -> Iterator[tuple[tuple[str, ...], str]]:
        try:
            inner = os.open(parts[-1], _FOLDER, dir_fd=folder)
        except OSError:
            self.closed.append(prefix)
            self.skip(prefix)
            return
        try:
            yield from self.files(inner, parts, prefix)
        finally:
            os.close(inner)

    def skip(self, name: str) -> None:
        self.left_out = self.left_out or (name if name.isprintable() else ascii(name))[:80]

    def _counted(self, entries: Iterator[os.DirEntry]) -> Iterator[os.DirEntry]:
        for entry in entries:
            self.looked_at += 1
            if self.looked_at > ENTRIES_LIMIT:
                self.skip(ascii(entry.name))
                return
            yield entry


def collect(folder: Path, slug: str, track: str = "") -> Submitted:
    """Read a submission's folder; ``slug`` is the assignment's name, and the notebook's without ``.ipynb``.

    Only regular files are read, and no more than the limits of this module allow. Where no notebook lies on top, one in a
    folder below is taken, or one in a zip, with the files beside it. A form's work file stands in for the notebook where there
    is none, or where ``track`` says that this student's track is the one without code.

    Raises
    ------
    OSError
        When the folder or the notebook in it may not be opened: that is for a person to mend.
    """
    with _open(folder) as root:
        return _collected(root, slug, track)


@contextlib.contextmanager
def _open(folder: Path) -> Iterator[int]:
    """The folder and the one above it must be folders: a link may lead to another student's work."""
    with contextlib.ExitStack() as stack:
        try:
            above = os.open(folder.parent, getattr(os, "O_PATH", 0) | _FOLDER)
            stack.callback(os.close, above)
            root = os.open(folder.name, _FOLDER, dir_fd=above)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                raise NotADirectoryError(error.errno, "it is a link or a file, and must be the student's own folder") from None
            raise
        stack.callback(os.close, root)
        yield root


def _collected(root: int, slug: str, track: str) -> Submitted:
    walk = _Walk()
    timestamp, notices = _time(root)
    notebooks, files = _sorted_out(walk, root)
    notices += [Notice("permission", f"the folder `{one}` may not be opened by whoever grades") for one in walk.closed]
    work = which.forms_in({one: content for one, content in files.items() if "/" not in one}, slug)
    if not notebooks and not work:
        notebooks, files, inside = _further_inside(files)
        notices += inside
        work = which.forms_in(files, slug)
    if not notebooks and not work:
        for zipped, packed in _zips(files):
            if work := which.forms_in(packed or {}, slug):
                notices.append(Notice("found inside", f"the form lay in `{zipped}`"))
                break
    files = {one: content for one, content in files.items() if one not in work}
    inner = files.pop(_TIME, b"")
    timestamp = timestamp or texts.decode(inner).strip()[:64]
    choice = which.decide(slug, track, list(notebooks.values()), work, files, walk.shadows)
    request = _requests(files)
    left_out = ""
    if walk.left_out:
        left_out = (
            f"Not every file beside the notebook was taken (too many, too large, too deep, or not readable): "
            f"{names.quoted(walk.left_out)} was left out, and perhaps more."
        )
    return Submitted(choice.content, choice.problem, left_out, files, timestamp, request, (*notices, *choice.notices), form=choice.form)


def _time(root: int) -> tuple[str, list[Notice]]:
    """What ``timestamp.txt`` says, whatever else lies beside it; and what is to be said where it cannot be read."""
    try:
        os.stat(_TIME, dir_fd=root, follow_symlinks=False)
    except FileNotFoundError:
        return "", []
    content = _read(root, (_TIME,), _SMALL)
    if content is None:
        return "", [Notice("time not readable", f"`{_TIME}` is no ordinary small file. It counts as handed in in time until there is one")]
    return texts.decode(content).strip()[:64], []


def _sorted_out(walk: _Walk, root: int) -> tuple[dict[str, Candidate], dict[str, bytes]]:
    """The notebooks on top of a folder, and the content of all other files in it but its time."""
    notebooks: dict[str, Candidate] = {}
    files: dict[str, bytes] = {}
    requests: dict[str, bytes] = {}
    folders: set[str] = set()
    left = FILES_LIMIT
    for parts, relative in walk.files(root):
        if "/" not in relative and which.is_notebook(relative):
            written = os.stat(parts[0], dir_fd=root, follow_symlinks=False).st_mtime
            notebooks[parts[0]] = Candidate(_printable(relative), written, partial(_notebook, root, parts))
            continue
        if relative == _TIME:
            continue
        above = {relative[:place] for place, letter in enumerate(relative) if letter == "/"}
        if not relative.isprintable() or relative in files or relative in folders or above & files.keys():
            walk.skip(relative)  # two names may be one when they are read
            continue
        if _REQUEST.fullmatch(relative) and len(requests) < _REQUEST_FILES and (content := _read(root, parts, _SMALL)) is not None:
            requests[relative] = content
            continue
        # Counted before it is read: what will not be used is not read.
        content = None if len(files) + len(folders | above) >= FILES_COUNT else _read(root, parts, left)
        if content is None:
            walk.skip(relative)
            continue
        files[relative], folders = content, folders | above
        left -= len(content)
    plain = "regrade.txt"
    if walk.looked_at > ENTRIES_LIMIT and plain not in requests and (content := _read(root, (plain,), _SMALL)) is not None:
        requests[plain] = content
    return notebooks, files | requests


def _further_inside(files: dict[str, bytes]) -> tuple[dict[str, Candidate], dict[str, bytes], list[Notice]]:
    """Where no notebook lies on top: one under another name, in a folder, or in a zip. The files are then those beside it."""
    found = {one: content for one, content in files.items() if "/" not in one and which.looks_like_one(content)}
    if found:
        return _taken(found), {one: content for one, content in files.items() if one not in found}, []
    found = {one: content for one, content in files.items() if which.is_notebook(one)}
    if found:
        place = min(found, key=lambda one: (one.count("/"), one)).rpartition("/")[0]
        inside = {one: content for one, content in found.items() if one.rpartition("/")[0] == place}
        beside = {one.removeprefix(f"{place}/"): content for one, content in files.items() if one not in inside}
        return _taken(inside), beside, [Notice("found inside", f"the notebook lay in the folder `{place}`")]
    for zipped, packed in _zips(files):
        if packed is None:
            return {}, files, [Notice("found inside", f"`{zipped}` could not be unpacked")]
        unpacked = {one: content for one, content in packed.items() if which.is_notebook(one)}
        if unpacked:
            place = min(unpacked, key=lambda one: (one.count("/"), one)).rpartition("/")[0]
            prefix = f"{place}/" if place else ""
            inside = {one: content for one, content in unpacked.items() if one.rpartition("/")[0] == place}
            beside = {one.removeprefix(prefix): content for one, content in packed.items() if one not in inside}
            rest = {one: content for one, content in files.items() if one != zipped}
            return _taken(inside), rest | beside, [Notice("found inside", f"the notebook lay in `{zipped}`")]
    return {}, files, []


def _zips(files: dict[str, bytes]) -> Iterator[tuple[str, dict[str, bytes] | None]]:
    """The zips on top, each with what it holds: None where it cannot be unpacked."""
    for name in sorted(files):
        if "/" not in name and name.casefold().endswith(".zip"):
            yield name, _unpacked(files[name])


def _taken(found: dict[str, bytes]) -> dict[str, Candidate]:
    return {one: Candidate(one, 0.0, partial(_small, content)) for one, content in found.items()}


def _unpacked(data: bytes) -> dict[str, bytes] | None:
    """The ordinary files of a zip within the limits of this module; None when it cannot be unpacked."""
    found: dict[str, bytes] = {}
    left = FILES_LIMIT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[:ENTRIES_LIMIT]:
                name = names.one_form(entry.filename)
                if entry.is_dir() or not is_plain_path(name) or which.SHADOWS.search(name) or len(found) >= FILES_COUNT:
                    continue
                with archive.open(entry) as file:
                    content = file.read(left + 1)
                if len(content) > left:
                    return None
                found[name] = content
                left -= len(content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, struct.error):
        return None
    return found


def is_plain_path(name: str) -> bool:
    """Does a path in an archive lie inside it, with names that are printable and no longer than a system has them?"""
    if len(name) > PATH_LIMIT or max(map(len, name.split("/"))) > NAME_LIMIT:
        return False
    return name.isprintable() and not name.startswith("/") and "\\" not in name and ".." not in name.split("/") and ":" not in name.split("/")[0]


def _requests(files: dict[str, bytes]) -> str:
    """What the student asks for in ``regrade.txt``, taken out of the files. A file that is no plain text is named."""
    told = []
    for name in sorted(files):
        found = _REQUEST.fullmatch(name)
        if not found:
            continue
        if _PLAIN.fullmatch(found[1]):
            text = texts.decode(files.pop(name)).replace("\x00", "").strip()
            told.append(text or f"({name} is empty)")
        else:
            told.append(f"(in {name}, which is no plain text: open it yourself)")
    return "\n".join(told)[:REQUEST_LIMIT]


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)


def exchange_secret(folder: Path) -> bytes:
    """What nbgrader's exchange wrote beside a submission: the name of its feedback page hangs on it. Empty when it came another way."""
    try:
        with _open(folder) as root:
            return _read(root, ("submission_secret.txt",), _SMALL) or b""
    except OSError:
        return b""


def _read(root: int, parts: tuple[str, ...], limit: int) -> bytes | None:
    try:
        return _opened(root, parts, limit)
    except OSError:
        return None


def _opened(root: int, parts: tuple[str, ...], limit: int) -> bytes | None:
    """The bytes of an ordinary file below ``root``; None for another kind, or for more than ``limit`` of them."""
    with contextlib.ExitStack() as stack:
        at = root
        for part in parts[:-1]:
            at = os.open(part, _FOLDER, dir_fd=at)
            stack.callback(os.close, at)
        fd = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at)
        with os.fdopen(fd, "rb") as file:
            seen = os.fstat(fd)
            if not stat.S_ISREG(seen.st_mode) or seen.st_size > limit:
                return None
            content = file.read(limit + 1)
    return content if len(content) <= limit else None  # it may have grown since it was looked at


def _notebook(root: int, parts: tuple[str, ...]) -> bytes:
    """A notebook's bytes. What whoever grades may not read is no fault of the student's."""
    try:
        data = _opened(root, parts, NOTEBOOK_LIMIT)
    except PermissionError:
        raise
    except OSError:
        data = None
    if data is None:
        raise Unreadable(_TOO_LARGE)
    return data


def _small(data: bytes) -> bytes:
    if len(data) > NOTEBOOK_LIMIT:
        raise Unreadable(_TOO_LARGE)
    return data

"""``course start``: a working copy of the course, in a folder of the student's own.

Notebooks, assignments and guides are laid out; code and data stay in the package. The copy remembers what was laid out, so that a
later start brings it up to date and never touches a file that the student has changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from course import __version__, paths
from course.errors import CourseError
from course.faces import packed
from course.files import write_whole
from course.terminal import say

LAID_OUT = ("notebooks/*.ipynb", "assignments/*/release/*", "docs/*", "docs/teach/*", "docs/teach/lessons/*", "LICENSE")
README = """\
# Face recognition: your working copy

Open it with `course lab`. The first lesson is `notebooks/{first}`.
`course progress` shows how far you are. Your progress and your decision record lie in this folder, in `.progress.json` and
`.journal.json`; nothing is sent anywhere.

For a newer version of the course, install that and repeat `course start` with this folder. What you have changed stays as it is.
"""


@dataclass
class Laid:
    """What a start did, as names within the copy."""

    new: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    """Laid out before, and deleted by the student."""
    removed: list[str] = field(default_factory=list)
    """No longer part of the course, and as they were laid out."""
    yours: list[str] = field(default_factory=list)
    """Changed by the student, and left alone; the course has no other version of them."""
    yours_and_newer: list[str] = field(default_factory=list)
    """Changed by the student, and left alone; the course has a newer version."""
    aside: dict[str, str] = field(default_factory=dict)
    """Begun afresh because that was asked for: name -> what the student's version is called now."""


def shipped() -> dict[str, bytes]:
    """Every file of a working copy: its name in it, and its content."""
    found = {path.relative_to(paths.ROOT).as_posix(): path.read_bytes() for pattern in LAID_OUT
             for path in sorted(paths.ROOT.glob(pattern)) if path.is_file()}
    first = min(name for name in found if name.startswith("notebooks/"))
    return found | {"README.md": README.format(first=Path(first).name).encode()}


def lay(folder: Path, afresh: tuple[str, ...] = ()) -> Laid:
    """Lay the course out in ``folder``, or bring the copy there up to date. ``afresh``: names to begin again.

    Every file is written whole, and the record last but for its first line: a start that was stopped is repeated.

    Raises
    ------
    CourseError
        When the folder holds other things, lies in the course itself or cannot be written; and for an unknown name in ``afresh``.
    """
    folder = folder.resolve()
    for own in (paths.ROOT, paths.PACKAGE):
        if folder == own or folder.is_relative_to(own):
            raise CourseError(f"{folder} lies in the course itself. Name a folder of your own, as ~/face-recognition.")
    before = _record(folder)
    files, laid = shipped(), Laid()
    for name in afresh:
        if name not in files:
            raise CourseError(f"{name!r} is no file of the course. Name it as in the copy, as {next(iter(files))}.")
    try:
        if before is None:
            folder.mkdir(parents=True, exist_ok=True)
            _keep(folder, {}, finished=False)
        known = dict(before or {})
        for name, content in files.items():
            _one(folder, name, content, known, laid, name in afresh)
        for name in known.keys() - files.keys():
            _no_longer(folder, name, known[name], laid)
            del known[name]
        _keep(folder, known, finished=True)
        if paths.INSTALLED:  # a checkout is a copy itself, and may belong to somebody else
            write_whole(paths.OWN / "copy.txt", str(folder).encode())
        packed.folder()
    except OSError as error:
        raise CourseError(f"{error.filename or folder} cannot be written ({error.strerror}). What was laid out so far is whole; mend "
                          "that, and repeat the command.") from None
    return laid


def _one(folder: Path, name: str, content: bytes, known: dict[str, str], laid: Laid, afresh: bool) -> None:
    """Lay out or renew one file, unless it is the student's."""
    path, due = folder / name, _digest(content)
    _within(folder, path)
    there = _digest(path.read_bytes()) if path.is_file() and not path.is_symlink() else None
    if there is None and not path.exists() and not path.is_symlink():
        (laid.restored if name in known else laid.new).append(name)
    elif there == due:
        known[name] = due
        return
    elif there is not None and there == known.get(name):
        laid.renewed.append(name)
    elif afresh:
        mine = _aside(path)
        path.rename(mine)
        laid.aside[name] = mine.relative_to(folder).as_posix()
    else:
        (laid.yours if known.get(name) == due else laid.yours_and_newer).append(name)
        return
    write_whole(path, content)
    known[name] = due


def _no_longer(folder: Path, name: str, digest: str, laid: Laid) -> None:
    """Take away a file that the course had once, unless the student has changed it."""
    path = folder / name
    if path.is_symlink() or not path.is_file():
        return
    _within(folder, path)
    if _digest(path.read_bytes()) == digest:
        path.unlink()
        laid.removed.append(name)
    else:
        laid.yours.append(name)


def _within(folder: Path, path: Path) -> None:
    """Refuse a folder inside the copy that is a link to somewhere else: nothing is written there."""
    if not path.parent.resolve().is_relative_to(folder):
        raise CourseError(f"{path.parent} is a link that leads out of {folder}. Nothing is written through it: replace it by a folder.")


def _aside(path: Path) -> Path:
    for number in range(1, 1000):
        mine = path.with_name(f"{path.stem}-mine-{date.today().isoformat()}{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not mine.exists():
            return mine
    raise CourseError(f"{path.parent} holds a thousand versions of {path.name} of today. Delete some.")


def _record(folder: Path) -> dict[str, str] | None:
    """What was laid out in ``folder`` before: name -> digest. None when it is new or empty."""
    mark = folder / paths.MARK
    if not mark.exists():
        if folder.is_dir() and any(folder.iterdir()):
            raise CourseError(f"{folder} holds other things and no working copy of the course. Name a new or an empty folder.")
        if folder.exists() and not folder.is_dir():
            raise CourseError(f"{folder} is a file. Name a new or an empty folder.")
        return None
    try:
        files = json.loads(mark.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{mark} cannot be read ({error}), so it is not known which files are yours. Lay the course out in another "
                          "folder, and copy your work there.") from None


def _keep(folder: Path, known: dict[str, str], *, finished: bool) -> None:
    told = {"course": __version__, "finished": finished, "files": dict(sorted(known.items()))}
    write_whole(folder / paths.MARK, json.dumps(told, indent=1).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def report(folder: Path, laid: Laid) -> Iterator[str]:
    """What a start did, as lines for the student."""
    counts = [(laid.new, "new"), (laid.renewed, "brought up to date"), (laid.restored, "put back, as you had deleted them"),
              (laid.removed, "removed, as the course has them no longer")]
    done = ", ".join(f"{len(names)} {what}" for names, what in counts if names)
    yield f"{folder}: {done or 'everything is up to date'}."
    for name, mine in laid.aside.items():
        yield f"  {name} begins afresh; yours is {mine}."
    if laid.yours:
        yield f"  left alone, as you have changed them: {', '.join(laid.yours)}"
    for name in laid.yours_and_newer:
        yield f"  left alone, as you have changed it, though the course has a newer one: {name}"
    if laid.yours_and_newer:
        yield f"  For a newer one beside yours: course start {folder} --afresh {laid.yours_and_newer[0]}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--afresh", multiple=True, metavar="FILE", help="Lay FILE out anew; yours is kept beside it under another name.")
@click.option("--lab", "then_lab", is_flag=True, help="Then open JupyterLab on the first lesson.")
@click.pass_context
def start(context: click.Context, folder: Path, afresh: tuple[str, ...], then_lab: bool) -> None:
    """Lay out a working copy of the course in FOLDER: lessons, assignments, guides.

    Repeat it with a newer version of the course to bring the copy up to date. What you have changed is never touched; the
    command names it. `course lab` opens the copy that was started last.
    """
    folder = folder.expanduser()
    say(*report(folder, lay(folder, afresh)))
    if then_lab:
        from course.setup.launch import lab

        context.invoke(lab, notebook=str(folder))
    else:
        say(f"Open it: course lab {folder}")

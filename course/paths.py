"""Where things are. Nothing that is run or trusted depends on the working directory.

There are two ways to have the course. A *checkout* of the repository holds everything in one folder. An *installed* course, from a
wheel, brings notebooks, assignments and data inside the package, to be read only; `course start FOLDER` lays out a working
copy to work in, and what the course writes for itself goes into a folder of the user's.
"""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The code."""
SHIPPED = PACKAGE / "shipped"
INSTALLED = SHIPPED.is_dir()
"""Whether this is a wheel and no checkout."""
ROOT = SHIPPED if INSTALLED else PACKAGE.parent
"""The folder that holds ``data``, ``notebooks`` and ``assignments``: the checkout, or what the wheel brought."""
MARK = ".course.json"
"""In the folder of a working copy: what was laid out there. See ``course.setup.start``."""


def _own_folder() -> Path:
    """The user's folder for what the course writes for itself."""
    if not INSTALLED:
        return ROOT
    from platformdirs import user_data_path

    return user_data_path("face-recognition-course", appauthor=False)


OWN = _own_folder()
DATA = Path(os.environ.get("COURSE_DATA", ROOT / "data"))
NOTEBOOKS = ROOT / "notebooks"
ASSIGNMENTS = ROOT / "assignments"
WEIGHTS = Path(os.environ.get("COURSE_WEIGHTS", OWN / ".weights"))
"""Recogniser weights, copied out of installed packages and hash-checked. Never committed."""

NBGRADER = "nbgrader_config.py"
"""The settings of a class. They are a program: nbgrader and `course grade` run it with the rights of whoever starts them."""


def class_above(folder: Path) -> Path | None:
    """The class that ``folder`` lies in, if it lies in one: then it may be what a student handed in."""
    return next((above for above in folder.resolve().parents if os.path.exists(above / NBGRADER)), None)


CACHE = Path(os.environ.get("COURSE_CACHE", OWN / ".cache"))
"""What can be computed again: embeddings of other images, executed lessons."""


def copy_above(folder: Path) -> Path | None:
    """The working copy that ``folder`` is or lies in."""
    return next((one for one in (folder.resolve(), *folder.resolve().parents) if (one / MARK).is_file()), None)


def home() -> Path:
    """Where a learner's own small files are kept: the checkout; or the working copy that is stood in, else the one that was
    started last, else the user's own folder. Only data is read from there, never a program or a weight."""
    if not INSTALLED:
        return ROOT
    try:
        return copy_above(Path.cwd()) or latest_copy() or OWN
    except OSError:
        return OWN


def latest_copy() -> Path | None:
    """The working copy that was started last, while it is there."""
    try:
        named = Path((OWN / "copy.txt").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return named if (named / MARK).is_file() else None

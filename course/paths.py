"""Where things are. Nothing here depends on the working directory."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the folder that holds ``course``, ``data`` and ``notebooks``."""

DATA = Path(os.environ.get("COURSE_DATA", ROOT / "data"))
NOTEBOOKS = ROOT / "notebooks"
ASSIGNMENTS = ROOT / "assignments"
WEIGHTS = Path(os.environ.get("COURSE_WEIGHTS", ROOT / ".weights"))
"""Recogniser weights, copied out of installed packages and hash-checked. Never committed."""

NBGRADER = "nbgrader_config.py"
"""The settings of a class. They are a program: nbgrader and `course grade` run it with the rights of whoever starts them."""


def class_above(folder: Path) -> Path | None:
    """The class that ``folder`` lies in, if it lies in one: then it may be what a student handed in."""
    return next((above for above in folder.resolve().parents if os.path.exists(above / NBGRADER)), None)


CACHE = Path(os.environ.get("COURSE_CACHE", ROOT / ".cache"))
"""What can be computed again: embeddings of other images, executed lessons."""

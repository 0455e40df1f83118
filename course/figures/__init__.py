"""Figures of the lessons, by subject. Each comes with words that say what it shows.

``from course import figures`` is enough: ``figures.rates`` and the other parts load when they are first used.
"""

import importlib
from pathlib import Path

_PARTS = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def __getattr__(name):
    if name in _PARTS:
        return importlib.import_module(f"course.figures.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_PARTS})

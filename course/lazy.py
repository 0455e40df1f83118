"""A package's face: names, or whole modules, that are imported when they are first used."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def face(package: str, table: Mapping[str, str]) -> tuple[list[str], Callable[[str], object], Callable[[], list[str]]]:
    """The ``__all__``, ``__getattr__`` and ``__dir__`` of ``package``.

    ``table`` maps a module (of the package; with a dot in it, of the whole course) to the names in it, separated by
    spaces. Used as ``__all__, __getattr__, __dir__ = face(__name__, {...})``. A name is kept in the package once it
    was asked for.
    """
    where = {name: module if "." in module else f"{package}.{module}"
             for module, names in table.items() for name in names.split()}

    def get(name: str):
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(where[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *where, *(module for module in table if "." not in module)})

    return sorted(where), get, names


def parts(package: str, file: str) -> tuple[list[str], Callable[[str], object], Callable[[], list[str]]]:
    """The ``__all__``, ``__getattr__`` and ``__dir__`` of a package whose face is its modules: ``parts(__name__, __file__)``."""
    there = sorted(path.stem for path in Path(file).parent.glob("[a-z]*.py"))

    def get(name: str):
        if name not in there:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return importlib.import_module(f"{package}.{name}")  # which also puts it into the package

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *there})

    return there, get, names

"""A package's face: names that are imported from their modules when they are first used, from one table."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping


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

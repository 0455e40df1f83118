"""The training-set slider: choose who is in a small training set, and see whose errors change.

``mending``   the slider in a notebook
``page``      the same as one HTML file that needs no server and no network
``data``      the measured rates and the faces behind both

One ES module, ``mending.js``, draws both. Every composition was measured before (`course.mending.grid`), so that a
move is a look-up.
"""

from __future__ import annotations

import importlib

_WHERE = {"data": "shown", "MendingError": "shown", "page": "document", "mending": "widget", "Mending": "widget"}

__all__ = list(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__():
    return sorted(__all__)

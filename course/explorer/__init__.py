"""The threshold explorer: drag a threshold, and see who is matched, who is missed and who is wrongly named.

``explorer``   the explorer in a notebook, with its controls
``page``       the same as one HTML file that needs no server and no network
``data``       the counts, intervals and pairs of faces behind both

One ES module, ``explorer.js``, draws both. It computes every rate in the browser from counts that are sent once.
"""

from __future__ import annotations

import importlib

_WHERE = {
    "data": "counts",
    "ExplorerError": "counts",
    "page": "document",
    "explorer": "widget",
    "Explorer": "widget",
}

__all__ = list(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__():
    return sorted(__all__)

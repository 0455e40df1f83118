"""The synthetic cast: rendered faces of nobody. Load images, labels and embeddings.

``load``         images and labels
``embeddings``   the templates two recognisers made of those images, with the same labels
``counterfactuals``, ``counterfactual_embeddings``   the same people with exactly one factor changed
``own``, ``own_embeddings``   your own images, on this machine alone (``course faces add``)
``course.faces.lfw``   a reader for LFW's folders and pairs files, if you have them
"""

from __future__ import annotations

import importlib

_WHERE = dict.fromkeys(
    ("load", "embeddings", "counterfactuals", "counterfactual_embeddings", "Cast", "Embeddings", "CastError"), "cast")
_WHERE |= dict.fromkeys(("own", "own_embeddings"), "local")

__all__ = list(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__():
    return sorted(__all__)

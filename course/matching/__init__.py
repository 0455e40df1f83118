"""Build a face matcher: detect, align, represent, compare, enrol, search.

``FaceMatcher``       the whole matcher on DeepFace, with either of two recognisers
``Gallery``           enrolled templates and exact search
``ensure_weights``    put the recognisers' weights where DeepFace looks for them

Importing this package loads no recogniser: OpenCV, dlib and DeepFace are imported when first used.
"""

from __future__ import annotations

import importlib

_WHERE = {
    "FaceMatcher": "matcher",
    "Comparison": "matcher",
    "Gallery": "gallery",
    "Face": "detection",
    "read_image": "images",
    "ensure_weights": "weights",
    "default_threshold": "recognisers",
    "distance": "distances",
    "METRICS": "distances",
    "RECOGNISERS": "recognisers",
    "ImageError": "errors",
    "NoFaceError": "errors",
    "SeveralFacesError": "errors",
    "RecogniserError": "errors",
    "WeightsError": "errors",
    "GalleryError": "errors",
}

__all__ = list(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__():
    return sorted(__all__)

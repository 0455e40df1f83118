"""A local service with the shape of Amazon Rekognition: the real boto3 client, our own recogniser.

``client``    an unmodified boto3 client; inside this process, or over HTTP to ``course rekognition serve``
``explain``   the raw distance beside every similarity of a response
``scale``     the map from distance to similarity, 0 to 100: ours, not Amazon's
``Service``   the operations themselves

Importing this package loads nothing else: boto3 and the recognisers are imported when first used.
"""

from __future__ import annotations

import importlib

_WHERE = {
    "client": "connect",
    "explain": "connect",
    "scale": "similarity",
    "Service": "service",
    "Store": "store",
    "RekognitionError": "errors",
}

__all__ = list(_WHERE)


def __getattr__(name: str):
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__():
    return sorted(__all__)

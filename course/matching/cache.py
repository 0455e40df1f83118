"""Remember what was computed from an image, so that it is computed once.

One small file an entry, named by the hash of all that went into it: the pixels, the weights, the version of the
alignment. An entry carries its own hash, so that a damaged one is noticed and computed again. Files appear whole
or not at all, so any number of processes can share the folder, on a network drive too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from course import paths
from course.files import write_whole


def key(image: np.ndarray, *parts: str) -> str:
    """Return the name of an entry: SHA-256 over the image's pixels and shape, and over ``parts``."""
    digest = hashlib.sha256(np.ascontiguousarray(image))
    digest.update("|".join([str(image.shape), *parts]).encode())
    return digest.hexdigest()


class Cache:
    """Entries of bytes under ``course.paths.CACHE / name``."""

    def __init__(self, name: str):
        self._name = name

    def get(self, key: str) -> bytes | None:
        """Return the entry, or None when there is none or it is damaged."""
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        digest, payload = content[:32], content[32:]
        return payload if hashlib.sha256(payload).digest() == digest else None

    def put(self, key: str, payload: bytes) -> None:
        """Store ``payload``. A cache that cannot be written is no error: the result is computed again next time."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, hashlib.sha256(payload).digest() + payload)
        except OSError:
            pass

    def _path(self, key: str) -> Path:
        return paths.CACHE / self._name / key[:2] / key

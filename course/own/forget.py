"""Forget your own images: delete one person's, or everybody's, and then look whether anything is left."""

from __future__ import annotations

import hashlib
import shutil
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from course import paths
from course.faces.cast import CastError
from course.faces.own_store import originals, read_record, records, shown, store, sweep


@dataclass(frozen=True)
class Forgotten:
    """What was deleted, and what a look at the disk afterwards still found."""

    people: tuple[str, ...]
    images: int
    cached: int
    """Templates deleted from the matcher's cache."""
    searched: int
    """Files under ``.cache`` that were searched for the images and templates afterwards."""
    remains: tuple[Path, ...] = field(default=())


def forget(person: str | None = None) -> Forgotten:
    """Delete one person's images, templates and cached results, or everybody's, then search the disk for them.

    ``remains`` of what is returned must be empty.

    Raises
    ------
    CastError
        For an unknown person.
    """
    if person is None:
        gone = _readable()
    else:
        kept = records()
        name = unicodedata.normalize("NFC", person).strip()
        gone = [record for record in kept if record["subject"] == name]
        if not gone:
            people = ", ".join(shown(name) for name in sorted({record["subject"] for record in kept})) or "nobody"
            raise CastError(f"no person {shown(person)!r} in the store. It holds: {people}.")
    traces = _Traces(gone)
    cached = 0
    for entry in _cache_entries(traces.keys):
        entry.unlink(missing_ok=True)
        cached += 1
    for record in gone:
        shutil.rmtree(store() / record["image"], ignore_errors=True)
    sweep()
    if person is None:
        shutil.rmtree(store(), ignore_errors=True)
    searched, remains = traces.search()
    if person is None and store().exists():
        remains = [store(), *remains]
    people = tuple(sorted({record["subject"] for record in gone}))
    return Forgotten(people, len(gone), cached, searched, tuple(remains))


def _readable() -> list[dict]:
    """Records for forgetting everybody: a damaged one is deleted with the rest, so it is passed over."""
    read = (read_record(path, "image", "subject", "keys", "stored")
            for path in sorted(store().glob("own-*/record.json")))
    return [record for record in read if record is not None]


def _cache_entries(keys: set[str]) -> list[Path]:
    # the matcher's caches name an entry by its key, two levels down
    return [path for path in paths.CACHE.glob("*/*/*") if path.name in keys and path.is_file()]


class _Traces:
    """What would betray an image: hashes of its files, keys of cached results, and the bytes of its templates."""

    def __init__(self, gone: list[dict]):
        self.keys = {key for record in gone for key in record["keys"]}
        self.hashes = {digest for record in gone for digest in [*originals(record), record["stored"]]}
        self.templates = []
        for record in gone:
            for path in (store() / record["image"]).glob("*.npy"):  # of recognisers that are no longer there, too
                try:
                    vectors = np.atleast_2d(np.load(path, allow_pickle=False))
                except (OSError, ValueError, EOFError):
                    continue
                self.templates += [row[:16].astype(kind).tobytes() for row in vectors if np.isfinite(row).all()
                                   for kind in (np.float32, np.float16)]

    def search(self) -> tuple[int, list[Path]]:
        searched, remains = 0, []
        for path in sorted(paths.CACHE.rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            searched += 1
            try:
                content = path.read_bytes()
            except OSError:
                remains.append(path)  # what cannot be read cannot be shown to be clean
                continue
            digest = hashlib.sha256(content).hexdigest()
            if path.name in self.keys or digest in self.hashes or any(some in content for some in self.templates):
                remains.append(path)
        return searched, remains

"""Your own images, on this machine alone: the store that keeps them.

It is ``.cache/own``, which git ignores. Each image has a folder of its own, named by a hash of its pixels, with
``image.png`` (upright RGB, nothing of the camera's notes), ``record.json``, and a template file for each recogniser. A
folder appears whole or not at all, so a run that was killed goes on where it was. ``course.own`` fills and empties it.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from course import paths
from course.faces.cast import SPLITS, CastError
from course.files import write_whole
from course.recognisers import RECOGNISERS

TOGETHER = "templates.npy"
"""Where two recognisers' templates lay before each had a file of its own: float32 (2, 128). It is still read."""
TOGETHER_ORDER = ("dlib", "sface")


def store() -> Path:
    """The folder that holds everything."""
    return paths.CACHE / "own"


def shown(name) -> str:
    """A name as it can be printed: control characters and bytes that are no text are escaped, and length is cut."""
    text = "".join(c if c.isprintable() else c.encode("utf-8", "backslashreplace").decode("latin-1")
                   if 0xD800 <= ord(c) <= 0xDFFF else c.encode("unicode_escape").decode() for c in str(name))
    return text if len(text) <= 120 else text[:80] + "..." + text[-30:]


def records() -> list[dict]:
    """What is in the store, one dict an image, by subject and image.

    Raises
    ------
    CastError
        Naming the file, for a damaged record.
    """
    found = []
    for path in sorted(store().glob("own-*/record.json")):
        record = read_record(path, "image", "subject", "row", "keys")
        if record is None or not isinstance(record["row"], dict) or "found" not in record["row"]:
            raise CastError(f"{path} is damaged. Delete the folder {path.parent}, or `course faces forget --all`.")
        found.append(record)
    return sorted(found, key=lambda record: (record["subject"], record["image"]))


def read_record(path: Path, *parts: str) -> dict | None:
    """The record in a file; None when it cannot be read or lacks one of these parts."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and all(part in record for part in parts) else None


def originals(record: dict) -> list[str]:
    """SHA-256 of the files that were given for a stored image."""
    return record.get("originals", record.get("sources", []))  # what they were called in earlier stores


def put(record: dict, png: bytes, templates: Mapping[str, np.ndarray]) -> None:
    """Store one image: all of it or nothing. ``templates``: float32 (dimensions,) by recogniser, NaN without a face."""
    place = store() / record["image"]
    temporary = store() / f"tmp-{record['image']}-{os.getpid()}"
    temporary.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        (temporary / "image.png").write_bytes(png)
        for name, template in templates.items():
            np.save(temporary / f"{name}.npy", template)
        (temporary / "record.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        os.replace(temporary, place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def renew(record: dict, templates: Mapping[str, np.ndarray]) -> None:
    """Put these templates, and then the record, in the place of those of an image that is stored already."""
    place = store() / record["image"]
    for name, template in templates.items():
        buffer = io.BytesIO()
        np.save(buffer, template)
        write_whole(place / f"{name}.npy", buffer.getvalue(), mode=0o600)
    write_whole(place / "record.json", json.dumps(record, ensure_ascii=False).encode(), mode=0o600)


def template(image: str, name: str) -> np.ndarray | None:
    """The template that the recogniser ``name`` made of a stored image, float32 (dimensions,); None when it made none.

    Raises
    ------
    CastError
        Naming the file, for a damaged one.
    """
    place = store() / image
    path = place / f"{name}.npy"
    together = not path.is_file() and name in TOGETHER_ORDER
    if together:
        path = place / TOGETHER
    if not path.is_file():
        return None
    try:
        vector = np.load(path, allow_pickle=False)
        vector = vector[TOGETHER_ORDER.index(name)] if together else vector
    except (OSError, ValueError, EOFError, IndexError) as error:
        raise CastError(f"{path} cannot be read ({error}). Delete {place} and add the image again.") from None
    if vector.shape != (RECOGNISERS[name].dimensions,):
        raise CastError(f"{path} holds a template of shape {vector.shape}. Delete {place} and add the image again.")
    return vector


def sweep() -> None:
    """Remove what a killed run left half-made."""
    for left in store().glob("tmp-*"):
        shutil.rmtree(left, ignore_errors=True)


def next_split(kept: list[dict], person: str) -> str:
    """The half ``person`` is in; a new person goes where fewer are. It never changes when others are added."""
    halves = {record["subject"]: record["split"] for record in kept}
    counts = list(halves.values())
    return halves.get(person) or min(SPLITS, key=counts.count)

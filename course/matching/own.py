"""Add your own images to the local store: read, normalise, detect, represent. Nothing leaves this machine."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from course.faces import local
from course.faces.local import Problem, shown
from course.matching.cache import key
from course.matching.embed import Embedder
from course.matching.errors import ImageError
from course.matching.images import SMALLEST, decode
from course.matching.recognisers import RECOGNISERS

LONGEST = 1600  # px: a longer image is scaled down to this before it is stored


@dataclass
class Added:
    """What a run of ``add`` did."""

    new: int = 0
    already: int = 0
    people: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def add(folder: Path, progress: bool = True, said: Callable[[Problem], None] | None = None) -> Added:
    """Add the images below ``folder``, one sub-folder a person. ``said`` is called with each Problem as it is met.

    Every good image is stored as soon as it is embedded; the same call after a kill goes on from there. A bad one is
    reported and passed over. Raises CastError when ``folder`` is no folder.
    """
    from tqdm.auto import tqdm

    found = list(local.walk(folder))
    local.sweep()
    kept = local.records()
    seen = {record["image"]: record for record in kept}
    now: dict[str, str] = {}  # image -> where it was met in this run
    embedder, report = Embedder(), Added()

    def tell(problem: Problem) -> None:
        report.problems.append(problem)
        if said:
            said(problem)

    for item in tqdm(found, unit="image", disable=not progress):
        if isinstance(item, Problem):
            tell(item)
            continue
        person, path = item
        where = shown(f"{path.parent.name}/{path.name}")
        try:
            content, full, notes = _read(path)
            pixels = _scaled(full)
            image = "own-" + key(pixels)[:20]
            if image in now:
                tell(Problem(where, f"is the same picture as {now[image]}. {_same(seen[image], person)}"))
                continue
            if image in seen:
                if seen[image]["subject"] != person:
                    tell(Problem(where, f"is already stored. {_same(seen[image], person)}"))
                else:
                    report.already += 1
                    report.people.add(person)
                now[image] = where
                continue
            record, png, templates = _embed(image, person, content, full, pixels, embedder)
            record["split"] = local.next_split(kept, person)
            local.put(record, png, templates)
        except ImageError as error:
            tell(Problem(where, str(error).replace(f"{path} ", "", 1)))
            continue
        kept.append(record)
        seen[image], now[image] = record, where
        report.new += 1
        report.people.add(person)
        if not record["row"]["found"]:
            notes.append("no face was found. It is kept and counts as a failure to detect; "
                         "take it out if there is no face to be found.")
        for note in notes:
            tell(Problem(where, note, kept=True))
    return report


def _same(record: dict, person: str) -> str:
    if record["subject"] == person:
        return "It is kept once; delete the copy."
    return (f"It stays with {shown(record['subject'])}: one picture cannot be two people. "
            "Find out who it is, and delete the other.")


def _read(path: Path) -> tuple[bytes, np.ndarray, list[str]]:
    """Return the file's bytes, its pixels (uint8 RGB, upright) and notes on it. Raises ImageError."""
    from PIL import Image, UnidentifiedImageError

    try:
        # never follows a link and never waits on a pipe, even if the file was exchanged since the folder was read
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            content = file.read(local.LARGEST + 1)
    except OSError as error:
        raise ImageError(f"cannot be read ({error.strerror}). Check its permissions, or copy it again.") from None
    if not content:
        raise ImageError("is empty (0 bytes). Copy it again.")
    if len(content) > local.LARGEST:
        raise ImageError(f"is over {local.LARGEST >> 20} MB. Save it smaller, as JPEG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large or odd files; they are refused below, in words
            with Image.open(io.BytesIO(content), formats=local.FORMATS) as opened:
                kind, frames = opened.format, getattr(opened, "n_frames", 1)
                names = {suffix for suffix, name in Image.registered_extensions().items() if name == kind}
            pixels = decode(io.BytesIO(content), path)
    except UnidentifiedImageError:
        raise ImageError(f"is not an image of a known kind. Save it as one of {', '.join(local.FORMATS)}.") from None
    except Image.DecompressionBombError:
        raise ImageError("has far too many pixels. Scale it down first.") from None
    except ImageError:
        raise
    except Exception as error:  # decoders raise anything on damaged files; one bad file must not end the run
        raise ImageError(f"is damaged ({type(error).__name__}: {shown(error)}). Copy it again.") from None
    notes = []
    if kind != "MPO" and path.suffix.lower() not in names:
        notes.append(f"is a {kind} file by its content, not by its name. It is kept; rename it to avoid surprises.")
    if frames > 1:
        notes.append(f"has {frames} frames. The first is kept.")
    return content, pixels, notes


def _scaled(pixels: np.ndarray) -> np.ndarray:
    from PIL import Image

    longest = max(pixels.shape[:2])
    if longest <= LONGEST:
        return pixels
    size = [max(SMALLEST, round(side * LONGEST / longest)) for side in (pixels.shape[1], pixels.shape[0])]
    return np.asarray(Image.fromarray(pixels).resize(size, Image.LANCZOS))


def _embed(image: str, person: str, content: bytes, full: np.ndarray, pixels: np.ndarray,
           embedder: Embedder) -> tuple[dict, bytes, np.ndarray]:
    from PIL import Image

    row, vectors = embedder.measure(pixels)
    if row["faces"] > 1:
        raise ImageError(f"shows {row['faces']} faces. Crop it to the person who agreed.")
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    png = buffer.getvalue()
    keys = {embedder.key(content), embedder.key(png)}
    # lessons may have been given the original or the stored image: the matcher's cache knows either by its pixels
    for given in [pixels] if full is pixels else [pixels, full]:
        for matcher in embedder.matchers.values():
            keys |= matcher.cache_keys(given)
    record = {
        "image": image, "subject": person, "row": row, "keys": sorted(keys),
        "sources": [hashlib.sha256(content).hexdigest()], "stored": hashlib.sha256(png).hexdigest(),
        "pipeline": embedder.pipeline,
    }  # fmt: skip
    return record, png, np.array([vectors[name] for name in RECOGNISERS], np.float32)

"""Add your own images to the store: read, normalise, detect, represent. Nothing leaves this machine."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from course.faces.own_store import next_split, put, records, renew, shown, store, sweep, template
from course.matching.cache import key
from course.matching.embed import Embedder
from course.matching.errors import ImageError
from course.matching.images import SMALLEST, decode, read_image
from course.matching.matcher import TURNED, FaceMatcher
from course.matching.templates import why_not
from course.own.walk import Problem, walk
from course.recognisers import RECOGNISERS
from course.terminal import say

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
LARGEST = 64 * 1024 * 1024  # bytes of a file
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
    reported and passed over.

    Raises
    ------
    CastError
        When ``folder`` is no folder.
    """
    from tqdm.auto import tqdm

    found = list(walk(folder))
    sweep()
    kept = records()
    seen = {record["image"]: record for record in kept}
    now: dict[str, str] = {}  # image -> where it was met in this run
    embedder, report = _Embedder(), Added()

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
                    seen[image] = embedder.renew(seen[image], content, full)
                    report.already += 1
                    report.people.add(person)
                now[image] = where
                continue
            record, png, templates = embedder.embed_own(image, person, content, full, pixels)
            record["split"] = next_split(kept, person)
            put(record, png, templates)
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
    """Return the file's bytes, its pixels (uint8 RGB, upright) and notes on it.

    Raises
    ------
    ImageError
        When the file cannot be read, or is no image of a known kind and size. The message is without its name.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        # never follows a link and never waits on a pipe, even if the file was exchanged since the folder was read
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ImageError(f"cannot be read ({error.strerror}). Check its permissions, or copy it again.") from None
    if not content:
        raise ImageError("is empty (0 bytes). Copy it again.")
    if len(content) > LARGEST:
        raise ImageError(f"is over {LARGEST >> 20} MB. Save it smaller, as JPEG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large or odd files; they are refused below, in words
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                kind, frames = opened.format, getattr(opened, "n_frames", 1)
                names = {suffix for suffix, name in Image.registered_extensions().items() if name == kind}
            pixels = decode(io.BytesIO(content), path)
    except UnidentifiedImageError:
        raise ImageError(f"is not an image of a known kind. Save it as one of {', '.join(FORMATS)}.") from None
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


class _Embedder(Embedder):
    """An embedder that writes records of the store, and knows what must be deleted when an image is forgotten."""

    def __init__(self):
        here = [name for name in RECOGNISERS if not why_not(name)]
        for name in RECOGNISERS.keys() - here:
            say(f"{why_not(name)} Images are kept without its templates; `course faces update` makes them where it runs.", err=True)
        super().__init__(here)
        self._matchers = [FaceMatcher(name, cached=False) for name in self.makers]

    def embed_own(self, image: str, person: str, content: bytes, full: np.ndarray,
                  pixels: np.ndarray) -> tuple[dict, bytes, dict[str, np.ndarray]]:
        """The record, the PNG file and the templates of one image. ``full``: its pixels before they were scaled.

        Raises
        ------
        ImageError
            When more than one face is found, and when the image lies on its side or its head.
        """
        from PIL import Image

        quarters, _ = self.detector.detect_turned(pixels, self.detector.detect(pixels))
        if quarters:
            raise ImageError(f"shows its face when it is turned by {TURNED[quarters]}, and does not say so. Turn it, and save "
                             "it again.")
        row, templates = self.measure(pixels)
        if row["faces"] > 1:
            raise ImageError(f"shows {row['faces']} faces. Crop it to the person who agreed.")
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "PNG")
        png = buffer.getvalue()
        record = {
            "image": image, "subject": person, "row": row, "keys": self._keys((content, png), (pixels, full)),
            "originals": [hashlib.sha256(content).hexdigest()], "stored": hashlib.sha256(png).hexdigest(),
            "made": self._made(),
        }  # fmt: skip
        return record, png, templates

    def renew(self, record: dict, content: bytes | None = None, full: np.ndarray | None = None) -> dict:
        """Bring a stored image up to date, if anything that makes its templates changed since; return its record.

        A template that is there, and made the same way, is left as it is. ``content``, ``full``: of the original.
        """
        made = record.get("made", {})
        stale = [name for name, maker in self.makers.items()
                 if made.get(name) != maker.fingerprint or template(record["image"], name) is None]
        if not stale:
            return record
        path = store() / record["image"] / "image.png"
        png, pixels = path.read_bytes(), read_image(path)
        row, templates = self.measure(pixels, stale)
        keys = self._keys((png, content or png), (pixels, pixels if full is None else full))
        record = record | {"row": row, "keys": sorted({*record["keys"], *keys}), "made": self._made()}
        renew(record, templates)
        return record

    def _made(self) -> dict[str, str]:
        return {name: maker.fingerprint for name, maker in self.makers.items()}

    def _keys(self, files: tuple[bytes, bytes], images: tuple[np.ndarray, np.ndarray]) -> list[str]:
        """The names of all results that the caches may hold of an image.

        Lessons may have been given the original or the stored image: the matcher's cache knows either by its pixels.
        """
        keys = {self.key(content) for content in files}
        for image in images[:1] if images[0] is images[1] else images:
            for matcher in self._matchers:
                keys |= matcher.cache_keys(image)
        return sorted(keys)


def update(progress: bool = True) -> int:
    """Make the templates that stored images lack, or that were made another way; return how many images changed.

    So it is after a recogniser was added, or its alignment changed. Each image is kept as soon as it is done.
    """
    from tqdm.auto import tqdm

    embedder, changed = _Embedder(), 0
    for record in tqdm(records(), unit="image", disable=not progress):
        changed += embedder.renew(record) is not record
    return changed

"""Your own images, on this machine alone: read a folder, keep a local store, load it like the cast, forget it.

The store is ``.cache/own``, which git ignores. Each image has a folder of its own, named by a hash of its pixels, with
``image.png`` (upright RGB, nothing of the camera's notes), ``record.json`` and ``templates.npy``. A folder appears
whole or not at all, so a run that was killed goes on where it was. ``course.matching.own`` fills the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from course import paths
from course.faces.cast import DIMENSIONS, NUMBERS, RECOGNISERS, SPLITS, TEXTS, Cast, CastError, Embeddings

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")
LARGEST = 64 * 1024 * 1024  # bytes of a file
MEASURES = ("faces", "x", "y", "w", "h", "score", "sharpness", "brightness_mean", "brightness_median", "eye_distance",
            "yaw_estimate")

CONSENT = """Before you add images of people:

  - Ask each person. Say that two networks will compute templates of the face, a biometric, and that the images
    are for this course alone. For a child, ask a parent as well. A picture found online is no consent.
  - Images and templates stay on this machine, in {store}. Nothing is sent anywhere.
  - They may change their mind: `course faces forget PERSON` deletes both, and looks whether anything is left.
  - Do not hand the store on, and do not put it into a repository."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one file or folder, or worth knowing about it."""

    where: str
    """Its path below the folder that was added, with odd characters escaped."""
    what: str
    """What is wrong, and the mend."""
    kept: bool = False
    """True for a note on an image that was kept all the same."""

    def __str__(self) -> str:
        return f"{'note   ' if self.kept else 'skipped'}  {self.where}: {self.what}"


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


def store() -> Path:
    """The folder that holds everything."""
    return paths.CACHE / "own"


def shown(name) -> str:
    """A name as it can be printed: control characters and bytes that are no text are escaped, and length is cut."""
    text = "".join(c if c.isprintable() else c.encode("utf-8", "backslashreplace").decode("latin-1")
                   if 0xD800 <= ord(c) <= 0xDFFF else c.encode("unicode_escape").decode() for c in str(name))
    return text if len(text) <= 120 else text[:80] + "..." + text[-30:]


# -- reading a folder -------------------------------------------------------------------------------------------------

def walk(folder: Path) -> Iterator[tuple[str, Path] | Problem]:
    """Yield (person, file) for each regular file in a sub-folder of ``folder``, and a Problem for all else.

    Links are never followed, and nothing but a regular file is ever opened. Raises CastError when ``folder`` is none.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CastError(f"{shown(folder)} is not a folder. Give a folder with one sub-folder for each person.")
    for entry in _entries(folder, ""):
        if isinstance(entry, Problem):
            yield entry
        elif entry.is_symlink():
            yield Problem(shown(entry.name), "is a link, and links are not followed. Copy the folder itself.")
        elif not entry.is_dir(follow_symlinks=False):
            yield Problem(shown(entry.name), "is not in a person's folder. Move it into a folder with the person's name.")
        else:
            yield from _person(entry)


def _person(entry: os.DirEntry) -> Iterator[tuple[str, Path] | Problem]:
    person = unicodedata.normalize("NFC", entry.name).strip()
    if entry.name.startswith("."):
        yield Problem(shown(entry.name), "is a hidden folder. Rename it if it holds a person's images.")
        return
    if not person or not person.isprintable():
        yield Problem(f"'{shown(entry.name)}'", "is no name that can be printed. Rename the folder in plain characters.")
        return
    some = False
    for file in _entries(Path(entry.path), entry.name + "/"):
        some = True
        if isinstance(file, Problem):
            yield file
            continue
        where = shown(f"{entry.name}/{file.name}")
        try:
            mode = file.stat(follow_symlinks=False).st_mode
        except OSError as error:
            yield Problem(where, f"cannot be looked at ({error.strerror}). Check its permissions.")
            continue
        if stat.S_ISLNK(mode):
            yield Problem(where, "is a link, and links are not followed. Copy the image itself.")
        elif stat.S_ISDIR(mode):
            yield Problem(where, "is a folder inside a person's folder. Move its images up one level.")
        elif not stat.S_ISREG(mode):
            yield Problem(where, "is not a file but a pipe, socket or device. Remove it.")
        elif file.name.startswith("."):
            yield Problem(where, "is a hidden file. Rename it if it is an image.")
        else:
            yield person, Path(file.path)
    if not some:
        yield Problem(shown(entry.name), "is an empty folder. Put at least one image of the person into it.")


def _entries(folder: Path, prefix: str) -> list:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        return [Problem(shown(prefix or folder), f"cannot be opened ({error.strerror}). Check its permissions.")]


# -- the store --------------------------------------------------------------------------------------------------------

def records() -> list[dict]:
    """What is in the store, one dict an image, by subject and image. A damaged record is an error that names it."""
    found = []
    for path in sorted(store().glob("own-*/record.json")):
        record = _record(path, "image", "subject", "row", "keys")
        if record is None or not isinstance(record["row"], dict) or "found" not in record["row"]:
            raise CastError(f"{path} is damaged. Delete the folder {path.parent}, or `course faces forget --all`.")
        found.append(record)
    return sorted(found, key=lambda record: (record["subject"], record["image"]))


def _record(path: Path, *parts: str) -> dict | None:
    """The record in a file; None when it cannot be read or lacks one of these parts."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and all(part in record for part in parts) else None


def put(record: dict, png: bytes, templates: np.ndarray) -> None:
    """Store one image: all of it or nothing. ``templates``: float32 (recognisers, 128)."""
    place = store() / record["image"]
    temporary = store() / f"tmp-{record['image']}-{os.getpid()}"
    temporary.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        (temporary / "image.png").write_bytes(png)
        np.save(temporary / "templates.npy", templates)
        (temporary / "record.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        os.replace(temporary, place)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def sweep() -> None:
    """Remove what a killed run left half-made."""
    for left in store().glob("tmp-*"):
        shutil.rmtree(left, ignore_errors=True)


def own() -> Cast:
    """Load your own images as a Cast. Every person is ``known``; half of them, by person, are for development.

    Nobody is labelled: ``target``, ``sex`` and the other texts are empty, and settings of a renderer are NaN.
    Raises CastError when there are none.
    """
    return Cast(_table(_some()).drop(columns=["found", *MEASURES]))


def own_embeddings(recogniser: str) -> Embeddings:
    """Load the templates that ``recogniser`` (dlib or sface) made of your own images.

    Raises CastError for an unknown recogniser, a damaged store, and when there are no images.
    """
    if recogniser not in RECOGNISERS:
        raise CastError(f"unknown recogniser {recogniser!r}. Use one of {', '.join(RECOGNISERS)}.")
    kept = _some()
    vectors = np.array([_templates(record["image"])[RECOGNISERS.index(recogniser)] for record in kept], np.float32)
    table = _table(kept)
    found = np.isfinite(vectors).all(axis=1)
    return Embeddings(vectors[found], table[found].reset_index(drop=True), table[~found].reset_index(drop=True),
                      recogniser)


def _some() -> list[dict]:
    kept = records()
    if not kept:
        raise CastError("there are no images of your own. Add a folder with `course faces add FOLDER`.")
    return kept


def _table(kept: list[dict]) -> pd.DataFrame:
    blank = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS, np.nan)
    rows = []
    for record in kept:
        labels = {"image": record["image"], "subject": record["subject"], "split": record["split"], "role": "known",
                  "file": str((store() / record["image"] / "image.png").resolve())}
        rows.append(blank | labels | dict.fromkeys(MEASURES, np.nan) | record["row"])
    return pd.DataFrame(rows)


def _templates(image: str) -> np.ndarray:
    path = store() / image / "templates.npy"
    try:
        vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise CastError(f"{path} cannot be read ({error}). Delete {path.parent} and add the image again.") from None
    if vectors.shape != (len(RECOGNISERS), DIMENSIONS):
        raise CastError(f"{path} has shape {vectors.shape}. Delete {path.parent} and add the image again.")
    return vectors


def next_split(kept: list[dict], person: str) -> str:
    """The half ``person`` is in; a new person goes where fewer are. It never changes when others are added."""
    halves = {record["subject"]: record["split"] for record in kept}
    counts = list(halves.values())
    return halves.get(person) or min(SPLITS, key=counts.count)


# -- forgetting -------------------------------------------------------------------------------------------------------

def forget(person: str | None = None) -> Forgotten:
    """Delete one person's images, templates and cached results, or everybody's, then search the disk for them.

    Raises CastError for an unknown person. ``remains`` of what is returned must be empty.
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
    read = (_record(path, "image", "subject", "keys", "sources", "stored")
            for path in sorted(store().glob("own-*/record.json")))
    return [record for record in read if record is not None]


def _cache_entries(keys: set[str]) -> list[Path]:
    # the matcher's caches name an entry by its key, two levels down
    return [path for path in paths.CACHE.glob("*/*/*") if path.name in keys and path.is_file()]


class _Traces:
    """What would betray an image: hashes of its files, keys of cached results, and the bytes of its templates."""

    def __init__(self, gone: list[dict]):
        self.keys = {key for record in gone for key in record["keys"]}
        self.hashes = {digest for record in gone for digest in [*record["sources"], record["stored"]]}
        self.templates = []
        for record in gone:
            try:
                vectors = _templates(record["image"])
            except CastError:
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

"""Make ``data/embeddings``: what the detector found in every image of the cast, and the recognisers' templates.

Lessons and assignments read these files, so they need no recogniser. Each image's result is kept in the cache as
soon as it is known, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from course import paths
from course.faces.cast import cards, counterfactuals, file_of, load, shop
from course.files import write_whole
from course.matching import quality
from course.matching.cache import Cache
from course.matching.detection import Detector, choose
from course.matching.errors import ImageError
from course.matching.images import decode
from course.matching.templates import TemplateMaker, fingerprint
from course.recognisers import RECOGNISERS, default_threshold

VERSION = "1"  # of the columns below: change it when one of them is computed otherwise
COLUMNS = {
    "image": "the image's name in the table of data/faces",
    "found": "1 when at least one face was detected, else 0 (then the templates are NaN)",
    "faces": "how many faces were detected; the largest is the one measured and represented",
    "x": "left edge of the face's box, px",
    "y": "top edge of the face's box, px",
    "w": "width of the face's box, px",
    "h": "height of the face's box, px",
    "score": "the detector's own score, 0 to 1; not a probability",
    "sharpness": "variance of the Laplacian of the 112 px SFace crop; small when blurred",
    "brightness_mean": "mean luma in the box, 0 to 255",
    "brightness_median": "median luma in the box, 0 to 255",
    "eye_distance": "distance between the eyes, px",
    "yaw_estimate": "turn of the head from the landmarks, degrees; rough",
    "file_sha256": "first 16 digits of the image file's SHA-256",
    "pipeline": "first 8 digits of a hash over the weights and the versions of detection, alignment and measures",
}


@dataclass(frozen=True)
class Report:
    """What a run of ``build`` did."""

    images: int
    missed: int
    computed: int
    kept: int
    """Rows kept from the files as they were, because those images are not on this disk."""
    absent: int
    """Images of the cast with no file here and no row that could be kept."""
    rounding: dict[str, float]
    """For each recogniser, the largest change in cosine distance that float16 brought to any pair tried."""


def pipeline(names) -> str:
    """The first 8 digits of a hash over all that makes a row of the index and the templates of these recognisers."""
    return hashlib.sha256(f"{VERSION}|{fingerprint(*names)}".encode()).hexdigest()[:8]


class Embedder:
    """One image to one row of the index and one template for each recogniser in ``names``, or for every one."""

    def __init__(self, names: Iterable[str] | None = None):
        self.detector = Detector()
        self.makers = {name: TemplateMaker(name, self.detector) for name in (RECOGNISERS if names is None else names)}
        self.pipeline = pipeline(self.makers)
        self._cache = Cache("cast")
        self.computed = 0

    def embed(self, path: Path) -> tuple[dict, dict[str, np.ndarray]]:
        """Return the row of the index (without ``image``) and ``{recogniser: float32 (dimensions,)}``, NaN if no face."""
        content = path.read_bytes()
        key = self.key(content)
        stored = self._cache.get(key)
        if stored is None:
            self.computed += 1
            stored = self._pack(*self.measure(decode(io.BytesIO(content), path)))
            self._cache.put(key, stored)
        row, vectors = self._unpack(stored)
        digest = hashlib.sha256(content).hexdigest()[:16]
        return row | {"file_sha256": digest, "pipeline": self.pipeline}, vectors

    def key(self, content: bytes) -> str:
        """The name of the cached result for an image file of this content."""
        return hashlib.sha256(content + self.pipeline.encode()).hexdigest()

    def measure(self, image: np.ndarray, names=None) -> tuple[dict, dict[str, np.ndarray]]:
        """Return what ``embed`` does, without hash and pipeline, for uint8 RGB (h, w, 3). Uses no cache.

        ``names``: only the templates of these recognisers.
        """
        makers = {name: self.makers[name] for name in (self.makers if names is None else names)}
        faces = self.detector.detect(image)
        if not faces:
            return {"found": 0, "faces": 0}, {name: _nothing(name) for name in makers}
        face = choose(faces, which="largest")
        mean, median = quality.brightness(image, face)
        row = {"found": 1, "faces": len(faces), **dict(zip("xywh", np.round(face.box, 1).tolist(), strict=True))}
        row |= {
            "score": round(face.score, 4),
            "sharpness": round(quality.sharpness(image, face), 1),
            "brightness_mean": round(mean, 1),
            "brightness_median": median,
            "eye_distance": round(quality.eye_distance(face), 1),
            "yaw_estimate": round(quality.yaw(face), 1),
        }
        return row, {name: maker.represent(maker.align(image, face)) for name, maker in makers.items()}

    def _pack(self, row: dict, vectors: dict[str, np.ndarray]) -> bytes:
        return json.dumps(row).encode() + b"\n" + b"".join(vectors[name].tobytes() for name in self.makers)

    def _unpack(self, stored: bytes) -> tuple[dict, dict[str, np.ndarray]]:
        line, _, rest = stored.partition(b"\n")
        ends = np.cumsum([RECOGNISERS[name].dimensions for name in self.makers])
        parts = np.split(np.frombuffer(rest, np.float32), ends[:-1])
        return json.loads(line), dict(zip(self.makers, parts, strict=True))


def _nothing(name: str) -> np.ndarray:
    return np.full(RECOGNISERS[name].dimensions, np.nan, np.float32)


def build(progress: bool = True) -> Report:
    """Embed every image of the cast and of its other sets that is on disk, and write ``data/embeddings``.

    An image that is not on disk (most strangers are not committed) keeps the row it had, if that row was made the
    same way.

    Raises
    ------
    CastError
        When there is no cast.
    ImageError
        When an image cannot be read.
    """
    embedder = Embedder()
    folder = paths.DATA / "embeddings"
    report = _build(embedder, load().images, folder, "cast", progress)
    for table, read in (("counterfactual", counterfactuals), ("cards", cards), ("shop", shop)):
        if not (paths.DATA / "faces" / f"{table}.csv").is_file():
            continue
        more = _build(embedder, read().images, folder / table, table, progress)
        report = Report(report.images + more.images, report.missed + more.missed, embedder.computed,
                        report.kept + more.kept, report.absent + more.absent, report.rounding)
    return report


def _build(embedder: Embedder, images: pd.DataFrame, folder: Path, table: str, progress: bool) -> Report:
    from tqdm.auto import tqdm

    rows, vectors, kept, absent = [], {name: [] for name in embedder.makers}, 0, 0
    fresh = []  # rows of committed images: every machine has those, so what is said of them is the same everywhere
    before = _before(folder)
    for image, file in tqdm(zip(images.image, images.file, strict=True), total=len(images), unit="image", desc=table,
                            disable=not progress):
        path = file_of(image, file)
        if path.is_file():
            row, found = embedder.embed(path)
            row = {"image": image} | row
            if file:
                fresh.append(len(rows))
        elif image in before:
            row, found = before[image]
            row = row | {"pipeline": embedder.pipeline}
            kept += 1
        else:
            absent += 1
            continue
        rows.append(row)
        for name in vectors:  # of an image that is not here, a recogniser that came since has no template
            vectors[name].append(found.get(name, _nothing(name)))
    if not rows:
        raise ImageError(f"no image of {table}.csv is on disk. Render it with `course faces render`.")
    exact = {name: np.array(many) for name, many in vectors.items()}
    stored = {name: many.astype(np.float16) for name, many in exact.items()}
    index = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("found", "faces"):
        index[column] = index[column].astype(int)
    rounding = {name: _rounding(exact[name][fresh], stored[name][fresh]) for name in exact}
    _write(folder, index, stored, rounding, table)
    return Report(len(index), int((index.found == 0).sum()), embedder.computed, kept, absent, rounding)


def _before(folder: Path) -> dict[str, tuple[dict, dict[str, np.ndarray]]]:
    """The rows and templates as they are, by image, if the files fit each other and nothing in their making changed.

    A recogniser that came since has no templates there; the rows and the other templates are kept all the same.
    """
    names = [name for name in RECOGNISERS if (folder / f"{name}.npy").is_file()]
    try:
        index = pd.read_csv(folder / "index.csv", dtype={"image": str, "file_sha256": str, "pipeline": str})
        vectors = {name: np.load(folder / f"{name}.npy").astype(np.float32) for name in names}
    except (OSError, ValueError):
        return {}
    if list(index) != list(COLUMNS) or any(len(many) != len(index) for many in vectors.values()):
        return {}
    made = pipeline(names)
    rows = index.to_dict("records")
    return {
        row["image"]: (row, {name: vectors[name][i] for name in vectors})
        for i, row in enumerate(rows)
        if row["pipeline"] == made
    }


def _rounding(exact: np.ndarray, stored: np.ndarray, pairs: int = 20_000) -> float:
    """The largest change in cosine distance between random pairs when float16 stands in for float32."""
    found = np.flatnonzero(np.isfinite(exact).all(axis=1))
    if len(found) < 2:
        return 0.0
    chosen = np.random.default_rng(0).choice(found, (pairs, 2))
    change = _cosine_distances(exact, chosen) - _cosine_distances(stored, chosen)
    return float(np.abs(change).max())


def _cosine_distances(vectors: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    a, b = (vectors[side].astype(np.float64) for side in pairs.T)
    return 1 - (a * b).sum(axis=1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))


def _write(folder: Path, index: pd.DataFrame, vectors: dict[str, np.ndarray], rounding: dict[str, float],
           table: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    files = {"index.csv": index.to_csv(index=False, lineterminator="\n").encode()}
    for name, many in vectors.items():
        buffer = io.BytesIO()
        np.save(buffer, many)
        files[f"{name}.npy"] = buffer.getvalue()
    for name, content in files.items():
        write_whole(folder / name, content)
    write_whole(folder / "CARD.md", _card(files, index, rounding, table).encode())


TITLES = {"cast": "the synthetic cast", "counterfactual": "the counterfactual set", "cards": "the pictures as for a card",
          "shop": "the stills of a shop's camera"}
READERS = {"cast": "embeddings", "counterfactual": "counterfactual_embeddings", "cards": "card_embeddings", "shop": "shop_embeddings"}
STRANGERS_TOO = " Images that are not in the repository (the strangers) are in here all the same."
UNCOMMITTED = {"cast": STRANGERS_TOO, "cards": STRANGERS_TOO}


def _card(files: dict[str, bytes], index: pd.DataFrame, rounding: dict[str, float], table: str) -> str:
    modules = [importlib.import_module(name) for name in ("deepface", "dlib", "onnxruntime", "cv2")]
    arrays = " and ".join(f"`{one.name}.npy` ({len(index)}, {one.dimensions})" for one in RECOGNISERS.values())
    thresholds = ", ".join(f"{default_threshold(one.name):g} ({one.title})" for one in RECOGNISERS.values()
                           if "cosine" in one.deepface)
    versions = ", ".join(f"{module.__name__} {module.__version__}" for module in modules)
    hashes = "\n".join(f"  {name}: {hashlib.sha256(content).hexdigest()}" for name, content in files.items())
    columns = "\n".join(f"| {name} | {meaning} |" for name, meaning in COLUMNS.items())
    changes = "; ".join(f"{name}: {change:.1g}" for name, change in rounding.items())
    missed = int((index.found == 0).sum())
    return f"""---
title: Templates and detections of {TITLES[table]}
licence: CC0-1.0
source: data/faces (rendered for this course), the models described in docs/models.md
how: course matching embed ({versions})
files:
{hashes}
---
# Templates and detections of {TITLES[table]}

{len(index)} images of `data/faces/{table}.csv`; in {missed} of them no face was found. These are the real outputs of real
networks on rendered faces. No image of a person was used to make them.

{arrays} are float16, with one row for each row of `index.csv`. A row is NaN where no face was found, and where the image
was not there when that recogniser was added. Templates are as the network gave them, not scaled to unit length.

float16 halves the size. The largest change it brought to the cosine distance of 20,000 random pairs of committed
images: {changes}.
DeepFace's thresholds on those distances: {thresholds}.

Read them with `course.faces.{READERS[table]}("dlib")`.{UNCOMMITTED.get(table, "")}

| column of `index.csv` | meaning |
|---|---|
{columns}

The same image on another processor may give values that differ in the last digits.
"""

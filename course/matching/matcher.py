"""The face matcher: DeepFace's recognisers, each fed crops cut its own way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course.matching import cache, recognisers
from course.matching.detection import VERSION as DETECTOR_VERSION
from course.matching.detection import Detector, Face, choose
from course.matching.distances import check_metric, distance
from course.matching.errors import GalleryError, ImageError, NoFaceError, SeveralFacesError
from course.matching.gallery import Gallery
from course.matching.images import read_image
from course.matching.recognisers import ALIGNERS, default_threshold
from course.matching.weights import FILES, deepface

DIMENSIONS = 128  # of both recognisers' templates


@dataclass(frozen=True)
class Comparison:
    """What a 1:1 comparison gives. The decision is the distance held against a threshold, and nothing more."""

    distance: float
    threshold: float
    decision: bool
    """True: a match, the distance is at or below the threshold. The matcher's decision; it may be wrong."""
    model: str
    metric: str

    @property
    def deepface_confidence(self) -> float:
        """The number DeepFace calls confidence, 0 to 100, for this distance and decision. Not a probability."""
        deepface()
        from deepface.modules.verification import find_confidence

        return float(find_confidence(round(self.distance, 6), self.model, self.decision, self.metric))

    def as_dict(self) -> dict:
        """The same, under the keys of ``DeepFace.verify``."""
        return {
            "verified": self.decision,
            "distance": self.distance,
            "threshold": self.threshold,
            "model": self.model,
            "similarity_metric": self.metric,
        }


class FaceMatcher:
    """Detect, align, represent, compare, enrol, search.

    ``recogniser`` is "dlib" or "sface"; ``metric`` is one of ``METRICS``. Wherever an image is asked for, a path or
    a uint8 RGB array will do (see ``read_image``). Wherever an image is compared, a template from ``represent``, a
    float array of shape (128,), will do too.

    Every image must show exactly one face: none raises NoFaceError, several raise SeveralFacesError unless
    ``which="largest"``. ``aligned=True`` says that the image is a crop from ``align`` and skips detection.

    Templates are kept in a cache on disk, keyed by pixels, weights and alignment; ``cached=False`` does without.
    """

    def __init__(self, recogniser: str = "dlib", metric: str = "cosine", cached: bool = True):
        self._recogniser = recognisers.recogniser(recogniser)
        self.metric = check_metric(metric)
        self.aligner = ALIGNERS[self._recogniser.name]()
        self._cache = cache.Cache("templates") if cached else None
        self.gallery = Gallery(metric=metric, recogniser=self._recogniser.name)

    def __repr__(self) -> str:
        return f"FaceMatcher({self._recogniser.name!r}, metric={self.metric!r}, enrolled={len(self.gallery)})"

    @property
    def recogniser(self) -> str:
        return self._recogniser.name

    @property
    def threshold(self) -> float:
        """DeepFace's own threshold for this recogniser and metric."""
        return default_threshold(self.recogniser, self.metric)

    @cached_property
    def _detector(self) -> Detector:
        return Detector()

    def detect(self, image) -> list[Face]:
        """Return every face found, largest first; an empty list when there is none."""
        return self._detector.detect(read_image(image))

    def align(self, image, which: str = "only") -> np.ndarray:
        """Return the recogniser's own crop: uint8 RGB, (150, 150, 3) for dlib, (112, 112, 3) for sface."""
        pixels = read_image(image)
        return self.aligner.align(pixels, choose(self._detector.detect(pixels), which))

    def represent(self, image, which: str = "only", aligned: bool = False) -> np.ndarray:
        """Return the template of the face in ``image``: float32 (128,), not of unit length."""
        pixels = read_image(image)
        key = cache.key(pixels, self._recogniser.sha256, *self._how(which, aligned))
        stored = self._cache.get(key) if self._cache else None
        if stored is not None and len(stored) == 4 * DIMENSIONS:
            return np.frombuffer(stored, np.float32).copy()
        vector = self._represent_crop(self._crop(pixels, which, aligned))
        if self._cache:
            self._cache.put(key, vector.tobytes())
        return vector

    def represent_many(
        self,
        images: Iterable,
        which: str = "only",
        aligned: bool = False,
        missing: str = "raise",
        progress: bool = True,
    ) -> np.ndarray:
        """Return the templates of ``images``: float32 (n, 128).

        ``missing="nan"`` gives a row of NaN for an image without exactly one face, instead of raising.
        """
        from tqdm.auto import tqdm

        if missing not in ("raise", "nan"):
            raise ValueError(f"missing={missing!r}: use 'raise' or 'nan'")
        images = list(images)
        vectors = np.full((len(images), DIMENSIONS), np.nan, np.float32)
        for i, image in enumerate(tqdm(images, desc=self.recogniser, unit="image", disable=not progress)):
            try:
                vectors[i] = self.represent(image, which, aligned)
            except (NoFaceError, SeveralFacesError):
                if missing == "raise":
                    raise
        return vectors

    def compare(self, a, b, threshold: float | None = None, **how) -> Comparison:
        """Compare two faces 1:1. ``threshold`` defaults to DeepFace's; ``how`` is passed to ``represent``."""
        threshold = self.threshold if threshold is None else float(threshold)
        apart = distance(self._template(a, **how), self._template(b, **how), self.metric)
        return Comparison(apart, threshold, apart <= threshold, self._recogniser.deepface, self.metric)

    def verify(self, a, b, threshold: float | None = None, which: str = "only", aligned: bool = False) -> dict:
        """Compare two images with ``DeepFace.verify`` itself, on our aligned crops, and return what it returns."""
        crops = [self._crop(read_image(image), which, aligned) for image in (a, b)]
        return deepface().verify(
            *(_bgr(crop) for crop in crops), model_name=self._recogniser.deepface, detector_backend="skip",
            distance_metric=self.metric, threshold=threshold, silent=True,
        )

    def enrol(self, name: str, image, **how) -> None:
        """Add the face in ``image`` to the gallery under ``name``. A name may be enrolled more than once."""
        self.gallery.add(name, self._template(image, **how))

    def enrol_many(self, names: Iterable[str], images: Iterable, progress: bool = True, **how) -> None:
        """Add many faces. Nothing is enrolled when one of them fails."""
        self.gallery.add(names, self.represent_many(images, progress=progress, **how))

    def search(self, probe, k: int = 5, threshold: float | None = None, **how):
        """Search the gallery 1:N for the face in ``probe``.

        Returns a DataFrame, one row a candidate, nearest first: ``rank`` (from 1), ``name``, ``template`` (its row
        in the gallery) and ``distance``. Without ``threshold`` there are always ``k``, whoever the probe is; with
        one, only those at or below it, which may be none.
        """
        import pandas as pd

        rows, distances = self.gallery.search(self._template(probe, **how), k, threshold)
        kept = rows >= 0
        rows, distances = rows[kept], distances[kept]
        names = [self.gallery.names[row] for row in rows]
        ranks = np.arange(1, len(rows) + 1)
        return pd.DataFrame({"rank": ranks, "name": names, "template": rows, "distance": distances})

    def load_gallery(self, path) -> None:
        """Use the gallery saved at ``path``. Raises GalleryError when it was enrolled with another recogniser."""
        loaded = Gallery.load(path)
        if loaded.recogniser != self.recogniser:
            raise GalleryError(f"{path} was enrolled with {loaded.recogniser}, not {self.recogniser}. "
                               "Templates of two recognisers cannot be compared: enrol again.")
        loaded.metric = self.metric
        self.gallery = loaded

    def cache_keys(self, image) -> set[str]:
        """The names of all entries of the cache that ``represent`` may have made from ``image`` or from its crop."""
        pixels = read_image(image)
        sha256 = self._recogniser.sha256
        keys = {cache.key(pixels, sha256, *self._how(which, False)) for which in ("only", "largest")}
        keys.add(cache.key(pixels, sha256, *self._how("only", True)))
        faces = self._detector.detect(pixels)
        if faces:
            crop = self.aligner.align(pixels, choose(faces, "largest"))
            keys.add(cache.key(crop, sha256, *self._how("only", True)))
        return keys

    def _how(self, which: str, aligned: bool) -> tuple[str, ...]:
        """All that decides how the crop is made, for the key of the cache."""
        if aligned:
            return ("aligned",)
        return (FILES["yunet"].sha256, DETECTOR_VERSION, self._recogniser.alignment, which)

    def _crop(self, pixels: np.ndarray, which: str, aligned: bool) -> np.ndarray:
        if not aligned:
            return self.aligner.align(pixels, choose(self._detector.detect(pixels), which))
        size = self._recogniser.size
        if pixels.shape[:2] != (size, size):
            raise ImageError(f"aligned=True takes a crop of {size} x {size} px for {self.recogniser}; this image is "
                             f"{pixels.shape[1]} x {pixels.shape[0]} px. Make the crop with align().")
        return pixels

    def _represent_crop(self, crop: np.ndarray) -> np.ndarray:
        # With an array of the network's own size, "skip" and the "base" normalisation, DeepFace only divides by 255,
        # which the client undoes, and turns BGR into RGB: every pixel reaches the network as it is in the crop.
        found = deepface().represent(
            _bgr(crop), model_name=self._recogniser.deepface, detector_backend="skip", normalization="base"
        )
        return np.asarray(found[0]["embedding"], np.float32)

    def _template(self, given, **how) -> np.ndarray:
        if isinstance(given, np.ndarray) and given.ndim == 1:
            if given.shape != (DIMENSIONS,) or not np.isfinite(given).all():
                raise ImageError(f"a template has shape ({DIMENSIONS},) and finite values; "
                                 f"this array has shape {given.shape}. Make it with represent().")
            return given
        return self.represent(given, **how)



def _bgr(crop: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(crop[:, :, ::-1])

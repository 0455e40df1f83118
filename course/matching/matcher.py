"""The face matcher: DeepFace's recognisers, each fed crops cut its own way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course.distances import check_metric, distance
from course.matching import cache, networks
from course.matching.detection import Face, choose
from course.matching.errors import GalleryError, ImageError, NoFaceError, SeveralFacesError
from course.matching.gallery import Gallery
from course.matching.images import read_image
from course.matching.templates import TemplateMaker, bgr
from course.matching.weights import deepface
from course.recognisers import RecogniserError, default_threshold

TURNED = {1: "a quarter to the left", 2: "half", 3: "a quarter to the right"}
DEEPFACE_CHOSEN_ON = "photographs: deepface/config/threshold.py"


@dataclass(frozen=True)
class Comparison:
    """What a 1:1 comparison gives. The decision is the distance held against a threshold, and nothing more."""

    distance: float
    threshold: float
    decision: bool
    """True: a match, the distance is at or below the threshold. The matcher's decision; it may be wrong."""
    model: str
    metric: str
    basis: str = ""
    """Who chose the threshold, and on what: a row of ``FaceMatcher.thresholds``, or that it was given."""

    @property
    def deepface_confidence(self) -> float:
        """The number DeepFace calls confidence, 0 to 100, for this distance and decision. Not a probability."""
        if networks.BROWSER:
            from course.evaluation import deepface_confidence

            return float(deepface_confidence(round(self.distance, 6), self.model, self.metric, self.threshold))
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

    ``recogniser`` is one of ``RECOGNISERS``, such as "dlib"; ``metric`` is one of ``METRICS``, by default cosine where somebody
    published a threshold for it, else that of the recogniser's makers. Wherever an image is asked for, a path or a uint8 RGB
    array will do (see ``read_image``). Wherever an image is compared, a template from ``represent``, a float array of the
    recogniser's dimensions, will do too.

    Every image must show exactly one face: none raises NoFaceError, several raise SeveralFacesError unless
    ``which="largest"``. ``aligned=True`` says that the image is a crop from ``align`` and skips detection.

    Templates are kept in a cache on disk, keyed by pixels and by all that makes them; ``cached=False`` does without.
    """

    def __init__(self, recogniser: str = "dlib", metric: str | None = None, cached: bool = True):
        self._maker = TemplateMaker(recogniser)
        self._recogniser = self._maker.recogniser
        self.metric = check_metric(self._recogniser.usual_metric if metric is None else metric, RecogniserError)
        self._cache = cache.Cache("templates") if cached else None
        self.gallery = Gallery(metric=self.metric, recogniser=self.recogniser)

    def __repr__(self) -> str:
        return f"FaceMatcher({self.recogniser!r}, metric={self.metric!r}, enrolled={len(self.gallery)})"

    @property
    def recogniser(self) -> str:
        return self._recogniser.name

    @property
    def dimensions(self) -> int:
        """Of a template."""
        return self._recogniser.dimensions

    @property
    def threshold(self) -> float:
        """DeepFace's own threshold for this recogniser and metric. It was chosen on photographs; see ``thresholds``."""
        return default_threshold(self.recogniser, self.metric)

    def thresholds(self):
        """Return a DataFrame of the thresholds that others published: ``metric``, ``threshold``, ``who``, ``chosen on``.

        Each says "a match" at or below it. None was chosen on the cast's rendered faces, nor on yours: what it does
        there has to be measured.
        """
        import pandas as pd

        published = self._recogniser.published
        rows = [(metric, constants.threshold, "DeepFace", DEEPFACE_CHOSEN_ON)
                for metric, constants in self._recogniser.deepface.items()]
        rows.append((published.metric, published.distance, published.who, f"photographs: {published.where}"))
        return pd.DataFrame(rows, columns=["metric", "threshold", "who", "chosen on"])

    def detect(self, image) -> list[Face]:
        """Return every face found, largest first; an empty list when there is none."""
        return self._maker.detect(read_image(image))

    def align(self, image, which: str = "only") -> np.ndarray:
        """Return the recogniser's own crop: uint8 RGB, (150, 150, 3) for dlib, (112, 112, 3) for sface."""
        with _named(image):
            return self._crop(read_image(image), which)

    def represent(self, image, which: str = "only", aligned: bool = False) -> np.ndarray:
        """Return the template of the face in ``image``: float32 (dimensions,), not of unit length."""
        pixels, how = read_image(image), "aligned" if aligned else which
        key = self._key(pixels, how)
        stored = self._cache.get(key) if self._cache else None
        if stored is not None and len(stored) == 4 * self.dimensions:
            return np.frombuffer(stored, np.float32).copy()
        with _named(image):
            crop = self._crop(pixels, how)
        vector = self._maker.represent(crop)
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
        """Return the templates of ``images``: float32 (n, dimensions).

        ``missing="nan"`` gives a row of NaN for an image without exactly one face, instead of raising.
        """
        if missing not in ("raise", "nan"):
            raise ValueError(f"missing={missing!r}: use 'raise' or 'nan'")
        images = list(images)
        vectors = np.full((len(images), self.dimensions), np.nan, np.float32)
        for i, image in enumerate(self._progress(images, progress)):
            try:
                with _named(f"image {i + 1} of {len(images)}"):
                    vectors[i] = self.represent(image, which, aligned)
            except (NoFaceError, SeveralFacesError):
                if missing == "raise":
                    raise
        return vectors

    def compare(self, a, b, threshold: float | None = None, **how) -> Comparison:
        """Compare two faces 1:1. ``threshold`` defaults to DeepFace's; ``how`` is passed to ``represent``."""
        basis = "given" if threshold is not None else f"DeepFace's, chosen on {DEEPFACE_CHOSEN_ON}"
        if threshold is None and self.metric not in self._recogniser.deepface:
            basis = f"{self._recogniser.published.who}'s: {self._recogniser.published.where}"
        threshold = self.threshold if threshold is None else float(threshold)
        templates = []
        for which, given in (("the first image", a), ("the second image", b)):
            with _named(which):
                templates.append(self._template(given, **how))
        apart = distance(*templates, self.metric)
        return Comparison(apart, threshold, apart <= threshold, self._recogniser.title, self.metric, basis)

    def verify(self, a, b, threshold: float | None = None, which: str = "only", aligned: bool = False) -> dict:
        """Compare two images with ``DeepFace.verify`` itself, on our aligned crops, and return what it returns."""
        crops = [self._crop(read_image(image), "aligned" if aligned else which) for image in (a, b)]
        return deepface().verify(
            *(bgr(crop) for crop in crops), model_name=self._recogniser.title, detector_backend="skip",
            distance_metric=self.metric, threshold=threshold, silent=True,
        )

    def enrol(self, name: str, image, **how) -> None:
        """Add the face in ``image`` to the gallery under ``name``. A name may be enrolled more than once."""
        self.gallery.add(name, self._template(image, **how))

    def enrol_many(self, names: Iterable[str], images: Iterable, progress: bool = True, **how) -> None:
        """Add many faces. Nothing is enrolled when one of them fails; the error says which."""
        names, images = list(names), list(images)
        if len(names) != len(images):
            raise GalleryError(f"{len(names)} names for {len(images)} images. Give one name an image.")
        vectors = np.empty((len(images), self.dimensions), np.float32)
        for i, image in enumerate(self._progress(images, progress)):
            with _named(f"image {i + 1} of {len(images)}, {names[i]}"):
                vectors[i] = self._template(image, **how)
        self.gallery.add(names, vectors)

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
        """Use the gallery saved at ``path``.

        Raises
        ------
        GalleryError
            When it was enrolled with another recogniser.
        """
        loaded = Gallery.load(path)
        if loaded.recogniser != self.recogniser:
            raise GalleryError(f"{path} was enrolled with {loaded.recogniser}, not {self.recogniser}. "
                               "Templates of two recognisers cannot be compared: enrol again.")
        loaded.metric = self.metric
        self.gallery = loaded

    def _progress(self, images: list, shown: bool):
        from tqdm.auto import tqdm

        return tqdm(images, desc=self.recogniser, unit="image", disable=not shown)

    def cache_keys(self, image) -> set[str]:
        """The names of all entries of the cache that ``represent`` may have made from ``image`` or from its crop."""
        pixels = read_image(image)
        keys = {self._key(pixels, how) for how in ("only", "largest", "aligned")}
        faces = self._maker.detect(pixels)
        if faces:
            keys.add(self._key(self._maker.align(pixels, choose(faces, "largest")), "aligned"))
        return keys

    def _key(self, pixels: np.ndarray, how: str) -> str:
        return cache.key(pixels, self._maker.fingerprint, how)

    def _crop(self, pixels: np.ndarray, how: str) -> np.ndarray:
        """The crop of the face in ``pixels``. ``how``: which face (only, largest), or that they are a crop (aligned)."""
        if how != "aligned":
            faces = self._maker.detect(pixels)
            if quarters := self._maker.detect_turned(pixels, faces)[0]:
                raise NoFaceError(f"no face found upright, but one is found when the image is turned by {TURNED[quarters]}. "
                                  "Turn it first: its file does not say how it was held.")
            return self._maker.align(pixels, choose(faces, how))
        size = self._recogniser.size
        if pixels.shape[:2] != (size, size):
            raise ImageError(f"aligned=True takes a crop of {size} x {size} px for {self.recogniser}; this image is "
                             f"{pixels.shape[1]} x {pixels.shape[0]} px. Make the crop with align().")
        return pixels

    def _template(self, given, **how) -> np.ndarray:
        if isinstance(given, np.ndarray) and given.ndim == 1:
            if given.shape != (self.dimensions,) or not np.isfinite(given).all():
                raise ImageError(f"a template has shape ({self.dimensions},) and finite values; "
                                 f"this array has shape {given.shape}. Make it with represent().")
            return given
        return self.represent(given, **how)


@contextlib.contextmanager
def _named(which):
    """Let an ImageError raised inside say which image it is: ``which`` is a text or a path; an array has no name."""
    try:
        yield
    except ImageError as error:
        if not isinstance(which, (str, Path)) or str(which) in str(error):
            raise
        more = (error.faces,) if isinstance(error, SeveralFacesError) else ()
        raise type(error)(f"{which}: {error}", *more) from None

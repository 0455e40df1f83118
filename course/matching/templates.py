"""From an image to a template: detect, align, represent. The one place where the three are put together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, cached_property

import numpy as np

from course.matching import networks
from course.matching.detection import VERSION as DETECTOR_VERSION
from course.matching.detection import Detector, Face
from course.matching.weights import DETECTOR, deepface, ensure_weights
from course.recognisers import MissingRecogniserError, RecogniserError, recogniser


def fingerprint(*names: str) -> str:
    """SHA-256 over all that goes into the templates of these recognisers: detector, alignments, weights."""
    made_by = [DETECTOR.sha256, DETECTOR_VERSION, *(recogniser(name).fingerprint for name in names)]
    return hashlib.sha256("|".join(made_by).encode()).hexdigest()


class TemplateMaker:
    """Detects faces, cuts the crops of one recogniser, and makes its templates.

    ``detector``: one to share with others.

    Raises
    ------
    RecogniserError
        For an unknown recogniser and for one this machine cannot run.
    WeightsError
        When the weights are not in place and cannot be put there.
    """

    def __init__(self, name: str, detector: Detector | None = None):
        self.recogniser = recogniser(name)
        networks.refuse_unless_it_runs_here(self.recogniser)
        self.fingerprint = fingerprint(name)
        self._aligner = self.recogniser.aligner(ensure_weights())
        if detector is not None:
            self._detector = detector

    @cached_property
    def _detector(self) -> Detector:
        return Detector()

    def detect(self, image: np.ndarray) -> list[Face]:
        """Return the faces in ``image`` (uint8 RGB), largest first; an empty list when there is none."""
        return self._detector.detect(image)

    def detect_turned(self, image: np.ndarray, faces: list[Face]) -> tuple[int, list[Face]]:
        """As ``Detector.detect_turned``."""
        return self._detector.detect_turned(image, faces)

    def align(self, image: np.ndarray, face: Face) -> np.ndarray:
        """Return the recogniser's own crop of ``face``: uint8 RGB (size, size, 3)."""
        return self._aligner.align(image, face.landmarks)

    def represent(self, crop: np.ndarray) -> np.ndarray:
        """Return the template of a crop that ``align`` made: float32 (dimensions,), not of unit length."""
        return np.asarray(self._network(crop), np.float32)

    @cached_property
    def _network(self):
        if self.recogniser.network is not None:
            return self.recogniser.network(ensure_weights())
        if self.recogniser.onnx and (networks.BROWSER or not self.recogniser.deepface):
            return direct(networks.load(ensure_weights()[self.recogniser.onnx]))
        if not self.recogniser.deepface:
            raise RecogniserError(f"the record of {self.recogniser.name} in course/recognisers.py does not say what makes its templates. "
                                  "Give it network=, or onnx= with the key of its weights, or, if DeepFace has it, deepface=.")
        DeepFace = deepface()

        def network(crop: np.ndarray) -> list[float]:
            # With an array of the network's own size, "skip" and the "base" normalisation, DeepFace only divides by
            # 255, which the client undoes, and turns BGR into RGB: every pixel reaches the network as it is in the crop.
            found = DeepFace.represent(bgr(crop), model_name=self.recogniser.title, detector_backend="skip",
                                       normalization="base")
            return found[0]["embedding"]

        return network


def direct(network: networks.Network) -> Callable[[np.ndarray], np.ndarray]:
    """From a crop to a template by an ONNX network alone: float32 (1, 3, size, size), RGB, 0 to 255, as DeepFace hands it over."""
    def represent(crop: np.ndarray) -> np.ndarray:
        (template,) = network(crop.transpose(2, 0, 1)[None].astype(np.float32)).values()
        return template[0]

    return represent


def first_here(*names: str) -> str:
    """The first of these recognisers that this machine can run. Where that is not the first, one printed line says so.

    Raises
    ------
    RecogniserError
        For an unknown name, and when none of them runs here.
    """
    for name in names:
        if not why_not(name):
            if name != names[0]:
                _tell(f"{why_not(names[0])}\nThis goes on with {recogniser(name).title}: another network, so other distances and "
                      "other thresholds.")
            return name
    raise RecogniserError("\n".join(map(why_not, names)) or "no recogniser is named")


@cache
def why_not(name: str) -> str:
    """Why this machine cannot run the recogniser ``name``; empty when it can.

    Raises
    ------
    RecogniserError
        For an unknown name.
    """
    try:
        TemplateMaker(name)
    except MissingRecogniserError as missing:
        return f"The {recogniser(name).title} recogniser does not run here: {missing}"
    return ""


@cache
def _tell(line: str) -> None:
    print(line)  # once in a process


def bgr(crop: np.ndarray) -> np.ndarray:
    """The crop as DeepFace and OpenCV take it."""
    return np.ascontiguousarray(crop[:, :, ::-1])

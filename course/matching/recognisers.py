"""The two recognisers, and the alignment each was trained with.

A recogniser only works on crops cut the way its training images were cut: the same points of the face in the same
places of the crop. So each one owns its template. Mixing them up costs more accuracy than choosing between them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.matching.detection import Face
from course.matching.distances import check_metric
from course.matching.errors import RecogniserError
from course.matching.weights import FILES, ensure_weights


@dataclass(frozen=True)
class Recogniser:
    """What tells one recogniser from the other."""

    name: str
    deepface: str
    """Its name in DeepFace."""
    size: int
    """Side of its square aligned crop, px."""
    alignment: str
    """Version of its alignment: part of the key of every cached result."""

    @property
    def sha256(self) -> str:
        """Of all the weights that make its templates."""
        used = (self.name, "landmarks") if self.name == "dlib" else (self.name,)
        return "+".join(FILES[name].sha256 for name in used)


RECOGNISERS = {
    "dlib": Recogniser("dlib", deepface="Dlib", size=150, alignment="dlib-5-points/1"),
    "sface": Recogniser("sface", deepface="SFace", size=112, alignment="sface-5-points/1"),
}


def recogniser(name: str) -> Recogniser:
    """Return the recogniser called ``name``. Raises RecogniserError for an unknown name."""
    if name not in RECOGNISERS:
        raise RecogniserError(f"unknown recogniser {name!r}. Use one of {', '.join(RECOGNISERS)}.")
    return RECOGNISERS[name]


def default_threshold(name: str, metric: str = "cosine") -> float:
    """DeepFace's own threshold for ``name`` (dlib or sface) and ``metric``, read from the installed DeepFace."""
    from course.matching.weights import deepface

    deepface()
    from deepface.config.threshold import thresholds

    return float(thresholds[recogniser(name).deepface][check_metric(metric)])


class SFaceAligner:
    """Turn, scale and shift the image so that YuNet's five landmarks land on SFace's template.

    The template is that of OpenCV's ``FaceRecognizerSF.alignCrop``.
    """

    TEMPLATE = np.array(
        [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float64
    )  # px in the 112 x 112 crop, in the order of detection.LANDMARKS

    def align(self, image: np.ndarray, face: Face) -> np.ndarray:
        """Return the crop, uint8 RGB (112, 112, 3)."""
        import cv2

        matrix = similarity(face.landmarks.astype(np.float64), self.TEMPLATE)
        return cv2.warpAffine(image, matrix, (112, 112), flags=cv2.INTER_LINEAR)


class DlibAligner:
    """Cut dlib's own "face chip": five eye-corner and nose points on a template, with a quarter of padding.

    The points come from dlib's shape predictor. It was trained on the square boxes of dlib's own detector, so it is
    given such a square, drawn round YuNet's landmarks. Its side and centre were fitted to dlib's boxes.
    """

    SIDE = 2.3  # times the distance between the middle of the eyes and the middle of the mouth
    HIGHER = 0.08  # how far above the point half-way between them the centre lies, of the same distance

    def __init__(self):
        try:
            import dlib
        except ImportError:
            raise RecogniserError(
                "the Dlib recogniser needs the package dlib, which is not installed. Install it with "
                "`pip install dlib` (it compiles: it needs CMake and a C++ compiler), or use FaceMatcher('sface')."
            ) from None
        self._dlib = dlib
        self._points = dlib.shape_predictor(str(ensure_weights()["landmarks"]))

    def align(self, image: np.ndarray, face: Face) -> np.ndarray:
        """Return the crop, uint8 RGB (150, 150, 3)."""
        eyes, mouth = face.landmarks[:2].mean(axis=0), face.landmarks[3:].mean(axis=0)
        x, y = (eyes + mouth) / 2 - self.HIGHER * (mouth - eyes)
        half = self.SIDE * np.hypot(*(mouth - eyes)) / 2
        corners = (x - half, y - half, x + half, y + half)
        square = self._dlib.rectangle(*(round(float(value)) for value in corners))
        return self._dlib.get_face_chip(image, self._points(image, square), size=150, padding=0.25)


ALIGNERS = {"dlib": DlibAligner, "sface": SFaceAligner}


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The 2 x 3 matrix of the turn, scale and shift that brings ``source`` nearest to ``target``, both (n, 2).

    Least squares (Umeyama, 1991).
    """
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    source, target = source - source_mean, target - target_mean
    u, stretch, vt = np.linalg.svd(target.T @ source)
    flip = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))])  # a face is never mirrored
    turn = (u * flip) @ vt
    scale = (stretch * flip).sum() / (source**2).sum()
    return np.column_stack([scale * turn, target_mean - scale * turn @ source_mean])

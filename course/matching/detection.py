"""Find faces with YuNet, a small convolutional detector (weights from OpenCV's model zoo)."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np

from course.matching.errors import NoFaceError, SeveralFacesError
from course.matching.weights import ensure_weights

VERSION = "yunet-2023mar-int8/1"  # part of the key of every cached result: change it when anything below changes
SCORE = 0.7  # a detection scored lower is not reported
OVERLAP = 0.3  # intersection over union above which two detections are one face
LONGEST = 1600  # px: a longer image is scaled down to this before detection
RETRY = 320  # px: the second look, for a face that fills the frame
BORDER = 0.25  # of each side, added at the second look

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


class Detector:
    """YuNet. ``detect`` looks once at full size, and once more, smaller and with a border, if that found nothing.

    YuNet was trained on faces of about 10 to 300 px, so a face that fills a large frame can escape the first look.
    """

    def __init__(self):
        import cv2

        model = str(ensure_weights()["yunet"])
        self._network = cv2.FaceDetectorYN.create(model, "", (0, 0), SCORE, OVERLAP, 5000)
        self._turn = threading.Lock()  # the network holds the size of the image it is looking at

    def detect(self, image: np.ndarray) -> list[Face]:
        """Return the faces in ``image`` (uint8 RGB), largest first; an empty list when there is none."""
        longest = max(image.shape[:2])
        faces = self._look(image, scale=min(1.0, LONGEST / longest), border=0)
        if not faces:
            faces = self._look(image, scale=RETRY / (longest * (1 + 2 * BORDER)), border=BORDER)
        return sorted(faces, key=lambda face: (-face.area, face.box))

    def _look(self, image: np.ndarray, scale: float, border: float) -> list[Face]:
        import cv2

        bgr = image[:, :, ::-1]
        if scale != 1.0:
            how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
            bgr = cv2.resize(np.ascontiguousarray(bgr), None, fx=scale, fy=scale, interpolation=how)
        top, left = round(border * bgr.shape[0]), round(border * bgr.shape[1])
        if border:
            bgr = cv2.copyMakeBorder(np.ascontiguousarray(bgr), top, top, left, left, cv2.BORDER_REPLICATE)
        with self._turn:
            self._network.setInputSize((bgr.shape[1], bgr.shape[0]))
            _, rows = self._network.detect(np.ascontiguousarray(bgr))
        if rows is None:
            return []
        shift = np.array([left, top], np.float32)
        faces = []
        for row in rows:
            corner, size = (row[:2] - shift) / scale, row[2:4] / scale
            landmarks = (row[4:14].reshape(5, 2) - shift) / scale
            faces.append(Face(tuple(float(v) for v in (*corner, *size)), landmarks.astype(np.float32), float(row[14])))
        return faces


def choose(faces: list[Face], which: str = "only") -> Face:
    """Return the one face to work on, or refuse.

    ``which="only"`` raises SeveralFacesError when there is more than one; ``which="largest"`` takes the largest.
    Raises NoFaceError when there is none: there is deliberately no way to carry on without a face.
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

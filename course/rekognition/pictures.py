"""From the bytes of a request to faces, and from faces to what the service says of them."""

from __future__ import annotations

import hashlib
import io
import math
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from struct import error as struct_error

import numpy as np

from course.matching import quality
from course.matching.detection import Detector, Face
from course.matching.errors import ImageError
from course.matching.images import LARGEST, SMALLEST, read_image
from course.matching.matcher import FaceMatcher
from course.matching.recognisers import SFaceAligner
from course.rekognition.errors import Refusal, invalid_parameter
from course.rekognition.rules import MOST_FACES_IN_IMAGE, Bar

REMEMBERED = 512  # images whose faces and templates are kept in memory, about 1 MB in all
SOFT = 100.0  # variance of the Laplacian that is given a sharpness of 50


@dataclass(frozen=True)
class FoundFace:
    """A face in an image, in pixels, and what was measured on it."""

    face: Face
    width: int
    """Of the image, px."""
    height: int
    brightness: float
    """Mean luma in the box, 0 to 100."""
    sharpness: float
    """0 to 100: v / (v + SOFT), where v is the variance of the Laplacian of the aligned 112 px crop."""

    @property
    def confidence(self) -> float:
        """The detector's score x 100: is it a face at all? Says nothing of whose."""
        return min(100.0, 100 * self.face.score)

    @property
    def roll(self) -> float:
        """Angle of the line through the eyes, degrees, clockwise in the image. Rough: the detector's points of a
        turned face are less turned than it is."""
        (x1, y1), (x2, y2) = self.face.landmarks[:2].tolist()
        return math.degrees(math.atan2(y2 - y1, x2 - x1))

    @property
    def yaw(self) -> float:
        return quality.yaw(self.face)

    def bounding_box(self) -> dict:
        x, y, width, height = self.face.box
        return {"Width": _round(width / self.width), "Height": _round(height / self.height),
                "Left": _round(x / self.width), "Top": _round(y / self.height)}  # fmt: skip

    def detail(self) -> dict:
        """What the model calls the default attributes: box, confidence, landmarks, pose, quality.

        The model's left is the image's left, the detector's is the subject's. There is no ``Pitch``: five landmarks
        do not give it.
        """
        names = ("eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight")  # the subject's right eye is left in the image
        landmarks = [{"Type": name, "X": _round(x / self.width), "Y": _round(y / self.height)}
                     for name, (x, y) in zip(names, self.face.landmarks.tolist(), strict=True)]
        return {
            "BoundingBox": self.bounding_box(), "Confidence": _round(self.confidence), "Landmarks": landmarks,
            "Pose": {"Roll": _round(self.roll), "Yaw": _round(self.yaw)},
            "Quality": {"Brightness": _round(self.brightness), "Sharpness": _round(self.sharpness)},
        }  # fmt: skip

    def below(self, bar: Bar) -> list[str]:
        """Why this face does not reach ``bar``, in the model's words; empty when it does."""
        reasons = {
            "EXTREME_POSE": abs(self.yaw) > bar.yaw,
            "LOW_BRIGHTNESS": self.brightness < bar.brightness,
            "LOW_SHARPNESS": self.sharpness < bar.sharpness,
            "LOW_CONFIDENCE": self.confidence < bar.confidence,
            "SMALL_BOUNDING_BOX": self.face.box[2] < bar.width,
        }
        return [reason for reason, holds in reasons.items() if holds]


@dataclass
class _Picture:
    faces: list[FoundFace]
    templates: dict[tuple[str, int], np.ndarray] = field(default_factory=dict)


class Looker:
    """Detects and represents the faces in images, one image at a time, and remembers the latest ones.

    Nothing is written to disk.
    """

    def __init__(self, remembered: int = REMEMBERED):
        self._remembered = remembered
        self._lock = threading.Lock()  # the networks keep state between calls
        self._pictures: OrderedDict[bytes, _Picture] = OrderedDict()
        self._matchers: dict[str, FaceMatcher] = {}
        self._detector: Detector | None = None
        self._measured: SFaceAligner | None = None

    def faces(self, image: bytes) -> list[FoundFace]:
        """The faces in ``image`` (a JPEG or PNG file), largest first, at most 100.

        Raises Refusal when ``image`` is not such a file, is damaged, or has too few or too many pixels.
        """
        with self._lock:
            return self._look(image)[0].faces

    def templates(self, image: bytes, numbers: list[int], recogniser: str) -> np.ndarray:
        """Templates, float32 (n, 128), of the faces of ``image`` at the places ``numbers`` of ``faces``."""
        with self._lock:
            picture, pixels = self._look(image)
            for number in numbers:
                if (recogniser, number) not in picture.templates:
                    pixels = read_bytes(image) if pixels is None else pixels
                    matcher = self._matcher(recogniser)
                    crop = matcher.aligner.align(pixels, picture.faces[number].face)
                    picture.templates[recogniser, number] = matcher.represent(crop, aligned=True)
            return np.array([picture.templates[recogniser, number] for number in numbers], np.float32)

    def _look(self, image: bytes) -> tuple[_Picture, np.ndarray | None]:
        """The picture, and its pixels when they had to be read for it."""
        key = hashlib.sha256(image).digest()
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key], None
        pixels = read_bytes(image)
        if self._detector is None:
            self._detector, self._measured = Detector(), SFaceAligner()
        found = [face for face in self._detector.detect(pixels) if _measurable(face, pixels)]
        faces = [self._measure(pixels, face) for face in found[:MOST_FACES_IN_IMAGE]]
        picture = self._pictures[key] = _Picture(faces)
        while len(self._pictures) > self._remembered:
            self._pictures.popitem(last=False)
        return picture, pixels

    def _measure(self, pixels: np.ndarray, face: Face) -> FoundFace:
        height, width = pixels.shape[:2]
        mean, _ = quality.brightness(pixels, face)
        variance = quality.sharpness(self._measured.align(pixels, face))
        return FoundFace(face, width, height, 100 * mean / 255, 100 * variance / (variance + SOFT))

    def _matcher(self, recogniser: str) -> FaceMatcher:
        if recogniser not in self._matchers:
            self._matchers[recogniser] = FaceMatcher(recogniser, cached=False)
        return self._matchers[recogniser]


@cache
def shared_looker() -> Looker:
    """The one that all services in this process use: the networks are loaded once."""
    return Looker()


def read_bytes(image: bytes) -> np.ndarray:
    """Decode a JPEG or PNG file to uint8 RGB (height, width, 3), turned upright as a JPEG's EXIF says."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(image), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > LARGEST:
                raise Refusal("ImageTooLargeException", f"the image is {opened.width} x {opened.height} px, more than "
                              f"{LARGEST // 1_000_000} megapixels. Scale it down first.")
            if min(opened.size) < SMALLEST:
                raise invalid_parameter(f"the image is {opened.width} x {opened.height} px. Give one of at least "
                                        f"{SMALLEST} px on each side.")
            if opened.mode.startswith(("I", "F")):
                raise Refusal("InvalidImageFormatException", "the image has more than 8 bits a channel. Save it with 8.")
            upright = opened if opened.format == "PNG" else ImageOps.exif_transpose(opened)
            return read_image(np.asarray(upright.convert("RGB")))
    except Image.DecompressionBombError:
        raise Refusal("ImageTooLargeException", f"the image has more than {LARGEST // 1_000_000} megapixels.") from None
    except ImageError as error:
        raise invalid_parameter(str(error)) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, OverflowError, struct_error) as error:
        raise Refusal("InvalidImageFormatException",
                      f"the image is not a JPEG or PNG file, or it is damaged ({type(error).__name__}).") from None


def _measurable(face: Face, pixels: np.ndarray) -> bool:
    """Whether the middle of the box is in the image and the eyes are two points: else nothing can be measured."""
    x, y, width, height = face.box
    inside = 0 <= x + width / 2 < pixels.shape[1] and 0 <= y + height / 2 < pixels.shape[0]
    return inside and quality.eye_distance(face) > 0


def _round(value: float) -> float:
    return round(float(value), 5)

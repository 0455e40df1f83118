"""From the bytes of a request to faces, and from faces to what the service says of them."""

from __future__ import annotations

import hashlib
import io
import math
import threading
import warnings
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np

from course.matching import quality
from course.matching.detection import Detector, Face, turned_back
from course.matching.images import DAMAGED, LARGEST, pixels_of
from course.matching.templates import TemplateMaker
from course.rekognition.confidence import confidence, default_path
from course.rekognition.errors import Refusal, invalid_parameter
from course.rekognition.rules import LEAST_PIXELS_A_SIDE, MOST_FACES_IN_IMAGE, MOST_PIXELS_A_SIDE, Bar

REMEMBERED = 512  # images whose faces and templates are kept in memory, about 1 MB in all
SOFT = 100.0  # variance of the Laplacian that is given a sharpness of 50


@dataclass(frozen=True)
class FoundFace:
    """A face in an image, in pixels, and what was measured on it."""

    seen: Face
    """As the detector saw it, in the image turned by ``quarters``."""
    quarters: int
    """How the image had to be turned for the face to be upright, as ``np.rot90`` counts; 0 for most."""
    width: int
    """Of the image as it was given, px."""
    height: int
    confidence: float
    """0 to 100: is it a face at all? Says nothing of whose."""
    brightness: float
    """Mean luma in the box, 0 to 100."""
    sharpness: float
    """0 to 100: v / (v + SOFT), where v is the variance of the Laplacian of the aligned 112 px crop."""

    @cached_property
    def landmarks(self) -> list[tuple[float, float]]:
        """x, y of the five points in the image as it was given, px."""
        return [turned_back(x, y, self.quarters, self.width, self.height) for x, y in self.seen.landmarks.tolist()]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """x, y, width, height in the image as it was given, px."""
        x, y, width, height = self.seen.box
        (x1, y1), (x2, y2) = (turned_back(*corner, self.quarters, self.width, self.height)
                              for corner in ((x, y), (x + width, y + height)))
        return min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)

    @property
    def roll(self) -> float:
        """Angle of the line through the eyes, degrees, clockwise in the image. Rough: the detector's points of a
        turned face are less turned than it is."""
        (x1, y1), (x2, y2) = self.landmarks[:2]
        return math.degrees(math.atan2(y2 - y1, x2 - x1))

    @property
    def yaw(self) -> float:
        return quality.yaw(self.seen)

    @property
    def pitch(self) -> float:
        return quality.pitch(self.seen)

    def bounding_box(self) -> dict:
        x, y, width, height = self.box
        return {"Width": _round(width / self.width), "Height": _round(height / self.height),
                "Left": _round(x / self.width), "Top": _round(y / self.height)}  # fmt: skip

    def detail(self) -> dict:
        """What a detector of boxes and landmarks can say: box, confidence, landmarks, pose, quality.

        The model's left is the image's left, the detector's is the subject's.
        """
        names = ("eyeLeft", "eyeRight", "nose", "mouthLeft", "mouthRight")  # the subject's right eye is left in the image
        landmarks = [{"Type": name, "X": _round(x / self.width), "Y": _round(y / self.height)}
                     for name, (x, y) in zip(names, self.landmarks, strict=True)]
        return {
            "BoundingBox": self.bounding_box(), "Confidence": _round(self.confidence), "Landmarks": landmarks,
            "Pose": {"Roll": _round(self.roll), "Yaw": _round(self.yaw), "Pitch": _round(self.pitch)},
            "Quality": {"Brightness": _round(self.brightness), "Sharpness": _round(self.sharpness)},
        }  # fmt: skip

    def below(self, bar: Bar) -> list[str]:
        """Why this face does not reach ``bar``, in the model's words; empty when it does."""
        reasons = {
            "EXTREME_POSE": abs(self.yaw) > bar.yaw,
            "LOW_BRIGHTNESS": self.brightness < bar.brightness,
            "LOW_SHARPNESS": self.sharpness < bar.sharpness,
            "LOW_CONFIDENCE": self.confidence < bar.confidence,
            "SMALL_BOUNDING_BOX": self.seen.box[2] < bar.width,
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
        self._makers: dict[str, TemplateMaker] = {}
        self._detector: Detector | None = None

    def faces(self, image: bytes) -> list[FoundFace]:
        """The faces in ``image`` (a JPEG or PNG file), largest first, at most 100.

        Raises
        ------
        Refusal
            When ``image`` is not such a file, is damaged, or has too few or too many pixels.
        """
        with self._lock:
            return self._look(image)[0].faces

    def templates(self, image: bytes, numbers: list[int], recogniser: str) -> np.ndarray:
        """Templates, float32 (n, dimensions), of the faces of ``image`` at the places ``numbers`` of ``faces``."""
        with self._lock:
            picture, pixels = self._look(image)
            for number in numbers:
                if (recogniser, number) not in picture.templates:
                    pixels = read_bytes(image) if pixels is None else pixels
                    face, maker = picture.faces[number], self._maker(recogniser)
                    upright = np.ascontiguousarray(np.rot90(pixels, face.quarters))
                    picture.templates[recogniser, number] = maker.represent(maker.align(upright, face.seen))
            return np.array([picture.templates[recogniser, number] for number in numbers], np.float32)

    def _look(self, image: bytes) -> tuple[_Picture, np.ndarray | None]:
        """The picture, and its pixels when they had to be read for it."""
        key = hashlib.sha256(image).digest()
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key], None
        pixels = read_bytes(image)
        if self._detector is None:
            self._detector = Detector()
        # a photograph need not say how it was held
        quarters, found = self._detector.detect_turned(pixels, self._detector.detect(pixels))
        upright = np.ascontiguousarray(np.rot90(pixels, quarters))
        faces = [self._measure(upright, face, quarters, pixels.shape)
                 for face in found if _measurable(face, upright)][:MOST_FACES_IN_IMAGE]
        picture = self._pictures[key] = _Picture(faces)
        while len(self._pictures) > self._remembered:
            self._pictures.popitem(last=False)
        return picture, pixels

    def _measure(self, upright: np.ndarray, face: Face, quarters: int, shape: tuple[int, ...]) -> FoundFace:
        mean, _ = quality.brightness(upright, face)
        variance = quality.sharpness(upright, face)
        percent = confidence(default_path()).of(face.score)
        return FoundFace(face, quarters, shape[1], shape[0], percent, 100 * mean / 255, 100 * variance / (variance + SOFT))

    def _maker(self, recogniser: str) -> TemplateMaker:
        if recogniser not in self._makers:
            self._makers[recogniser] = TemplateMaker(recogniser, self._detector)
        return self._makers[recogniser]


@cache
def shared_looker() -> Looker:
    """The one that all services in this process use: the networks are loaded once."""
    return Looker()


def read_bytes(image: bytes) -> np.ndarray:
    """Decode a JPEG or PNG file to uint8 RGB (height, width, 3), turned upright as a JPEG's EXIF says.

    Raises
    ------
    Refusal
        When it is not such a file, is damaged, or has too few or too many pixels.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large images and odd notes; what cannot be used is refused below
            with Image.open(io.BytesIO(image), formats=("JPEG", "PNG")) as opened:
                if max(opened.size) > MOST_PIXELS_A_SIDE:
                    raise Refusal("ImageTooLargeException", f"Input image dimensions {opened.width} x {opened.height} "
                                  f"exceed maximum dimension size of {MOST_PIXELS_A_SIDE} pixels. Scale it down first.")
                if opened.width * opened.height > LARGEST:
                    raise Refusal("ImageTooLargeException", f"the image is {opened.width} x {opened.height} px, more than "
                                  f"{LARGEST // 1_000_000} megapixels. Scale it down first.")
                if min(opened.size) < LEAST_PIXELS_A_SIDE:
                    raise invalid_parameter(f"the image is {opened.width} x {opened.height} px. Give one of at least "
                                            f"{LEAST_PIXELS_A_SIDE} px on each side.")
                if opened.mode.startswith(("I", "F")):
                    raise Refusal("InvalidImageFormatException", "the image has more than 8 bits a channel. Save it with 8.")
                return pixels_of(opened, turn=opened.format != "PNG")
    except Image.DecompressionBombError:
        raise Refusal("ImageTooLargeException", f"the image has more than {LARGEST // 1_000_000} megapixels.") from None
    except DAMAGED as error:
        raise Refusal("InvalidImageFormatException", "Request has invalid image format: it is not a JPEG or PNG file, or "
                      f"it is damaged ({type(error).__name__}).") from None


def _measurable(face: Face, pixels: np.ndarray) -> bool:
    """Whether the middle of the box is in the image and the eyes are two points: else nothing can be measured."""
    x, y, width, height = face.box
    inside = 0 <= x + width / 2 < pixels.shape[1] and 0 <= y + height / 2 < pixels.shape[0]
    return inside and quality.eye_distance(face) > 0


def _round(value: float) -> float:
    return round(float(value), 5)

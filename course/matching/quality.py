"""Simple measures of how good a face image is. Plain statistics of pixels and landmarks; no model."""

from __future__ import annotations

import math

import numpy as np

from course import pixels
from course.matching.detection import Face
from course.recognisers import SFaceAligner

NOSE = 1.1  # how far the nose tip stands out, in halves of the distance between the eyes: fitted to rendered heads
LEVEL = 0.556  # where the nose tip lies between eyes and mouth: the mean over the cast
LIKE_CAST = 1.3  # how much wider apart the eyes are in the cast than in that crop: larger faces are brought to this
SFACE_EYES = 35.2  # px between the eyes in SFace's crop


def sharpness(image: np.ndarray, face: Face) -> float:
    """Variance of the Laplacian of the face's luma, in squared grey levels: small when blurred.

    Measured on SFace's 112 px crop, so that faces of all sizes are measured alike. ``image`` is uint8 RGB.
    """
    landmarks, large = face.landmarks, eye_distance(face) / SFACE_EYES
    if large > 2:  # else the crop would take every so many-th pixel, and noise for sharpness
        shrink = large / LIKE_CAST
        x, y = (max(0, int(value)) for value in (landmarks.min(axis=0) - 2 * large * SFACE_EYES))
        right, bottom = (int(value) for value in (landmarks.max(axis=0) + 2 * large * SFACE_EYES))
        image = pixels.resized(image[y:bottom, x:right], 1 / shrink)
        landmarks = (landmarks - np.array([x, y], np.float32)) / np.float32(shrink)
    crop = SFaceAligner().align(image, landmarks)
    return float(pixels.laplacian(pixels.luma(crop)).var())


def brightness(image: np.ndarray, face: Face) -> tuple[float, float]:
    """Mean and median luma, 0 to 255, inside the face's box."""
    x, y, width, height = face.box
    top, left = max(0, round(y)), max(0, round(x))
    inside = image[top : max(top + 1, round(y + height)), left : max(left + 1, round(x + width))]
    grey = pixels.luma(inside)
    return float(grey.mean()), float(np.median(grey))


def eye_distance(face: Face) -> float:
    """Distance between the eyes, px."""
    return math.dist(face.landmarks[0], face.landmarks[1])


def yaw(face: Face) -> float:
    """How far the head is turned, in degrees: positive when the nose points to the image's right. A rough estimate.

    Seen from the front, the nose tip is midway between the eyes. It stands out, so a turn moves it sideways, and
    moves the eyes closer together.
    """
    right, left, nose = face.landmarks[:3].astype(float)
    along = left - right
    half = np.linalg.norm(along) / 2
    aside = (nose - (left + right) / 2) @ along / (2 * half)
    return math.degrees(math.atan2(aside, half * NOSE))


def pitch(face: Face) -> float:
    """How far the head is raised or lowered, in degrees: positive when the nose points up. A very rough estimate.

    On the cast, heads held level have the nose tip at LEVEL of the way from the eyes to the mouth. It stands out, so
    it moves up when the head is raised. Five landmarks say little of it: on the cast the correlation is 0.25.
    """
    landmarks = face.landmarks.astype(float)
    eyes, nose, mouth = landmarks[:2].mean(axis=0), landmarks[2], landmarks[3:].mean(axis=0)
    down = mouth - eyes
    length = float(np.linalg.norm(down))
    place = float((nose - eyes) @ down) / length**2 if length else LEVEL
    return math.degrees(math.atan2((LEVEL - place) * length, eye_distance(face) / 2 * NOSE))

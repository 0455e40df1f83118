"""Simple measures of how good a face image is. Plain statistics of pixels and landmarks; no model."""

from __future__ import annotations

import math

import numpy as np

from course.matching.detection import Face

NOSE = 1.1  # how far the nose tip stands out, in halves of the distance between the eyes: fitted to rendered heads


def sharpness(crop: np.ndarray) -> float:
    """Variance of the Laplacian of an aligned crop's luma (uint8 RGB): small when blurred. In squared grey levels."""
    import cv2

    return float(cv2.Laplacian(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), cv2.CV_64F).var())


def brightness(image: np.ndarray, face: Face) -> tuple[float, float]:
    """Mean and median luma, 0 to 255, inside the face's box."""
    import cv2

    x, y, width, height = face.box
    top, left = max(0, round(y)), max(0, round(x))
    inside = image[top : max(top + 1, round(y + height)), left : max(left + 1, round(x + width))]
    luma = cv2.cvtColor(np.ascontiguousarray(inside), cv2.COLOR_RGB2GRAY)
    return float(luma.mean()), float(np.median(luma))


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

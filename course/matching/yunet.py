"""YuNet's faces from its network's numbers, as OpenCV's ``FaceDetectorYN`` finds them (``face_detect.cpp``), without OpenCV."""

from __future__ import annotations

import numpy as np

from course.matching.networks import Network

STRIDES = (8, 16, 32)  # px between the places at which the network looks, for small faces to large ones


class YuNet:
    """Detections above ``score``, of which no two overlap by more than ``overlap``.

    network: YuNet's, for images of any size whose sides are multiples of 32 px.
    """

    def __init__(self, network: Network, score: float, overlap: float):
        self._network, self._score, self._overlap = network, score, overlap

    def detect(self, bgr: np.ndarray) -> np.ndarray:
        """Return float32 (n, 15), the highest score first: box (x, y, width, height), five landmarks (x, y), score.

        bgr: uint8 (height, width, 3).
        """
        height, width = bgr.shape[:2]
        largest = STRIDES[-1]
        framed = np.zeros((-height % largest + height, -width % largest + width, 3), np.float32)
        framed[:height, :width] = bgr
        found = self._network(framed.transpose(2, 0, 1)[None])
        rows = np.concatenate([self._at(found, stride, framed.shape[1] // stride) for stride in STRIDES])
        rows = rows[np.argsort(-rows[:, 14], kind="stable")]
        return rows[_apart(rows, self._overlap)]

    def _at(self, found, stride: int, across: int) -> np.ndarray:
        sure, there, box, points = (np.asarray(found[f"{name}_{stride}"], np.float32)[0] for name in ("cls", "obj", "bbox", "kps"))
        score = np.sqrt(np.clip(sure, 0, 1) * np.clip(there, 0, 1))[:, 0]
        kept = np.flatnonzero(score >= np.float32(self._score))
        place = np.column_stack([kept % across, kept // across]).astype(np.float32)
        middle = (place + box[kept, :2]) * np.float32(stride)
        size = np.exp(box[kept, 2:]) * np.float32(stride)
        points = (points[kept].reshape(-1, 5, 2) + place[:, None]) * np.float32(stride)
        return np.column_stack([middle - size / 2, size, points.reshape(-1, 10), score[kept]])


def _apart(rows: np.ndarray, overlap: float) -> list[int]:
    """The rows that stay when each, from the highest score on, removes those that overlap it. Boxes in whole px, cut off, as in OpenCV."""
    kept: list[int] = []
    boxes = np.trunc(rows[:, :4]).astype(np.int64)
    for i, (x, y, width, height) in enumerate(boxes):
        for j in kept:
            left, top, wide, high = boxes[j]
            both = max(0, min(x + width, left + wide) - max(x, left)) * max(0, min(y + height, top + high) - max(y, top))
            if both > overlap * (width * height + wide * high - both):
                break
        else:
            kept.append(i)
    return kept

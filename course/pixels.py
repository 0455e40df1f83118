"""Pictures as arrays: resize, warp, luma. OpenCV does it where it is installed; elsewhere, as in a browser, numpy does.

Both give the same bytes: OpenCV counts in integers of fixed width here, so its rounding can be followed step by step
(``modules/imgproc/src``: ``resize.cpp``, ``imgwarp.cpp``, ``color_rgb``). A test compares the two.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from types import ModuleType

import numpy as np


@functools.cache
def opencv() -> ModuleType | None:
    """OpenCV's module ``cv2``, or None where it is not installed."""
    try:
        import cv2
    except ImportError:
        return None
    return cv2


def resized(image: np.ndarray, scale: float) -> np.ndarray:
    """``image`` (uint8, height x width x channels) times ``scale``: by area when it shrinks, else bilinear."""
    cv2 = opencv()
    if cv2 is None:
        return plainly_resized(image, scale)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(np.ascontiguousarray(image), None, fx=scale, fy=scale, interpolation=how)


def warped(image: np.ndarray, matrix: np.ndarray, size: int) -> np.ndarray:
    """A crop of ``size`` x ``size`` px to which the 2 x 3 ``matrix`` brings ``image`` (uint8), bilinear; black outside of it."""
    cv2 = opencv()
    if cv2 is None:
        return plainly_warped(image, matrix, size)
    return cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR)


def luma(image: np.ndarray) -> np.ndarray:
    """Grey levels (uint8, height x width) of ``image`` (uint8 RGB)."""
    cv2 = opencv()
    if cv2 is None:
        return plain_luma(image)
    return cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2GRAY)


def laplacian(grey: np.ndarray) -> np.ndarray:
    """The Laplacian (float64) of ``grey`` (uint8, height x width): the four neighbours less four times the middle."""
    cv2 = opencv()
    if cv2 is None:
        return plain_laplacian(grey)
    return cv2.Laplacian(grey, cv2.CV_64F)


def bordered(image: np.ndarray, top: int, left: int) -> np.ndarray:
    """``image`` with its edge repeated, ``top`` px above and below, ``left`` px at both sides."""
    return np.pad(image, ((top, top), (left, left), (0, 0)), mode="edge")


# --- without OpenCV ------------------------------------------------------------------------------------------------------


def plainly_resized(image: np.ndarray, scale: float) -> np.ndarray:
    """As ``resized``, in numpy."""
    height, width = image.shape[:2]
    size = round(height * scale), round(width * scale)
    if size == (height, width):
        return image.copy()
    if scale < 1 and (1 / scale).is_integer():
        return _in_tiles(image, round(1 / scale), size)
    if scale < 1:
        across = np.zeros((height, size[1], image.shape[2]), np.float32)
        for place, share in _areas(width, scale):
            across += image[:, place].astype(np.float32) * share[:, None]
        found = np.zeros((*size, image.shape[2]), np.float32)
        for place, share in _areas(height, scale):
            found += across[place] * share[:, None, None]
        return np.clip(np.rint(found), 0, 255).astype(np.uint8)
    left, right, near, far = _taps(width, scale, clamped=True)
    pixels = image.astype(np.int64)
    across = (pixels[:, left] * near[:, None] + pixels[:, right] * far[:, None]) >> 4
    above, below, near, far = _taps(height, scale, clamped=False)
    near, far = near[:, None, None], far[:, None, None]
    return np.clip((((near * across[above]) >> 16) + ((far * across[below]) >> 16) + 2) >> 2, 0, 255).astype(np.uint8)


def _in_tiles(image: np.ndarray, step: int, size: tuple[int, int]) -> np.ndarray:
    """Each new pixel is the mean of ``step`` x ``step`` old ones, or of what is left of them at the right and lower edge."""
    image = image[: size[0] * step, : size[1] * step]
    (height, width), (down, across) = image.shape[:2], (np.arange(0, count * step, step) for count in size)
    sums = np.add.reduceat(np.add.reduceat(image.astype(np.int64), down, axis=0), across, axis=1)
    counts = np.outer(np.minimum(step, height - down), np.minimum(step, width - across))[..., None]
    found = np.rint(sums.astype(np.float32) / counts.astype(np.float32))  # halves go to the even number
    if step == 2:  # but there, where a tile is whole, they go up
        found = np.where(counts == 4, (sums + 2) >> 2, found)
    return np.clip(found, 0, 255).astype(np.uint8)


def _areas(count: int, scale: float) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each new pixel the old ones that lie in it, one after the other, as OpenCV adds them: places, and shares (float32)."""
    step, size = 1 / scale, round(count * scale)
    parts: list[list[tuple[int, float]]] = []
    for row in range(size):
        start = row * step
        end = start + step
        cell = min(step, count - start)
        first, last = math.ceil(start), min(math.floor(end), count - 1)
        first = min(first, last)
        part = [(first - 1, (first - start) / cell)] if first - start > 1e-3 else []
        part += [(place, 1 / cell) for place in range(first, last)]
        part += [(last, min(end - last, 1.0, cell) / cell)] if end - last > 1e-3 else []
        parts.append(part)
    for which in range(max(map(len, parts))):
        of_each = [part[which] if which < len(part) else (0, 0.0) for part in parts]
        yield np.array([place for place, _ in of_each]), np.array([share for _, share in of_each], np.float32)


def _taps(count: int, scale: float, clamped: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """For each new pixel the two old ones it lies between, and their weights in 2048ths."""
    place = ((np.arange(round(count * scale)) + 0.5) / scale - 0.5).astype(np.float32)
    one = np.floor(place).astype(np.int64)
    share = place - one.astype(np.float32)
    if clamped:
        share = np.where((one < 0) | (one + 1 >= count), np.float32(0), share)
    weights = [np.rint(part * 2048).astype(np.int64) for part in (np.float32(1) - share, share)]
    return np.clip(one, 0, count - 1), np.clip(one + 1, 0, count - 1), *weights


def plainly_warped(image: np.ndarray, matrix: np.ndarray, size: int) -> np.ndarray:
    """As ``warped``, in numpy: places in 32nds of a pixel, weights in 1024ths."""
    (a, b, right), (c, d, down) = np.asarray(matrix, np.float64)
    over = 1 / (a * d - b * c)
    back = np.array([[d * over, -b * over], [-c * over, a * over]])
    shift = -back @ [right, down]
    steps = np.arange(size)
    places = [((np.rint((along[1] * steps + start) * 1024).astype(np.int64) + 16)[:, None]
               + np.rint(along[0] * steps * 1024).astype(np.int64)) >> 5 for along, start in zip(back, shift, strict=True)]
    (x, y), (right, down) = [place >> 5 for place in places], [(place & 31)[..., None] for place in places]
    height, width = image.shape[:2]
    framed = np.pad(image, ((1, 1), (1, 1), (0, 0))).astype(np.int64)

    def at(y: np.ndarray, x: np.ndarray) -> np.ndarray:
        return framed[np.clip(y, -1, height) + 1, np.clip(x, -1, width) + 1]

    above = at(y, x) * (32 - right) + at(y, x + 1) * right
    below = at(y + 1, x) * (32 - right) + at(y + 1, x + 1) * right
    return ((above * (32 - down) + below * down + 512) >> 10).astype(np.uint8)


def plain_luma(image: np.ndarray) -> np.ndarray:
    """As ``luma``, in numpy."""
    red, green, blue = (image[..., i].astype(np.int64) for i in range(3))
    return ((9798 * red + 19235 * green + 3735 * blue + (1 << 14)) >> 15).astype(np.uint8)


def plain_laplacian(grey: np.ndarray) -> np.ndarray:
    """As ``laplacian``, in numpy."""
    framed = np.pad(grey.astype(np.float64), 1, mode="reflect")
    return framed[:-2, 1:-1] + framed[2:, 1:-1] + framed[1:-1, :-2] + framed[1:-1, 2:] - 4 * framed[1:-1, 1:-1]

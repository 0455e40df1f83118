"""Confidence, 0 to 100: how sure the detector's score makes it that there is a face. Says nothing of whose.

The detector's score is no probability, and never reaches 0.95 even on faces that nobody would miss. So what is reported
is calibrated against the detector's own error: how often it reports a face, at this score or above, in a picture that
shows none. Such pictures are made from the cast's development half, three from each image: the face covered with the
background, and the image cut into tiles of 24 and of 48 px that are shuffled, so that eyes and mouths are left, but no
face. With F such false reports a picture, the confidence is 100 / (1 + F): of a report in a picture with one face and
a report in a picture without, so many in a hundred are the face. Where no false report was seen, F is taken as 3 / n
(rule of three), so it never reaches 100.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np

from course import paths
from course.rekognition.errors import RekognitionError

STEPS = np.round(np.arange(0.7, 0.9501, 0.01), 2)
"""The detector's scores at which it is measured; between them a straight line, beyond them the last value."""
TILES = (24, 48)  # px
MEND = "Make it with `course rekognition fit`."


def default_path() -> Path:
    return paths.DATA / "rekognition" / "confidence.json"


class Confidence:
    """The curve from the detector's score to the confidence reported."""

    def __init__(self, scores, percents):
        self.scores, self.percents = np.asarray(scores, float), np.asarray(percents, float)

    def of(self, score: float) -> float:
        """The confidence, 0 to 100, of a detection with this score."""
        return float(np.interp(score, self.scores, self.percents))


@cache
def confidence(path: Path) -> Confidence:
    """Read the curve in the file at ``path``.

    Raises
    ------
    RekognitionError
        When it is missing or damaged.
    """
    try:
        curve = json.loads(path.read_text(encoding="utf-8"))
        found = Confidence(curve["score"], curve["confidence"])
    except FileNotFoundError:
        raise RekognitionError(f"{path} is missing: without it no confidence can be told. {MEND}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RekognitionError(f"{path} holds no curve of confidence ({error!r}). {MEND}") from None
    rising = found.scores.ndim == 1 and found.scores.shape == found.percents.shape and len(found.scores) > 1
    if not (rising and (np.diff(found.scores) > 0).all() and (np.diff(found.percents) >= 0).all()
            and found.percents[0] >= 0 and found.percents[-1] <= 100):
        raise RekognitionError(f"{path}: the confidence does not rise with the score. {MEND}")
    return found


def fit(split: str = "development", progress: bool = True) -> dict:
    """Measure the detector on the cast's ``split``: the curve that ``write`` stores, and what it was measured on.

    Raises
    ------
    CastError
        When the images are not there.
    """
    from tqdm.auto import tqdm

    from course.faces import load
    from course.matching.detection import Detector

    detector, cast, random = Detector(), load(role="known", split=split), np.random.default_rng(0)
    faces, false, pictures = [], [], 0
    for image in tqdm(cast.images.image, unit="image", disable=not progress):
        pixels = cast.read(image)
        found = detector.detect(pixels)
        faces.append(found[0].score if found else 0.0)
        for picture in faceless(pixels, found[0].box if found else None, random):
            pictures += 1
            false += [face.score for face in detector.detect(picture)]
    faces, false = np.array(faces), np.array(false)
    rate = np.maximum([(false >= step).sum() / pictures for step in STEPS], 3 / pictures)
    return {
        "score": STEPS.tolist(), "confidence": np.round(100 / (1 + rate), 2).tolist(),
        "false_reports": [int((false >= step).sum()) for step in STEPS],
        "faces_found": [int((faces >= step).sum()) for step in STEPS],
        "images": len(faces), "pictures_without_a_face": pictures, "split": split,
    }  # fmt: skip


def faceless(pixels: np.ndarray, box, random: np.random.Generator) -> list[np.ndarray]:
    """Pictures like ``pixels`` that show no face: the face covered, and cut into tiles that are shuffled."""
    made = []
    if box is not None:
        x, y, width, height = (int(value) for value in box)
        covered = pixels.copy()
        covered[max(0, y - height // 8) : y + height + height // 8,
                max(0, x - width // 8) : x + width + width // 8] = pixels[0, 0]
        made.append(covered)
    for side in TILES:
        down, across = pixels.shape[0] // side, pixels.shape[1] // side
        tiles = pixels[: down * side, : across * side].reshape(down, side, across, side, 3).swapaxes(1, 2)
        tiles = random.permutation(tiles.reshape(-1, side, side, 3)).reshape(down, across, side, side, 3)
        made.append(np.ascontiguousarray(tiles.swapaxes(1, 2).reshape(down * side, across * side, 3)))
    return made

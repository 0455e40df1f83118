"""Similarity, 0 to 100: two maps from distance that this course made. Neither is Amazon's, which is not published.

``cast``       a logistic curve fitted to the distances of the cast's development half, each recogniser's own; how is
               said in ``course.evaluation.calibration``. For rendered faces. ``data/rekognition/similarity.json`` holds
               the two numbers of each curve and what they were fitted to.
``published``  a logistic curve through two points: the threshold that the recogniser's makers publish is given 80, and a
               distance of 0 is given 99.99. For photographs: the makers chose their threshold on some.

Both fall as the distance grows, so every threshold on one is a threshold on the distance. Which one is right is not a
question of arithmetic: somebody chose it, on some faces.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np

from course import paths
from course.evaluation.calibration import SimilarityScale
from course.recognisers import Recogniser
from course.recognisers import recogniser as record_of
from course.rekognition.errors import RekognitionError

SCALES = ("cast", "published")
AT_THRESHOLD, AT_ZERO = 80.0, 99.99
"""What `published` gives the makers' threshold (80: what the service takes for a match), and a distance of 0."""
METRIC = "cosine"
PRIOR = 0.5  # the share of mated comparisons at which the curve is a chance in percent
MOST_PAIRS = 1_000_000  # of a kind: more would change no digit that is kept
MEND = "Make it with `course rekognition fit`."


def default_path() -> Path:
    return paths.DATA / "rekognition" / "similarity.json"


def scale(recogniser="sface", name: str | None = None, path: Path | None = None) -> SimilarityScale:
    """Return a similarity scale of ``recogniser``: its name (such as dlib or sface), or the Embeddings it made.

    ``name`` is "cast" or "published". Without it, embeddings of your own images are given "published", and all else
    "cast". ``path``: another file of fitted curves than the course's own, for "cast".

    ``.name`` and ``.description`` say which is in force. ``.map(distance)`` gives the similarity of a cosine
    distance, ``.threshold_distance(80)`` the largest distance that is given 80.

    Raises
    ------
    RekognitionError
        For an unknown name, and when the file is missing or damaged, or has no curve for this recogniser.
    """
    if name is None:
        name = "published" if getattr(recogniser, "photographs", False) else "cast"
    found = record_of(getattr(recogniser, "recogniser", recogniser))
    if name == "published":
        return _published(found)
    if name != "cast":
        raise RekognitionError(f"unknown scale {str(name)!r}. Use one of {', '.join(SCALES)}.")
    return _fitted(found.name, Path(path or default_path()))


def _published(record: Recogniser) -> SimilarityScale:
    published = record.published
    top, at = _logit(AT_ZERO / 100), _logit(AT_THRESHOLD / 100)
    slope = (at - top) / published.cosine
    description = (
        f"Similarity = 100 / (1 + exp({-slope:.4g} x distance - {top:.4g})) for {record.name} and the cosine distance: "
        f"{AT_THRESHOLD:g} at {published.cosine:.3g}, the threshold of its makers ({published.who}: {published.where}), and "
        f"{AT_ZERO:g} at a distance of 0. They chose it on photographs. It was fitted to nothing here, and is no chance.")
    return SimilarityScale(slope, top, description, "published")


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _fitted(recogniser: str, path: Path) -> SimilarityScale:
    try:
        curve = json.loads(path.read_text(encoding="utf-8"))["curves"][recogniser]
        slope, offset, description = float(curve["slope"]), float(curve["offset"]), str(curve["description"])
    except FileNotFoundError:
        raise RekognitionError(f"{path} is missing: without it a distance has no similarity. {MEND}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RekognitionError(f"{path} has no similarity curve for {recogniser} ({error!r}). {MEND}") from None
    if not (math.isfinite(offset) and -math.inf < slope < 0):
        raise RekognitionError(f"{path}: the curve for {recogniser} does not fall with the distance. {MEND}")
    return SimilarityScale(slope, offset, description, "cast")


def fit(recogniser: str) -> dict:
    """Fit the curve of ``recogniser`` on the cast's development half: its entry in the file.

    Raises
    ------
    CastError
        When there are no embeddings.
    """
    from course.evaluation.calibration import similarity_0_100
    from course.evaluation.scores import FaceSet, score_pairs
    from course.faces import embeddings

    found = embeddings(recogniser, role="known", split="development")
    pairs = score_pairs(FaceSet.of(found), metric=METRIC)
    mated, nonmated = _some(pairs.mated), _some(pairs.nonmated)
    source = f"the cast's development half ({recogniser}, {METRIC} distance)"
    curve = similarity_0_100(mated, nonmated, prior=PRIOR, source=source)
    return {
        "slope": float(f"{curve.slope:.6g}"), "offset": float(f"{curve.offset:.6g}"), "metric": METRIC, "prior": PRIOR,
        "images": len(found), "subjects": int(found.table.subject.nunique()),
        "mated": len(mated), "nonmated": len(nonmated), "description": curve.description,
    }  # fmt: skip


def _some(distances: np.ndarray) -> np.ndarray:
    if len(distances) <= MOST_PAIRS:
        return distances
    return np.random.default_rng(0).choice(distances, MOST_PAIRS, replace=False)

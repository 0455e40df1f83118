"""Similarity, 0 to 100: a map from distance that this course made. It is not Amazon's scale, which is not published.

A logistic curve fitted to the distances of the cast's development half, each recogniser's own; how is said in
``course.evaluation.calibration``. It falls as the distance grows, so every threshold on it is a threshold on the
distance. ``data/rekognition/similarity.json`` holds the two numbers of each curve and what they were fitted to.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np

from course import paths
from course.files import write_whole
from course.rekognition.errors import RekognitionError

METRIC = "cosine"
PRIOR = 0.5  # the share of mated comparisons at which the curve is a chance in percent
MOST_PAIRS = 1_000_000  # of a kind: more would change no digit that is kept
MEND = "Make it with `course rekognition fit`."


def default_path() -> Path:
    return paths.DATA / "rekognition" / "similarity.json"


def scale(recogniser: str = "sface", path: Path | None = None):
    """Return the ``course.evaluation.calibration.SimilarityScale`` of ``recogniser`` (dlib or sface).

    ``.map(distance)`` gives the similarity, ``.threshold_distance(80)`` the largest distance that is given 80.
    Raises RekognitionError when the file is missing or damaged, or has no curve for this recogniser.
    """
    from course.evaluation.calibration import SimilarityScale

    path = path or default_path()
    try:
        curve = json.loads(Path(path).read_text(encoding="utf-8"))["curves"][recogniser]
        slope, offset, description = float(curve["slope"]), float(curve["offset"]), str(curve["description"])
    except FileNotFoundError:
        raise RekognitionError(f"{path} is missing: without it a distance has no similarity. {MEND}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RekognitionError(f"{path} has no similarity curve for {recogniser} ({error!r}). {MEND}") from None
    if not (math.isfinite(offset) and -math.inf < slope < 0):
        raise RekognitionError(f"{path}: the curve for {recogniser} does not fall with the distance. {MEND}")
    return SimilarityScale(slope, offset, description)


def fit(recogniser: str) -> dict:
    """Fit the curve of ``recogniser`` on the cast's development half: the entry that ``write`` stores.

    Raises CastError when there are no embeddings.
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


def write(path: Path | None = None) -> dict:
    """Fit both recognisers' curves, write them and their card, and return them by recogniser."""
    from course.matching.recognisers import RECOGNISERS

    path = Path(path or default_path())
    curves = {name: fit(name) for name in RECOGNISERS}
    content = (json.dumps({"curves": curves}, indent=2) + "\n").encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    write_whole(path.parent / "CARD.md", _card(path.name, content, curves).encode())
    return curves


def _some(distances: np.ndarray) -> np.ndarray:
    if len(distances) <= MOST_PAIRS:
        return distances
    return np.random.default_rng(0).choice(distances, MOST_PAIRS, replace=False)


def _card(name: str, content: bytes, curves: dict) -> str:
    rows = "\n".join(
        f"| {recogniser} | {curve['slope']:g} | {curve['offset']:g} | {curve['subjects']} | {curve['images']} | "
        f"{curve['mated']:,} | {curve['nonmated']:,} |" for recogniser, curve in curves.items())
    return f"""---
title: From distance to similarity
licence: CC0-1.0
source: data/embeddings (templates of the synthetic cast, development half)
how: course rekognition fit
files:
  {name}: {hashlib.sha256(content).hexdigest()}
---
# From distance to similarity

The local service answers with a similarity from 0 to 100. It is 100 / (1 + exp(-(slope x distance + offset))), where
distance is the cosine distance of two templates. The two numbers were fitted by logistic regression to mated and
non-mated pairs of the cast's development half, the two kinds weighted alike.

This is not Amazon's scale. How Amazon makes its similarity is not published. A similarity of 80 here and a similarity
of 80 there have only the number in common.

| recogniser | slope | offset | subjects | images | mated pairs | non-mated pairs |
|---|---|---|---|---|---|---|
{rows}

Rendered faces are not photographs: on other images, the same similarity goes with other error rates.
"""

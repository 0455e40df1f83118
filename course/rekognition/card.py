"""Write ``data/rekognition``, the fitted curves of similarity and confidence with their card, and the table of scales in ``docs/rekognition.md``."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

from course import paths
from course.evaluation.facesets import FaceSet
from course.evaluation.rates import fmr, fnmr
from course.evaluation.scores import score_pairs
from course.faces import embeddings
from course.faces.marks import replace_between
from course.files import write_whole
from course.recognisers import RECOGNISERS
from course.rekognition import confidence, similarity
from course.rekognition.similarity import METRIC, SCALES

SIMILARITIES = (80, 95, 99)
BEGIN, END = "<!-- scales: begin", "<!-- scales: end -->"


def write(folder: Path | None = None, document: Path | None = None, progress: bool = True) -> list[str]:
    """Fit all curves on the cast's development half and write them with their card; return what was fitted, in words.

    Without a ``folder`` they go to ``data/rekognition``. In ``document``, when there is one, the table of scales is written anew.

    Raises
    ------
    CastError
        When the cast or its embeddings are missing: nothing is written then.
    """
    folder = Path(folder or paths.DATA / "rekognition")
    curves = {name: similarity.fit(name) for name in RECOGNISERS}
    sure = confidence.fit(progress=progress)
    files = {"similarity.json": _json({"curves": curves}), "confidence.json": _json(sure)}
    for name, content in files.items():
        write_whole(folder / name, content)
    confidence.confidence.cache_clear()
    table = scales_on_the_cast(path=folder / "similarity.json")
    write_whole(folder / "CARD.md", _card(files, curves, sure, table).encode())
    if document:
        replace_between(document, BEGIN, END, scale_table(table))
    top = f"Confidence {sure['confidence'][0]:g} at a score of {sure['score'][0]:g}, {sure['confidence'][-1]:g} at the most."
    return [*(curve["description"] for curve in curves.values()), top]


def scales_on_the_cast(split: str = "evaluation", path: Path | None = None) -> pd.DataFrame:
    """Return what each scale does on the cast: one row for a recogniser, a scale and a similarity.

    Columns: ``recogniser, scale, similarity, distance`` (the largest that is given this similarity), ``fmr, fnmr``.
    """
    rows = []
    for name in RECOGNISERS:
        pairs = score_pairs(FaceSet.of(embeddings(name, role="known", split=split)), metric=METRIC)
        for which in SCALES:
            scale = similarity.scale(name, which, path if which == "cast" else None)
            for value in SIMILARITIES:
                apart = scale.threshold_distance(value)
                rows.append((name, which, value, apart, fmr(pairs.nonmated, apart), fnmr(pairs.mated, apart)))
    return pd.DataFrame(rows, columns=["recogniser", "scale", "similarity", "distance", "fmr", "fnmr"])


def scale_table(table: pd.DataFrame) -> str:
    """The table as Markdown."""
    head = "| recogniser | scale | similarity | largest distance | FMR | FNMR |\n|---|---|---|---|---|---|\n"
    return head + "\n".join(f"| {row.recogniser} | `{row.scale}` | {row.similarity} | {row.distance:.3f} | {row.fmr:.2%} | {row.fnmr:.2%} |"
                     for row in table.itertuples())


def _json(content: dict) -> bytes:
    return (json.dumps(content, indent=2) + "\n").encode()


def _card(files: dict[str, bytes], curves: dict, sure: dict, table: pd.DataFrame) -> str:
    hashes = "\n".join(f"  {name}: {hashlib.sha256(content).hexdigest()}" for name, content in files.items())
    rows = "\n".join(
        f"| {recogniser} | {curve['slope']:g} | {curve['offset']:g} | {curve['subjects']} | {curve['images']} | "
        f"{curve['mated']:,} | {curve['nonmated']:,} |" for recogniser, curve in curves.items())
    steps = "\n".join(f"| {score:.2f} | {found:,} | {false:,} | {percent:g} |" for score, found, false, percent in zip(
        sure["score"], sure["faces_found"], sure["false_reports"], sure["confidence"], strict=True) if round(score * 100) % 5 == 0)
    return f"""---
title: From distance to similarity, and from the detector's score to confidence
licence: CC0-1.0
source: data/faces and data/embeddings (the synthetic cast and its templates, development half)
how: course rekognition fit
files:
{hashes}
---
# From distance to similarity

The local service answers with a similarity from 0 to 100. It is 100 / (1 + exp(-(slope x distance + offset))), where
distance is the cosine distance of two templates. On the scale `cast`, the two numbers were fitted by logistic regression
to mated and non-mated pairs of the cast's development half, the two kinds weighted alike.

| recogniser | slope | offset | subjects | images | mated pairs | non-mated pairs |
|---|---|---|---|---|---|---|
{rows}

Rendered faces are not photographs: on other images, the same similarity goes with other error rates. So there is a second
scale, `published`: the threshold that the recogniser's makers publish is given 80, and a distance of 0 is given 99.99.
They chose it on photographs. Neither is Amazon's scale. How Amazon makes its similarity is not published. A similarity of
80 here and a similarity of 80 there have only the number in common.

What the two do on the cast's evaluation half, whose people had no part in the fitting:

{scale_table(table)}

# From score to confidence

The detector's score is no probability. What is reported is 100 / (1 + F), where F is the number of false reports at that
score or above in a picture without a face. {sure['pictures_without_a_face']:,} such pictures were made from
{sure['images']:,} images of the cast's development half: the face covered, and the image cut into tiles of 24 and of 48 px
and shuffled. Where no false report was seen, F is 3 / {sure['pictures_without_a_face']:,} (rule of three).

| score | faces found at or above, of {sure['images']:,} | false reports at or above, in {sure['pictures_without_a_face']:,} pictures | confidence |
|---|---|---|---|
{steps}

Nobody says that what detectors take for faces in the world looks like that.
"""

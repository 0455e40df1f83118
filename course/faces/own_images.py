"""Your own images, loaded like the cast: on this machine alone, and only after ``course faces add``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from course.faces.cast import NUMBERS, TEXTS, Cast, CastError, Embeddings
from course.faces.own_store import records, store, template
from course.recognisers import recogniser as record_of

MEASURES = ("faces", "x", "y", "w", "h", "score", "sharpness", "brightness_mean", "brightness_median", "eye_distance",
            "yaw_estimate")


def own() -> Cast:
    """Load your own images as a Cast. Every person is ``known``; half of them, by person, are for development.

    Nobody is labelled: ``target``, ``sex`` and the other texts are empty, and settings of a renderer are NaN.

    Raises
    ------
    CastError
        When there are none.
    """
    return Cast(_table(_some()).drop(columns=["found", *MEASURES]))


def own_embeddings(recogniser: str) -> Embeddings:
    """Load the templates that ``recogniser`` (such as dlib or sface) made of your own images.

    Raises
    ------
    CastError
        For an unknown recogniser, a damaged store, when there are no images, and when images have no template of this
        recogniser yet, because it was added after them.
    """
    name, kept = record_of(recogniser, CastError).name, _some()
    vectors = [template(record["image"], name) for record in kept]
    absent = sum(vector is None for vector in vectors)
    if absent:
        raise CastError(f"{absent} of your {len(kept)} images have no template of {name} yet: it was added after them. "
                        "Make it with `course faces update`.")
    vectors, table = np.array(vectors, np.float32), _table(kept)
    found = np.isfinite(vectors).all(axis=1)
    return Embeddings(vectors[found], table[found].reset_index(drop=True), table[~found].reset_index(drop=True), name,
                      photographs=True)


def _some() -> list[dict]:
    kept = records()
    if not kept:
        raise CastError("there are no images of your own. Add a folder with `course faces add FOLDER`.")
    return kept


def _table(kept: list[dict]) -> pd.DataFrame:
    blank = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS, np.nan)
    rows = []
    for record in kept:
        labels = {"image": record["image"], "subject": record["subject"], "split": record["split"], "role": "known",
                  "file": str((store() / record["image"] / "image.png").resolve())}
        rows.append(blank | labels | dict.fromkeys(MEASURES, np.nan) | record["row"])
    return pd.DataFrame(rows)

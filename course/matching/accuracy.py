"""Measure both recognisers on the committed cast. What it prints is what ``docs/models.md`` quotes.

The rates come from ``course.evaluation``, which stands above this package: it is imported here alone, and only when
the measurement is asked for.
"""

from __future__ import annotations

import pandas as pd

from course.faces import Embeddings, embeddings
from course.faces.cast import CastError
from course.matching.recognisers import RECOGNISERS, default_threshold

GROUP = ["target", "sex"]
WHOLE = "all"


def measure(recogniser: str, metric: str = "cosine", role: str | None = None, split: str | None = None) -> pd.DataFrame:
    """Return one row for the whole set and one for each target x sex, with the columns

    ``images, subjects, not_found`` (share of images in which no face was found), ``mated, nonmated`` (pairs),
    ``auc, eer, eer_distance, threshold`` (DeepFace's default), and ``fmr, fnmr`` at that threshold.

    In a group's row both images of every pair are of that group. Raises CastError when there are no embeddings.
    """
    from course.evaluation.rates import error_curve
    from course.evaluation.scores import FaceSet, score_pairs

    found = embeddings(recogniser, role, split)
    if not len(found):
        raise CastError("no template fits this role and split. Choose another, or run `course matching embed`.")
    faces = FaceSet.of(found, GROUP)
    threshold = default_threshold(recogniser, metric)
    scores = score_pairs(faces, metric=metric)
    rows = [_row(WHOLE, found, scores.mated, scores.nonmated, threshold, error_curve)]
    mated, nonmated = (scores.groups_of(pairs) for pairs in (scores.mated_rows, scores.nonmated_rows))
    for code, name in enumerate(scores.group_names):
        target, sex = str(name).split()
        of_group = (scores.mated[(mated == code).all(axis=1)], scores.nonmated[(nonmated == code).all(axis=1)])
        rows.append(_row(name, found.filter(target=target, sex=sex), *of_group, threshold, error_curve))
    return pd.DataFrame(rows)


def _row(name: str, found: Embeddings, mated, nonmated, threshold: float, error_curve) -> dict:
    images = len(found) + len(found.missed)
    row = {
        "group": name, "images": images, "subjects": pd.concat([found.table, found.missed]).subject.nunique(),
        "not_found": len(found.missed) / images, "mated": len(mated), "nonmated": len(nonmated),
    }  # fmt: skip
    if len(mated) and len(nonmated):
        curve = error_curve(mated, nonmated)
        eer = curve.eer()
        row |= {
            "auc": curve.auc(), "eer": eer.rate, "eer_distance": eer.threshold, "threshold": threshold,
            "fmr": curve.fmr(threshold), "fnmr": curve.fnmr(threshold),
        }  # fmt: skip
    return row


def report(metric: str = "cosine", role: str | None = None, split: str | None = None) -> str:
    """The measurements of both recognisers as text."""
    shown = {
        "not_found": "{:.2%}".format, "auc": "{:.4f}".format, "eer": "{:.2%}".format, "eer_distance": "{:.4f}".format,
        "threshold": "{:g}".format, "fmr": "{:.2%}".format, "fnmr": "{:.2%}".format,
    }  # fmt: skip
    parts = []
    for name in RECOGNISERS:
        table = measure(name, metric, role, split).to_string(index=False, formatters=shown)
        parts.append(f"{name}, {metric}, role: {role or 'all'}, split: {split or 'all'}\n{table}")
    parts.append("threshold: DeepFace's default. In a group's row, both images of every pair are of that group.\n"
                 "Rendered faces: these rates show how to measure, not how the recognisers do on people.")
    return "\n\n".join(parts)

"""Measure both recognisers on the committed cast. What it prints is what ``docs/models.md`` quotes.

The rates come from ``course.evaluation``, which stands above this package: it is imported here alone, and only when
the measurement is asked for.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from course.faces import Embeddings, embeddings
from course.faces.cast import CastError
from course.matching.files import write_whole
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


SHOWN = {
    "group": str, "images": "{:,}".format, "subjects": "{:,}".format, "not_found": "{:.2%}".format,
    "mated": "{:,}".format, "nonmated": "{:,}".format, "auc": "{:.4f}".format, "eer": "{:.2%}".format,
    "eer_distance": "{:.4f}".format, "threshold": "{:g}".format, "fmr": "{:.2%}".format, "fnmr": "{:.2%}".format,
}  # fmt: skip
NOTE = ("threshold: DeepFace's default. In a group's row, both images of every pair are of that group.\n"
        "Rendered faces: these rates show how to measure, not how the recognisers do on people.")


def report(metric: str = "cosine", role: str | None = None, split: str | None = None) -> str:
    """The measurements of both recognisers as text."""
    parts = []
    for name in RECOGNISERS:
        table = measure(name, metric, role, split).to_string(index=False, formatters=SHOWN)
        parts.append(f"{name}, {metric}, role: {role or 'all'}, split: {split or 'all'}\n{table}")
    return "\n\n".join([*parts, NOTE])


CARD_TABLES = (("dlib", "cosine"), ("dlib", "euclidean"), ("sface", "cosine"))
BEGIN, END = "<!-- measured: begin", "<!-- measured: end -->"


def card_section() -> str:
    """The measurements on all known subjects as Markdown, for ``docs/models.md``."""
    parts = ["Measured on all known subjects of the cast. `not_found`: share of images without a detected face.\n"
             "`fmr` and `fnmr`: at the default threshold. In a group's row, both images of every pair are of that group:\n"
             "rendered with that morph target and sex. These rates show how to measure. They do not say how the\n"
             "recognisers do on people."]
    for name, metric in CARD_TABLES:
        table = measure(name, metric, role="known")
        lines = ["| " + " | ".join(SHOWN) + " |", "|" + "---|" * len(SHOWN)]
        for row in table.to_dict("records"):
            cells = ["" if pd.isna(row.get(column)) else show(row[column]) for column, show in SHOWN.items()]
            lines.append("| " + " | ".join(cells) + " |")
        parts.append(f"**{name}, {metric}**\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def write_card(path: Path) -> None:
    """Put fresh measurements between the two marks in the file at ``path``. Raises CastError without the marks."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise CastError(f"{path} lacks the marks `{BEGIN}` and `{END}`. Put them where the measurements belong.")
    first_line = begin + rest.partition("\n")[0]
    write_whole(path, f"{before}{first_line}\n\n{card_section()}\n\n{end}{after}".encode())

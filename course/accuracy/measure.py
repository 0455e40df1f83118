"""Measure the recognisers on the committed cast. What it prints is what ``docs/models.md`` quotes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from course import paths
from course.evaluation.facesets import FaceSet
from course.evaluation.rates import error_curve
from course.evaluation.scores import score_pairs
from course.evaluation.separability import separability
from course.faces import Embeddings, embeddings
from course.faces.cast import CastError
from course.faces.marks import replace_between
from course.files import write_whole
from course.recognisers import RECOGNISERS, RecogniserError, default_threshold

GROUP = ["target", "sex"]
WHOLE = "all"


def measure(recogniser: str, metric: str | None = None, role: str | None = None, split: str | None = None) -> pd.DataFrame:
    """Return one row for the whole set and one for each target x sex, with the columns

    ``metric``: without one, the recogniser's ``usual_metric``.

    ``images, subjects, not_found`` (share of images in which no face was found), ``mated, nonmated`` (pairs),
    ``auc, eer, eer_distance, threshold`` (the ``default_threshold``), and ``fmr, fnmr`` at that threshold.

    In a group's row both images of every pair are of that group.

    Raises
    ------
    CastError
        When there are no embeddings.
    RecogniserError
        When nobody published a threshold for this metric.
    """
    metric = metric or RECOGNISERS[recogniser].usual_metric
    found = embeddings(recogniser, role, split)
    if not len(found):
        raise CastError("no template fits this role and split. Choose another, or run `course matching embed`.")
    faces = FaceSet.of(found, GROUP)
    threshold = default_threshold(recogniser, metric)
    scores = score_pairs(faces, metric=metric)
    rows = [_row(WHOLE, found, scores.mated, scores.nonmated, threshold)]
    mated, nonmated = (scores.groups_of(pairs) for pairs in (scores.mated_rows, scores.nonmated_rows))
    for code, name in enumerate(scores.group_names):
        target, sex = str(name).split()
        of_group = (scores.mated[(mated == code).all(axis=1)], scores.nonmated[(nonmated == code).all(axis=1)])
        rows.append(_row(name, found.filter(target=target, sex=sex), *of_group, threshold))
    return pd.DataFrame(rows)


def _row(name: str, found: Embeddings, mated, nonmated, threshold: float) -> dict:
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


MEASURED = ("recogniser", "group", "measure", "estimate", "low", "high")
"""Columns of data/measured/separability.csv: one row a measure, with its 95% subject-bootstrap interval."""
REPLICATES = 1000


def intervals(recogniser: str, groups=None, replicates: int = REPLICATES) -> pd.DataFrame:
    """Return how far apart mated and non-mated distances of the known subjects lie, with intervals.

    The columns are MEASURED. The measures are auc, eer, tmr_at_fmr_1e-2 to 1e-4, and fmr and fnmr at the default threshold.
    The distances are those of the ``usual_metric``.
    ``groups``: only these, of "all" and the target and sex of both images, such as "asian female". People are
    resampled, not pairs.
    """
    faces = FaceSet.of(embeddings(recogniser, "known"), GROUP)
    metric = RECOGNISERS[recogniser].usual_metric
    threshold, rows = default_threshold(recogniser, metric), []
    for group in groups or [WHOLE, *sorted(set(faces.groups))]:
        part = faces if group == WHOLE else faces.take(faces.groups == group)
        found = separability(score_pairs(part, metric=metric), threshold, replicates=replicates)
        named = {"auc": found.auc, "eer": found.eer}
        named |= {f"tmr_at_fmr_{target:.0e}".replace("e-0", "e-"): one
                  for target, one in zip(found.targets, found.tmr, strict=True)}
        named |= {"fmr": found.fmr, "fnmr": found.fnmr}
        rows += [(recogniser, group, name, one.estimate, one.low, one.high) for name, one in named.items()]
    return pd.DataFrame(rows, columns=list(MEASURED))


def write_measured(folder: Path) -> None:
    """Measure every recogniser with intervals and write ``separability.csv`` and its card into ``folder``."""
    table = pd.concat([intervals(name) for name in RECOGNISERS])
    content = table.to_csv(index=False, float_format="%.6g", lineterminator="\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "separability.csv", content)
    digest = hashlib.sha256(content).hexdigest()
    others = "".join(f" For {name}: {one.usual_metric}." for name, one in RECOGNISERS.items() if one.usual_metric != "cosine")
    card = MEASURED_CARD.format(digest=digest, replicates=REPLICATES, others=others, names=" or ".join(RECOGNISERS))
    write_whole(folder / "CARD.md", card.encode())


MEASURED_CARD = """---
title: How far apart mated and non-mated comparisons of the cast lie
licence: CC0-1.0
source: data/embeddings, made from data/faces
how: course matching accuracy --write
files:
  separability.csv: {digest}
---
# What was measured on the cast

One row a measure, of all known subjects or of those rendered with one morph target and sex: then both images of every
pair are of that group. Cosine distance.{others} The interval is the middle 95% of {replicates} subject-bootstrap replicates.

| column | meaning |
|---|---|
| recogniser | {names} |
| group | all, or target and sex |
| measure | auc; eer; tmr_at_fmr_1e-2, 1e-3, 1e-4: share of mated pairs accepted at the largest threshold with at most that FMR; fmr and fnmr at DeepFace's default threshold |
| estimate, low, high | shares, 0 to 1 |

These numbers show how to measure. They do not say how the recognisers do on people.
"""

SHOWN = {
    "group": str, "images": "{:,}".format, "subjects": "{:,}".format, "not_found": "{:.2%}".format,
    "mated": "{:,}".format, "nonmated": "{:,}".format, "auc": "{:.4f}".format, "eer": "{:.2%}".format,
    "eer_distance": "{:.4f}".format, "threshold": "{:g}".format, "fmr": "{:.2%}".format, "fnmr": "{:.2%}".format,
}  # fmt: skip
NOTE = ("threshold: DeepFace's default, or without one that of the makers. In a group's row, both images of every pair are of that group.\n"
        "Rendered faces: these rates show how to measure, not how the recognisers do on people.")


def report(metric: str | None = None, role: str | None = None, split: str | None = None) -> str:
    """The measurements of every recogniser as text; for one without a threshold for ``metric``, a line that says so."""
    parts = []
    for name in RECOGNISERS:
        used = metric or RECOGNISERS[name].usual_metric
        try:
            table = measure(name, used, role, split).to_string(index=False, formatters=SHOWN)
        except RecogniserError as error:
            table = f"not measured: {error}"
        parts.append(f"{name}, {used}, role: {role or 'all'}, split: {split or 'all'}\n{table}")
    return "\n\n".join([*parts, NOTE])


BEGIN, END = "<!-- measured: begin", "<!-- measured: end -->"


def card_section() -> str:
    """The measurements on all known subjects as Markdown, for ``docs/models.md``."""
    parts = ["Measured on all known subjects of the cast. `not_found`: share of images without a detected face.\n"
             "`fmr` and `fnmr`: at the default threshold. In a group's row, both images of every pair are of that group:\n"
             "rendered with that morph target and sex. These rates show how to measure. They do not say how the\n"
             "recognisers do on people."]
    tables = [(name, metric) for name, one in RECOGNISERS.items() for metric in dict.fromkeys((one.usual_metric, one.metric))]
    for name, metric in tables:
        table = measure(name, metric, role="known")
        lines = ["| " + " | ".join(SHOWN) + " |", "|" + "---|" * len(SHOWN)]
        for row in table.to_dict("records"):
            cells = ["" if pd.isna(row.get(column)) else show(row[column]) for column, show in SHOWN.items()]
            lines.append("| " + " | ".join(cells) + " |")
        parts.append(f"**{name}, {metric}**\n\n" + "\n".join(lines))
    return "\n\n".join([*parts, INTERVALS, *map(_interval_table, RECOGNISERS)])


INTERVALS = ("The same with intervals: the middle 95% of 1,000 replicates in which people were resampled. `tmr 1e-3`: the\n"
             "share of mated pairs accepted at the largest threshold whose FMR is at most 1 in 1,000. One group has 44,250\n"
             "non-mated pairs, so its `tmr 1e-4` hangs on four pairs. The numbers are in `data/measured`.")


def _interval_table(recogniser: str) -> str:
    table = pd.read_csv(paths.DATA / "measured" / "separability.csv")
    table = table[table.recogniser == recogniser]
    table = table.assign(
        cell=[f"{row.estimate:.2%} ({row.low:.2%} to {row.high:.2%})" for row in table.itertuples()],
        measure=table.measure.str.replace("tmr_at_fmr_", "tmr "))
    wide = table.pivot(index="group", columns="measure", values="cell")
    wide = wide.loc[table.group.unique(), table.measure.unique()]
    lines = ["| group | " + " | ".join(wide) + " |", "|" + "---|" * (wide.shape[1] + 1)]
    lines += [f"| {group} | " + " | ".join(row) + " |" for group, row in zip(wide.index, wide.to_numpy(), strict=True)]
    return f"**{recogniser}, {RECOGNISERS[recogniser].usual_metric}, with intervals**\n\n" + "\n".join(lines)


def write_card(path: Path) -> None:
    """Put fresh measurements between the two marks in the file at ``path``.

    Raises
    ------
    CastError
        Without the marks.
    """
    replace_between(path, BEGIN, END, card_section())

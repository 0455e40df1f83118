"""Gather the records of rendered subjects into the tables of ``data/faces``: the same records give the same bytes."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

from course.faces.render import plan, run
from course.faces.render.provision import RenderError

CAST_COLUMNS = (
    "image", "subject", "file", "role", "split", "target", "sex", "age", "expression", "yaw", "pitch", "roll", "light",
    "key_azimuth", "exposure", "glasses", "beard", "hair", "skin", "blur", "seed", "shot", "curl", "hair_colour",
    "freckles", "gain",
)
COUNTERFACTUAL_COLUMNS = ("image", "subject", "factor", "step", "value", "base", "file", "split", "target", "sex", "age",
                          "skin", "exposure", "glasses", "beard", "yaw")


def assemble(out: Path | None = None, strangers: Path | None = None) -> dict[str, int]:
    """Write ``cast.csv``, ``counterfactual.csv`` (when rendered) and ``SHA256SUMS`` in ``out``.

    Returns the number of images of each set. Raises RenderError when no known subject was rendered.
    """
    out = Path(out or run.default_out("known"))
    strangers = Path(strangers or run.default_out("strangers"))
    rows = {which: _rows(which, strangers if which == "strangers" else out) for which in plan.SETS}
    if not rows["known"]:
        raise RenderError(f"no records in {out / '.records'}. Render first, with `course faces render`.")
    _write(out / "cast.csv", _table(rows["known"] + rows["strangers"], CAST_COLUMNS))
    if rows["counterfactual"]:
        _write(out / "counterfactual.csv", _table(rows["counterfactual"], COUNTERFACTUAL_COLUMNS))
    committed = sorted(rows["known"] + rows["counterfactual"], key=lambda row: row["file"])
    _write(out / "SHA256SUMS", "".join(f"{row['sha256']}  {row['file']}\n" for row in committed))
    return {which: len(found) for which, found in rows.items()}


def _rows(which: str, out: Path) -> list[dict]:
    """Rows in the order of the plan, which starts with whole rounds over the cells."""
    rows = []
    for subject in plan.subjects(which):
        record = run.record_path(which, subject.name, out)
        if record.is_file():
            rows += json.loads(record.read_text())["rows"]
    return rows


def _table(rows: list[dict], columns: tuple[str, ...]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)

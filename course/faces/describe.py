"""What the cast is made of, cell by cell, as tables for ``docs/datasheet.md``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from course.faces.cast import Cast, load
from course.faces.marks import replace_between

BEGIN, END = "<!-- distributions: begin", "<!-- distributions: end -->"
CELL = ["target", "sex"]


def distributions(cast: Cast) -> dict[str, pd.DataFrame]:
    """Return tables by name, one row a cell (target and sex): ``people`` counts subjects, ``images`` counts images."""
    people = cast.subjects.groupby(CELL)
    images = cast.images.groupby(CELL)
    share = {"glasses": people.glasses.mean(), "beard": people.beard.agg(lambda kind: (kind != "none").mean())}
    styles = pd.crosstab([cast.subjects.target, cast.subjects.sex], cast.subjects.hair, normalize="index")
    lights = pd.crosstab([cast.images.target, cast.images.sex], cast.images.light, normalize="index")
    return {
        "people": pd.DataFrame({
            "subjects": people.size(), "in development": people.split.agg(lambda half: (half == "development").sum()),
            **{f"age {name}": people.age.quantile(q) for name, q in (("5%", 0.05), ("median", 0.5), ("95%", 0.95))},
            **share,
            "skin, darkest": people.skin.min(), "skin, median": people.skin.median(), "skin, lightest": people.skin.max(),
        }),
        "hair": styles,
        "images": pd.DataFrame({
            "images": images.size(), "yaw, sd": images.yaw.std(), "pitch, sd": images.pitch.std(),
            "exposure, mean": images.exposure.mean(), "exposure, sd": images.exposure.std(), "blur, mean": images.blur.mean(),
            "neutral": images.expression.agg(lambda kind: (kind == "neutral").mean()),
        }),
        "light": lights,
    }


WORDS = {
    "people": "**People.** Ages in years. `glasses`, `beard`: share of subjects. `skin`: mean linear reflectance, 0 to 1; it is\n"
              "bound to the target, and so is hair colour. The rest is drawn from one distribution.",
    "hair": "**Hair**, share of subjects. Styles are drawn by sex, in the same way for each target.",
    "images": "**Images.** Angles in degrees, exposure in stops, blur in pixels; `neutral`: share with a neutral expression.",
    "light": "**Light**, share of images.",
}
SHARES = {"glasses", "beard", "neutral"}


def section(cast: Cast | None = None) -> str:
    """The distributions of the known subjects as Markdown."""
    cast = cast or load(role="known")
    parts = [f"Counted over all {cast.images.subject.nunique()} known subjects and {len(cast)} images.\n"
             "Cells differ by chance where they are drawn from one distribution."]
    for name, table in distributions(cast).items():
        rate = SHARES if name in ("people", "images") else set(table)
        lines = ["| target, sex | " + " | ".join(table) + " |", "|" + "---|" * (table.shape[1] + 1)]
        for cell, row in table.iterrows():
            shown = [_show(value, column in rate) for column, value in row.items()]
            lines.append("| " + " | ".join([" ".join(cell), *shown]) + " |")
        parts += [WORDS[name], "\n".join(lines)]
    return "\n\n".join(parts)


def _show(value: float, share: bool) -> str:
    if share:
        return f"{value:.0%}"
    return f"{value:.0f}" if float(value).is_integer() or abs(value) >= 20 else f"{value:.2f}"


def write(path: Path) -> None:
    """Put fresh distributions between the two marks in the file at ``path``.

    Raises
    ------
    CastError
        Without the marks.
    """
    replace_between(path, BEGIN, END, section())

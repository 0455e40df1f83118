"""Tables and figures of the case lessons: both sides of a disputed point, thresholds on the cast, commitments on a bank of uses."""

from __future__ import annotations

import datetime
import html
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from course.errors import CourseError
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure
from course.figures.words import say
from course.policy import article, cite, claim, commitment, contested, permitted
from course.policy.commitments import ANSWERS

if TYPE_CHECKING:
    import pandas as pd
    from IPython.display import HTML

    from course.policy import Use

_MARKS = {"yes": ("yes", COLOURS["sky"]), "no": ("no", COLOURS["vermilion"]), "unclear": ("?", "0.85")}


def sides(point: str) -> None:
    """Show both sides of a disputed point with their sources, and what would settle it.

    Raises
    ------
    CourseError
        If there is no such point.
    """
    points = {entry.id: entry for entry in contested()}
    if point not in points:
        raise CourseError(f"there is no disputed point {point!r}. There are {', '.join(points)}.")
    entry = points[point]
    told = [f"- **{side.who}.** {side.says} {cite(*side.claims)}" for side in entry.sides]
    say("\n".join([f"**{entry.question}**", "", *told, "", f"*What would settle it:* {entry.settle}"]))


def sentences() -> HTML:
    """The news story that the course starts from as a table: a few of its words, who says them, what they were held
    against, what that showed, and what the story leaves out. Each id leads to its source."""
    from IPython.display import HTML

    def ids(names: Iterable[str]) -> str:
        return ", ".join(
            f'<a href="{html.escape(row.address)}" title="{html.escape(f"{row.publisher}: {row.text}")}">{row.id}</a>'
            for row in map(claim, names)
        )

    body = "".join(
        f'<tr><th scope="row">{number}</th><td>“{html.escape(claim(one.says).quotation.strip("“”"))}” {ids([one.says])}</td>'
        f"<td>{html.escape(one.by)}</td><td>{html.escape(one.found)} {ids(one.against)}</td>"
        f"<td>{html.escape(one.leaves_out)} {ids(one.besides)}</td></tr>"
        for number, one in enumerate(article(), 1)
    )
    heads = ("", "words of the story", "said by", "held against its source", "what it leaves out")
    style = ' style="text-align: left; vertical-align: top"'
    head = "".join(f'<th scope="col"{style}>{name or "no."}</th>' for name in heads)
    body = body.replace("<td>", f"<td{style}>")
    caption = "<caption>The story of 10 June 2020, sentence by sentence</caption>"
    return HTML(f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def rates(table: pd.DataFrame) -> Figure:
    """FMR and FNMR at some similarity settings. ``table``: index the setting (0 to 100), columns ``FMR``, ``FNMR`` (shares)."""
    import matplotlib.pyplot as plt

    drawing, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2))
    for axis, name, colour, hatch in ((left, "FMR", NON_MATED, "//"), (right, "FNMR", MATED, "")):
        bars = axis.bar([f"{level:g}" for level in table.index], 100 * table[name], color=colour, hatch=hatch, edgecolor="white")
        axis.bar_label(bars, [f"{100 * share:.3g}%" for share in table[name]], fontsize=8)
        axis.set(xlabel="setting on our scale", ylabel=f"{name} (%)", ylim=(0, max(1e-3, 118 * table[name].max())))
        axis.spines[["top", "right"]].set_visible(False)
    drawing.tight_layout()
    told = "; ".join(f"at {level:g}, FMR {row.FMR:.3%} and FNMR {row.FNMR:.2%}" for level, row in table.iterrows())
    return Figure(drawing, f"Two rows of bars over the same settings, one for false matches and one for misses: {told}.")


def answers(uses: Iterable[Use], names: Iterable[str], days: Mapping[str, datetime.date] | None = None) -> pd.DataFrame:
    """What each commitment answers for each use, ``yes``, ``no`` or ``unclear``: a row a use, a column a commitment.

    ``days`` moves every use to one day for a commitment, so that only the wording decides and not the calendar.
    """
    import pandas as pd

    uses, days = list(uses), days or {}
    columns = {
        name: [permitted(replace(use, date=days.get(name, use.date)), name).answer for use in uses] for name in names
    }
    return pd.DataFrame(columns, index=pd.Index([use.id for use in uses], name="use"))


def answers_figure(table: pd.DataFrame) -> Figure:
    """The table of ``answers`` as a grid of marks, a row a use, with the counts in words."""
    import matplotlib.pyplot as plt

    titles = [commitment(name).title for name in table.columns]
    drawing, axis = plt.subplots(figsize=(1 + 1.7 * len(titles), 0.8 + 0.24 * len(table)))
    for place, name in enumerate(table.columns):
        for row, answer in enumerate(table[name]):
            mark, colour = _MARKS[answer]
            axis.add_patch(plt.Rectangle((place - 0.47, row - 0.44), 0.94, 0.88, color=colour, linewidth=0))
            axis.text(place, row, mark, ha="center", va="center", fontsize=9)
    axis.set(xlim=(-0.6, len(titles) - 0.4), ylim=(len(table) - 0.4, -0.6))
    axis.set_xticks(range(len(titles)), [textwrap.fill(title, 20) for title in titles], fontsize=9)
    axis.set_yticks(range(len(table)), table.index, fontsize=9)
    axis.xaxis.tick_top()
    axis.spines[:].set_visible(False)
    axis.tick_params(length=0)
    told = "; ".join(
        f"{title}: " + ", ".join(f"{(table[name] == answer).sum()} {answer}" for answer in ANSWERS)
        for title, name in zip(titles, table.columns, strict=True)
    )
    return Figure(drawing, f"A grid of answers, one row for each of {len(table)} described uses. {told}.", "? means unclear.")


def counts(table: pd.DataFrame) -> pd.DataFrame:
    """How often each commitment answers yes, no and unclear: a row a commitment, in the table's order."""
    return table.apply(lambda column: column.value_counts()).reindex(list(ANSWERS)).fillna(0).astype(int).T

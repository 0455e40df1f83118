"""The record of 2017 to 2026 as a picture, with the events as a table under it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from course.figures.figure import COLOURS, Figure
from course.policy.evidence import KINDS, timeline

if TYPE_CHECKING:
    import ipywidgets
    import pandas as pd

# A kind has a colour and a shape: nobody has to tell two colours apart.
STYLES = {
    "company": (COLOURS["blue"], "o"),
    "protest": (COLOURS["yellow"], "*"),
    "test": (COLOURS["vermilion"], "s"),
    "study": (COLOURS["orange"], "^"),
    "law": (COLOURS["green"], "D"),
    "court": (COLOURS["purple"], "v"),
    "regulator": (COLOURS["sky"], "P"),
    "harm": (COLOURS["black"], "X"),
}
ROWS = {
    "company": "companies",
    "protest": "letters, votes, protests",
    "test": "tests by the ACLU",
    "study": "studies",
    "law": "laws and bills",
    "court": "courts",
    "regulator": "regulators",
    "harm": "people harmed",
}
_LEVELS = (0.0, 0.22, -0.22, 0.44, -0.44)
_APART = 110  # days: events of a row that are nearer than this are put on different heights


def timeline_figure(kinds: list[str] | None = None, places: list[str] | None = None) -> Figure:
    """The events as points in rows, one row a kind. A point's number is its number in ``timeline_table``.

    Parameters
    ----------
    kinds, places
        Keep only these; ``None`` keeps all.

    Raises
    ------
    CourseError
        If a kind or place is not in the timeline.
    """
    import matplotlib.dates as dates
    import matplotlib.pyplot as plt

    events = timeline(kinds, places)
    shown = [kind for kind in KINDS if kind in set(events["kind"])]
    drawing, axes = plt.subplots(figsize=(10, 1.2 + 0.85 * max(len(shown), 1)))
    for row, kind in enumerate(reversed(shown)):
        colour, shape = STYLES[kind]
        of_kind = events[events["kind"] == kind]
        for (number, event), height in zip(of_kind.iterrows(), _heights(of_kind["date"]), strict=True):
            axes.plot(event["date"], row + height, shape, color=colour, markersize=8, markeredgecolor="0.2", markeredgewidth=0.6)
            axes.annotate(
                str(number + 1), (event["date"], row + height), xytext=(5, 3), textcoords="offset points", fontsize=7
            )
    axes.set_yticks(range(len(shown)), [ROWS[kind] for kind in reversed(shown)])
    axes.set_ylim(-0.6, len(shown) - 0.35)
    axes.xaxis.set_major_locator(dates.YearLocator())
    axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    if len(events):
        axes.set_xlim(events["date"].min().replace(month=1, day=1), events["date"].max().replace(month=12, day=31))
    axes.grid(axis="x", color="0.85")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return Figure(drawing, _alt(events, shown), "Numbers are those of the table.")


def _heights(days: pd.Series) -> list[float]:
    """How far above its row each event is drawn, so that events close in time do not cover each other."""
    levels, last = [], {}
    for day in days:
        level = next((i for i in range(len(_LEVELS)) if i not in last or (day - last[i]).days > _APART), None)
        level = min(last, key=last.get) if level is None else level
        last[level] = day
        levels.append(_LEVELS[level])
    return levels


def _alt(events: pd.DataFrame, shown: list[str]) -> str:
    if events.empty:
        return "A timeline without events: nothing is of the kinds and places chosen."
    counts = ", ".join(f"{ROWS[kind]} {(events['kind'] == kind).sum()}" for kind in shown)
    first, last = events["when"].iloc[0], events["when"].iloc[-1]
    span = f"{len(events)} events from {first} to {last}" if len(events) > 1 else f"one event, {first}"
    months = events[events["precision"] != "year"]["date"].dt.to_period("M").value_counts()
    busiest = ""
    if len(months) and months.iloc[0] > 1:
        month = months[months == months.iloc[0]].index.min()
        busiest = f" The fullest month is {month.strftime('%B %Y')}, with {months.iloc[0]} events."
    rows = "1 row" if len(shown) == 1 else f"{len(shown)} rows"
    return f"A timeline of {span}, in {rows}: {counts}.{busiest} The table lists each event."


def timeline_table(kinds: list[str] | None = None, places: list[str] | None = None) -> pd.DataFrame:
    """The events as a reader's table: number, when, kind, place, what happened, and the sources' ids."""
    events = timeline(kinds, places)
    table = events.assign(
        what=[f"{title}. {text}" for title, text in zip(events["title"], events["text"], strict=True)],
        sources=events["claims"].map(", ".join),
    )[["when", "kind", "place", "what", "sources"]]
    table.index = table.index + 1
    return table.rename_axis("no.")


def timeline_explorer() -> ipywidgets.VBox:
    """The picture with the table under it, and a filter for kinds and one for places. Ctrl or Shift takes several."""
    import ipywidgets as widgets

    everything = timeline()
    kind = widgets.SelectMultiple(
        options=[(ROWS[name], name) for name in KINDS], value=KINDS, rows=7, description="Kinds"
    )
    all_places = tuple(sorted(set(everything["place"])))
    place = widgets.SelectMultiple(options=all_places, value=all_places, rows=7, description="Places")
    reset = widgets.Button(description="Show all", tooltip="Choose every kind and every place")
    status = widgets.HTML()
    picture = widgets.HTML()
    table = widgets.HTML()

    def draw(_change=None) -> None:
        figure = timeline_figure(list(kind.value), list(place.value))
        picture.value = figure._repr_mimebundle_()["text/html"]
        rows = timeline_table(list(kind.value), list(place.value))
        status.value = f'<p role="status">{len(rows)} of {len(everything)} events.</p>'
        table.value = html_table(rows)

    def show_all(_button) -> None:
        kind.value, place.value = KINDS, all_places

    kind.observe(draw, names="value")
    place.observe(draw, names="value")
    reset.on_click(show_all)
    draw()
    return widgets.VBox([widgets.HBox([kind, place, reset]), status, picture, table])


def html_table(rows: pd.DataFrame) -> str:
    """A table that a screen reader can read: a caption, column headings, and the number as each row's heading."""
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in (rows.index.name, *rows.columns))
    body = "".join(
        f'<tr><th scope="row">{number}</th>' + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for number, row in zip(rows.index, rows.itertuples(index=False), strict=True)
    )
    caption = "<caption>The events of the timeline, with the ids of their sources</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

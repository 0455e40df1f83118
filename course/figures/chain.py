"""Figures of a case: its chain of decisions, to be opened step by step; what each piece of evidence comes from; lineups."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from course.errors import CourseError
from course.figures.axes import as_percent, canvas
from course.figures.figure import COLOURS, MATED, NON_MATED, Figure
from course.judgement import chain, journal
from course.judgement.journal import JournalError, Shown

if TYPE_CHECKING:
    from course.evaluation.bootstrap import Interval

_MARKS = {"admitted": "●", "found": "■", "reported": "◆", "alleged": "○", "not known": "?"}

_STYLE = (
    "<style>ol.chain{list-style:none;margin:.4em 0;padding:0;max-width:56em}ol.chain>li{margin:0!important;padding:0 0 .55em 1.6em;"
    "border-left:3px solid #0072B2;position:relative}ol.chain>li:last-child{border-color:transparent}ol.chain>li::before{content:attr(data-place);"
    "position:absolute;left:-.85em;top:0;width:1.5em;height:1.5em;line-height:1.5em;border-radius:50%;background:#0072B2;color:#fff;"
    "text-align:center;font-size:.85em}ol.chain details{margin:0 0 .3em}ol.chain summary{cursor:pointer}ol.chain summary:focus-visible{outline:3px solid #D55E00;outline-offset:2px}"
    "ol.chain .how{white-space:nowrap}ol.chain summary{font-weight:400}</style>"
)


def walk(case: str, seed: int = 0) -> Shown:
    """The eight decisions of a case, in order, each to be opened: by mouse, by keyboard, in a notebook and on a page.

    A closed step shows who decides; an open one what was known then. What happened stands in it once a decision is kept,
    and where no journal is kept in a fold of its own. The text is all there is, so nothing is only in a picture.
    """
    told = chain.chain(case, seed)
    try:
        done = chain.decided(case, seed)
    except JournalError as error:
        return journal.note(str(error))
    items = []
    for place, step in enumerate(told.steps, 1):
        how = " ".join(f"{_MARKS[status]} {status}" for status in dict.fromkeys(one.status for one in step.happened))
        state = "" if journal.file() is None else " (decided)" if step.id in done else " (not decided yet)"
        items.append(
            f'<li data-place="{place}"><details><summary data-lm-suppress-shortcuts="true"><strong>{html.escape(step.title)}</strong>: '
            f'{html.escape(step.role)}{state} <span class="how">{how}</span></summary>'
            f"{chain.show(case, step.id, seed).markup}{chain.reveal(case, step.id, seed).markup}</details></li>"
        )
    key = "; ".join(f"{mark} {status}: {chain.STATUSES[status]}" for status, mark in _MARKS.items())
    markup = f'{_STYLE}<p><strong>{html.escape(told.title)}</strong></p><ol class="chain">{"".join(items)}</ol><p>{html.escape(key)}.</p>'
    return Shown(markup, "\n".join(f"{place}. {step.title}: {step.role}" for place, step in enumerate(told.steps, 1)))


def whole(case: str, seed: int = 0) -> Shown:
    """A case told from beginning to end, with nothing to decide: for a case that is made up."""
    told = chain.chain(case, seed)
    items = "".join(f"<li><strong>{html.escape(step.title)}.</strong> {html.escape(step.knew)} "
                    f"{' '.join(html.escape(one.says) for one in step.happened)}</li>" for step in told.steps)
    return Shown(f"<p><strong>{html.escape(told.title)}</strong></p><ol>{items}</ol>",
                 "\n".join(f"{step.title}. {' '.join(one.says for one in step.happened)}" for step in told.steps))


def evidence(case: str | Mapping[str, Iterable[str]], source: str = "the search") -> Figure:
    """What each piece of evidence comes from, as boxes and arrows; what comes from ``source`` is hatched.

    case: a case's name, or item -> the items that it comes from.

    Raises
    ------
    CourseError
        If ``source`` is no item, or something comes from itself.
    """
    from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

    title = chain.chain(case).title if isinstance(case, str) else ""
    items = {name: tuple(sources) for name, sources in (chain.chain(case).evidence if isinstance(case, str) else case).items()}
    if source not in items:
        raise CourseError(f"there is no evidence {source!r}; there are {', '.join(items)}.")
    if loop := [name for name in items if chain.descends(items, name, name)]:
        raise CourseError(f"{loop[0]!r} comes from itself; take one of the steps between out.")
    place = _places(items, source)
    wide, tall = (1 + max(where[side] for where in place.values()) for side in (0, 1))
    drawing, axis = canvas(1.75 * wide + 0.4, 0.95 * tall + 0.5)
    for name, (column, lane) in place.items():
        follows = name == source or chain.descends(items, name, source)
        axis.add_patch(FancyBboxPatch((column - 0.36, -lane - 0.27), 0.72, 0.54, boxstyle="round,pad=0.02", linewidth=1.8,
                                      facecolor="#fdeee6" if follows else "white", edgecolor=NON_MATED if follows else MATED,
                                      linestyle="--" if follows else "-"))
        axis.text(column, -lane, textwrap.fill(name, 13), ha="center", va="center", fontsize=9)
        for one in items[name]:
            if one in place:
                start, level = place[one][0] + 0.39, place[one][1]
                end = (column - 0.39, -lane) if level == lane else (column, -lane - 0.3)
                axis.add_patch(FancyArrowPatch((start, -level), end, arrowstyle="-|>", mutation_scale=11, linewidth=1.1,
                                               color=COLOURS["black"]))
    axis.set(xlim=(-0.5, wide - 0.5), ylim=(-tall + 0.45, 0.55))
    axis.set_axis_off()
    after = [name for name in items if chain.descends(items, name, source)]
    free = [name for name in items if name != source and name not in after]
    told = "; ".join(f"{name} comes from {' and '.join(sources)}" for name, sources in items.items() if sources)
    return Figure(drawing, f"Boxes and arrows{': ' + title if title else ''}. {told}. From {source}, at first or second hand, come "
                           f"{', '.join(after) or 'nothing'}; not from it: {', '.join(free) or 'nothing'}.",
                  f"Dashed: {source} and what comes from it. Solid: what does not.")


def _places(items: Mapping[str, tuple[str, ...]], source: str) -> dict[str, tuple[int, int]]:
    """Column and lane of each item: what comes from the source in the first lane, the others below, left of where they enter."""
    lead = [name for name in items if name == source or chain.descends(items, name, source)]
    column: dict[str, int] = {}
    while len(column) < len(lead):
        column |= {name: 1 if name == source else 1 + max(column[one] for one in items[name] if one in lead)
                   for name in lead if name not in column and (name == source or all(one in column for one in items[name] if one in lead))}
    place, taken = {}, set()
    for name in lead:  # two that come from the same item stand below each other
        lane = next(lane for lane in range(len(items)) if (column[name], lane) not in taken)
        place[name] = (column[name], lane)
        taken.add(place[name])
    below = 1 + max(lane for _, lane in taken)
    for name in (name for name in items if name not in lead):
        left = min((column[child] - 1 for child in lead if name in items[child]), default=0)
        lane = next(lane for lane in range(below, below + len(items)) if (left, lane) not in taken)
        place[name] = (left, lane)
        taken.add(place[name])
    return place


def picks(rates: Mapping[str, Interval], blind: float = 1 / 6) -> Figure:
    """How often a witness picks the suspect, by how the lineup was made, with intervals; the line is a pick at random."""
    from matplotlib.ticker import PercentFormatter

    drawing, axis = canvas(7, 0.9 + 0.5 * len(rates))
    for row, (name, one) in enumerate(rates.items()):
        guilty = "culprit" in name
        axis.barh(row, one.estimate, height=0.6, color=MATED if guilty else "white", edgecolor=MATED if guilty else NON_MATED,
                  hatch="" if guilty else "////")
        axis.plot([one.low, one.high], [row, row], color=COLOURS["black"], linewidth=2)
        axis.text(min(one.high, 1) + 0.02, row, as_percent(one.estimate), va="center", fontsize=9)
    axis.axvline(blind, color=COLOURS["black"], linestyle="--", linewidth=1.2)
    axis.set(yticks=range(len(rates)), yticklabels=[textwrap.fill(name, 34) for name in rates], xlim=(0, 1.15), ylim=(len(rates) - 0.5, -0.5),
             xlabel="how often the witness picks the suspect (dashed: one in six)")
    axis.xaxis.set_major_formatter(PercentFormatter(1.0))
    axis.set_xticks([0, 0.25, 0.5, 0.75, 1])
    drawing.tight_layout()
    told = "; ".join(f"{name}: {one.estimate:.0%}, interval {one.low:.0%} to {one.high:.0%}" for name, one in rates.items())
    return Figure(drawing, f"Bars: how often the witness picks the suspect from six faces. {told}. A pick at random would be {blind:.0%}.")


def class_picture(cards: list[Mapping[str, list[float]]]) -> Figure:
    """First and last answers of a class, from anonymous cards, one row of dots each. Lines between a person's two are not drawn.

    Raises
    ------
    JournalError
        For fewer than eight cards.
    """
    import numpy as np

    if len(cards) < journal.FEWEST_CARDS:
        raise JournalError(f"There are {len(cards)} cards. Of fewer than {journal.FEWEST_CARDS} no picture is drawn: somebody could be found in it.")
    asked = {**journal.STATEMENTS, "sure": "How sure?"}
    drawing, axes = canvas(7.5, 1.15 * len(asked), rows=len(asked))
    told = []
    for axis, (name, words) in zip(axes, asked.items(), strict=True):
        for row, (which, colour, mark) in enumerate((("first", MATED, "o"), ("last", NON_MATED, "s"))):
            values = np.sort([one[name][row] for one in cards])
            level = np.array([np.sum(values[:i] == value) for i, value in enumerate(values)])
            axis.plot(values, 1 - row + 0.07 * level, mark, color=colour, markersize=5, alpha=0.8)
            told.append(f"{words} {which}: median {np.median(values):.0f}, from {values[0]:.0f} to {values[-1]:.0f}")
        axis.set(title=words, xlim=(-3, 103), ylim=(-0.4, 1.9), yticks=[1, 0], yticklabels=["first", "last"])
        axis.title.set_fontsize(9)
        axis.grid(axis="x", color="#e2e2e2")
    drawing.tight_layout()
    return Figure(drawing, f"Dots, one a card, of {len(cards)} anonymous cards, from 0 (no) to 100 (yes), first and last. {'; '.join(told)}.")

"""What a case is looked at with: five lenses, flows of information, and four cases in which the name was right.

A lens shows what may matter; it computes nothing. Every fact is a row of the ledger.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

from course import paths
from course.errors import CourseError
from course.policy.evidence import Side
from course.yamltext import from_yaml

if TYPE_CHECKING:
    import pandas as pd
    from IPython.display import Markdown

PARTS = ("sender", "about", "receiver", "what", "terms")
"""The five parts of a flow: who sends, about whom, to whom, what, and under which terms."""


class LensError(CourseError):
    """There is no such case or flow, or a flow lacks a part. The message says what there is."""


@dataclass(frozen=True)
class Lens:
    """A way to look at a case, with its limit, and the strongest objection to the lens itself."""

    id: str
    name: str
    question: str
    case: str
    claims: tuple[str, ...]
    limit: str
    objection: str
    answer: str


@dataclass(frozen=True)
class Flow:
    """One flow of information. All parts are text."""

    sender: str
    about: str
    receiver: str
    what: str
    terms: str
    step: str = ""

    def changed(self, after: Flow) -> tuple[str, ...]:
        """The parts that differ in another flow, in the order of ``PARTS``."""
        return tuple(name for name in PARTS if getattr(self, name) != getattr(after, name))


@dataclass(frozen=True)
class RightName:
    """A case in which the name was right. ``told`` and the sides refer to rows of the ledger."""

    id: str
    title: str
    troubles: str
    told: str
    sides: tuple[Side, ...]


def lenses() -> tuple[Lens, ...]:
    """The five lenses."""
    return tuple(Lens(**{**entry, "claims": tuple(entry["claims"])}) for entry in _read("lenses"))


def lens_table() -> pd.DataFrame:
    """The lenses for reading: question, limit, and the strongest objection to each with an answer."""
    import pandas as pd

    return pd.DataFrame([{"lens": one.name, "question": one.question, "limit": one.limit,
                          "objection to it": one.objection, "answer": one.answer} for one in lenses()])


def right_names() -> tuple[RightName, ...]:
    """The four cases."""
    return tuple(
        RightName(entry["id"], entry["title"], entry["troubles"], entry["told"],
                  tuple(Side(side["who"], side["says"], tuple(side["claims"])) for side in entry["sides"]))
        for entry in _read("right_names")
    )  # fmt: skip


def show_right_name(name: str) -> None:
    """Show one case: what happened, and both sides, with sources.

    Raises
    ------
    LensError
        If there is no such case.
    """
    from IPython.display import display

    display(told(name))


def told(name: str) -> Markdown:
    """One case, as :func:`show_right_name` shows it.

    Raises
    ------
    LensError
        If there is no such case.
    """
    from IPython.display import Markdown

    from course.policy.citing import cite, render_citations

    cases = {one.id: one for one in right_names()}
    if name not in cases:
        raise LensError(f"there is no case {name!r}. There are {', '.join(cases)}.")
    one = cases[name]
    sides = [f"- **{side.who[0].upper()}{side.who[1:]}.** {side.says} {cite(*side.claims)}" for side in one.sides]
    return Markdown("\n".join([f"**{one.title}.** {render_citations(one.told, one.id)[0]}", "", *sides]))


def flows(worked: bool | None = True) -> dict[str, tuple[Flow, ...]]:
    """Flows by their id, each as it was and as it became. ``worked``: those of the lesson; None: all."""
    return {entry["id"]: tuple(Flow(**row) for row in entry["rows"])
            for entry in _read("flows") if worked is None or entry["worked"] is worked}


def flow_table(rows: tuple[Flow, ...]) -> pd.DataFrame:
    """Flows for reading, one a row. A star marks a part that differs from the row above."""
    import pandas as pd

    names = [field.name for field in fields(Flow) if field.name != "step"]
    shown, before = [], None
    for row in rows:
        new = before.changed(row) if before else ()
        shown.append({name: f"{value} *" if name in new else value for name, value in zip(names, astuple(row), strict=False)})
        before = row
    return pd.DataFrame(shown, index=[row.step for row in rows])


def _read(name: str) -> list[dict]:
    path = paths.DATA / "judgement" / f"{name}.yml"
    try:
        return from_yaml(path.read_text(encoding="utf-8"))
    except OSError:
        raise LensError(f"{path} is missing. Check it out again.") from None

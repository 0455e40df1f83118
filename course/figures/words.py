"""Words and tables of a lesson: text with numbers that the code has just computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.evaluation.bootstrap import Interval


def say(text: str) -> None:
    """Show a sentence as text of the lesson: for prose with numbers that the code has just computed."""
    from IPython.display import Markdown, display

    display(Markdown(text))


def as_table(frame, *, index: bool = True, missing: str = "not given"):
    """A data frame for reading: text stands on the left, numbers on the right, whole numbers without a point.

    index: show the names of the rows. missing: what stands where the frame holds nothing.
    """
    from pandas.api.types import is_float_dtype, is_numeric_dtype

    texts = [place for place, kind in enumerate(frame.dtypes) if not is_numeric_dtype(kind)]
    whole = [name for name in frame.columns if is_float_dtype(frame[name]) and (frame[name].dropna() % 1 == 0).all()]
    left = [{"selector": f".col{place}", "props": [("text-align", "left")]} for place in texts]
    styled = frame.style.format("{:,.0f}", subset=whole, na_rep=missing).format(na_rep=missing, subset=[
        name for name in frame.columns if name not in whole]).set_table_styles(left)
    return styled if index else styled.hide(axis="index")


def percent(share: float, digits: int = 1) -> str:
    """A share as a percentage: ``0.0123`` as ``1.2%``."""
    return f"{100 * share:.{digits}f}%"


def spread(one: Interval, digits: int = 0) -> str:
    """A share with its interval: ``52% (45 to 59)``."""
    return f"{percent(one.estimate, digits)} ({100 * one.low:.{digits}f} to {100 * one.high:.{digits}f})"

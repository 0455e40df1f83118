"""A principle written as a function over the bank of uses: what else does it condemn?"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.errors import CourseError
from course.policy.uses import Use, uses

if TYPE_CHECKING:
    import pandas as pd

FEWEST_OTHERS = 2
"""A principle decides more than its own case: so many uses of another kind at least."""

_FIELDS = tuple(field.name for field in dataclasses.fields(Use))


class PrincipleError(CourseError):
    """A principle gives no answer for a use. The message names the use."""


def as_data(use: Use) -> dict[str, Any]:
    """A use as plain data, with what follows from it: ``by_police``, ``by_government``, ``recognises``."""
    data = {name: getattr(use, name) for name in _FIELDS}
    return data | {"date": use.date.isoformat(), "by_police": use.by_police, "by_government": use.by_government,
                   "recognises": use.recognises}


@dataclass(frozen=True)
class Reach:
    """What a principle condemns in a bank of uses."""

    condemned: tuple[Use, ...]
    spared: tuple[Use, ...]

    def look_at(self, case: str) -> list[str]:
        """What to look at again if this principle is to carry a judgement of one case; empty when nothing."""
        bank = {use.id: use for use in (*self.condemned, *self.spared)}
        if case not in bank:
            raise PrincipleError(f"there is no use {case!r} in this bank.")
        ids = {use.id for use in self.condemned}
        if case not in ids:
            return [f"It does not condemn the case itself: {bank[case]}"]
        if not self.spared:
            return ["It condemns every use there is, a telephone that its owner unlocks included. What sets your case apart?"]
        others = [use for use in self.condemned if (use.who, use.purpose) != (bank[case].who, bank[case].purpose)]
        if len(others) < FEWEST_OTHERS:
            return ["It condemns this case and hardly another. What is it about the case that others share?"]
        return []

    def table(self) -> pd.DataFrame:
        """The condemned uses, one a row."""
        import pandas as pd

        return pd.DataFrame([{"use": use.id, "who": use.who, "purpose": use.purpose, "description": str(use)}
                             for use in self.condemned])

    def __str__(self) -> str:
        return f"{len(self.condemned)} of {len(self.condemned) + len(self.spared)} uses are condemned."


def reach(principle: Callable[[dict], bool], bank: Mapping[str, Use] | None = None) -> Reach:
    """What a principle condemns. ``principle`` takes a use as plain data and says True where it is wrong.

    Raises
    ------
    PrincipleError
        If it falls over on a use, or gives anything but True and False; the message names the use.
    """
    condemned, spared = [], []
    for use in (uses() if bank is None else bank).values():
        try:
            answer = principle(as_data(use))
        except Exception as error:
            raise PrincipleError(f"on {use.id} ({use}) the principle fell over: {type(error).__name__}: {error}") from error
        if not isinstance(answer, bool):
            raise PrincipleError(f"on {use.id} ({use}) the principle gave {answer!r}: let it give True or False.")
        (condemned if answer else spared).append(use)
    return Reach(tuple(condemned), tuple(spared))

"""Public commitments and laws as small rules over a described use, one file a commitment.

A rule reads one text and says whether that text allows a use: *yes*, *no*, or *unclear* where the text is silent on the
point that decides. Each answer carries the words of the text that decide it, as quoted in the ledger. A *yes* means only
that this text does not forbid the use. It is no legal advice.

Read a rule from top to bottom: the first line that fits decides.

To add a commitment, add a file to this folder that ends with ``COMMITMENT = Commitment(...)``, and the rows that quote
its words to the ledger. Nothing else names it.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType

from course.errors import CourseError
from course.policy.commitments.rule import ANSWERS, Answer, Commitment, Verdict, Words
from course.policy.uses import Use, uses

__all__ = ["ANSWERS", "COMMITMENTS", "Answer", "Commitment", "Verdict", "Words", "commitment", "permitted", "uses_for"]


def _registered() -> MappingProxyType[str, Commitment]:
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    entries = [module.COMMITMENT for module in modules if hasattr(module, "COMMITMENT")]
    return MappingProxyType({entry.id: entry for entry in sorted(entries, key=lambda entry: (entry.date, entry.id))})


COMMITMENTS = _registered()
"""Every commitment by its id, in the order of time."""


def commitment(name: str) -> Commitment:
    """One commitment.

    Raises
    ------
    CourseError
        If there is no such commitment.
    """
    try:
        return COMMITMENTS[name]
    except KeyError:
        raise CourseError(f"there is no commitment {name!r}. There are {', '.join(COMMITMENTS)}.") from None


def uses_for(by: str | Commitment) -> tuple[Use, ...]:
    """The uses of the bank that come near a commitment."""
    concerned = (by if isinstance(by, Commitment) else commitment(by)).concerns
    return tuple(use for use in uses().values() if concerned(use))


def permitted(use: Use, by: str | Commitment) -> Verdict:
    """Whether a commitment allows a use: ``yes``, ``no`` or ``unclear``, the words that decide, and why."""
    return (by if isinstance(by, Commitment) else commitment(by)).rule(use)

"""What a commitment is made of: words of a text, a rule over a described use, and the verdict that a rule gives."""

from __future__ import annotations

import datetime
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from course.policy.uses import Use

Answer = Literal["yes", "no", "unclear"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


@dataclass(frozen=True)
class Verdict:
    """Whether a commitment allows a use, by which words, and why. ``claim`` is the row that quotes the words."""

    answer: Answer
    words: str
    claim: str
    reason: str

    def __str__(self) -> str:
        return f"{self.answer}: {self.reason} (“{self.words}”, {self.claim})"


@dataclass(frozen=True)
class Words:
    """Some words of a text, as a row of the ledger quotes them. A rule's answer is given by words: ``WORDS.no(reason)``."""

    claim: str
    words: str

    def yes(self, reason: str) -> Verdict:
        return Verdict("yes", self.words, self.claim, reason)

    def no(self, reason: str) -> Verdict:
        return Verdict("no", self.words, self.claim, reason)

    def unclear(self, reason: str) -> Verdict:
        return Verdict("unclear", self.words, self.claim, reason)


@dataclass(frozen=True)
class Commitment:
    """A text that somebody is held to."""

    id: str
    title: str
    by: str
    date: datetime.date
    """From when it speaks."""
    rule: Callable[[Use], Verdict]
    concerns: Callable[[Use], bool]
    """Whether a use comes near enough to this text to be worth trying: a rule answers for every use."""

    @property
    def words(self) -> tuple[Words, ...]:
        """Every words that the rule, or a function it calls, can answer with."""
        return tuple(dict.fromkeys(_words(self.rule)))

    @property
    def claims(self) -> tuple[str, ...]:
        """The rows of the ledger that quote those words."""
        return tuple(dict.fromkeys(words.claim for words in self.words))


def _words(function: Callable) -> Iterator[Words]:
    """The words that a function names, and those of the functions it names beside it."""
    for name in function.__code__.co_names:
        match function.__globals__.get(name):
            case Words() as words:
                yield words
            case dict() as several:
                yield from (one for one in several.values() if isinstance(one, Words))
            case types.FunctionType() as other:
                yield from _words(other)

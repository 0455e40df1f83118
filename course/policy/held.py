"""Whether the ledger holds what the rules and the cards say of it. ``course claims check`` asks."""

from __future__ import annotations

from course.policy.claims import cards, changed_since, ledger
from course.policy.commitments import COMMITMENTS
from course.policy.commitments.rule import Words

LONGEST = 20
"""Words of one quotation: as many as decide, and no more."""


def faults() -> list[str]:
    """What is to be mended, a sentence each: of every commitment's words, and of every card's checksums."""
    found = [f"commitment {entry.id}: {why}." for entry in COMMITMENTS.values() for words in entry.words if (why := _unheld(words))]
    found += [f"commitment {entry.id}: its rule answers with no words of the text." for entry in COMMITMENTS.values() if not entry.words]
    return found + [f"{card.parent.name}/{name} is not the file that its card has the checksum of: `course claims checksums` writes it anew."
                    for card in cards() for name in changed_since(card)]


def _unheld(words: Words) -> str:
    row = ledger().get(words.claim)
    if row is None:
        return f"there is no claim {words.claim} in data/claims.csv; `course claims add --id {words.claim}` makes one"
    if not row.confirmed:
        return f"claim {words.claim} is not confirmed"
    if words.words not in row.quotation:
        return f"claim {words.claim} does not quote “{words.words}”"
    return f"more than {LONGEST} words are quoted from claim {words.claim}" if len(words.words.split()) > LONGEST else ""

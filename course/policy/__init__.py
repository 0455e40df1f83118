"""The record: facts with their sources, a timeline, public commitments as rules, and where sources disagree.

Needs no data frame library until a table is asked for.
"""

from course.policy.citing import cite, mark, render_citations, sources
from course.policy.claims import claim, ledger
from course.policy.commitments import (
    COMMITMENTS,
    Commitment,
    Verdict,
    commitment,
    permitted,
    uses_for,
)
from course.policy.evidence import (
    Contested,
    Sentence,
    Side,
    article,
    contested,
    published,
    published_names,
    thresholds_2018,
    timeline,
)
from course.policy.prose import Finding, check_prose
from course.policy.row import Claim, ClaimError
from course.policy.uses import Use, UseError, uses

__all__ = [
    "COMMITMENTS",
    "Claim",
    "ClaimError",
    "Commitment",
    "Contested",
    "Finding",
    "Sentence",
    "Side",
    "Use",
    "UseError",
    "Verdict",
    "article",
    "check_prose",
    "cite",
    "claim",
    "commitment",
    "contested",
    "ledger",
    "mark",
    "permitted",
    "published",
    "published_names",
    "render_citations",
    "sources",
    "thresholds_2018",
    "timeline",
    "uses",
    "uses_for",
]

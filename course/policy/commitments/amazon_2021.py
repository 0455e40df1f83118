"""Amazon's extension of 18 May 2021: its words, the rule, and the entry. The scope is that of the post of 2020."""

from __future__ import annotations

import datetime

from course.policy.commitments.amazon_2020 import concerns, police_use
from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

AMAZON_2021 = datetime.date(2021, 5, 18)
EXTENDED = Words("B07", "Amazon has extended its moratorium")
FURTHER_NOTICE = Words("B07", "until further notice")


def amazon_2021(use: Use) -> Verdict:
    """Amazon's extension of 18 May 2021, without an end."""
    if use.date < AMAZON_2021:
        return EXTENDED.yes("The extension came later.")
    verdict = police_use(use)
    if verdict.answer == "no":
        return FURTHER_NOTICE.no("The moratorium goes on, and no notice of its end is in the ledger.")
    return verdict


COMMITMENT = Commitment(
    id="amazon-2021", title="Amazon's extension", by="Amazon", date=AMAZON_2021, rule=amazon_2021, concerns=concerns
)

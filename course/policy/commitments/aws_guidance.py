"""What Amazon's documentation advises law enforcement: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

AWS_2019 = datetime.date(2019, 1, 4)
"""The day of the first version that was read of the page on public safety."""
AWS_MAY_2020 = datetime.date(2020, 5, 1)
"""The day of the first version with the words on criminal investigations and on sustained surveillance."""

AWS_LAW_ENFORCEMENT = Words("B21", "for many law enforcement use cases")
AWS_REKOGNITION = Words("B31", "using the Amazon Rekognition face comparison feature")
AWS_AGENCY = Words("B31", "If you are a law enforcement agency")
AWS_99 = Words("B16", "should use confidence thresholds of 99% or higher")
AWS_LOWER = Words("B18", "Use a similarity threshold lower than 99% for scenarios that benefit from a larger set")
AWS_REVIEW = Words("B17", "you should not make decisions based on system output without additional human review")
AWS_SUSTAINED = Words("B30", "sustained surveillance of a person without independent review or exigent circumstances")


def aws_guidance(use: Use) -> Verdict:
    """What Amazon's documentation advises law enforcement: it says "should", and the moratorium stands beside it."""
    may_2020 = use.date >= AWS_MAY_2020
    if use.vendor != "Amazon" or not use.recognises:
        return AWS_REKOGNITION.yes("The page speaks of comparing faces with Rekognition.")
    if use.date < AWS_2019:
        return AWS_99.yes("The page came later.")
    agency = AWS_AGENCY if may_2020 else AWS_LAW_ENFORCEMENT
    if not (use.by_government or use.for_police):
        return agency.yes("This is no law enforcement agency.")
    if use.purpose in ("access control", "identity check", "research"):
        return agency.yes("The advice is for public safety.")
    if may_2020 and use.purpose == "mass surveillance" and use.authority not in ("warrant", "court order", "urgent"):
        return AWS_SUSTAINED.no("Nobody independent reviews the surveillance, and nothing is urgent.")
    if use.human_review is False:
        return AWS_REVIEW.no("Nobody reviews the result.")
    if use.threshold is None:
        return AWS_99.unclear("The description gives no threshold: a list of the best few has none.")
    if use.threshold < 99:
        if use.purpose == "missing person":
            return AWS_LOWER.yes("The same page advises less than 99 here, so that more candidates are seen.")
        return AWS_99.no("The threshold is below 99.")
    if use.human_review is None:
        return AWS_REVIEW.unclear("The description does not say whether somebody reviews the result.")
    return AWS_99.yes("The threshold is high enough, and somebody reviews the result.")


def concerns(use: Use) -> bool:
    return use.vendor == "Amazon"


COMMITMENT = Commitment(
    id="aws-guidance",
    title="Amazon's advice for public safety",
    by="Amazon",
    date=AWS_2019,
    rule=aws_guidance,
    concerns=concerns,
)

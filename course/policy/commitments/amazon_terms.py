"""Amazon's later, narrower wording: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

FACE_COMPARISON = Words("B10", "use of Amazon Rekognition’s face comparison feature")
BY_POLICE_DEPARTMENTS = Words("B10", "by police departments")
CRIMINAL_INVESTIGATIONS = Words("B10", "in connection with criminal investigations")
NARROW = Words("B32", "by police departments in connection with criminal investigations")
MISSING_PERSONS = Words("B11", "to help identify or locate missing persons")


def amazon_terms(use: Use) -> Verdict:
    """The narrower wording: the proxy statement of 2022, and the service terms as quoted in January 2024."""
    if use.date.year < 2022:
        return FACE_COMPARISON.yes("This wording came later.")
    if use.vendor != "Amazon":
        return FACE_COMPARISON.yes("The wording speaks of Amazon's own service.")
    if not use.recognises:
        return FACE_COMPARISON.yes("No faces are compared.")
    if not (use.by_government or use.for_police):
        return BY_POLICE_DEPARTMENTS.yes("This is no police department.")
    if use.purpose in ("missing person", "trafficking victim") and use.date.year >= 2024:
        if use.purpose == "missing person":
            return MISSING_PERSONS.yes("The terms leave this purpose out.")
        return MISSING_PERSONS.unclear("A trafficking victim may or may not be a missing person.")
    if use.purpose == "missing person":
        return CRIMINAL_INVESTIGATIONS.unclear("The exception is quoted in 2024; when it came in is not known.")
    if use.purpose not in ("criminal investigation", "trafficking victim"):
        if use.purpose in ("access control", "identity check", "research"):
            return CRIMINAL_INVESTIGATIONS.yes("This is no criminal investigation.")
        return CRIMINAL_INVESTIGATIONS.unclear("Whether this belongs to a criminal investigation is not said.")
    if use.country != "US":
        return BY_POLICE_DEPARTMENTS.unclear("The wording names no country.")
    if use.who != "police department":
        return BY_POLICE_DEPARTMENTS.unclear(f"The wording does not say whether this covers a {use.who}.")
    if use.date.year == 2022:
        return NARROW.unclear("The wording is of 2022; the day it began is not in the ledger.")
    return NARROW.no("A police department compares faces in a criminal investigation.")


def concerns(use: Use) -> bool:
    return use.vendor == "Amazon"


COMMITMENT = Commitment(
    id="amazon-terms",
    title="Amazon's later wording",
    by="Amazon",
    date=datetime.date(2022, 1, 1),
    rule=amazon_terms,
    concerns=concerns,
)

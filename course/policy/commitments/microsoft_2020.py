"""Microsoft's statement of 11 June 2020: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

MICROSOFT_2020 = datetime.date(2020, 6, 11)
WILL_NOT_SELL = Words("C22", "to police departments in the United States until we have a national law in place")
SELL = Words("C22", "We will not sell")
FACIAL_RECOGNITION_SOLD = Words("C22", "facial-recognition technology")
POLICE_DEPARTMENTS = Words("C22", "police departments")
IN_THE_UNITED_STATES = Words("C22", "in the United States")


def microsoft_2020(use: Use) -> Verdict:
    """Microsoft's statement of 11 June 2020. No row of the ledger says that the national law it waits for was passed."""
    if use.date < MICROSOFT_2020:
        return SELL.yes("The statement came later.")
    if use.vendor != "Microsoft":
        return SELL.yes("The statement speaks of what Microsoft sells.")
    if not use.recognises:
        return FACIAL_RECOGNITION_SOLD.yes("No faces are compared.")
    if not (use.by_police or use.for_police or use.who in ("federal agency", "immigration agency")):
        return POLICE_DEPARTMENTS.yes("This is no police department.")
    if use.country != "US":
        return IN_THE_UNITED_STATES.yes("The statement is limited to the United States.")
    if use.who != "police department":
        return POLICE_DEPARTMENTS.unclear(f"The statement does not say whether this covers a {use.who}.")
    if use.acquired != "bought":
        return SELL.unclear("Here Microsoft sells nothing to the department itself.")
    return WILL_NOT_SELL.no("A police department in the United States would be sold it.")


def concerns(use: Use) -> bool:
    return use.vendor == "Microsoft"


COMMITMENT = Commitment(
    id="microsoft-2020",
    title="Microsoft's statement",
    by="Microsoft",
    date=MICROSOFT_2020,
    rule=microsoft_2020,
    concerns=concerns,
)

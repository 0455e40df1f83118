"""Amazon's post of 10 June 2020: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

AMAZON_2020 = datetime.date(2020, 6, 10)
AMAZON_2020_END = datetime.date(2021, 6, 10)

IMPLEMENTING = Words("B01", "We’re implementing a one-year moratorium")
ONE_YEAR = Words("B01", "one-year moratorium")
POLICE_USE = Words("B01", "police use of Amazon’s facial recognition technology")
AMAZONS = Words("B01", "Amazon’s facial recognition technology")
FACIAL_RECOGNITION = Words("B01", "facial recognition technology")
ORGANISATIONS_LIKE = Words("B02", "organizations like Thorn")
RESCUE = Words("B27", "to help rescue human trafficking victims and reunite missing children with their families")
FEDERAL_NOT_SAID = Words("B28", "did not originally clarify how that moratorium might apply to federal law enforcement")


def police_use(use: Use) -> Verdict:
    """The scope of the post of 2020, which the extension of 2021 took over: "police use"."""
    if use.vendor != "Amazon":
        return AMAZONS.yes("The post speaks of Amazon's own technology.")
    if use.comparison == "none":
        return FACIAL_RECOGNITION.yes("Nothing is done with faces.")
    if use.who == "charity" and use.purpose in ("trafficking victim", "missing person"):
        return RESCUE.yes("The post lets such organisations go on with this work.")
    if use.who in ("federal agency", "immigration agency"):
        return FEDERAL_NOT_SAID.unclear("The post says police, and does not say whether a federal agency is police.")
    if use.who == "company" and use.for_police and use.purpose in ("trafficking victim", "missing person"):
        return ORGANISATIONS_LIKE.unclear(
            "One of the three named is a company. In what others must be like it is not said."
        )
    if use.for_police and not use.by_police:
        return POLICE_USE.unclear("The post does not say whether work done for the police is police use.")
    if not use.by_police:
        return POLICE_USE.yes("This is no police use.")
    if use.comparison == "detection":
        return FACIAL_RECOGNITION.unclear("Faces are found but not compared. The post does not define the term.")
    if use.country != "US":
        return POLICE_USE.unclear("The post names no country; its reason is time for Congress.")
    return POLICE_USE.no("The post stops police use, whatever the purpose.")


def amazon_2020(use: Use) -> Verdict:
    """Amazon's post of 10 June 2020: a one-year moratorium on police use."""
    if use.date < AMAZON_2020:
        return IMPLEMENTING.yes("The post came later.")
    if use.date == AMAZON_2020_END:
        return ONE_YEAR.unclear("The post gives no last day: a year ends on this day or on the day before.")
    if use.date > AMAZON_2020_END:
        return ONE_YEAR.yes("The year was over. (The extension is a text of its own.)")
    return police_use(use)


def concerns(use: Use) -> bool:
    return use.vendor == "Amazon"


COMMITMENT = Commitment(
    id="amazon-2020",
    title="Amazon's one-year moratorium",
    by="Amazon",
    date=AMAZON_2020,
    rule=amazon_2020,
    concerns=concerns,
)

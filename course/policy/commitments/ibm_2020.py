"""IBM's letter to Congress of 8 June 2020: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

IBM_2020 = datetime.date(2020, 6, 8)
NO_LONGER_OFFERS = Words("C04", "IBM no longer offers general purpose IBM facial recognition or analysis software")
GENERAL_PURPOSE = Words("C04", "general purpose")
OFFERS = Words("C04", "no longer offers")
RECOGNITION_OR_ANALYSIS = Words("C04", "facial recognition or analysis software")
OPPOSES = Words(
    "C21", "facial recognition technology offered by other vendors, for mass surveillance, racial profiling"
)
RIGHTS = Words("C21", "violations of basic human rights and freedoms")
DIALOGUE = Words("C20", "whether and how facial recognition technology should be employed")


def ibm_2020(use: Use) -> Verdict:
    """IBM's letter to Congress of 8 June 2020. It binds IBM; on others' uses it says what IBM will not condone."""
    if use.date < IBM_2020:
        return NO_LONGER_OFFERS.yes("The letter came later.")
    if use.purpose in ("mass surveillance", "racial profiling"):
        return OPPOSES.no("The letter opposes this purpose, whoever made the technology.")
    if use.purpose == "protest monitoring":
        return RIGHTS.unclear("The letter opposes violations of basic rights; it does not say whether this is one.")
    if use.vendor == "IBM":
        if use.comparison == "none":
            return RECOGNITION_OR_ANALYSIS.yes("Nothing is done with faces.")
        if use.who == "vendor" and use.purpose == "research":
            return OFFERS.yes("IBM's own research is no offer, whatever news stories say of it.")
        if use.general_purpose is None:
            return GENERAL_PURPOSE.unclear("The letter does not say when a product is general purpose.")
        if not use.general_purpose:
            return GENERAL_PURPOSE.yes("A product made for one customer is not general purpose.")
        return NO_LONGER_OFFERS.no("IBM would have to offer what it said it no longer offers, to any customer.")
    if (
        use.recognises
        and use.country == "US"
        and (use.by_police or use.who in ("federal agency", "immigration agency"))
    ):
        return DIALOGUE.unclear("The letter asks whether and how police should use it; it does not answer.")
    return OPPOSES.yes("Another maker's technology, and none of the purposes the letter opposes.")


def concerns(use: Use) -> bool:
    return use.vendor == "IBM" or use.purpose in ("mass surveillance", "racial profiling", "protest monitoring")


COMMITMENT = Commitment(
    id="ibm-2020", title="IBM's letter to Congress", by="IBM", date=IBM_2020, rule=ibm_2020, concerns=concerns
)

"""The settlement of Robert Williams's case, 28 June 2024: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

DETROIT_2024 = datetime.date(2024, 6, 28)
DETROIT_2028 = datetime.date(2028, 6, 28)
SETTLEMENT = Words("F32", "announced today a settlement")
DETROIT_POLICE = Words("F32", "the Detroit Police Department")
ARREST_SOLELY = Words("F04", "arresting people based solely on facial recognition results")
ARREST_LINEUP = Words("F04", "the results of photo lineups directly following a facial recognition search")
SOLELY = Words("F04", "based solely on")
LINEUP_SOLELY = Words("F05", "conducting a lineup based solely on a facial recognition investigative lead")
INDEPENDENT = Words("F05", "independent and reliable evidence linking a suspect to a crime")
FOUR_YEARS = Words("F07", "The court will retain jurisdiction to enforce the agreement for four years.")


def detroit_2024(use: Use) -> Verdict:
    """The settlement of Robert Williams's case with the city of Detroit, 28 June 2024."""
    if use.who != "police department" or use.place != "Detroit":
        return DETROIT_POLICE.yes("The settlement binds Detroit's police.")
    if use.date < DETROIT_2024:
        return SETTLEMENT.yes("The settlement came later.")
    if use.date >= DETROIT_2028:
        return FOUR_YEARS.unclear("The four years are over; whether the policy stays is not said.")
    if use.step == "lead":
        return SOLELY.yes("The settlement limits lineups and arrests, not searches.")
    if use.other_evidence is None:
        return INDEPENDENT.unclear("It depends on other evidence, and the description does not say.")
    if use.other_evidence:
        return SOLELY.yes("The result does not stand alone.")
    if use.step == "lineup":
        return LINEUP_SOLELY.no("A lineup needs evidence besides the lead.")
    if use.step == "arrest after a lineup":
        return ARREST_LINEUP.no("A lineup that follows the search adds nothing independent.")
    return ARREST_SOLELY.no("The arrest rests on the search alone.")


def concerns(use: Use) -> bool:
    return use.country == "US" and use.place in ("Detroit", "Flint")


COMMITMENT = Commitment(
    id="detroit-2024",
    title="The Williams settlement",
    by="Detroit",
    date=DETROIT_2024,
    rule=detroit_2024,
    concerns=concerns,
)

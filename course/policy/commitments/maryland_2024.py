"""Maryland's act on face recognition in criminal investigations: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

MARYLAND_2024 = datetime.date(2024, 10, 1)
MD_EFFECT = Words("G55", "[Effective 10/1/2024] Criminal investigation")
MD_OFFICER = Words("G51", "A police officer or other employee or agent of a law enforcement agency")
MD_AGENCY = Words("G51", "a law enforcement agency")
MD_DIRECTION = Words("G59", "by or at the direction of a law enforcement agency")
MD_INVESTIGATION = Words("G51", "in the furtherance of a criminal investigation")
MD_ONLY_LISTED = Words("G16", "to investigate a crime other than")
MD_VIOLENCE = Words("G52", "a crime of violence as defined in § 14-101 of the Criminal Law Article")
MD_TRAFFICKING = Words("G52", "a human trafficking offense")
MD_CHILD = Words("G52", "first- or second-degree child abuse")
MD_CRIMES = {"violence": MD_VIOLENCE, "human trafficking": MD_TRAFFICKING, "child abuse": MD_CHILD}
MD_THREAT = Words("G53", "a substantial and ongoing threat to public safety")
MD_PROTECTED = Words("G54", "engaged in activity protected under the United States Constitution")
MD_SOLE = Words("G56", "may not serve as the sole basis to establish probable cause")
MD_MISSING = Words("G57", "identifying a missing or deceased person")
MD_UNRELATED = Words("G58", "conducting otherwise legitimate activity unrelated to a criminal investigation")
MD_TECHNOLOGY = Words("G59", "for the identification, verification, or persistent tracking of individuals")


def maryland_2024(use: Use) -> Verdict:
    """Maryland's act on face recognition in criminal investigations."""
    if use.place != "Maryland" or use.country != "US":
        return MD_AGENCY.yes("The act binds law enforcement agencies of Maryland.")
    if use.date < MARYLAND_2024:
        return MD_EFFECT.yes("The act was not in force.")
    if not use.recognises:
        return MD_TECHNOLOGY.yes("Nobody is identified.")
    if use.who in ("campus police", "federal agency", "immigration agency"):
        return MD_AGENCY.unclear("The definition stands in another statute.")
    if not (use.by_police or use.for_police):
        return MD_DIRECTION.yes("Neither by nor for a law enforcement agency.")
    if use.purpose in ("missing person", "identify the dead"):
        return MD_MISSING.yes("The act does not restrict this purpose.")
    if use.purpose in ("access control", "identity check", "research"):
        return MD_UNRELATED.yes("Unrelated to a criminal investigation.")
    if use.purpose == "protest monitoring":
        return MD_PROTECTED.no("Protected activity, and no suspicion is named.")
    if use.purpose not in ("criminal investigation", "trafficking victim"):
        return MD_INVESTIGATION.unclear("Whether this furthers a criminal investigation is not said.")
    if use.crime is None:
        return MD_ONLY_LISTED.unclear("It depends on the crime, and the description does not say.")
    if use.crime == "threat":
        return MD_THREAT.unclear("Somebody must judge whether the threat is substantial and ongoing.")
    if use.crime not in MD_CRIMES:
        return MD_ONLY_LISTED.no(f"The crimes listed do not include {use.crime}.")
    if use.step in ("arrest", "arrest after a lineup") and not use.other_evidence:
        if use.other_evidence is None:
            return MD_SOLE.unclear("The description does not say whether there is other evidence.")
        return MD_SOLE.no("The result is the only basis.")
    if not use.by_police:
        return MD_OFFICER.yes("An agent may do what an officer may; the crime is listed.")
    return MD_CRIMES[use.crime].yes("The crime is listed.")


def concerns(use: Use) -> bool:
    return use.country == "US" and use.place == "Maryland"


COMMITMENT = Commitment(
    id="maryland-2024", title="Maryland's act", by="Maryland", date=MARYLAND_2024, rule=maryland_2024, concerns=concerns
)

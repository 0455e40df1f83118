"""Article 5(1)(h) of the EU AI Act: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

EU_2025 = datetime.date(2025, 2, 2)
EU_APPLIES = Words("G67", "Date of application: 2 February 2025.")
EU_WITHIN = Words("G69", "the AI system is used within the European Union")
EU_REAL_TIME = Words("G60", "‘real-time’ remote biometric identification systems")
EU_IDENTIFICATION = Words("G60", "remote biometric identification systems")
EU_PUBLIC = Words("G60", "in publicly accessible spaces")
EU_PURPOSE = Words("G60", "for the purposes of law enforcement")
EU_OBJECTIVES = Words("G60", "strictly necessary for one of the following objectives")
EU_VICTIMS = Words("G61", "the targeted search for specific victims of abduction, trafficking in human beings")
EU_MISSING = Words("G61", "as well as the search for missing persons")
EU_THREAT = Words("G62", "the prevention of a specific, substantial and imminent threat to the life")
EU_SUSPECT = Words("G63", "a detention order for a maximum period of at least four years")
EU_AUTHORISED = Words("G64", "subject to an express and specific authorisation by a judicial authority")
EU_NATIONAL_LAW = Words(
    "X182", "A Member State may decide to provide for the possibility to fully or partially authorise"
)
EU_URGENCY = Words("G65", "duly justified situations on grounds of urgency")


def eu_ai_act(use: Use) -> Verdict:
    """Article 5(1)(h) of the EU AI Act with 5(5): real-time identification in public for law enforcement."""
    if not use.in_europe:
        return EU_WITHIN.yes("The use is outside the European Union.")
    if use.date < EU_2025:
        return EU_APPLIES.yes("The prohibition did not apply yet.")
    if use.comparison != "1:N":
        return EU_IDENTIFICATION.yes("Nobody is searched for among many.")
    if use.timing == "retrospective":
        return EU_REAL_TIME.yes("A search of recordings is not real-time. (Other articles regulate it.)")
    if not use.by_government and not use.for_police:
        return EU_PURPOSE.yes("Not for law enforcement. (Other articles and data protection law still apply.)")
    if not use.by_police and (use.for_police or use.purpose == "immigration enforcement" or use.who == "state agency"):
        return EU_PURPOSE.unclear("The words quoted do not say whether this is law enforcement.")
    if use.purpose in ("access control", "identity check", "research", "customer service"):
        return EU_PURPOSE.yes("The purpose is not law enforcement.")
    if use.public_space is False:
        return EU_PUBLIC.yes("The place is not open to the public.")
    if use.public_space is None:
        return EU_PUBLIC.unclear("The description does not say whether the place is open to the public.")
    if use.timing != "live":
        return EU_REAL_TIME.unclear("The words quoted do not say how long a delay may be.")
    return _eu_exception(use)


def _eu_exception(use: Use) -> Verdict:
    """The three objectives, and what each use needs besides: an authorisation, and a national law that provides for it."""
    if use.purpose == "missing person":
        objective = EU_MISSING
    elif use.purpose == "trafficking victim":
        objective = EU_VICTIMS
    elif use.purpose == "imminent threat":
        objective = EU_THREAT
    elif use.purpose == "criminal investigation" and use.serious:
        objective = EU_SUSPECT
    elif use.purpose == "criminal investigation" and use.serious is None:
        return EU_SUSPECT.unclear("The description does not say how grave the offence is.")
    else:
        return EU_OBJECTIVES.no("None of the three objectives fits.")
    if use.authority == "none":
        return EU_AUTHORISED.no("One of the objectives, but nobody authorised it.")
    if use.authority is None:
        return EU_AUTHORISED.unclear("One of the objectives; the description does not say who authorised it.")
    if use.national_law is None:
        return EU_NATIONAL_LAW.unclear("One of the objectives; whether this country's law provides for it is not said.")
    if not use.national_law:
        return EU_NATIONAL_LAW.no("One of the objectives, but this country's law does not provide for it.")
    if use.authority == "urgent":
        return EU_URGENCY.yes("One of the objectives, provided for, and urgent: the authorisation may follow.")
    return objective.yes("One of the objectives, provided for by law, and authorised.")


def concerns(use: Use) -> bool:
    return use.in_europe or use.country == "GB"


COMMITMENT = Commitment(
    id="eu-ai-act-5-1-h",
    title="EU AI Act, Article 5(1)(h)",
    by="European Union",
    date=EU_2025,
    rule=eu_ai_act,
    concerns=concerns,
)

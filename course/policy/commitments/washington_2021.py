"""Washington state's act on face recognition by public agencies: its words, the rule, and the entry."""

from __future__ import annotations

import datetime

from course.policy.commitments.rule import Commitment, Verdict, Words
from course.policy.uses import Use

WASHINGTON_2021 = datetime.date(2021, 7, 1)
WA_EFFECT = Words("G50", "The law is scheduled to take effect in July 2021.")
WA_AGENCIES = Words("G49", "The law covers state and local agencies, including law enforcement")
WA_PRIVATE = Words("G49", "No private sector users are covered.")
WA_SERVICE = Words("G40", "a facial recognition service")
WA_ONGOING = Words("G40", "ongoing surveillance, conduct real-time or near real-time identification")
WA_WARRANT = Words("G41", "A warrant is obtained authorizing the use of the service for those purposes")
WA_EXIGENT = Words("G42", "Exigent circumstances exist")
WA_ORDER = Words("G43", "for the sole purpose of locating or identifying a missing person")
WA_TRAITS = Words("G44", "based on their religious, political, or social views or activities")
WA_STATUS = Words("G44", "immigration status")
WA_SOLE = Words("G45", "may not use the results of a facial recognition service as the sole basis to")
WA_DEVICE = Words("G46", "to grant or deny access to an electronic device")
WA_AIRPORT = Words("G47", "to verify the identity of individuals presenting themselves for travel")
WA_REVIEW = Words("G48", "must ensure that those decisions are subject to meaningful human review")


def washington_2021(use: Use) -> Verdict:
    """Washington state's act on face recognition by public agencies (RCW 43.386)."""
    if use.place != "Washington" or use.country != "US":
        return WA_AGENCIES.yes("The act binds agencies of Washington state.")
    if use.date < WASHINGTON_2021:
        return WA_EFFECT.yes("The act was not in force.")
    if use.who in ("federal agency", "immigration agency"):
        return WA_AGENCIES.yes("A federal agency is neither a state nor a local agency.")
    if use.for_police and not use.by_police:
        return WA_AGENCIES.unclear("Whether work done for an agency is the agency's use is not said.")
    if not use.by_government:
        return WA_PRIVATE.yes("A private user.")
    if use.who == "campus police":
        return WA_AGENCIES.unclear("It depends on whether the university is a public one.")
    if not use.recognises:
        return WA_SERVICE.yes("No faces are compared.")
    if use.comparison == "1:1" and use.purpose == "access control":
        return WA_DEVICE.yes("The definition leaves unlocking a device out.")
    if use.comparison == "1:1" and use.purpose == "identity check" and use.who == "state agency":
        return WA_AIRPORT.yes("The act leaves this check of travellers out.")
    if use.purpose in ("protest monitoring", "racial profiling"):
        return WA_TRAITS.no("Nobody may be chosen for views, lawful events or protected traits.")
    if use.purpose == "immigration enforcement":
        return WA_STATUS.no("Nobody may be chosen for immigration status.")
    if use.timing in ("live", "nearly live"):
        return _washington_live(use)
    if use.step in ("arrest", "arrest after a lineup"):
        if use.other_evidence is False:
            return WA_SOLE.no("The result is the only basis.")
        if use.human_review is False:
            return WA_REVIEW.no("An arrest is a decision with legal effects, and nobody reviews it.")
        if use.other_evidence is None:
            return WA_SOLE.unclear("The description does not say whether there is another basis.")
    return WA_ONGOING.yes("One search of a recording is none of these.")


def _washington_live(use: Use) -> Verdict:
    if use.authority == "warrant":
        return WA_WARRANT.yes("There is a warrant.")
    if use.authority == "urgent":
        return WA_EXIGENT.yes("The circumstances are exigent.")
    if use.authority == "court order":
        if use.purpose in ("missing person", "identify the dead"):
            return WA_ORDER.yes("A court order is enough for this purpose.")
        return WA_ORDER.no("A court order is enough for missing and dead persons only.")
    if use.authority == "none":
        return WA_ONGOING.no("Live use needs a warrant, exigent circumstances, or a court order.")
    return WA_ONGOING.unclear("The description does not say whether one of the three conditions is met.")


def concerns(use: Use) -> bool:
    return use.country == "US" and use.place == "Washington"


COMMITMENT = Commitment(
    id="washington-2021",
    title="Washington state's act",
    by="Washington state",
    date=WASHINGTON_2021,
    rule=washington_2021,
    concerns=concerns,
)

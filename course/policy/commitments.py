"""Public commitments and laws as small rules over a described use.

A rule reads one text and says whether that text allows a use: *yes*, *no*, or *unclear* where the text is silent on the
point that decides. Each answer carries the words of the text that decide it, as quoted in the ledger. A *yes* means only
that this text does not forbid the use. It is no legal advice.

Read a rule from top to bottom: the first line that fits decides.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from course.errors import CourseError
from course.policy.uses import Use, uses

ANSWERS = ("yes", "no", "unclear")


@dataclass(frozen=True)
class Words:
    """Some words of a text, as a row of the ledger quotes them."""

    claim: str
    words: str


@dataclass(frozen=True)
class Verdict:
    """Whether a commitment allows a use, by which words, and why. ``claim`` is the row that quotes the words."""

    answer: str
    words: str
    claim: str
    reason: str

    def __str__(self) -> str:
        return f"{self.answer}: {self.reason} (“{self.words}”, {self.claim})"


@dataclass(frozen=True)
class Commitment:
    """A text that somebody is held to."""

    id: str
    title: str
    by: str
    date: datetime.date
    """From when it speaks."""
    claims: tuple[str, ...]
    """The rows of the ledger that quote it."""
    rule: Callable[[Use], Verdict]
    concerns: Callable[[Use], bool]
    """Whether a use comes near enough to this text to be worth trying: a rule answers for every use."""


def _yes(by: Words, reason: str) -> Verdict:
    return Verdict("yes", by.words, by.claim, reason)


def _no(by: Words, reason: str) -> Verdict:
    return Verdict("no", by.words, by.claim, reason)


def _unclear(by: Words, reason: str) -> Verdict:
    return Verdict("unclear", by.words, by.claim, reason)


# --- Amazon, June 2020 and May 2021 ---------------------------------------------------------------------------------

AMAZON_2020 = datetime.date(2020, 6, 10)
AMAZON_2020_END = datetime.date(2021, 6, 10)
AMAZON_2021 = datetime.date(2021, 5, 18)

IMPLEMENTING = Words("B01", "We’re implementing a one-year moratorium")
ONE_YEAR = Words("B01", "one-year moratorium")
POLICE_USE = Words("B01", "police use of Amazon’s facial recognition technology")
AMAZONS = Words("B01", "Amazon’s facial recognition technology")
FACIAL_RECOGNITION = Words("B01", "facial recognition technology")
ORGANISATIONS_LIKE = Words("B02", "organizations like Thorn")
RESCUE = Words("B27", "to help rescue human trafficking victims and reunite missing children with their families")
FURTHER_NOTICE = Words("B07", "until further notice")
EXTENDED = Words("B07", "Amazon has extended its moratorium")
FEDERAL_NOT_SAID = Words("B28", "did not originally clarify how that moratorium might apply to federal law enforcement")


def _amazon_police_use(use: Use) -> Verdict:
    """The scope of the post of 2020, which the extension of 2021 took over: "police use"."""
    if use.vendor != "Amazon":
        return _yes(AMAZONS, "The post speaks of Amazon's own technology.")
    if use.comparison == "none":
        return _yes(FACIAL_RECOGNITION, "Nothing is done with faces.")
    if use.who == "charity" and use.purpose in ("trafficking victim", "missing person"):
        return _yes(RESCUE, "The post lets such organisations go on with this work.")
    if use.who in ("federal agency", "immigration agency"):
        return _unclear(FEDERAL_NOT_SAID, "The post says police, and does not say whether a federal agency is police.")
    if use.for_police and not use.by_police:
        return _unclear(POLICE_USE, "The post does not say whether work done for the police is police use.")
    if not use.by_police:
        return _yes(POLICE_USE, "This is no police use.")
    if use.comparison == "detection":
        return _unclear(FACIAL_RECOGNITION, "Faces are found but not compared. The post does not define the term.")
    if use.country != "US":
        return _unclear(POLICE_USE, "The post names no country; its reason is time for Congress.")
    return _no(POLICE_USE, "The post stops police use, whatever the purpose.")


def amazon_2020(use: Use) -> Verdict:
    """Amazon's post of 10 June 2020: a one-year moratorium on police use."""
    if use.date < AMAZON_2020:
        return _yes(IMPLEMENTING, "The post came later.")
    if use.date == AMAZON_2020_END:
        return _unclear(ONE_YEAR, "The post gives no last day: a year ends on this day or on the day before.")
    if use.date > AMAZON_2020_END:
        return _yes(ONE_YEAR, "The year was over. (The extension is a text of its own.)")
    return _amazon_police_use(use)


def amazon_2021(use: Use) -> Verdict:
    """Amazon's extension of 18 May 2021, without an end."""
    if use.date < AMAZON_2021:
        return _yes(EXTENDED, "The extension came later.")
    verdict = _amazon_police_use(use)
    if verdict.answer == "no":
        return _no(FURTHER_NOTICE, "The moratorium goes on, and no notice of its end is in the ledger.")
    return verdict


# --- Amazon, the later wording --------------------------------------------------------------------------------------

FACE_COMPARISON = Words("B10", "use of Amazon Rekognition’s face comparison feature")
BY_POLICE_DEPARTMENTS = Words("B10", "by police departments")
CRIMINAL_INVESTIGATIONS = Words("B10", "in connection with criminal investigations")
NARROW = Words("B32", "by police departments in connection with criminal investigations")
MISSING_PERSONS = Words("B11", "to help identify or locate missing persons")


def amazon_terms(use: Use) -> Verdict:
    """The narrower wording: the proxy statement of 2022, and the service terms as quoted in January 2024."""
    if use.date.year < 2022:
        return _yes(FACE_COMPARISON, "This wording came later.")
    if use.vendor != "Amazon":
        return _yes(FACE_COMPARISON, "The wording speaks of Amazon's own service.")
    if not use.recognises:
        return _yes(FACE_COMPARISON, "No faces are compared.")
    if not (use.by_government or use.for_police):
        return _yes(BY_POLICE_DEPARTMENTS, "This is no police department.")
    if use.purpose in ("missing person", "trafficking victim") and use.date.year >= 2024:
        if use.purpose == "missing person":
            return _yes(MISSING_PERSONS, "The terms leave this purpose out.")
        return _unclear(MISSING_PERSONS, "A trafficking victim may or may not be a missing person.")
    if use.purpose == "missing person":
        return _unclear(CRIMINAL_INVESTIGATIONS, "The exception is quoted in 2024; when it came in is not known.")
    if use.purpose not in ("criminal investigation", "trafficking victim"):
        if use.purpose in ("access control", "identity check", "research"):
            return _yes(CRIMINAL_INVESTIGATIONS, "This is no criminal investigation.")
        return _unclear(CRIMINAL_INVESTIGATIONS, "Whether this belongs to a criminal investigation is not said.")
    if use.country != "US":
        return _unclear(BY_POLICE_DEPARTMENTS, "The wording names no country.")
    if use.who != "police department":
        return _unclear(BY_POLICE_DEPARTMENTS, f"The wording does not say whether this covers a {use.who}.")
    if use.date.year == 2022:
        return _unclear(NARROW, "The wording is of 2022; the day it began is not in the ledger.")
    return _no(NARROW, "A police department compares faces in a criminal investigation.")


# --- Amazon's advice for public safety -------------------------------------------------------------------------------

AWS_2019 = datetime.date(2019, 1, 4)
AWS_REKOGNITION = Words("B31", "using the Amazon Rekognition face comparison feature")
AWS_AGENCY = Words("B31", "If you are a law enforcement agency")
AWS_99 = Words("B16", "you should use confidence thresholds of 99% or higher")
AWS_LOWER = Words("B18", "Use a similarity threshold lower than 99% for scenarios that benefit from a larger set")
AWS_REVIEW = Words("B17", "you should not make decisions based on system output without additional human review")
AWS_SUSTAINED = Words("B30", "sustained surveillance of a person without independent review or exigent circumstances")


def aws_guidance(use: Use) -> Verdict:
    """What Amazon's documentation advises law enforcement: it says "should", and the moratorium stands beside it."""
    if use.vendor != "Amazon" or not use.recognises:
        return _yes(AWS_REKOGNITION, "The page speaks of comparing faces with Rekognition.")
    if use.date < AWS_2019:
        return _yes(AWS_99, "The page came later.")
    if not (use.by_government or use.for_police):
        return _yes(AWS_AGENCY, "This is no law enforcement agency.")
    if use.purpose in ("access control", "identity check", "research"):
        return _yes(AWS_AGENCY, "The advice is for public safety.")
    if use.purpose == "mass surveillance" and use.authority not in ("warrant", "court order", "urgent"):
        return _no(AWS_SUSTAINED, "Nobody independent reviews the surveillance, and nothing is urgent.")
    if use.human_review is False:
        return _no(AWS_REVIEW, "Nobody reviews the result.")
    if use.threshold is None:
        return _unclear(AWS_99, "The description gives no threshold: a list of the best few has none.")
    if use.threshold < 99:
        if use.purpose == "missing person":
            return _yes(AWS_LOWER, "The same page advises less than 99 here, so that more candidates are seen.")
        return _no(AWS_99, "The threshold is below 99.")
    if use.human_review is None:
        return _unclear(AWS_REVIEW, "The description does not say whether somebody reviews the result.")
    return _yes(AWS_99, "The threshold is high enough, and somebody reviews the result.")


# --- IBM and Microsoft, June 2020 -----------------------------------------------------------------------------------

IBM_2020 = datetime.date(2020, 6, 8)
HAS_SUNSET = Words("C01", "IBM has sunset its general purpose facial recognition and analysis software products")
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
        return _yes(HAS_SUNSET, "The letter came later.")
    if use.purpose in ("mass surveillance", "racial profiling"):
        return _no(OPPOSES, "The letter opposes this purpose, whoever made the technology.")
    if use.purpose == "protest monitoring":
        return _unclear(RIGHTS, "The letter opposes violations of basic rights; it does not say whether this is one.")
    if use.vendor == "IBM":
        if use.comparison == "none":
            return _yes(RECOGNITION_OR_ANALYSIS, "Nothing is done with faces.")
        if use.who == "vendor" and use.purpose == "research":
            return _yes(OFFERS, "IBM's own research is no offer, whatever news stories say of it.")
        if use.general_purpose is None:
            return _unclear(GENERAL_PURPOSE, "The letter does not say when a product is general purpose.")
        if not use.general_purpose:
            return _yes(GENERAL_PURPOSE, "A product made for one customer is not general purpose.")
        return _no(NO_LONGER_OFFERS, "IBM would have to offer what it said it no longer offers, to any customer.")
    if (
        use.recognises
        and use.country == "US"
        and (use.by_police or use.who in ("federal agency", "immigration agency"))
    ):
        return _unclear(DIALOGUE, "The letter asks whether and how police should use it; it does not answer.")
    return _yes(OPPOSES, "Another maker's technology, and none of the purposes the letter opposes.")


MICROSOFT_2020 = datetime.date(2020, 6, 11)
WILL_NOT_SELL = Words("C22", "to police departments in the United States until we have a national law in place")
SELL = Words("C22", "We will not sell")
FACIAL_RECOGNITION_SOLD = Words("C22", "facial-recognition technology")
POLICE_DEPARTMENTS = Words("C22", "police departments")
IN_THE_UNITED_STATES = Words("C22", "in the United States")


def microsoft_2020(use: Use) -> Verdict:
    """Microsoft's statement of 11 June 2020. No row of the ledger says that the national law it waits for was passed."""
    if use.date < MICROSOFT_2020:
        return _yes(SELL, "The statement came later.")
    if use.vendor != "Microsoft":
        return _yes(SELL, "The statement speaks of what Microsoft sells.")
    if not use.recognises:
        return _yes(FACIAL_RECOGNITION_SOLD, "No faces are compared.")
    if not (use.by_police or use.for_police or use.who in ("federal agency", "immigration agency")):
        return _yes(POLICE_DEPARTMENTS, "This is no police department.")
    if use.country != "US":
        return _yes(IN_THE_UNITED_STATES, "The statement is limited to the United States.")
    if use.who != "police department":
        return _unclear(POLICE_DEPARTMENTS, f"The statement does not say whether this covers a {use.who}.")
    if use.acquired != "bought":
        return _unclear(SELL, "Here Microsoft sells nothing to the department itself.")
    return _no(WILL_NOT_SELL, "A police department in the United States would be sold it.")


# --- Detroit, June 2024 ---------------------------------------------------------------------------------------------

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
        return _yes(DETROIT_POLICE, "The settlement binds Detroit's police.")
    if use.date < DETROIT_2024:
        return _yes(SETTLEMENT, "The settlement came later.")
    if use.date >= DETROIT_2028:
        return _unclear(FOUR_YEARS, "The four years are over; whether the policy stays is not said.")
    if use.step == "lead":
        return _yes(SOLELY, "The settlement limits lineups and arrests, not searches.")
    if use.other_evidence is None:
        return _unclear(INDEPENDENT, "It depends on other evidence, and the description does not say.")
    if use.other_evidence:
        return _yes(SOLELY, "The result does not stand alone.")
    if use.step == "lineup":
        return _no(LINEUP_SOLELY, "A lineup needs evidence besides the lead.")
    if use.step == "arrest after a lineup":
        return _no(ARREST_LINEUP, "A lineup that follows the search adds nothing independent.")
    return _no(ARREST_SOLELY, "The arrest rests on the search alone.")


# --- European Union, Article 5(1)(h) of the AI Act -------------------------------------------------------------------

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
EU_URGENCY = Words("G65", "duly justified situations on grounds of urgency")


def eu_ai_act(use: Use) -> Verdict:
    """Article 5(1)(h) of the EU AI Act alone: real-time identification in public for law enforcement."""
    if not use.in_europe:
        return _yes(EU_WITHIN, "The use is outside the European Union.")
    if use.date < EU_2025:
        return _yes(EU_APPLIES, "The prohibition did not apply yet.")
    if use.comparison != "1:N":
        return _yes(EU_IDENTIFICATION, "Nobody is searched for among many.")
    if use.timing == "retrospective":
        return _yes(EU_REAL_TIME, "A search of recordings is not real-time. (Other articles regulate it.)")
    if not use.by_government and not use.for_police:
        return _yes(EU_PURPOSE, "Not for law enforcement. (Other articles and data protection law still apply.)")
    if not use.by_police and (use.for_police or use.purpose == "immigration enforcement" or use.who == "state agency"):
        return _unclear(EU_PURPOSE, "The words quoted do not say whether this is law enforcement.")
    if use.purpose in ("access control", "identity check", "research", "customer service"):
        return _yes(EU_PURPOSE, "The purpose is not law enforcement.")
    if use.public_space is False:
        return _yes(EU_PUBLIC, "The place is not open to the public.")
    if use.public_space is None:
        return _unclear(EU_PUBLIC, "The description does not say whether the place is open to the public.")
    if use.timing != "live":
        return _unclear(EU_REAL_TIME, "The words quoted do not say how long a delay may be.")
    return _eu_exception(use)


def _eu_exception(use: Use) -> Verdict:
    """The three objectives, and the authorisation that each use needs besides."""
    if use.purpose == "missing person":
        objective = EU_MISSING
    elif use.purpose == "trafficking victim":
        objective = EU_VICTIMS
    elif use.purpose == "imminent threat":
        objective = EU_THREAT
    elif use.purpose == "criminal investigation" and use.serious:
        objective = EU_SUSPECT
    elif use.purpose == "criminal investigation" and use.serious is None:
        return _unclear(EU_SUSPECT, "The description does not say how grave the offence is.")
    else:
        return _no(EU_OBJECTIVES, "None of the three objectives fits.")
    if use.authority in ("warrant", "court order"):
        return _yes(objective, "One of the objectives, and authorised.")
    if use.authority == "urgent":
        return _yes(EU_URGENCY, "One of the objectives, and urgent: the authorisation may follow.")
    if use.authority == "none":
        return _no(EU_AUTHORISED, "One of the objectives, but nobody authorised it.")
    return _unclear(EU_AUTHORISED, "One of the objectives; the description does not say who authorised it.")


# --- Washington state, from July 2021 --------------------------------------------------------------------------------

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
        return _yes(WA_AGENCIES, "The act binds agencies of Washington state.")
    if use.date < WASHINGTON_2021:
        return _yes(WA_EFFECT, "The act was not in force.")
    if use.who in ("federal agency", "immigration agency"):
        return _yes(WA_AGENCIES, "A federal agency is neither a state nor a local agency.")
    if use.for_police and not use.by_police:
        return _unclear(WA_AGENCIES, "Whether work done for an agency is the agency's use is not said.")
    if not use.by_government:
        return _yes(WA_PRIVATE, "A private user.")
    if use.who == "campus police":
        return _unclear(WA_AGENCIES, "It depends on whether the university is a public one.")
    if not use.recognises:
        return _yes(WA_SERVICE, "No faces are compared.")
    if use.comparison == "1:1" and use.purpose == "access control":
        return _yes(WA_DEVICE, "The definition leaves unlocking a device out.")
    if use.comparison == "1:1" and use.purpose == "identity check" and use.who == "state agency":
        return _yes(WA_AIRPORT, "The act leaves this check of travellers out.")
    if use.purpose in ("protest monitoring", "racial profiling"):
        return _no(WA_TRAITS, "Nobody may be chosen for views, lawful events or protected traits.")
    if use.purpose == "immigration enforcement":
        return _no(WA_STATUS, "Nobody may be chosen for immigration status.")
    if use.timing in ("live", "nearly live"):
        return _washington_live(use)
    if use.step in ("arrest", "arrest after a lineup"):
        if use.other_evidence is False:
            return _no(WA_SOLE, "The result is the only basis.")
        if use.human_review is False:
            return _no(WA_REVIEW, "An arrest is a decision with legal effects, and nobody reviews it.")
        if use.other_evidence is None:
            return _unclear(WA_SOLE, "The description does not say whether there is another basis.")
    return _yes(WA_ONGOING, "One search of a recording is none of these.")


def _washington_live(use: Use) -> Verdict:
    if use.authority == "warrant":
        return _yes(WA_WARRANT, "There is a warrant.")
    if use.authority == "urgent":
        return _yes(WA_EXIGENT, "The circumstances are exigent.")
    if use.authority == "court order":
        if use.purpose in ("missing person", "identify the dead"):
            return _yes(WA_ORDER, "A court order is enough for this purpose.")
        return _no(WA_ORDER, "A court order is enough for missing and dead persons only.")
    if use.authority == "none":
        return _no(WA_ONGOING, "Live use needs a warrant, exigent circumstances, or a court order.")
    return _unclear(WA_ONGOING, "The description does not say whether one of the three conditions is met.")


# --- Maryland, from October 2024 -------------------------------------------------------------------------------------

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
        return _yes(MD_AGENCY, "The act binds law enforcement agencies of Maryland.")
    if use.date < MARYLAND_2024:
        return _yes(MD_EFFECT, "The act was not in force.")
    if not use.recognises:
        return _yes(MD_TECHNOLOGY, "Nobody is identified.")
    if use.who in ("campus police", "federal agency", "immigration agency"):
        return _unclear(MD_AGENCY, "The definition stands in another statute.")
    if not (use.by_police or use.for_police):
        return _yes(MD_DIRECTION, "Neither by nor for a law enforcement agency.")
    if use.purpose in ("missing person", "identify the dead"):
        return _yes(MD_MISSING, "The act does not restrict this purpose.")
    if use.purpose in ("access control", "identity check", "research"):
        return _yes(MD_UNRELATED, "Unrelated to a criminal investigation.")
    if use.purpose == "protest monitoring":
        return _no(MD_PROTECTED, "Protected activity, and no suspicion is named.")
    if use.purpose not in ("criminal investigation", "trafficking victim"):
        return _unclear(MD_INVESTIGATION, "Whether this furthers a criminal investigation is not said.")
    if use.crime is None:
        return _unclear(MD_ONLY_LISTED, "It depends on the crime, and the description does not say.")
    if use.crime == "threat":
        return _unclear(MD_THREAT, "Somebody must judge whether the threat is substantial and ongoing.")
    if use.crime not in MD_CRIMES:
        return _no(MD_ONLY_LISTED, f"The crimes listed do not include {use.crime}.")
    if use.step in ("arrest", "arrest after a lineup") and not use.other_evidence:
        if use.other_evidence is None:
            return _unclear(MD_SOLE, "The description does not say whether there is other evidence.")
        return _no(MD_SOLE, "The result is the only basis.")
    if not use.by_police:
        return _yes(MD_OFFICER, "An agent may do what an officer may; the crime is listed.")
    return _yes(MD_CRIMES[use.crime], "The crime is listed.")


# --- all of them -----------------------------------------------------------------------------------------------------


def _amazons(use: Use) -> bool:
    return use.vendor == "Amazon"


def _ibms(use: Use) -> bool:
    return use.vendor == "IBM" or use.purpose in ("mass surveillance", "racial profiling", "protest monitoring")


def _microsofts(use: Use) -> bool:
    return use.vendor == "Microsoft"


def _michigan(use: Use) -> bool:
    return use.country == "US" and use.place in ("Detroit", "Flint")


def _european(use: Use) -> bool:
    return use.in_europe or use.country == "GB"


def _washington(use: Use) -> bool:
    return use.country == "US" and use.place == "Washington"


def _maryland(use: Use) -> bool:
    return use.country == "US" and use.place == "Maryland"


_ALL = (
    Commitment(
        "amazon-2020", "Amazon's one-year moratorium", "Amazon", AMAZON_2020,
        ("B01", "B02", "B27", "B28"), amazon_2020, _amazons,
    ),
    Commitment(
        "amazon-2021", "Amazon's extension", "Amazon", AMAZON_2021,
        ("B07", "B01", "B02", "B27", "B28"), amazon_2021, _amazons,
    ),
    Commitment(
        "amazon-terms", "Amazon's later wording", "Amazon", datetime.date(2022, 1, 1),
        ("B10", "B11", "B32"), amazon_terms, _amazons,
    ),
    Commitment(
        "aws-guidance", "Amazon's advice for public safety", "Amazon", AWS_2019,
        ("B16", "B17", "B18", "B30", "B31"), aws_guidance, _amazons,
    ),
    Commitment("ibm-2020", "IBM's letter to Congress", "IBM", IBM_2020, ("C01", "C04", "C20", "C21"), ibm_2020, _ibms),
    Commitment("microsoft-2020", "Microsoft's statement", "Microsoft", MICROSOFT_2020, ("C22",), microsoft_2020, _microsofts),
    Commitment(
        "detroit-2024", "The Williams settlement", "Detroit", DETROIT_2024,
        ("F04", "F05", "F07", "F32"), detroit_2024, _michigan,
    ),
    Commitment(
        "eu-ai-act-5-1-h", "EU AI Act, Article 5(1)(h)", "European Union", EU_2025,
        ("G60", "G61", "G62", "G63", "G64", "G65", "G67", "G69"), eu_ai_act, _european,
    ),
    Commitment(
        "washington-2021", "Washington state's act", "Washington state", WASHINGTON_2021,
        ("G40", "G41", "G42", "G43", "G44", "G45", "G46", "G47", "G48", "G49", "G50"), washington_2021, _washington,
    ),
    Commitment(
        "maryland-2024", "Maryland's act", "Maryland", MARYLAND_2024,
        ("G16", "G51", "G52", "G53", "G54", "G55", "G56", "G57", "G58", "G59"), maryland_2024, _maryland,
    ),
)  # fmt: skip
COMMITMENTS = MappingProxyType({entry.id: entry for entry in _ALL})
"""Every commitment by its id."""


def commitment(name: str) -> Commitment:
    """One commitment.

    Raises
    ------
    CourseError
        If there is no such commitment.
    """
    try:
        return COMMITMENTS[name]
    except KeyError:
        raise CourseError(f"there is no commitment {name!r}. There are {', '.join(COMMITMENTS)}.") from None


def uses_for(by: str | Commitment) -> tuple[Use, ...]:
    """The uses of the bank that come near a commitment."""
    concerned = (by if isinstance(by, Commitment) else commitment(by)).concerns
    return tuple(use for use in uses().values() if concerned(use))


def permitted(use: Use, by: str | Commitment) -> Verdict:
    """Whether a commitment allows a use: ``yes``, ``no`` or ``unclear``, the words that decide, and why."""
    return (by if isinstance(by, Commitment) else commitment(by)).rule(use)

"""What a row of the ledger has to satisfy. Each rule is about a kind of mistake, not about one row.

``problems`` runs them all. A sentence it returns names the row and says how to mend it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping

from course.policy.derive import derivation_problem
from course.policy.row import DATE, ID, KINDS, SLOT, STATUSES, Claim

_LONGEST_QUOTATION = 45  # words: a quotation shows the evidence, it does not replace the source
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

CLOSED = {
    "voat.co": "closed in 2020",
    "inputmag.com": "closed; its texts are at inverse.com",
}
"""Sites that are known to be gone."""

RAW = ("cloudfront.net", "netlify.app", "workers.dev", "pages.dev", "nbcnews.to", "t.co", "bit.ly", "jpshuntong.com")
"""Content hosts, proxies and shorteners: where a text happened to lie, and not where its publisher has it."""

REWRITES = {
    "superpalace.de": "a machine's rewrite", "novaresources.de": "a machine's rewrite", "classiclab.de": "a machine's rewrite",
    "axisjournal.de": "a machine's rewrite", "jackpotfield.de": "a machine's rewrite", "dramacooltv1.com": "a machine's rewrite",
    "siteplease.com": "a rewrite", "academized.com": "a rewrite", "essayservice.com": "a rewrite",
    "newsdio.com": "a translation back into English",
}  # fmt: skip
"""Sites whose wording is not that of the text they pass on."""

OFFICIAL = {
    "State of Washington": "leg.wa.gov", "State of Maryland": "mgaleg.maryland.gov", "State of Montana": "leg.mt.gov",
    "State of Utah": "le.utah.gov", "State of Illinois": "ilga.gov", "State of Alabama": "legislature.state.al.us",
    "European Union": "data.europa.eu", "US Congress": "govinfo.gov",
    "US House of Representatives": "congress.gov",
}  # fmt: skip
"""Legislatures, and where they publish."""

_OUTLET = re.compile(
    r"\b(?:News|Post|Times|Guardian|Press|Register|Herald|Examiner|Journal|Magazine|Verge|VICE|FOX|CBS|NBC|ABC|BBC|AP|Reuters)\b"
)
_CUSTODY = re.compile(
    r"\b(?:was|were|been) (?:wrongly |falsely |first )?(?:arrested|jailed|held|detained|booked|imprisoned|charged|released)\b"
    r"|\bin (?:jail|custody|police custody)\b|\bspent the night\b|\blet out on\b|\b(?:hours|days|months) in (?:a )?(?:jail|cell)\b"
)
_COUNT = re.compile(r"\bwrongful arrests?\b|\bhad arrested people\b")
_BOUND = re.compile(
    r"\b(?:about|nearly|almost|at least|more than|over|under|between|some) (?:about|more than|under|[\d.,]+ to) ?"
)


def problems(row: Claim, rows: Mapping[str, Claim]) -> list[str]:
    """What is wrong with one row, as sentences that name it."""
    checks = (_shape, _attribution, _wording, _custody_and_counts, _addresses, _looking_again)
    return [f"{row.id}: {problem}." for check in checks for problem in check(row, rows)]


def _shape(row: Claim, rows: Mapping[str, Claim]) -> Iterator[str]:
    """Every field says what it should, and a computed value is the computed one."""

    def required(*names: str) -> Iterator[str]:
        yield from (
            f"it needs {'an' if name[0] in 'aeiou' else 'a'} {name}" for name in names if not getattr(row, name)
        )

    yield from required("topic", "claim")
    if not re.fullmatch(ID, row.id):
        yield "an id is a capital and two or three digits, such as A01"
    for twin in rows.values():
        if twin.claim == row.claim and twin.id != row.id and (twin.value, twin.quotation, twin.address, twin.date) == (row.value, row.quotation, row.address, row.date):
            yield f"it says what {twin.id} says, from the same words of the same text; cite {twin.id}, and take the other out"
    if row.status not in STATUSES:
        yield f"status must be one of {', '.join(STATUSES)}"
    if row.date and not DATE.match(row.date):
        yield "write the date as 2020, 2020-06 or 2020-06-10"
    if row.status.startswith("CONFIRMED"):
        yield from required("source", "publisher", "address", "quotation", "retrieved")
    elif row.quotation:
        yield f"a {row.status} row has no quotation: nothing was read that says it"
    if len(row.quotation.split()) > _LONGEST_QUOTATION:
        yield f"keep the quotation to {_LONGEST_QUOTATION} words"
    if row.status == "DERIVED":
        yield from filter(None, [derivation_problem(row, rows)])
    elif row.derivation:
        yield "only a DERIVED row has a derivation"
    slots = [found for found in SLOT.finditer(row.claim) if not row.value or int(found[1] or 0) >= len(row.parts)]
    for found in slots:
        yield f"the claim names {found[0]}, which the value does not have"
    if not slots and (found := _BOUND.search(row.text)):
        yield f"the sentence says “{found[0].strip()}”: the value brings its own word for a bound"


def _attribution(row: Claim, _rows: Mapping[str, Claim]) -> Iterator[str]:
    """First hand is only what the publisher did or said; a quotation is the publisher's own words."""
    first_hand = row.status == "CONFIRMED_PRIMARY"
    if first_hand and not row.actor:
        yield f"name the actor: whose act or words does it state? First hand is only what {row.published_by} did or said"
    elif first_hand and row.actor != row.published_by:
        yield (
            f"first hand only where the publisher is the actor: here {row.published_by} reports what {row.actor} did. "
            "Make it CONFIRMED_SECONDARY"
        )
    elif first_hand and _OUTLET.search(row.actor) and not _names(row.claim, row.actor):
        yield f"a news outlet is first hand for what it printed, not for what happened: say what {row.actor} wrote, or make it CONFIRMED_SECONDARY"
    if row.actor and not first_hand:
        yield "only a CONFIRMED_PRIMARY row has an actor"
    how = REWRITES.get(row.host) or next(
        (word for word in ("rewrite", "translation") if word in row.publisher.lower()), ""
    )
    if how and row.quotation and not (first_hand and row.actor == row.published_by):
        yield f"no quotation from {how}: find the text itself, or make the row UNCONFIRMED"


def _names(sentence: str, name: str) -> bool:
    """Whether a sentence names an outlet by one of the words that are its own."""
    return any(word in sentence for word in re.findall(r"[A-Z]\w{2,}", name) if word not in ("The", "News", "Press"))


def _wording(row: Claim, rows: Mapping[str, Claim]) -> Iterator[str]:
    """The date of a wording is that of the earliest version read."""
    if not row.quotation or row.status != "CONFIRMED_PRIMARY" or row.kind == "version":
        return
    for other in rows.values():
        if (other.quotation == row.quotation and other.actor == row.actor and other.id != row.id
                and other.date and other.kind != "version" and (not row.date or other.date < row.date)):  # fmt: skip
            yield (
                f"{other.id} quotes the same words from {other.date}: date a wording by the earliest version read, "
                "or set its kind to version"
            )
            return


def _custody_and_counts(row: Claim, rows: Mapping[str, Claim]) -> Iterator[str]:
    """A fact of a person's arrest, custody or release, and a count of cases, has two independent sources or is an account."""
    if row.kind and row.kind not in KINDS:
        yield f"kind may be {', '.join(KINDS)}, or nothing"
    text = row.claim
    needs = "custody" if _CUSTODY.search(text) else "count" if _COUNT.search(text) and row.value else ""
    needs = row.kind if row.kind in ("custody", "count") else needs
    if needs and row.status.startswith("CONFIRMED"):
        if not row.support:
            yield (
                f"{KINDS[needs]} needs a second, independent source: put the id of its row into support, "
                "or say “account of …” and whose account it is"
            )
        elif row.kind != needs:
            yield f"set its kind to {needs}"
    for name in row.supported_by:
        other = rows.get(name)
        if other is None or not other.confirmed or other.id == row.id:
            yield f"its support {name} is no other confirmed row"
        elif (other.published_by, other.host) == (row.published_by, row.host) or other.published_by == row.published_by:
            yield f"{name} is by the same publisher, and no independent source"


def _addresses(row: Claim, _rows: Mapping[str, Claim]) -> Iterator[str]:
    """An address leads to the publisher, and not to a site that is gone or a place where a copy happened to lie."""
    if why := CLOSED.get(row.host):
        yield f"{row.host} is {why}: cite the text where it stands today"
    if any(row.host == raw or row.host.endswith("." + raw) for raw in RAW) or _is_number(row.host):
        yield f"{row.host} is no publisher's address: give the publisher's own, and put the copy that was read into copy"
    official = OFFICIAL.get(row.actor)
    if official and row.topic == "law" and row.host != official and not row.host.endswith("." + official):
        yield f"give the legislature's own address ({official}), and put the copy that was read into copy"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _looking_again(row: Claim, _rows: Mapping[str, Claim]) -> Iterator[str]:
    """What may change has a day on which to look again."""
    if row.kind in ("pending", "not-yet", "count") and not row.look_again:
        yield f"{KINDS[row.kind]}: say when to look again, such as 2027-05-26"
    if row.look_again and not _DAY.match(row.look_again):
        yield "write look_again as a day, such as 2027-05-26"
    elif row.look_again and row.look_again <= row.retrieved:
        yield f"look_again is not after {row.retrieved}, the day it was read: read it again and set the next day"

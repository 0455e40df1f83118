"""The rules of the ledger, each with a planted example of the mistake it is about."""

import dataclasses
import re

import pytest
from click.testing import CliRunner

from course import paths
from course.policy import claims as module
from course.policy.claims import ledger, problems, serialise
from course.policy.commands import claims
from course.policy.row import KINDS, Claim
from course.policy.rules import CLOSED, OFFICIAL, RAW, REWRITES

LEDGER = ledger()
ROW = Claim(
    id="Z01", topic="harms", claim="A test found {value}.", value="12", unit="things", date="2020-06", source="A title",
    publisher="The Gazette", address="https://example.org/a", status="CONFIRMED_SECONDARY", quotation="it found 12",
    retrieved="2026-01-02", derivation="",
)  # fmt: skip
FIRST_HAND = dataclasses.replace(ROW, status="CONFIRMED_PRIMARY", publisher="A Company (copy at B)", actor="A Company")
OTHER = dataclasses.replace(ROW, id="Z02", publisher="The Herald", address="https://example.com/b")
SAME_PAPER = dataclasses.replace(ROW, id="Z03", address="https://example.org/c")
ROWS = {**LEDGER, "Z02": OTHER, "Z03": SAME_PAPER}
HELD = {"claim": "A person was held for {value} hours.", "unit": "hours", "kind": "custody"}

PLANTED = {
    "first hand without an actor": ({"status": "CONFIRMED_PRIMARY"}, "name the actor"),
    "a report called first hand": (
        {"status": "CONFIRMED_PRIMARY", "actor": "A Company"}, "first hand only where the publisher is the actor",
    ),
    "a news outlet first hand for what happened": (
        {"status": "CONFIRMED_PRIMARY", "publisher": "NBC News", "actor": "NBC News"}, "first hand for what it printed",
    ),
    "an actor of a report": ({"actor": "A Company"}, "only a CONFIRMED_PRIMARY row has an actor"),
    "a quotation from a machine's rewrite": ({"address": "https://superpalace.de/x"}, "no quotation from a machine's rewrite"),
    "a quotation from a rewrite, said by the publisher": (
        {"publisher": "The Gazette (rewrite of a Guardian report)"}, "no quotation from rewrite",
    ),
    "a quotation from a translation": ({"address": "https://newsdio.com/x"}, "no quotation from a translation"),
    "custody with one source": ({**HELD, "kind": ""}, "an arrest, custody or release needs a second, independent source"),
    "a release with one source": (
        {"claim": "She was released on a bond of {value}.", "unit": "USD"}, "needs a second, independent source",
    ),
    "custody whose kind is not said": ({**HELD, "kind": "", "support": "Z02"}, "set its kind to custody"),
    "custody with the same paper twice": ({**HELD, "support": "Z03"}, "Z03 is by the same publisher"),
    "custody with a source that is not there": ({**HELD, "support": "Z77"}, "Z77 is no other confirmed row"),
    "custody that supports itself": ({**HELD, "support": "Z01"}, "Z01 is no other confirmed row"),
    "a count of cases with one source": (
        {"claim": "There were {value} wrongful arrests.", "unit": "people"}, "a count of cases needs a second",
    ),
    "a site that has closed": ({"address": "https://voat.co/v/technology/1"}, "voat.co is closed in 2020"),
    "a raw content host": ({"address": "https://d1tvx.cloudfront.net/statute"}, "no publisher's address"),
    "a bare number for a host": ({"address": "http://64.62.227.18/eu/1.html"}, "no publisher's address"),
    "a shortened address": ({"address": "https://nbcnews.to/2TJa58h"}, "no publisher's address"),
    "a pending case without a day": ({"kind": "pending"}, "say when to look again"),
    "a law not yet in force without a day": ({"kind": "not-yet"}, "say when to look again"),
    "a day that has passed when it was read": ({"kind": "pending", "look_again": "2026-01-02"}, "look_again is not after"),
    "a day that is none": ({"look_again": "next year"}, "write look_again as a day"),
    "a kind that is none": ({"kind": "rumour"}, "kind may be"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "says"), PLANTED.values(), ids=PLANTED)
def test_a_planted_mistake_is_found(change, says):
    found = problems(dataclasses.replace(ROW, **change), ROWS)
    assert any(says in problem and problem.startswith("Z01: ") for problem in found), found


def test_a_law_at_somebody_elses_address_is_found():
    law = dataclasses.replace(
        FIRST_HAND, topic="law", publisher="State of Maryland (copy at casetext)", actor="State of Maryland"
    )
    assert any("legislature's own address (mgaleg" in problem for problem in problems(law, ROWS))
    right = dataclasses.replace(law, address="https://mgaleg.maryland.gov/x", copy="https://casetext.com/y")
    assert problems(right, ROWS) == []


def test_a_wording_is_dated_by_the_earliest_version_read():
    early = dataclasses.replace(FIRST_HAND, id="Z04", date="2020-05-01")
    rows = {**ROWS, "Z04": early}
    late = dataclasses.replace(FIRST_HAND, date="2023")
    assert any("Z04 quotes the same words from 2020-05-01" in problem for problem in problems(late, rows))
    assert any("Z04 quotes the same words" in problem for problem in problems(dataclasses.replace(late, date=""), rows))
    assert problems(dataclasses.replace(late, kind="version"), rows) == []
    assert problems(early, {**rows, "Z01": late}) == []


@pytest.mark.parametrize(
    "change",
    [
        {},
        {**HELD, "support": "Z02"},
        {**HELD, "support": "account of her lawyer"},
        {"claim": "There were {value} wrongful arrests.", "kind": "count", "support": "account of a group", "look_again": "2026-07-01"},
        {"kind": "pending", "look_again": "2026-07-01"},
        {"claim": "Nobody may be arrested on a match alone.", "value": ""},
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(change):
    assert problems(dataclasses.replace(ROW, **change), ROWS) == []


def test_a_rewrite_may_be_quoted_as_evidence_of_itself():
    itself = dataclasses.replace(
        ROW, status="CONFIRMED_PRIMARY", publisher="academized", actor="academized", address="https://academized.com/x"
    )
    assert problems(itself, ROWS) == []


@pytest.mark.parametrize(("change", "says"), list(PLANTED.values())[::4], ids=list(PLANTED)[::4])
def test_the_command_fails_on_a_planted_mistake(change, says, tmp_path, monkeypatch):
    rows = [*LEDGER.values(), OTHER, SAME_PAPER, dataclasses.replace(ROW, **change)]
    (tmp_path / "claims.csv").write_text(serialise(rows), encoding="utf-8")
    monkeypatch.setattr(paths, "DATA", tmp_path)
    result = CliRunner().invoke(claims, ["check"])
    assert result.exit_code == 1 and says in str(result.exception)


def test_one_fact_stands_in_one_row():
    twin = dataclasses.replace(ROW, id="Z09")
    assert any("it says what Z09 says" in problem and "cite Z09" in problem for problem in problems(ROW, ROWS | {"Z09": twin}))
    other = dataclasses.replace(twin, address="https://example.org/elsewhere")
    assert problems(ROW, ROWS | {"Z09": other}) == problems(ROW, ROWS)


def test_no_row_of_the_ledger_leads_to_a_place_that_is_known_to_be_wrong():
    hosts = {row.host for row in LEDGER.values()}
    assert not hosts & set(CLOSED) and not any(host.endswith(RAW) for host in hosts)
    assert all(row.actor == row.published_by for row in LEDGER.values() if row.host in REWRITES)
    assert {row.actor for row in LEDGER.values()} >= set(OFFICIAL)


def test_each_kind_is_in_use():
    assert {row.kind for row in LEDGER.values()} == {"", *KINDS}


def test_a_row_may_leave_out_its_last_fields(tmp_path):
    text = serialise(LEDGER.values())
    short = re.sub(r"(?m),{1,5}$", "", text.split("\n", 1)[1])
    rows = module.parse(text.split("\n", 1)[0] + "\n" + short)
    assert serialise(rows.values()) == text

"""The ledger: what a row must have, how it is cited, how one is added."""

import dataclasses
import gzip
import importlib.resources
import json
import os
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import paths
from course.policy import claims
from course.policy.citing import cite, mark, render_citations, sources, used_ids
from course.policy.claims import add, claim, ledger, next_id, parse, problems, serialise
from course.policy.row import STATUSES, Claim, ClaimError, written_date

LEDGER = ledger()
CONFIRMED = [row for row in LEDGER.values() if row.confirmed]
DERIVED = [row.id for row in LEDGER.values() if row.status == "DERIVED"]
UNCONFIRMED = [row.id for row in LEDGER.values() if not row.confirmed]
ROW = Claim(
    id="Z01", topic="amazon", claim="A test found {value}.", value="12", unit="things", date="2020-06", source="A title",
    publisher="A publisher", address="https://example.org/a", status="CONFIRMED_SECONDARY", quotation="it found 12",
    retrieved="2026-01-02", derivation="",
)  # fmt: skip


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A ledger of one's own, with a card."""
    (tmp_path / "claims.csv").write_bytes(claims.path().read_bytes())
    (tmp_path / "CARD.md").write_text(f"---\nfiles:\n  claims.csv: {'0' * 64}\n---\n")
    monkeypatch.setattr(paths, "DATA", tmp_path)
    return tmp_path


def test_every_row_is_right():
    assert {row.status for row in LEDGER.values()} == set(STATUSES)
    assert [problem for row in LEDGER.values() for problem in problems(row, LEDGER)] == []


def test_the_file_is_in_its_written_form():
    text = claims.path().read_text(encoding="utf-8")
    assert serialise(parse(text).values()) == text


def test_an_address_leads_to_the_source():
    addresses = {row.id: row.address for row in CONFIRMED if row.status != "DERIVED"}
    good = re.compile(r"https?://[\w.-]+\.\w+(/|$)|botocore 1\.44\.5: ")
    assert {name: address for name, address in addresses.items() if not good.match(address) or "utm_" in address} == {}
    assert not any(row.address for row in LEDGER.values() if row.status in ("DERIVED", "UNCONFIRMED"))


@pytest.mark.parametrize("name", DERIVED)
@pytest.mark.parametrize("factor", [1.02, 0.98])
def test_a_derived_value_that_is_off_is_refused(name, factor):
    row = LEDGER[name]
    parts = [str(float(part) * factor) for part in row.parts]
    wrong = dataclasses.replace(row, value=" / ".join(parts))
    assert any("the derivation gives" in problem for problem in problems(wrong, LEDGER))


@pytest.fixture(scope="module")
def service():
    """Rekognition's description as botocore ships it."""
    packed = importlib.resources.files("botocore") / "data/rekognition/2016-06-27/service-2.json.gz"
    return json.loads(gzip.decompress(packed.read_bytes()))


def test_api_quotations_stand_in_the_installed_service_description(service):
    exact = json.dumps(service, separators=(",", ":"), ensure_ascii=False)
    plain = " ".join(re.sub(r"<[^>]+>", "", exact).split())
    quoted = [row for row in LEDGER.values() if row.address.endswith("service-2.json.gz")]
    assert len(quoted) > 15
    assert [row.id for row in quoted if row.quotation not in plain and row.quotation not in exact] == []


def test_api_numbers_are_those_of_the_service_description(service):
    shapes = service["shapes"]
    assert (shapes["Percent"]["min"], shapes["Percent"]["max"]) == (0, 100) and claim("H05").value == "0 to 100"
    assert (shapes["MaxFaces"]["min"], shapes["MaxFaces"]["max"]) == (1, 4096) and claim("H06").value == "1 to 4096"
    for name, shape in {
        "H07": "CompareFacesRequest",
        "H08": "CompareFacesResponse",
        "H10": "ComparedFace",
        "H11": "SearchFacesByImageRequest",
        "H12": "SearchFacesByImageResponse",
        "H13": "Face",
    }.items():
        assert claim(name).numbers == (len(shapes[shape]["members"]),), name
    assert claim("H19").numbers == (shapes["ImageBlob"]["max"],)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "z1"}, "an id is a capital"),
        ({"topic": ""}, "it needs a topic"),
        ({"status": "TRUE"}, "status must be one of"),
        ({"date": "June 2020"}, "write the date as"),
        ({"quotation": ""}, "it needs a quotation"),
        ({"address": ""}, "it needs an address"),
        ({"quotation": "word " * 46}, "keep the quotation to"),
        ({"derivation": "A01"}, "only a DERIVED row"),
        ({"claim": "It found {value[1]}."}, "which the value does not have"),
        ({"value": ">12", "claim": "It found about {value}."}, "brings its own word"),
        ({"status": "UNCONFIRMED"}, "nothing was read that says it"),
        ({"status": "DERIVED", "quotation": ""}, "needs a derivation"),
        ({"status": "DERIVED", "quotation": "", "derivation": "A08"}, "A08 is not confirmed"),
    ],
)
def test_what_is_wrong_with_a_row(change, says):
    found = problems(dataclasses.replace(ROW, **change), LEDGER)
    assert any(says in problem for problem in found), found


def test_a_ledger_that_is_damaged_names_the_line(tmp_path):
    header, first, *rest = claims.path().read_text(encoding="utf-8").splitlines()
    file = tmp_path / "claims.csv"
    for text, says in (
        ("id,claim\nA01,x", "must have the columns"),
        ("\n".join([header, first, first]), "A01 stands twice"),
        ("\n".join([header, first, "A02,only,three"]), "must have 18 fields"),
        ("\n".join([header, first.replace("CONFIRMED_PRIMARY", "SURE"), *rest]), "A01: status must be one of"),
    ):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ClaimError, match=re.escape(says)):
            ledger(file)
    with pytest.raises(ClaimError, match="is missing"):
        ledger(tmp_path / "none.csv")


# --- values and citations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("25000", "photographs", "25,000"),
        ("12.33", "USD", "$12.33"),
        ("54.7", "GBP million", "£54.7 million"),
        ("39", "percent", "39%"),
        ("41", "percentage points", "41"),
        (">1000", "searches", "more than 1,000"),
        ("<15", "percent", "under 15%"),
        ("~60000", "searches", "about 60,000"),
        ("2021-07-01", "", "1 July 2021"),
        ("2019-12", "", "December 2019"),
        ("2017", "year", "2017"),
        ("2017", "cases", "2,017"),
        ("10 to 100", "times", "10 to 100"),
        ("0 to 100", "percent", "0 to 100%"),
        ("26 / 120", "flagged / searched", "26 / 120"),
        ("23 / 51.75", "percent / USD million", "23% / $51.75 million"),
        ("6.60", "percent", "6.60%"),
        ("2.1e-6", "per comparison", "2.1e-6"),
        ("until further notice", "", "until further notice"),
    ],
)
def test_how_a_value_is_printed(value, unit, shown):
    assert dataclasses.replace(ROW, value=value, unit=unit).shown() == shown


def test_a_part_that_is_not_there():
    assert claim("A24").shown(1) == "120"
    with pytest.raises(ClaimError, match=r"no A24\[2\]"):
        claim("A24").shown(2)
    with pytest.raises(ClaimError, match="B04 has no value"):
        claim("B04").shown()


def test_dates():
    assert written_date("2020-06-08") == "8 June 2020" and written_date("2020") == "2020"


def test_a_citation_says_who_when_where_and_how_far_it_was_checked():
    primary = cite("A01")
    assert primary.startswith("([ACLU, 26 July 2018](<https://www.aclu.org/")
    assert "28 members of Congress" in primary and primary.endswith(", first hand)")
    assert cite("A05").endswith(", reported)")
    derived = cite("A10")
    assert "computed, 100 × A01 ÷ A05, from [ACLU" in derived
    both = cite("A01", "A05")
    assert both.count("(<https") == 2 and "; " in both


def test_a_citation_in_html_is_escaped():
    text = cite("A20", form="html")
    assert text.startswith('(<a href="https://') and "Amazon&#x27;s" in text and "</a>, reported)" in text
    with pytest.raises(ClaimError, match="markdown or html"):
        cite("A01", form="latex")


def test_every_confirmed_row_can_be_cited_in_both_forms():
    import mistune

    for row in CONFIRMED:
        shown = mistune.html(cite(row.id)).replace("&amp;", "&")
        assert not row.address.startswith("http") or f'<a href="{row.address}"' in shown, cite(row.id)
        assert STATUSES[row.status] in cite(row.id, form="html")
        assert "{value" not in row.text


def test_a_mark_is_short_and_says_the_rest_on_hover():
    import mistune

    for row in CONFIRMED:
        written = mark(row.id)
        shown = mistune.html(written).replace("&amp;", "&")
        seen = re.sub(r"<[^>]+>", "", shown).strip()
        assert seen == f"({row.id}" + (f", by the account of {row.account})" if row.account else ")"), written
        if "<a" in shown:
            assert f'title="{row.id}, ' in shown and "](<" not in shown, written
    assert "28 members of Congress" in mark("A01") and "ACLU, 26 July 2018, first hand" in mark("A01")
    assert "computed: 100 × A01 ÷ A05, from A01, ACLU" in mark("A10")


def test_render():
    text, ids = render_citations(
        "It flagged {value:A24[0]} of {value:A24[1]} {claim:A24}. It cost {value:A04} {claim:A04, A01}."
    )
    assert ids == ("A24", "A04", "A01")
    assert text.startswith('It flagged 26 of 120 ([A24](<https://') and "Assemblymember" in text
    assert r"It cost \$12.33 ([A04](<" in text and "), [A01](<" in text  # a bare dollar would start a formula
    assert not re.search(r"(?<!\\)\$", text)


def test_render_leaves_code_alone():
    text = "`{claim:Z99}`\n\n```\n{value:Z99}\n```\n\n~~~python\n{claim:A08}\n~~~\n\n``a ` {claim:Z98}``\n\n{open:A08}"
    rendered, ids = render_citations(text)
    assert rendered == text.replace("{open:A08}", "(not confirmed: A08)") and ids == ("A08",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("one\n\ntwo {claim:Q99}", "lesson 6, line 3: there is no claim Q99"),
        ("{claim:A08}", "line 1: A08 is not confirmed"),
        ("{value:A08}", "A08 is not confirmed"),
        ("{claim:A01,A08}", "A08 is not confirmed"),
        ("{open:A01}", "A01 is confirmed"),
        ("{claim: A01}", "is not a reference"),
        ("{claims:A01}", "is not a reference"),
        ("{claim:a01}", "is not a reference"),
        ("{value:A01,A02}", "one row at a time"),
        ("{claim:A24[0]}", "only {value:…} takes a position"),
        ("{value:A24[7]}", r"no A24[7]"),
    ],
)
def test_a_wrong_reference_is_refused_with_its_place(text, says):
    with pytest.raises(ClaimError, match=re.escape(says)):
        render_citations(text, "lesson 6")


@pytest.mark.parametrize("name", UNCONFIRMED)
def test_no_unconfirmed_row_is_printed_as_a_fact(name):
    for text in (f"{{claim:{name}}}", f"{{value:{name}}}"):
        with pytest.raises(ClaimError, match=name):
            render_citations(text)
    with pytest.raises(ClaimError, match=name):
        cite(name)


@given(st.text(alphabet="ab{}`~:,[]01\n $#A", max_size=80))
def test_text_without_references_is_unchanged(text):
    try:
        rendered, ids = render_citations(text)
    except ClaimError:
        assert "{" in text
    else:
        assert rendered == text or ids


@given(st.lists(st.sampled_from([row.id for row in CONFIRMED]), min_size=1, max_size=6))
def test_the_ids_used_are_those_cited(names):
    text = " and ".join(f"{{claim:{name}}}" for name in names)
    rendered, ids = render_citations(text)
    assert ids == tuple(dict.fromkeys(names)) == used_ids(text)
    assert "{" not in rendered


def test_ids_in_code_count_too():
    assert used_ids("x = cite('A01', \"A05\") # {value:A02}\nclaim('B01')") == ("A02", "A01", "A05", "B01")


def test_a_list_of_sources():
    text = sources(["A01", "A10", "A01", "A08"])
    assert text.count("\n") == 3
    assert text.startswith(
        "- **A01** Searching photographs of the members of Congress, the ACLU got a false match for 28"
    )
    assert "Computed, 100 × A01 ÷ A05" in text and "Not confirmed." in text
    assert sources([]) == ""


# --- adding -----------------------------------------------------------------------------------------------------------


def test_add_writes_the_row_and_the_checksum(own):
    import hashlib

    add(ROW)
    assert ledger()["Z01"] == ROW and len(ledger()) == len(LEDGER) + 1
    digest = hashlib.sha256((own / "claims.csv").read_bytes()).hexdigest()
    assert f"claims.csv: {digest}" in (own / "CARD.md").read_text()
    assert next_id("Z") == "Z02"
    free = next(letter for letter in reversed(string.ascii_uppercase) if letter not in {name[0] for name in ledger()})
    assert next_id(free) == f"{free}01"


@pytest.mark.parametrize("change", [{"id": "A01"}, {"status": "SURE"}, {"quotation": ""}, {"id": "A1"}])
def test_a_refused_row_changes_nothing(own, change):
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    with pytest.raises(ClaimError):
        add(dataclasses.replace(ROW, **change))
    assert {path.name: path.read_bytes() for path in own.iterdir()} == before


def test_a_write_that_fails_changes_nothing(own, monkeypatch):
    before = (own / "claims.csv").read_bytes()

    def full(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        add(ROW)
    assert (own / "claims.csv").read_bytes() == before

"""Checking prose: what needs a source, and numbers that are not the source's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.policy import prose
from course.policy.claims import ClaimError, ledger
from course.policy.prose import check_file, check_prose, markdown
from course.policy.where import rows_behind


def kinds(text):
    return [finding.kind for finding in check_prose(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ACLU searched for members of Congress.",
        "Amazon replied the next day.",
        "It cost $12.33.",
        "It cost 300 million pounds.",
        "In 2018 a test was run.",
        "The test falsely matched 28 people.",
        "It was wrong in 39% of cases.",
        "It was wrong in 39 per cent of cases.",
        "The gallery held 25,000 photographs.",
        "Officers of the Detroit Police took part.",
        "A sheriff said so. NIST disagreed.",
        "- a list item about IBM",
        "| Microsoft | said so |",
        "Did Amazon's 99 hold?",
        "**IBM** stopped.",
    ],
)
def test_a_fact_without_a_source(text):
    assert kinds(text) == ["uncited"]


@pytest.mark.parametrize(
    "text",
    [
        "A threshold trades one error for the other.",
        "The test falsely matched 28 people {claim:A01}.",
        "The test falsely matched 28 people. It used the default. {claim:A01}",
        "The test falsely matched {value:A01} people {claim:A01}.",
        "What did Amazon say about it?",
        "Take 3 photographs of 12 people.",
        "A score of 0.363 is a distance.",
        "Lesson 14 and section 20.3 say more; see figure 13.",
        "ISO/IEC 19795-10 and NISTIR 8280 use these words.",
        "Article 15(1)(h) and § 2-503 stand in the law.",
        "A 1:1 comparison, a 128-bit number, the 21st try.",
        "In code: `x = 2018` and `Amazon`.",
        "```\nAmazon 2018 $300\n```",
        "A formula: $n = 2018$ and $$k = 100\\%$$.",
        "<!-- a note about Amazon in 2018 -->",
        "![28 members at Amazon](figure.png)",
        "See [the page](https://example.org/2018/amazon).",
        "# Amazon, 2018 to 2022",
        "Say 10,000 people pass by. <!-- no-claim: a made-up city -->",
        "1. first\n2. second",
    ],
)
def test_what_needs_no_source(text):
    assert check_prose(text) == []


def test_two_amounts_of_dollars_are_not_a_formula():
    assert kinds("It cost $300 and then $400.") == ["uncited"]
    assert kinds(r"It cost \$300.") == ["uncited"]


def test_each_paragraph_and_item_needs_its_own_source():
    text = "It matched 28 {claim:A01}.\n\nAmazon replied.\n\n- IBM wrote {claim:C01}\n- Microsoft spoke\n"
    found = check_prose(text, "lesson")
    assert [(item.kind, item.line) for item in found] == [("uncited", 3), ("uncited", 6)]
    assert str(found[0]).startswith("lesson:3: a named organisation (Amazon) without a source")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The test falsely matched 27 people {claim:A01}.", "27"),
        ("It flagged 26 of 121 {claim:A24}.", "121"),
        ("The gallery held 2,500 photographs {claim:A02}.", "2,500"),
        ("The gap ran from 8.1 to 21.6 points {claim:D08}.", "21.6"),
        ("The contract was worth £54.9 million {claim:C12}.", "54.9"),
        ("In 2019 the ACLU falsely matched 28 people {claim:A01}.", "2019"),
    ],
)
def test_a_number_that_is_not_the_ledgers(text, number):
    found = check_prose(text)
    assert [item.kind for item in found] == ["differs"]
    assert found[0].says.startswith(f"{number} is not in ")


@pytest.mark.parametrize(
    "text",
    [
        "In July 2018 the test falsely matched 28 people {claim:A01}.",
        "On 26 July it flagged 26 of 120 legislators, some said {claim:A24,A01}.",
        "The gallery held 25,000 photographs {claim:A02}.",
        "The contract was worth £54.7 million {claim:C12}.",
        "So 5.23% of the 535 had a candidate {claim:A10}.",
        "A million images: 1 million {claim:C08}.",
        "They used 1,000,000 faces {claim:C08}.",
    ],
)
def test_a_number_that_is_the_ledgers(text):
    assert check_prose(text) == []


def test_a_sentence_is_held_to_its_own_references_first():
    text = "The test falsely matched 535 people {claim:A01}. They searched for 535 {claim:A05}."
    assert kinds(text) == ["differs"]


def test_references_that_are_wrong():
    assert kinds("Amazon said so {claim:Q99}.") == ["reference"]
    assert kinds("The count was 11 {claim:A08}.") == ["reference"]
    assert kinds("It matched {value:A01} people.") == ["value"]
    assert kinds("It matched {value:A01} of {value:A05} {claim:A10}.") == []  # A10 is computed from both


def test_no_claim_needs_a_reason():
    assert kinds("Amazon said so. <!-- no-claim -->") == ["reason"]
    assert kinds("Amazon said so. <!-- no-claim: -->") == ["reason"]


def test_a_section_of_arithmetic():
    text = (
        "## Example <!-- no-claim: made-up numbers -->\n\nSearch 10,000 people; 5% are flagged.\n\nAmazon did so.\n\n"
        "### Still\n\nAnd 500 more.\n\n## Facts\n\nThere were 10,000."
    )
    assert [(item.kind, item.line) for item in check_prose(text)] == [("uncited", 5), ("uncited", 13)]


def test_the_ledgers_own_sentences_pass_when_cited():
    rows = [row for row in ledger().values() if row.confirmed]
    cited = [f"{row.text.rstrip('.')} {{claim:{row.id}}}." for row in rows]
    assert [str(finding) for text in cited for finding in check_prose(text)] == []


@given(st.text(max_size=200))
@pytest.mark.slow
def test_any_text_can_be_checked(text):
    for finding in check_prose(text):
        assert finding.line >= 1


def test_masking_keeps_every_character_in_its_place():
    text = "a `b` $c$ <!-- d\ne --> [f](https://g.h) ![i](j) k"
    masked = prose._mask(text)
    assert len(masked) == len(text) and masked.count("\n") == text.count("\n") and masked[-1] == "k"


SOURCE = """# ---
# title: A lesson
# ---

# %% [markdown]
# # Title
#
# Amazon replied.

# %%
x = 2018  # Amazon
text = "IBM {value:C12}"
cite("A05")

# %% [markdown] role="essay" task="memo" points=4
# It matched 28 people {claim:A01}.
#
# It matched 29 people {claim:A01}.
"""


def test_a_source_file(tmp_path):
    file = tmp_path / "06_amazon.py"
    file.write_text(SOURCE, encoding="utf-8")
    found = check_file(file)
    assert [(item.kind, item.line) for item in found] == [("uncited", 8), ("differs", 18)]
    assert markdown(file).splitlines()[7] == "Amazon replied."
    assert rows_behind(file) == ("C12", "A01", "A05")
    page = tmp_path / "page.md"
    page.write_text("Amazon replied.\n", encoding="utf-8")
    assert [item.line for item in check_file(page)] == [1]


def test_files_that_are_not_sources(tmp_path):
    with pytest.raises(ClaimError, match="is not a source"):
        check_file(tmp_path / "lesson.ipynb")
    with pytest.raises(ClaimError, match="does not exist"):
        check_file(tmp_path / "none.md")


def test_what_a_lesson_shows_counts_as_used(tmp_path):
    file = tmp_path / "a.py"
    file.write_text('# %% [markdown]\n# {claim:C12}\n# %%\ncases.sides("how-many-signed")\nx = ["A01", "U01"]\npublished("nistir_8280")\ncases.sentences()\n')
    found = rows_behind(file)
    assert found[:2] == ("C12", "A01") and {"D17", "D18", "E01", "N04", "N14"} <= set(found)
    assert "U01" not in found  # a described use is no row

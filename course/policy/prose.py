"""Check prose against the ledger: facts without a source, and numbers that are not the source's.

What counts as a fact is a heuristic: a sentence with a year, an amount of money, a percentage, another number, or the
name of an organisation needs a reference in the same paragraph (a list item and a table row are paragraphs too).
What is not a fact about the world says so:

``<!-- no-claim: made-up numbers -->`` in a paragraph lets the whole paragraph be;
the same comment in a heading lets bare numbers and percentages be until the next heading of that rank: an arithmetic
section. Names, years and money still need their source there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.policy.citing import code_spans, render_citations, used_ids
from course.policy.claims import claim
from course.policy.derive import names_in
from course.policy.row import ClaimError

ORGANISATIONS = (
    "ACLU", "AJL", "Amazon", "AWS", "Axon", "Big Brother Watch", "BuzzFeed", "Clearview", "Congress", "Council of Europe",
    "Court of Appeal", r"Face\+\+", "Facebook", "Facewatch", "FBI", "FTC", "GAO", "Georgetown", "Google", "Home Office",
    "IBM", "ICMEC", "Kairos", "Marinus", "Megvii", "Microsoft", "NBC", "NCMEC", "NIST", "POGO", "Rekognition", "Rite Aid",
    "Thorn", r"[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:[Pp]olice|[Ss]heriff)\b",
)  # fmt: skip
"""Names that make a sentence a statement about somebody (regular expressions)."""

ALLOWED = {
    r"\b(?:ISO(?:/IEC)?|IEC|NISTIR|NIST(?: IR| SP)|GAO|RCW|S\.?B\.?|L\.?D\.?|H\.?R\.?|A\.?B\.?|BIPA|CC BY(?:-SA)?)[\s-]+\d[\w.:()-]*":
        "the name of a standard, report, law or licence",
    r"\b(?:Articles?|Art\.|§+|Title|Annex|recital)\s*\d[\w.()-]*": "a place in a law",
    r"(?i)\b(?:lessons?|sections?|figures?|tables?|tasks?|exercises?|steps?|questions?|chapters?|parts?|notebooks?|cells?|lines?|"
    r"levels?|weeks?|assignments?)\s+\d+(?:\.\d+)?(?:\s*(?:,|and|or|to|–|-)\s*\d+(?:\.\d+)?)*": "a place in the course",
    r"(?i)\b\d+:(?:\d+|N)\b": "a kind of comparison, as in 1:1",
    r"(?<![\d.,])\d+(?:-bit|-D|D|th|st|nd|rd)\b": "part of a word",
    r"(?m)^\s*\d+[.)]\s": "the number of a list item",
    r"(?<![\d.,])\d+ (?:words|minutes|points|marks|lines)\b": "an instruction",
    r"(?<![\d.,])128 numbers\b": "the length of a template, which the matcher's tests pin",
}  # fmt: skip
"""Patterns whose numbers and names are not facts, with the reason."""

_NO_CLAIM = re.compile(r"<!--\s*no-claim(?::\s*(?P<reason>.*?))?\s*-->", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_HIDDEN = re.compile(
    r"!\[[^\]]*\]\([^)]*\)"  # an image
    r"|(?<=\])\([^)\s]*(?:\s+\"[^\"]*\")?\)"  # a link's target
    r"|<[^>\n]+>|https?://\S+"
    r"|\$\$.*?\$\$|(?<![\\\w])\$(?![\d\s])[^$\n]+?(?<!\s)\$(?!\d)",  # a formula, but not two amounts of dollars
    re.S,
)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s|^\s*\|")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[A-Z“\"(\[*_])|(?<=\})\s+(?=[A-Z“])")
_ORGANISATION = re.compile(r"(?<![\w-])(?:" + "|".join(ORGANISATIONS) + r")(?![\w])")
_MARKER = re.compile(r"\{(?:claim|value|open):[^{}]*\}")
_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<after>\s?(?:%|per ?cent\b|million\b|billion\b)?)(?!\w|\.\d)"
)
_MONEY = re.compile(r"[$£€]\s?\d|\b\d[\d,.]*\s(?:million |billion )?(?:dollars|pounds|euros)\b")
_YEAR = re.compile(r"(?<![\w.,-])(?:19|20)\d\d(?![\w.,]?\d|\w)")
_SMALL = 12  # a bare whole number up to this is seldom a fact: "two of 3 photographs"


@dataclass(frozen=True)
class Finding:
    """Something in a text to mend."""

    where: str
    line: int
    kind: str
    """``uncited``, ``differs``, ``reference``, ``value`` or ``reason``."""
    says: str
    sentence: str

    def __str__(self) -> str:
        shown = " ".join(self.sentence.split())
        shown = shown if len(shown) <= 90 else shown[:87] + "..."
        return f"{self.where}:{self.line}: {self.says}\n    {shown}"


def check_prose(text: str, where: str = "text") -> list[Finding]:
    """Facts without a source, numbers that differ from the cited rows, and references that are wrong.

    Parameters
    ----------
    text
        Markdown.
    where
        The file, for the findings.
    """
    masked = _mask(text)
    findings: list[Finding] = []
    exempt_rank = 0  # the rank of the heading whose section is exempt; 0 outside such a section
    for start, block in _blocks(masked):
        line = 1 + masked.count("\n", 0, start)

        def found(
            kind: str, says: str, at: int = 0, sentence: str = "", *, line: int = line, block: str = block
        ) -> None:
            findings.append(Finding(where, line + block.count("\n", 0, at), kind, says, sentence or block))

        exempt = _NO_CLAIM.search(block)
        if exempt and not exempt["reason"]:
            found("reason", "say why nothing needs a source here: <!-- no-claim: reason -->")
        if heading := _HEADING.match(block):
            if not exempt_rank or len(heading[1]) <= exempt_rank:
                exempt_rank = len(heading[1]) if exempt else 0
            continue
        try:
            render_citations(block)
        except ClaimError as error:
            found("reference", str(error).split(": ", 1)[-1])
            continue
        if exempt:
            continue
        cited = used_ids(block)
        _check_values(block, found)
        at = 0
        for sentence in _sentences(block):
            plain = _allow(_MARKER.sub(lambda marker: " " * len(marker[0]), sentence))
            if cited:
                _check_numbers(sentence, plain, used_ids(sentence) or cited, at, found)
            elif reason := _fact(plain, numbers=not exempt_rank):
                found(
                    "uncited",
                    f"{reason} without a source: cite it with {{claim:…}}, or say <!-- no-claim: reason -->.",
                    at,
                    sentence,
                )
            at += len(sentence)
    return findings


def _mask(text: str) -> str:
    """The text with code, comments, formulas and addresses blanked, every character still in its place."""

    def blank(found: re.Match) -> str:
        return re.sub(r"[^\n]", " ", found[0])

    for start, end in code_spans(text):
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    text = _COMMENT.sub(lambda found: found[0] if _NO_CLAIM.match(found[0]) else blank(found), text)
    kept = [found.span() for found in _NO_CLAIM.finditer(text)]
    return _HIDDEN.sub(lambda found: found[0] if any(a <= found.start() < b for a, b in kept) else blank(found), text)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs, list items, table rows and headings, with where each starts."""
    at, start, block = 0, 0, ""
    for line in text.splitlines(keepends=True):
        alone = not line.strip() or _ITEM.match(line) or _HEADING.match(line)
        if block and alone:
            yield start, block
            block = ""
        if line.strip():
            if not block:
                start = at
            block += line
            if _HEADING.match(line):
                yield start, block
                block = ""
        at += len(line)
    if block:
        yield start, block


def _sentences(block: str) -> Iterator[str]:
    """The sentences of a block. Joined, they are the block."""
    start = 0
    for end in _SENTENCE_END.finditer(block):
        yield block[start : end.end()]
        start = end.end()
    yield block[start:]


def _allow(sentence: str) -> str:
    """The sentence with what ``ALLOWED`` names, and no-claim comments, blanked."""
    sentence = _NO_CLAIM.sub(" ", sentence)
    for pattern in ALLOWED:
        sentence = re.sub(pattern, lambda found: " " * len(found[0]), sentence)
    return sentence


def _fact(plain: str, *, numbers: bool) -> str:
    """What makes a sentence a statement of fact, or an empty string."""
    if plain.rstrip().endswith("?") and not re.search(r"\d", plain):
        return ""  # a question asserts nothing
    if money := _MONEY.search(plain):
        return f"an amount of money ({money[0].strip()})"
    if year := _YEAR.search(plain):
        return f"a year ({year[0]})"
    if name := _ORGANISATION.search(plain):
        return f"a named organisation ({name[0]})"
    if not numbers:
        return ""
    for found in _NUMBER.finditer(plain):
        written, after = found["number"], found["after"].strip()
        if after in ("%", "percent", "per cent"):
            return f"a percentage ({written}{after})"
        # A decimal below 1 is a score or a rate in an example; a published rate has its percentage or its name.
        if not written.startswith("0.") and (after or float(written.replace(",", "")) > _SMALL):
            return f"a number ({written})"
    return ""


def _check_numbers(sentence: str, plain: str, ids: tuple[str, ...], at: int, found) -> None:
    known = known_numbers(ids)
    for number in _NUMBER.finditer(plain):
        value = float(number["number"].replace(",", ""))
        scale = {"million": 1e6, "billion": 1e9}.get(number["after"].strip(), 1)
        if value not in known and value * scale not in known:
            found(
                "differs",
                f"{number['number']} is not in {', '.join(ids)}; use {{value:{ids[0]}}} or cite the row that says it.",
                at,
                sentence,
            )


def known_numbers(ids: tuple[str, ...]) -> set[float]:
    """Every number that the cited rows contain: value, sentence, quotation, date; and those they are computed from."""
    known: set[float] = set()
    for claim_id in ids:
        row = claim(claim_id)
        for text in (row.text, row.value, row.quotation, *(claim(name).value for name in names_in(row.derivation))):
            known.update(
                float(token.replace(",", "")) for token in re.findall(r"\d[\d,]*\.?\d*", text) if token.strip(",.")
            )
        known.update(float(part) for part in row.date.split("-") if part)
    return known


def _check_values(block: str, found) -> None:
    """A value in a paragraph needs the citation of its row in the same paragraph."""
    cited = {name for ids in re.findall(r"\{claim:([^{}]*)\}", block) for name in re.findall(r"[A-Z]\d{2,3}", ids)}
    cited |= {name for claim_id in cited for name in names_in(claim(claim_id).derivation)}
    for marker in re.finditer(r"\{value:([A-Z]\d{2,3})[^{}]*\}", block):
        if marker[1] not in cited:
            found("value", f"{marker[0]} has no citation in its paragraph: add {{claim:{marker[1]}}}.", marker.start())


# --- files ---------------------------------------------------------------------------------------------------------


def markdown(path: Path) -> str:
    """The Markdown of a source file, line for line: a ``.md`` file, or a py:percent source with its code blanked.

    Raises
    ------
    ClaimError
        For another kind of file. A built notebook has its references written out already: check its source.
    """
    if path.suffix not in (".md", ".py"):
        raise ClaimError(f"{path} is not a source: give a .md file or a py:percent .py file.")
    if not path.exists():
        raise ClaimError(f"{path} does not exist.")
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    lines, inside = [], False
    for line in text.splitlines():
        if line.startswith("# %%"):
            inside = line.startswith("# %% [markdown]")
            lines.append("")
        else:
            lines.append(re.sub(r"^# ?", "", line) if inside else "")
    return "\n".join(lines)


def check_file(path: Path) -> list[Finding]:
    """The findings of one source file."""
    return check_prose(markdown(path), str(path))

"""References to the ledger in prose, written out.

``{claim:A01}``      a short mark, ``(A01)``: a link to the source, which says on hover who, when, and how far it was checked;
                     ``{claim:A01,A05}`` cites two. The sources in full stand at the end of a lesson.
``{value:A01}``      the value from the ledger, so that nobody types it; ``{value:A24[0]}`` is its first part
``{open:A08}``       names a row that is not confirmed, for a question put to the reader
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from course.policy.claims import claim, confirmed
from course.policy.derive import names_in, readable
from course.policy.row import ID, STATUSES, Claim, ClaimError, written_date

_MARKER = re.compile(rf"\{{(claim|value|open):({ID}(?:,\s*{ID})*)(?:\[(\d+)\])?\}}")
_NEARLY = re.compile(r"\{\s*(?:claim|value|open)s?\b[^{}\n]*\}")
_CODE = re.compile(
    r"(?ms)^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)"  # a fenced block
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"  # inline code, within one paragraph
)


def cite(*claim_ids: str, form: str = "markdown") -> str:
    """An inline citation: publisher and date, linked to the source, and how far the fact was checked.

    Parameters
    ----------
    form
        ``"markdown"`` or ``"html"``.
    """
    if form not in ("markdown", "html"):
        raise ClaimError(f"a citation's form is markdown or html, not {form!r}.")
    return "(" + "; ".join(_cited(confirmed(claim_id), form) for claim_id in claim_ids) + ")"


def mark(*claim_ids: str) -> str:
    """Short marks for running text, in Markdown: ids that lead to the sources, with the source on hover.

    Whose account a row is stands in the text itself: a reader must not have to hover for that.
    """
    return "(" + ", ".join(_marked(confirmed(claim_id)) for claim_id in claim_ids) + ")"


def _marked(row: Claim) -> str:
    if row.status == "DERIVED":
        behind = [confirmed(name) for name in names_in(row.derivation)]
        address = next((one.address for one in behind if one.address.startswith("http")), "")
        title = f"{row.id}, computed: {readable(row.derivation)}, from " + "; ".join(f"{one.id}, {_label(one)}" for one in behind)
    else:
        address, title = row.address, f"{row.id}, {_label(row)}, {STATUSES[row.status]}. {row.source}: “{row.quotation}”"
    account = f", by the account of {row.account}" if row.account else ""
    return (f'[{row.id}](<{address}> "{_as_title(title)}")' if address.startswith("http") else row.id) + account


def _as_title(text: str) -> str:
    return text.replace("\\", "").replace('"', "”").replace("$", "&#36;").replace("|", "&#124;")


def _cited(row: Claim, form: str) -> str:
    link = _markdown_link if form == "markdown" else _html_link
    if row.status == "DERIVED":
        sources = ", ".join(link(confirmed(name)) for name in names_in(row.derivation))
        return f"computed, {readable(row.derivation)}, from {sources}"
    account = f", by the account of {row.account}" if row.account else ""
    return f"{link(row)}, {STATUSES[row.status]}{account}"


def _label(row: Claim) -> str:
    if row.status == "DERIVED":
        return row.id
    return f"{row.publisher}, {written_date(row.date)}" if row.date else row.publisher


def _hover(row: Claim) -> str:
    if row.status == "DERIVED":
        return f"{row.id}, computed"
    return f"{row.id}, {row.source}: “{row.quotation}”"


def _markdown_link(row: Claim) -> str:
    if not row.address.startswith("http"):
        return f"{_label(row)} ({row.address})" if row.address else _label(row)
    label = re.sub(r"([\[\]])", r"\\\1", _label(row))
    return f'[{label}](<{row.address}> "{_as_title(_hover(row))}")'


def _html_link(row: Claim) -> str:
    from html import escape

    if not row.address.startswith("http"):
        return escape(f"{_label(row)} ({row.address})" if row.address else _label(row))
    return f'<a href="{escape(row.address)}" title="{escape(_hover(row))}">{escape(_label(row))}</a>'


def sources(claim_ids: Iterable[str]) -> str:
    """A Markdown list of the sources of some facts, one line each: what a lesson shows at its end."""
    lines = []
    for row in map(claim, dict.fromkeys(claim_ids)):
        about = _cited(row, "markdown") if row.confirmed else STATUSES[row.status]
        lines.append(f"- **{row.id}** {row.text} {about[0].upper() + about[1:]}.")
    return "\n".join(lines) + ("\n" if lines else "")


def render_citations(text: str, where: str = "") -> tuple[str, tuple[str, ...]]:
    """Write out ``{claim:…}``, ``{value:…}`` and ``{open:…}`` in Markdown, outside code.

    Parameters
    ----------
    where
        The file or cell, for an error's message.

    Returns
    -------
    text, ids
        The text, and the ids it uses in order of first use.

    Raises
    ------
    ClaimError
        For an unknown id, an unconfirmed row printed as a fact, or a reference that is not well formed; with the line.
    """
    used: dict[str, None] = {}

    def write(found: re.Match) -> str:
        kind, ids = found[1], [name.strip() for name in found[2].split(",")]
        used.update(dict.fromkeys(ids))
        if kind != "claim" and len(ids) > 1:
            raise ClaimError(f"{found[0]}: name one row at a time; only {{claim:…}} takes several.")
        if kind != "value" and found[3]:
            raise ClaimError(f"{found[0]}: only {{value:…}} takes a position.")
        if kind == "claim":
            return mark(*ids)
        if kind == "value":
            shown = confirmed(ids[0]).shown(int(found[3]) if found[3] else None)
            return shown.replace("$", r"\$")  # two bare dollar signs would make a formula of what is between them
        if claim(ids[0]).confirmed:
            raise ClaimError(f"{ids[0]} is confirmed; cite it with {{claim:{ids[0]}}}.")
        return f"(not confirmed: {ids[0]})"

    code = code_spans(text)
    pieces, end = [], 0
    for found in _NEARLY.finditer(text):
        if any(start <= found.start() < stop for start, stop in code):
            continue
        exact = _MARKER.fullmatch(found[0])
        try:
            if not exact:
                raise ClaimError(f"{found[0]} is not a reference: write {{claim:A01}}, {{value:A01}} or {{open:A01}}.")
            written = write(exact)
        except ClaimError as error:
            raise ClaimError(f"{_place(text, found.start(), where)}{error}") from None
        pieces += [text[end : found.start()], written]
        end = found.end()
    return "".join(pieces) + text[end:], tuple(used)


def used_ids(text: str) -> tuple[str, ...]:
    """The ids a text refers to, in Markdown references or in calls of ``claim``, ``cite`` and ``sources``."""
    ids: dict[str, None] = {}
    for found in _MARKER.finditer(text):
        ids.update(dict.fromkeys(name.strip() for name in found[2].split(",")))
    for call in re.finditer(r"\b(?:claim|cite|confirmed|sources)\(([^()]*)\)", text):
        ids.update(dict.fromkeys(re.findall(r"[\"']([A-Z]\d{2,3})[\"']", call[1])))
    return tuple(ids)


def code_spans(text: str) -> list[tuple[int, int]]:
    """Where Markdown has code: fenced blocks and inline code, as (start, end)."""
    return [found.span() for found in _CODE.finditer(text)]


def _place(text: str, at: int, where: str) -> str:
    line = f"line {text.count(chr(10), 0, at) + 1}: "
    return f"{where}, {line}" if where else line

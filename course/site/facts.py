"""The page of facts: every row of the ledger with its source, and filters that need no other server."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from course.content.source import Source
from course.policy.claims import ledger
from course.policy.derive import names_in
from course.policy.row import KINDS, STATUSES, Claim, written_date
from course.policy.where import rows_behind

TOPICS = {
    "aclu-tests": "The ACLU's tests, and the replies",
    "amazon": "Amazon",
    "ibm-microsoft": "IBM, Microsoft, Axon",
    "audits": "Audits of gender classification",
    "nist-standards": "NIST, standards, and the UK test",
    "harms": "People harmed",
    "law": "Laws and courts",
    "api": "The Rekognition API",
    "open-texts": "Open texts",
    "june-2020": "June 2020",
    "training-faces": "The faces that recognisers learned from",
    "mending": "Training data and remedies",
    "right-names": "People who were rightly named",
    "police-case": "The police's case for it",
    "licence-photographs": "Searches of driving licence photographs",
    "perfect-matcher": "If a matcher never erred",
    "teaching": "How to teach it",
    "reading": "What to read, and who disagrees",
}
"""Topics as headings; another topic stands under its own name."""


def page(lessons: Iterable[Source]) -> str:
    """The page's Markdown. Without a script all rows stand in lists that open; with one they can be searched."""
    lessons = list(lessons)
    used = _used(lessons)
    rows = list(ledger().values())
    topics = list(dict.fromkeys(row.topic for row in rows))
    parts = [
        "# Facts and sources",
        "Every fact about the world that the course prints, from `data/claims.csv`. "
        "[What the statuses mean, and how to add a fact](docs/claims.md). An id leads to the row itself: copy its address "
        "to point at one fact.",
        _filters(lessons, topics),
    ]
    for topic in topics:
        of_topic = [row for row in rows if row.topic == topic]
        items = "\n".join(_item(row, used.get(row.id, ()), lessons) for row in of_topic)
        parts += [
            f"## {_heading(topic)}",
            f'<details class="facts" data-topic="{topic}">\n<summary>{len(of_topic)} rows</summary>\n<ul>\n{items}\n</ul>\n</details>',
        ]
    return "\n\n".join(parts) + "\n"


def _heading(topic: str) -> str:
    return TOPICS.get(topic, topic.replace("-", " ").capitalize())


def _used(lessons: Iterable[Source]) -> Mapping[str, tuple[str, ...]]:
    """The lessons (by file name) that each row is used in, also through what is computed from it."""
    used: dict[str, dict[str, None]] = {}
    for lesson in lessons:
        for name in rows_behind(lesson.path):
            row = ledger().get(name)
            for one in (name, *(names_in(row.derivation) if row else ())):
                used.setdefault(one, {})[lesson.path.stem] = None
    return {name: tuple(found) for name, found in used.items()}


def _filters(lessons: Iterable[Source], topics: Iterable[str]) -> str:
    def choice(label: str, name: str, options: Iterable[tuple[str, str]]) -> str:
        inside = "".join(f'<option value="{html.escape(value)}">{html.escape(text)}</option>' for value, text in options)
        return f'<label>{label} <select name="{name}"><option value="">all</option>{inside}</select></label>'

    return "\n".join([
        '<form id="facts-filter" role="search" aria-label="Facts" hidden>',
        '<label>Search <input type="search" name="q" placeholder="words, or an id such as A01"></label>',
        choice("Lesson", "lesson", [*((one.path.stem, one.title) for one in lessons), ("none", "in no lesson")]),
        choice("Topic", "topic", [(topic, _heading(topic)) for topic in topics]),
        choice("Kind", "kind", KINDS.items()),
        choice("Status", "status", STATUSES.items()),
        '<button type="reset">Show all</button>',
        '<p role="status"></p>',
        "</form>",
    ])  # fmt: skip


def _item(row: Claim, used: tuple[str, ...], lessons: Iterable[Source]) -> str:
    titles = {one.path.stem: one.title.split(":")[0] for one in lessons}
    where = ", ".join(f'<a href="notebooks/{name}.html">{html.escape(titles[name])}</a>' for name in used)
    marks = [STATUSES[row.status], *([KINDS[row.kind]] if row.kind else [])]
    lines = [
        f'<a class="row" href="#{row.id}">{row.id}</a> <em>{html.escape(", ".join(marks))}</em>',
        html.escape(row.text),
        _source(row),
        *([f"By the account of {html.escape(row.account)}."] if row.account else []),
        *([f"Said also by {_links(row.supported_by)}."] if row.supported_by else []),
        *([f"Look again: {written_date(row.look_again)}."] if row.look_again else []),
        *([f"In {where}."] if where else []),
    ]
    return (
        f'<li id="{row.id}" data-lesson="{" ".join(used) or "none"}" data-kind="{row.kind}" data-status="{row.status}">'
        + "<br>".join(lines)
        + "</li>"
    )


def _source(row: Claim) -> str:
    if row.status == "DERIVED":
        return f"Computed: <code>{html.escape(row.derivation)}</code>, from {_links(names_in(row.derivation))}."
    if not row.confirmed:
        return "Not found in a text that could be read. The course does not print it as a fact."
    when = f", {written_date(row.date)}" if row.date else ""
    where = _link(row.address, row.source)
    copy = f" Read in a copy: {_link(row.copy, row.copy)}." if row.copy else ""
    return f"{html.escape(row.publisher)}{when}: {where}. “{html.escape(row.quotation)}”{copy}"


def _link(address: str, text: str) -> str:
    if "://" not in address:
        return html.escape(text if text == address else f"{text}, {address}")
    return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'


def _links(names: Iterable[str]) -> str:
    return ", ".join(f'<a href="#{name}">{name}</a>' for name in names)

"""The handout for one class, to print: the page of the kit without its citations, which stand in the kit."""

from __future__ import annotations

import re

from course.content import kit, plans
from course.policy import render_citations
from course.teach import pages

_STYLE = """body { margin: 0; background: #fff; color: #1a1a1a; font: 16px/1.45 system-ui, "DejaVu Sans", sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 1.1em 0 .3em; break-after: avoid; }
table { border-collapse: collapse; width: 100%; break-inside: avoid; } th, td { border: 1px solid #767676; padding: .4em .6em; text-align: left; }
th:not(:first-child) { width: 24%; } th { font-weight: 600; }
ol, p { margin: .4em 0; } li { margin: .15em 0; }
@media print { @page { size: A4; margin: 15mm 17mm; } main { padding: 0; max-width: none; } body { font-size: 10.5pt; line-height: 1.35; } }"""
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def document() -> bytes:
    """The handout as one HTML file."""
    import mistune

    text = kit.filled(plans.FOLDER / "source" / "handout.md")
    text = re.sub(r"\s*\{claim:[^}]*\}", "", re.sub(r"<!--.*?-->", "", text, flags=re.S))
    text = _LINK.sub(r"\1", render_citations(text, "handout.md")[0])
    body = mistune.create_markdown(plugins=["table"])(text)
    note = "<p><small>The source of each sentence stands in the course: docs/teach/handout.md, and the page <em>Handout</em> of its site.</small></p>"
    return pages.page("Handout for one class", f"<main>{body}{note}</main>", style=_STYLE)

"""The questions before and after as one HTML file: a page that needs no network, and, printed, a form on paper."""

from __future__ import annotations

import html

from course.teach import inventory, pages

_SCRIPT, _STYLE = pages.FOLDER / "form.js", pages.FOLDER / "form.css"


def document() -> bytes:
    """The form. It holds no key."""
    told = inventory.questions()
    parts = [_question(one) for one in told["questions"]] + [_case(one) for one in told["vignettes"]]
    body = f"""<main>
<h1>What do you think?</h1>
<p class="draft">Draft: these questions have not been piloted.</p>
<p>{html.escape(told["lead"])}</p>
<form>
<p class="code"><label for="code">Your code</label> <input id="code" name="code" autocomplete="off" maxlength="12" pattern="[A-Za-z0-9]{{4,12}}" required>
<button type="button" id="new">Make one</button> <span>Write it down: you need it again after the course. Nobody else has it.</span></p>
<fieldset class="when"><legend>When is this?</legend>
<label><input type="radio" name="when" value="before" required> before the course</label> <label><input type="radio" name="when" value="after"> after it</label></fieldset>
{"".join(parts)}
<p class="end"><button type="submit">Save my answers</button></p>
<p role="status" id="told"></p>
</form>
<p class="screen">Nothing is sent. A file with your code and your answers is saved on this machine; hand in that file.</p>
</main>"""
    return pages.page("Before and after", body, style=_STYLE.read_text(encoding="utf-8"),
                      script=_SCRIPT.read_text(encoding="utf-8").replace("COLUMNS", _columns()))


def _columns() -> str:
    return "[" + ", ".join(f'"{name}"' for name in inventory.columns()) + "]"


def _question(one: dict) -> str:
    options = "".join(f'<label><input type="radio" name="q{one["id"]}" value="{letter}"> <span><b>{letter}</b> {html.escape(text)}</span></label>'
                      for letter, text in one["options"].items())
    return f'<fieldset class="question"><legend>{one["id"]}. {html.escape(one["ask"].strip())}</legend>{options}</fieldset>\n'


def _case(one: dict) -> str:
    name = f"v{one['id']}"
    considered = "".join(f'<label><input type="checkbox" name="{name}b" value="{number}"> <span><b>{number}</b> {html.escape(text)}</span></label>'
                         for number, text in one["considerations"].items())
    return f"""<section class="case"><h2>{html.escape(one["title"])}</h2>
<p>{html.escape(one["text"].strip())} <strong>{html.escape(one["ask"])}</strong></p>
<p><label for="{name}a">From 0 (certainly not) to 100 (certainly):</label> <input id="{name}a" name="{name}a" type="number" min="0" max="100" inputmode="numeric"></p>
<fieldset data-three><legend>Choose the three that bear most on whether it is right.</legend>{considered}</fieldset>
<p class="lines"><label for="{name}c">In one or two sentences: the strongest objection to your own answer.</label>
<textarea id="{name}c" name="{name}c" rows="3"></textarea></p>
<p class="lines"><label for="{name}d">Name one person who is touched and whom the text does not mention.</label> <input id="{name}d" name="{name}d"></p>
</section>
"""

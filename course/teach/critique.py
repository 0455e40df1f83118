"""A fluent answer with planted faults: find the four sentences, and say what is wrong with each. On paper, as a page, or in the terminal."""

from __future__ import annotations

import functools
import html
import json
from dataclasses import dataclass

from course.teach import pages
from course.teach.pages import TeachError
from course.yamltext import from_yaml

FAULTS = 4
"""Planted in each text."""
_STYLE, _SCRIPT = pages.FOLDER / "form.css", pages.FOLDER / "critique.js"


@dataclass(frozen=True)
class Text:
    """One answer: its sentences by name, the kind of fault of some of them, and a question for each of those."""

    name: str
    title: str
    sentences: dict[str, str]
    faults: dict[str, str]
    hints: dict[str, str]


@functools.cache
def _told() -> dict:
    return from_yaml((pages.FOLDER / "critiques.yml").read_text(encoding="utf-8"))


def kinds() -> dict[str, str]:
    """The kinds of fault, each in a few words."""
    return dict(_told()["kinds"])


def texts() -> dict[str, Text]:
    """Every text, by ``ASSIGNMENT/ESSAY``."""
    return {name: Text(name, **told) for name, told in _told()["texts"].items()}


def text(name: str) -> Text:
    """The text of that name; the assignment's or the essay's is enough where it says which.

    Raises
    ------
    TeachError
        With the names there are.
    """
    there = texts()
    fits = [one for one in there if name in (one, *one.split("/"))]
    if len(fits) != 1:
        raise TeachError(f"there {'are several texts' if fits else 'is no text'} for {name!r}. There are {', '.join(fits or there)}.")
    return there[fits[0]]


def look_at(one: Text, said: dict[str, str]) -> list[str]:
    """What is left to say about an answer, sentence -> kind: a question for each fault that is missed. Empty: all four are found.

    Raises
    ------
    TeachError
        For a sentence or a kind that there is not.
    """
    for name, kind in said.items():
        if name not in one.sentences:
            raise TeachError(f"there is no sentence {name!r}; there are {', '.join(one.sentences)}.")
        if kind not in kinds():
            raise TeachError(f"there is no kind {kind!r}; there are {', '.join(kinds())}.")
    wrong = []
    if len(said) > FAULTS:
        wrong.append(f"{len(said)} sentences are named; {FAULTS} have a fault. Which would you let stand?")
    if sound := [name for name in said if name not in one.faults]:
        wrong.append(f"{len(sound)} of the sentences that you name can stand. A fact with its row, a principle, a real objection may stand.")
    named = [name for name in one.faults if name in said]
    wrong += [f"{name}: there is a fault, of another kind. {one.hints[name]}" for name in named if said[name] != one.faults[name]]
    if missed := len(one.faults) - len(named):
        wrong.append(f"{missed} of the {FAULTS} faults {'are' if missed > 1 else 'is'} not named yet.")
    return wrong


def sheet(one: Text) -> list[str]:
    """The text with its sentences numbered, and the kinds: for paper or the terminal. No answers."""
    return [f"# {one.title}", "", "A fluent answer, written for this exercise. Four of its sentences have a fault. Which, and of which kind? Then mend one.", "",
            *[f"{name}. {sentence}" for name, sentence in one.sentences.items()], "", *[f"- {kind}: {words}" for kind, words in kinds().items()]]


def document() -> bytes:
    """All texts as one page that marks itself, and prints as sheets."""
    options = '<option value="">can stand</option>' + "".join(f'<option value="{kind}">{html.escape(words)}</option>' for kind, words in kinds().items())
    parts = []
    for one in texts().values():
        lines = "".join(f'<p><span>{name}. {html.escape(sentence)}</span><br><select name="{name}" aria-label="Sentence {name}">{options}</select></p>'
                        for name, sentence in one.sentences.items())
        parts.append(f'<section class="case" id="{html.escape(one.name)}"><h2>{html.escape(one.title)}</h2><form data-text="{html.escape(one.name)}">{lines}'
                     '<button type="submit">Check</button><div role="status"></div></form></section>')
    known = {one.name: {"faults": one.faults, "hints": one.hints} for one in texts().values()}
    kind_list = "".join(f"<li>{html.escape(words)}</li>" for words in kinds().values())
    body = (f"<main><h1>What is wrong with this answer?</h1><p>Each answer below reads well and was written for this exercise. Four of its sentences have a fault of one "
            f"of eight kinds:</p><ul>{kind_list}</ul><p>Find them, then mend one in your own words. A row in brackets is one of the course's record: look it "
            f"up. Nothing is graded, and nothing is sent.</p>{''.join(parts)}</main>"
            f'<script type="application/json" id="known">{json.dumps(known).replace("</", "<" + chr(92) + "/")}</script>')
    return pages.page("What is wrong with this answer?", body, style=_STYLE.read_text(encoding="utf-8") + "\nselect { font: inherit; max-width: 100%; min-height: 40px; }\n"
                      "@media print { select { appearance: none; border: 0; border-bottom: 1px solid #000; width: 12em; color: #fff; } }",
                      script=_SCRIPT.read_text(encoding="utf-8"))

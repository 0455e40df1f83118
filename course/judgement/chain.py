"""Cases as chains of decisions: who decided what, on what they knew then, and what happened.

A case is ``data/chains/NAME.yml``. ``show`` tells what the person deciding knew; ``decide`` keeps a choice and its reason in
the journal; only then does ``reveal`` open what happened, each sentence with how far it is known and with its sources.
There is no score. ``stops`` says of a rule and a record whether the rule would have stopped the case, and whether that can
be known at all.
"""

from __future__ import annotations

import functools
import html
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course import paths
from course.errors import CourseError
from course.judgement import journal
from course.judgement.journal import JournalError, Shown, note
from course.policy import render_citations
from course.yamltext import from_yaml

STEPS = ("image", "gallery", "list", "lineup", "warrant", "door", "room", "after")
"""The decision points of every chain, in order."""

STATUSES = {
    "admitted": "said by the one who did it, or who answers for it",
    "found": "found by a court",
    "reported": "reported by two who do not rest on one another",
    "alleged": "the account of one party",
    "not known": "in no text that was read",
}
"""How far a sentence is known, and what the word means. In a made-up case the words say what a reader would know."""

STOPPED, NOT_STOPPED, CANNOT_KNOW = ANSWERS = ("stopped", "not stopped", "cannot know")
_SLOT = re.compile(r"\{([A-Z]+)\}")
_FEWEST_WORDS = 3


class ChainError(CourseError):
    """A case is asked for that there is not, or its file is wrong. The message names what there is."""


@dataclass(frozen=True)
class Happened:
    """One sentence on what was done, and how far it is known."""

    says: str
    status: str


@dataclass(frozen=True)
class Step:
    """One decision: what the person deciding knew then, what could be done, and what was done."""

    id: str
    title: str
    role: str
    knew: str
    options: Mapping[str, str]
    happened: tuple[Happened, ...]
    note: str = ""


@dataclass(frozen=True)
class Words:
    """A person's own words, and the row of the ledger that has them."""

    text: str
    who: str
    claim: str


@dataclass(frozen=True)
class Fact:
    """What the record says on one point: True, False, or None where it says nothing; and the rows that say it."""

    value: bool | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """A case. ``parties`` are publishers whose word alone is an allegation. ``evidence``: what each piece comes from."""

    id: str
    title: str
    real: bool
    person: str
    steps: tuple[Step, ...] = field(repr=False)
    parties: tuple[str, ...] = ()
    words: Words | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict, repr=False)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def step(self, name: str) -> Step:
        """One decision point.

        Raises
        ------
        ChainError
            If there is none of this name.
        """
        for one in self.steps:
            if one.id == name:
                return one
        raise ChainError(f"there is no step {name!r}. The steps are {', '.join(STEPS)}.")

    @property
    def record(self) -> dict[str, bool | None]:
        """What the record says on each point that a rule may ask about."""
        return {name: fact.value for name, fact in self.facts.items()}

    def _repr_html_(self) -> str:
        said = ""
        if self.words:
            said = f"<blockquote>“{html.escape(self.words.text)}”<br>{html.escape(self.words.who)} {_inline(f'{{claim:{self.words.claim}}}')}</blockquote>"
        return Shown(f"<p><strong>{html.escape(self.title)}.</strong> {_inline(self.person)}</p>{said}", self.title)._repr_html_()


# --- reading -------------------------------------------------------------------------------------------------------


def names() -> tuple[str, ...]:
    """The cases there are."""
    return tuple(sorted(path.stem for path in (paths.DATA / "chains").glob("*.yml") if path.stem != "rules"))


@functools.cache
def _file(name: str) -> str:
    if name not in (*names(), "rules"):
        raise ChainError(f"there is no case {name!r}. There are {', '.join(names())}.")
    return (paths.DATA / "chains" / f"{name}.yml").read_text(encoding="utf-8")


def chain(name: str, seed: int = 0) -> Chain:
    """One case. ``seed`` decides what is drawn in a case that is made up anew each time.

    Raises
    ------
    ChainError
        If there is no such case, or its file lacks a part.
    """
    told = from_yaml(_file(name))
    draws = told.pop("draws", None)
    told = _drawn(told, draws, random.Random(seed)) if draws else told
    try:
        steps = tuple(
            Step(one["id"], one["title"], one["role"], one["knew"], dict(one["options"]),
                 tuple(Happened(what["says"], what["status"]) for what in one["happened"]), one.get("note", ""))
            for one in told["steps"]
        )
        made = Chain(
            told["id"], told["title"], told["real"], told["person"], steps, tuple(told["parties"]),
            Words(**told["words"]) if "words" in told else None,
            {key: Fact(one["value"], tuple(one.get("claims", ()))) for key, one in told["facts"].items()},
            {key: tuple(sources) for key, sources in told["evidence"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ChainError(f"data/chains/{name}.yml lacks a part, or has one of another kind: {error}.") from None
    if tuple(one.id for one in steps) != STEPS:
        raise ChainError(f"data/chains/{name}.yml must have the steps {', '.join(STEPS)}, in this order.")
    if odd := {what.status for one in steps for what in one.happened} - set(STATUSES):
        raise ChainError(f"data/chains/{name}.yml: {sorted(odd)[0]!r} is no status. Use one of {', '.join(STATUSES)}.")
    return made


def _drawn(told: Any, draws: Mapping[str, list], drawer: random.Random) -> Any:
    """The case with one of the sentences for each step, and a value for each slot."""
    values = {name: drawer.choice(options) for name, options in draws.items()}

    def filled(part: Any, key: str = "") -> Any:
        if isinstance(part, dict):
            return {name: filled(one, name) for name, one in part.items()}
        if isinstance(part, list) and key == "says":
            return filled(drawer.choice(part))
        if isinstance(part, list):
            return [filled(one) for one in part]
        if isinstance(part, str):
            return _SLOT.sub(lambda found: f"{values[found[1]]:,}" if isinstance(values[found[1]], int) else values[found[1]], part)
        return part

    return filled(told)


# --- one step ------------------------------------------------------------------------------------------------------


def _key(case: str, step: str, seed: int) -> str:
    return f"chain/{case}{f'-{seed}' if seed else ''}/{step}"


def _inline(text: str) -> str:
    """One paragraph with its references written out, as HTML without the paragraph."""
    return re.sub(r"^<p>|</p>\s*$", "", journal.markdown(render_citations(text)[0]).strip())


def show(case: str, step: str, seed: int = 0) -> Shown:
    """What the person deciding knew then, and what could be done.

    Raises
    ------
    ChainError
        If there is no such case or step.
    """
    one = chain(case, seed).step(step)
    place = STEPS.index(step) + 1
    options = "".join(f"<li><strong>{key}</strong>: {html.escape(text)}</li>" for key, text in one.options.items())
    markup = (f"<p><strong>{place} of {len(STEPS)}. {html.escape(one.title)}.</strong> You are {html.escape(one.role)}. You know:</p>"
              f"<p>{_inline(one.knew)}</p><ul>{options}</ul>")
    text = "\n".join([f"{place} of {len(STEPS)}. {one.title}. You are {one.role}.", render_citations(one.knew)[0], *(f"{key}: {text}" for key, text in one.options.items())])
    return Shown(markup, text)


def decide(case: str, step: str, choice: Any = "", because: Any = "", seed: int = 0) -> Shown:
    """Keep what you would have done, and why; then show what happened. The first decision stays.

    A choice that is not offered, or a missing reason, gets a sentence that says what to look at.

    Raises
    ------
    ChainError
        If there is no such case or step.
    """
    one = chain(case, seed).step(step)
    try:
        if journal.kept(_key(case, step, seed)) is None:
            if sentence := _unfinished(one, choice, because):
                return reveal(case, step, seed) if journal.file() is None and journal.missing(choice) else note(sentence)
            said = journal.keep(_key(case, step, seed), {"choice": choice.strip().lower(), "because": because.strip()})["said"]
            return _opened(one, said)
    except JournalError as error:
        return note(str(error))
    return reveal(case, step, seed)


def _unfinished(step: Step, choice: Any, because: Any) -> str:
    if journal.missing(choice):
        return f"Still to do: choose {_one_of(step.options)}, and say why. Then run this cell again."
    if not isinstance(choice, str) or choice.strip().lower() not in step.options:
        return f"{choice!r} is not among the choices here. Put in {_one_of(step.options)}."
    if not isinstance(because, str) or len(because.split()) < _FEWEST_WORDS:
        return f"You chose {choice}. Say why in a few words, knowing only what is written above: because=\"…\"."
    return ""


def _one_of(options: Iterable[str]) -> str:
    *most, last = options
    return f"{', '.join(most)} or {last}"


def reveal(case: str, step: str, seed: int = 0) -> Shown:
    """What happened, with how far it is known, once a decision is kept. Where no journal is kept it is a fold to open.

    Raises
    ------
    ChainError
        If there is no such case or step.
    """
    one = chain(case, seed).step(step)
    try:
        there = journal.kept(_key(case, step, seed))
    except JournalError as error:
        return note(str(error))
    if there is None:
        if journal.file() is not None:
            return note(f"Closed. Decide first: {_one_of(one.options)}, and why.")
        return Shown(f'<details><summary data-lm-suppress-shortcuts="true">Decide first, then open: what happened</summary>{_what(one)}</details>', _what_text(one))
    return _opened(one, there["said"])


def _opened(one: Step, said: Mapping[str, str]) -> Shown:
    """A decision and what happened."""
    yours = f"You chose {said['choice']}: {one.options.get(said['choice'], '')} Because: {said['because']}"
    return Shown(f"<p>{html.escape(yours)}</p>{_what(one)}", f"{yours}\n{_what_text(one)}")


def _what(step: Step) -> str:
    items = "".join(f"<li>{_inline(one.says)} <strong>[{one.status}]</strong></li>" for one in step.happened)
    more = f"<p>{_inline(step.note)}</p>" if step.note else ""
    return f"<p><strong>What happened:</strong></p><ul>{items}</ul>{more}"


def _what_text(step: Step) -> str:
    return "\n".join(f"{render_citations(one.says)[0]} [{one.status}]" for one in step.happened)


def decided(case: str, seed: int = 0) -> dict[str, dict[str, str]]:
    """The decisions kept for a case: step -> choice and because."""
    told = journal.read()["kept"]
    return {step: told[_key(case, step, seed)]["said"] for step in STEPS if _key(case, step, seed) in told}


# --- what comes from what ------------------------------------------------------------------------------------------


def descends(evidence: Mapping[str, Iterable[str]], item: str, source: str) -> bool:
    """Does ``item`` come from ``source``, at first hand or through others? Nothing comes from itself."""
    ahead, seen = list(evidence.get(item, ())), set()
    while ahead:
        one = ahead.pop()
        if one == source:
            return True
        if one not in seen:
            seen.add(one)
            ahead += evidence.get(one, ())
    return False


# --- rules ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A rule that a step must meet. ``needs``: facts that must hold before the step is taken. ``why``: on what the record rests."""

    id: str
    text: str
    step: str
    needs: tuple[str, ...]
    why: str


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The eight rules."""
    return tuple(Rule(one["id"], one["text"], one["step"], tuple(one["needs"]), one["why"]) for one in from_yaml(_file("rules")))


def stops(rule: Rule, record: Mapping[str, bool | None]) -> str:
    """Would the rule have stopped what the record tells: ``stopped``, ``not stopped`` or ``cannot know``?

    It stops when the record says that something the rule needs was not so. Where the record is silent on something it
    needs, and says no to nothing, nobody can know.
    """
    told = [record.get(need) for need in rule.needs]
    if any(value is False for value in told):
        return STOPPED
    return CANNOT_KNOW if any(value is None for value in told) else NOT_STOPPED


def try_rules(answers: Mapping[str, Iterable[str]], cases: Iterable[str] = ("williams", "woodruff")) -> Shown:
    """Your answers for each rule and case beside what the record bears out. Nothing is graded, and nothing is called wrong.

    answers: rule id -> one answer for each case, each of ``ANSWERS``. Until all are given, it says what is open.
    """
    cases = list(cases)
    told = {case: chain(case) for case in cases}
    given = {rule.id: list(answers.get(rule.id, ())) if not isinstance(answers.get(rule.id), str) else [answers[rule.id]] for rule in rules()}
    ready = all(len(row) == len(cases) and not any(map(journal.missing, row)) for row in given.values())
    if not ready and journal.file() is not None:
        left = [name for name, row in given.items() if len(row) != len(cases) or any(map(journal.missing, row))]
        return note(f"Still to do: {', '.join(left)}. For each rule one answer a case, out of: {', '.join(ANSWERS)}.")
    rows, real = [], cases == ["williams", "woodruff"]  # the reasons speak of these two
    for rule in rules():
        cells = [f'<th scope="row">{rule.id}. {html.escape(rule.text)}</th>']
        for place, case in enumerate(cases):
            yours = given[rule.id][place] if ready else None
            cells.append(f"<td>{_compare(rule, told[case], yours)}</td>")
        rows.append("<tr>" + "".join([*cells, f"<td>{_inline(rule.why)}</td>"] if real else cells) + "</tr>")
    names = ["rule", *(told[case].title for case in cases), *(["why"] if real else [])]
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in names)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    if not ready:
        table = f'<details><summary data-lm-suppress-shortcuts="true">Answer first, then open: what the record bears out</summary>{table}</details>'
    text = "\n".join(f"{rule.id}: " + ", ".join(stops(rule, told[case].record) for case in cases) for rule in rules())
    return Shown(table, text)


def _compare(rule: Rule, case: Chain, yours: str | None) -> str:
    answer = stops(rule, case.record)
    if yours is None:
        return answer
    if yours not in ANSWERS:
        return f"You said {html.escape(str(yours))}. The answers are: {', '.join(ANSWERS)}."
    if yours == answer:
        return f"{answer}, as you said"
    if answer == CANNOT_KNOW:
        return f"You said {yours}. Which row of the record says so?"
    rows = sorted({name for need in rule.needs for name in case.facts[need].claims})
    look = f" Look at {_inline('{claim:' + ','.join(rows) + '}')}." if rows else " Look at the lineup again."
    return f"You said {yours}. The record bears out: {answer}.{look}"

"""A student's own record: what was predicted, decided and believed, in the student's words, with its day.

It is one file on this machine, ``.journal.json`` beside the progress file. ``COURSE_JOURNAL`` names another file; empty,
it keeps none. No command that releases, collects, checks, grades or exports opens it, and nothing is sent anywhere.

``predict("key", …)`` before a result is shown, ``fold("key", …)`` around the result, ``outcomes("key", …)`` at the end of a
lesson; ``record("start", …)`` for a decision record and ``show()`` for its first and last entry. What a student types
never raises: the answer is a sentence that says what to look at.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import html
import json
import numbers
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course import paths
from course.errors import CourseError
from course.files import write_whole
from course.policy import render_citations
from course.yamltext import from_yaml

STATEMENTS = {
    "recordings": "The police may search recordings for a face.",
    "streets": "A city may search its streets for faces, live.",
    "shop": "A shop may search its visitors' faces.",
}
"""What the decision record asks about, each from 0 (no) to 100 (yes)."""

WHEN = {"start": "start here", "wrong_name": "a wrong name", "owed": "what is owed", "city": "a policy for a city"}
"""The lessons in which the decision record is filled in, and what they are called."""

FEWEST_CARDS = 8
"""Of fewer anonymous cards no picture of a class is drawn: somebody could be found in it."""

_STYLE = (
    "<style>.judge{border:1px solid #767676;border-radius:6px;padding:.5em .9em;margin:.3em 0;max-width:56em}"
    ".judge p{margin:.3em 0}.judge summary{cursor:pointer;font-weight:600}.judge summary:focus-visible{outline:3px solid #0072B2;"
    "outline-offset:2px}.judge table{border-collapse:collapse;margin:.4em 0}.judge table th,.judge table td{border:1px solid #c8c8c8;"
    "padding:.3em .6em;text-align:left!important;vertical-align:top;white-space:normal;max-width:24em}.judge blockquote{margin:.2em 0 .2em .6em;padding-left:.6em;"
    "border-left:3px solid #767676}</style>"
)


class JournalError(CourseError):
    """The journal, or a card, cannot be used. The message names the file and what to do."""


# --- the file ------------------------------------------------------------------------------------------------------


def file() -> Path | None:
    """Where the journal is; None when none is kept."""
    named = os.environ.get("COURSE_JOURNAL")
    if named is not None:
        return Path(named) if named else None
    progress = os.environ.get("COURSE_PROGRESS")
    if progress == "":  # whoever keeps no progress is not the learner
        return None
    return (Path(progress).parent if progress else paths.home()) / ".journal.json"


def read() -> dict[str, Any]:
    """Everything that is kept: ``kept`` (key -> said, on) and ``record`` (a list of entries). Empty when there is none.

    Raises
    ------
    JournalError
        If the file is there and is no journal. It is left as it is.
    """
    place = file()
    try:
        told = json.loads(place.read_text(encoding="utf-8")) if place else {}
        if not (isinstance(told, dict) and isinstance(told.get("kept", {}), dict) and isinstance(told.get("record", []), list)):
            raise ValueError("it has other parts than a journal has")
    except FileNotFoundError:
        told = {}
    except (OSError, ValueError) as error:
        raise JournalError(f"Your journal {place} cannot be read ({error}). It was left as it is. Rename it, and a new one begins.") from None
    return {**told, "kept": told.get("kept", {}), "record": told.get("record", [])}


@contextlib.contextmanager
def _changing():
    """The journal to be changed: read, handed over, and written whole. One process at a time, where the system can lock."""
    place = file()
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(ImportError, OSError, NotImplementedError):  # not in the browser, nor on every network disk
            from filelock import FileLock

            place.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(place.with_name(place.name + ".tmp")))
        told = read()
        yield told
        try:
            write_whole(place, json.dumps(told, indent=1, ensure_ascii=False).encode(), mode=0o600)  # opinions are their owner's
        except OSError as error:
            raise JournalError(f"Your journal {place} cannot be written ({error.strerror or error}). Nothing was kept.") from None


def keep(key: str, said: Any) -> dict[str, Any]:
    """Keep ``said`` under ``key`` with today's date, unless something is kept there already; return what is kept.

    Where no journal is kept, this returns what it was given.
    """
    entry = {"said": said, "on": _today()}
    if file() is None:
        return entry
    there = read()["kept"].get(key)
    if there is not None:
        return there
    with _changing() as told:
        return told["kept"].setdefault(key, entry)


def kept(key: str) -> dict[str, Any] | None:
    """What is kept under ``key``: ``said`` and ``on``; None when nothing is."""
    return read()["kept"].get(key)


def _today() -> str:
    return datetime.date.today().isoformat()


# --- what a notebook shows -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """Something for reading: HTML in a notebook and on the site, text elsewhere."""

    markup: str = field(repr=False)
    text: str

    def _repr_html_(self) -> str:
        return f'{_STYLE}<div class="judge">{self.markup}</div>'

    def __repr__(self) -> str:
        return self.text


def note(sentence: str) -> Shown:
    """One sentence, to be shown."""
    return Shown(f"<p>{html.escape(sentence)}</p>", sentence)


def missing(value: Any) -> bool:
    """Has nothing been put in yet? ``...``, None, and blank text say so; a list or dict with such a part does, too."""
    if value is ... or value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return not value or any(map(missing, value.values()))
    if isinstance(value, (list, tuple)):
        return not value or any(map(missing, value))
    return False


def _plain(value: Any) -> Any:
    """The value as JSON has it. TypeError for what is no number, text, or list or dict of those."""
    if isinstance(value, (bool, str)):
        return value
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return _plain(value.item())
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real) and value == value and abs(value) != float("inf"):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    raise TypeError(type(value).__name__)


def in_words(value: Any) -> str:
    """A kept answer as a reader sees it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {in_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(in_words, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _day(iso: str) -> str:
    try:
        day = datetime.date.fromisoformat(iso)
    except (TypeError, ValueError):
        return str(iso)
    return f"{day.day} {day:%B %Y}"


# --- predictions ---------------------------------------------------------------------------------------------------

PASS = "pass"
"""An answer that is always taken, and needs no reason."""


def predict(key: str, answer: Any = ..., *, options: Iterable | Mapping | None = None, between: tuple[float, float] | None = None) -> Shown:
    """Keep a prediction, before its result is shown. The first one stays; a later call shows it.

    answer: a number, a text, or a list or dict of those; ``"pass"`` is always taken. options: what the answer, or each part
    of a list or dict, may be. between: the least and the most that it may be. Nothing a student puts in raises.
    """
    try:
        there = kept(key)
        if there is not None:
            again = "" if missing(answer) or in_words(_safely(answer)) == in_words(there["said"]) else " That was your first answer, and it stays."
            return note(f"You said, on {_day(there['on'])}: {in_words(there['said'])}.{again}")
        if missing(answer):
            return note("Still to do: put in your own answer, then run this cell again. “pass” is an answer, too." if file() else
                        "Write down your own answer before you open what follows.")
        if sentence := _off(answer, options, between):
            return note(sentence)
        keep(key, _plain(answer))
    except JournalError as error:
        return note(str(error))
    except TypeError as error:
        return note(f"A prediction is a number, a text, or a list of these. This is a {error}.")
    where = "Kept on this machine." if file() else "No journal is kept here."
    return note(f"You say: {in_words(_plain(answer))}. {where}")


def _safely(answer: Any) -> Any:
    try:
        return _plain(answer)
    except TypeError:
        return type(answer).__name__


def _off(answer: Any, options, between) -> str:
    """What to look at in an answer that is not one of those asked for; empty when it is."""
    if answer == PASS if isinstance(answer, str) else False:
        return ""
    every = answer if isinstance(answer, (list, tuple)) else answer.values() if isinstance(answer, Mapping) else [answer]
    if options is not None:
        choices = list(options)
        if odd := [one for one in every if one not in choices]:
            return f"{in_words(_safely(odd[0]))} is not among the answers: {', '.join(map(str, choices))}."
    if between is not None:
        low, high = between
        if any(isinstance(one, bool) or not isinstance(one, numbers.Real) or not low <= one <= high for one in every):
            return f"Put in a number from {low:g} to {high:g}."
    return ""


_OUTCOMES: dict[str, str] = {}


def fold(key: str, *content: Any, outcome: Any = None, **values: Any) -> Shown:
    """Show a fold's text and ``content`` once a prediction is kept under ``key``; before that, say what is missing.

    key: the prediction's, perhaps with a colon and a name, for a second fold of one prediction. The text stands beside the
    notebook, in ``notebooks/folds``, so that nobody reads it in the cell; ``{name}`` in it is filled in from values.
    content: more text (Markdown), or anything that a notebook can show; a function without arguments is called when the
    fold opens. outcome: in a few words what came out, for `outcomes`. Where no journal is kept, as on the site,
    the reader opens the fold: it is a ``<details>``.
    """
    written = folds().get(key, {})
    if "text" in written:
        content = (_filled(written["text"], values), *content)
    outcome = written.get("outcome") if outcome is None else outcome
    key = key.partition(":")[0]
    if outcome is not None:
        _OUTCOMES[key] = in_words(_safely(outcome))
    try:
        there = kept(key)
    except JournalError as error:
        return note(str(error))
    if there is None and file() is not None:
        return note("Closed. Put your own answer into the cell above and run it, then run this cell. “pass” opens it, too.")
    parts = [one() if callable(one) and not hasattr(one, "_repr_html_") else one for one in content]
    inside = "".join(map(_as_html, parts))
    text = "\n".join(str(one) for one in parts)
    if there is None:
        return Shown(f'<details><summary data-lm-suppress-shortcuts="true">Think first, then open</summary>{inside}</details>', text)
    said = in_words(there["said"])
    return Shown(f"<p><strong>You said:</strong> {html.escape(said)}</p>{inside}", f"You said: {said}\n{text}")


@functools.cache
def folds(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """What stands in the folds of all lessons: key -> text, asked, outcome.

    Raises
    ------
    JournalError
        For a key that two files have, or a part that a fold has not.
    """
    found: dict[str, dict[str, Any]] = {}
    for place in sorted((folder or paths.NOTEBOOKS / "folds").glob("*.yml")):
        for key, one in from_yaml(place.read_text(encoding="utf-8")).items():
            if key in found:
                raise JournalError(f"{place.name}: there is another fold {key!r}. Give one of them a new key.")
            if odd := set(one) - {"text", "asked", "outcome"}:
                raise JournalError(f"{place.name}, {key}: a fold has text, asked and outcome, and no {sorted(odd)[0]!r}.")
            found[key] = one
    return found


def _filled(text: str, values: Mapping[str, Any]) -> str:
    """A fold's text with its values filled in, and its references to the ledger written out."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", in_words(_safely(value)))
    return render_citations(text)[0]


def _as_html(one: Any) -> str:
    if isinstance(one, str):
        return markdown(one)
    bundle = one._repr_mimebundle_() if hasattr(one, "_repr_mimebundle_") else None
    if bundle and "text/html" in bundle:
        return bundle["text/html"]
    if hasattr(one, "_repr_html_"):
        return one._repr_html_()
    return f"<pre>{html.escape(str(one))}</pre>"


def markdown(text: str) -> str:
    """Markdown as HTML; where no Markdown library is at hand, its paragraphs."""
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        return "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    return MarkdownIt("commonmark", {"html": False}).enable("table").render(text)


def outcomes(*keys: str, questions: Mapping[str, str] | None = None) -> Shown:
    """Predictions beside what came out: one row a key, in the given order. questions: what was asked, by key, where
    the fold does not say it.
    """
    try:
        told = read()["kept"]
    except JournalError as error:
        return note(str(error))
    rows = []
    for key in keys:
        asked = (questions or {}).get(key) or folds().get(key, {}).get("asked", key.replace("-", " ").replace("_", " "))
        said = f"{in_words(told[key]['said'])} ({_day(told[key]['on'])})" if key in told else "nothing yet"
        rows.append((asked, said, _OUTCOMES.get(key, "run the cell above that shows it")))
    return Shown(_table(("asked", "you said", "what came out"), rows), "\n".join(" | ".join(row) for row in rows))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "".join(
        "<tr>" + "".join(f"<{'th scope=row' if i == 0 else 'td'}>{html.escape(cell)}</{'th' if i == 0 else 'td'}>" for i, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"


# --- the decision record -------------------------------------------------------------------------------------------


def record(lesson: str, *, recordings: Any = ..., streets: Any = ..., shop: Any = ..., sure: Any = ..., because: Any = "", change: Any = "") -> Shown:
    """Enter what you hold of the three statements today: 0 is no, 100 is yes.

    lesson: one of ``WHEN``. recordings, streets, shop: 0 to 100, see ``STATEMENTS``. sure: how sure you are, 0 to 100.
    because: why. change: what would change it. The same entry twice is kept once; another entry is kept beside the first.

    Raises
    ------
    CourseError
        For a lesson that has no record: an author's mistake, not a student's.
    """
    if lesson not in WHEN:
        raise CourseError(f"there is no record in {lesson!r}; there are {', '.join(WHEN)}.")
    ratings = {"recordings": recordings, "streets": streets, "shop": shop, "sure": sure}
    words = {"because": because, "change": change}
    if file() is None and all(map(missing, ratings.values())):
        return note("In the notebook you fill this in, and it stays on your machine. Here: write it down for yourself.")
    if empty := [name for name, value in (ratings | words).items() if missing(value)]:
        return note(f"Still empty: {', '.join(empty)}. Fill in, then run this cell again. Nobody reads it but you.")
    for name, value in ratings.items():
        if sentence := _off(value, None, (0, 100)):
            return note(f"{name}: {sentence}")
    if odd := [name for name, value in words.items() if not isinstance(value, str)]:
        return note(f"{odd[0]}: write it in words, between quotation marks.")
    entry = {"lesson": lesson, "on": _today(), **{name: _plain(value) for name, value in ratings.items()}, **{name: text.strip() for name, text in words.items()}}
    if file() is None:
        return note("Complete. No journal is kept here, so it is not written down.")
    try:
        with _changing() as told:
            before = told["record"][-1] if told["record"] else {}
            if {**before, "on": ""} != {**entry, "on": ""}:
                told["record"].append(entry)
    except JournalError as error:
        return note(str(error))
    return note("Kept on this machine, in your words. Nobody else reads it; moving and staying count the same, which is nothing.")


def show() -> Shown:
    """The first and the last decision record side by side, in the student's own words."""
    try:
        entries = read()["record"]
    except JournalError as error:
        return note(str(error))
    if not entries:
        return note("Nothing is recorded yet. The first record stands in the lesson “start here”.")
    first, last = entries[0], entries[-1]
    sides = [("first", first), ("last", last)] if len(entries) > 1 else [("so far", first)]
    head = ["", *(f"{which}: {WHEN.get(one.get('lesson'), one.get('lesson'))}, {_day(one.get('on'))}" for which, one in sides)]
    asked = {**STATEMENTS, "sure": "How sure?", "because": "Why?", "change": "What would change it?"}
    rows = [(words, *(in_words(one.get(name, "")) for _, one in sides)) for name, words in asked.items()]
    return Shown(_table(head, rows), "\n".join(" | ".join(row) for row in (head, *rows)))


# --- anonymous cards -----------------------------------------------------------------------------------------------

RATED = (*STATEMENTS, "sure")


def card(folder: Path | str = ".") -> Path:
    """Write an anonymous card: the numbers of your first and last record, and nothing else. You may hand it to your teacher.

    No name, day, lesson or word is on it. Its random number only serves to count a card that comes twice once.

    Raises
    ------
    JournalError
        If nothing is recorded, or no journal is kept.
    """
    if file() is None:
        raise JournalError("No journal is kept here, so there is nothing for a card.")
    if not read()["record"]:
        raise JournalError("Nothing is recorded yet, so there is nothing for a card. The first record stands in the lesson “start here”.")
    with _changing() as told:
        number = told.setdefault("card", secrets.token_hex(8))
        first, last = told["record"][0], told["record"][-1]
    content = {"card": number, **{name: [first[name], last[name]] for name in RATED}}
    place = Path(folder) / f"card-{number}.json"
    write_whole(place, json.dumps(content).encode())
    return place


def cards(folder: Path | str) -> list[dict[str, list[float]]]:
    """The cards of a class, each one's first and last numbers, in an order that tells nothing.

    Raises
    ------
    JournalError
        For a file that is no card, naming it, and for fewer than eight different cards.
    """
    found = {}
    for place in sorted(Path(folder).glob("*.json")):
        try:
            told = json.loads(place.read_text(encoding="utf-8"))
            values = {name: told[name] for name in RATED}
            good = set(told) == {"card", *RATED} and isinstance(told["card"], str) and all(
                len(pair) == 2 and all(not isinstance(one, bool) and 0 <= one <= 100 for one in pair) for pair in values.values())
        except (OSError, ValueError, KeyError, TypeError):
            good = False
        if not good:
            raise JournalError(f"{place.name} is no card: a card holds a first and a last number for each statement, and nothing else. Take it out.")
        found[told["card"]] = values
    if len(found) < FEWEST_CARDS:
        raise JournalError(f"There are {len(found)} cards in {folder}. Of fewer than {FEWEST_CARDS} no picture is drawn: somebody could be found in it.")
    return sorted(found.values(), key=lambda one: [one[name] for name in RATED])

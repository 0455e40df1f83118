"""Clauses to find a way out of, patches that close it, and a count of what is left.

A clause has words and an aim. Its ``reading`` says what the words forbid; ``meant`` says what the aim means. A use that
is meant and not forbidden is a loophole. A reading and a patch are data of one kind: rows ``{"if": {...}, "then": "no"}``,
read from the top; the first row that fits decides. So a patch can be handed on and tried by others, and nobody runs
anybody's code.

The functions that look at a student's work return sentences that say what to look at again; an empty list when there
is nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from course import paths
from course.errors import CourseError
from course.judgement.argument import said
from course.policy.uses import (
    ACQUIRED,
    AUTHORITIES,
    COMPARISONS,
    PURPOSES,
    STEPS,
    TIMINGS,
    VENDORS,
    WHO,
    Use,
    UseError,
    uses,
)
from course.yamltext import from_yaml

ANSWERS = ("yes", "no", "unclear")
_MAYBE = (True, False, None)
DOMAIN: Mapping[str, tuple] = MappingProxyType({
    "who": WHO, "purpose": PURPOSES, "comparison": COMPARISONS, "timing": (*TIMINGS, None), "vendor": VENDORS,
    "for_police": (True, False), "public_space": _MAYBE, "authority": (*AUTHORITIES, None), "step": STEPS,
    "other_evidence": _MAYBE, "human_review": _MAYBE, "acquired": ACQUIRED, "threshold": (),
})  # fmt: skip
"""The fields of a use that a clause, a patch or a way out may speak of, and what each may be. ``threshold`` is a number
from 0 to 100, or None."""

DERIVED = MappingProxyType({"by_police": "who", "by_government": "who", "recognises": "comparison"})
"""What a row may ask besides: it follows from one field."""

MOST_ROWS = 6
MOST_INNOCENT = 2
"""So many uses of the bank that nobody meant may a patch newly stop."""

DAY = datetime.date(2026, 1, 15)
"""The day of an invented use: the clauses have no dates."""

Row = Mapping[str, Any]


class ClauseError(CourseError):
    """A clause, a patch or a use is written wrongly. The message names the part and what it may be."""


@dataclass(frozen=True)
class Clause:
    """A clause of the bank: its words, its aim, and both as rows."""

    id: str
    title: str
    words: str
    aim: str
    speaks: Mapping[str, tuple[str, ...]]
    """By field, the words that speak of it."""
    rows: tuple[Row, ...]
    aims: tuple[Row, ...]
    spares: tuple[Use, ...]
    """Uses that neither the words nor the aim stop, and no patch may: what a ban of too much would hit first."""
    patches: Mapping[str, tuple[Row, ...]]
    """What three readers wrote to close it: none of them does."""

    def reading(self, use: Use) -> str:
        """What the words say of a use: ``yes`` (they do not forbid it), ``no`` or ``unclear``."""
        return decide(self.rows, use)

    def meant(self, use: Use) -> bool:
        """Whether the aim means this use."""
        return any(fits(condition, use) for condition in self.aims)

    def patched(self, patch: Sequence[Row], use: Use) -> str:
        """What the words say once the patch stands before them."""
        return decide((*patch, *self.rows), use)

    def __str__(self) -> str:
        lines = [f"“{self.words}”", f"Aim: {self.aim}", "What it lets be, for example:", *(f"- {use}" for use in self.spares)]
        return "\n".join(lines)


def clauses(source: Path | None = None) -> Mapping[str, Clause]:
    """The bank of clauses, by id.

    Raises
    ------
    ClauseError
        If the file is missing or an entry is wrong, naming it.
    """
    source = source or paths.DATA / "judgement" / "clauses.yml"
    try:
        stat = source.stat()
    except OSError:
        raise ClauseError(f"{source} is missing. Check it out again.") from None
    return _read(source, stat.st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _read(source: Path, _changed: int) -> Mapping[str, Clause]:
    bank = {}
    for entry in from_yaml(source.read_text(encoding="utf-8")):
        name = entry.get("id", "?")
        try:
            rows, aims = check_rows(entry["reading"], most=99, answers=ANSWERS), entry["meant"]
            for condition in aims:
                _check_condition(condition)
            if rows[-1]["if"]:
                raise ClauseError("the last row of a reading has an empty if, so that every use gets an answer.")
            for field, phrases in entry["speaks"].items():
                if lost := [phrase for phrase in phrases if phrase not in entry["words"]]:
                    raise ClauseError(f"speaks, {field}: {lost[0]!r} does not stand in the words.")
            bank[name] = Clause(
                name, entry["title"], entry["words"], entry["aim"],
                {field: tuple(phrases) for field, phrases in entry["speaks"].items()}, rows, tuple(aims),
                tuple(described(use) for use in entry["spares"]),
                {who: check_rows(patch) for who, patch in entry["patches"].items()},
            )  # fmt: skip
        except (KeyError, TypeError) as error:
            raise ClauseError(f"{source.name}, clause {name}: it needs {error}.") from None
        except (ClauseError, UseError) as error:
            raise ClauseError(f"{source.name}, clause {name}: {error}") from None
    return MappingProxyType(bank)


def clause(name: str) -> Clause:
    """One clause.

    Raises
    ------
    ClauseError
        If there is no such clause.
    """
    bank = clauses()
    if name not in bank:
        raise ClauseError(f"there is no clause {name!r}. There are {', '.join(bank)}.")
    return bank[name]


# --- rows ----------------------------------------------------------------------------------------------------------


def decide(rows: Iterable[Row], use: Use) -> str:
    """The answer of the first row that fits; ``yes`` if none does."""
    return next((row["then"] for row in rows if fits(row["if"], use)), "yes")


def fits(condition: Mapping[str, Any], use: Use) -> bool:
    """Whether a use meets every part of a condition."""
    return all(_holds(wanted, getattr(use, name)) for name, wanted in condition.items())


def _holds(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, Mapping):
        ((word, limit),) = wanted.items()
        if word == "not":
            return value not in limit
        return value is not None and (value < limit if word == "below" else value >= limit)
    return value in wanted if isinstance(wanted, (list, tuple)) else value == wanted


def check_rows(rows: Any, most: int = MOST_ROWS, answers: Sequence[str] = ("yes", "no")) -> tuple[Row, ...]:
    """A patch or a reading, looked at before it is used. Capitals in its words do not matter.

    Raises
    ------
    ClauseError
        If it is no list of rows, a row has other parts than ``if`` and ``then``, or a condition cannot be read.
    """
    rows = _spelt(rows)
    if not isinstance(rows, (list, tuple)) or not rows:
        raise ClauseError('a patch is a list of rows, such as [{"if": {"step": "arrest"}, "then": "no"}].')
    if len(rows) > most:
        raise ClauseError(f"a patch has at most {most} rows: who is to keep a rule must be able to read it.")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping) or set(row) != {"if", "then"} or not isinstance(row["if"], Mapping):
            raise ClauseError(f'row {number} has the parts "if", with conditions, and "then", and no others.')
        if row["then"] not in answers:
            raise ClauseError(f"row {number}: then may be {' or '.join(answers)}, as text; not {row['then']!r}.")
        try:
            _check_condition(row["if"])
        except ClauseError as error:
            raise ClauseError(f"row {number}: {error}") from None
    return tuple(rows)


def _spelt(told: Any) -> Any:
    """Plain data with the words of this module written as it writes them, whatever capitals stand there."""
    if hasattr(told, "tolist"):  # numpy's own arrays, truth values and numbers
        told = told.tolist()
    if isinstance(told, str):
        return _WORDS.get(" ".join(told.split()).casefold(), told)
    if isinstance(told, Mapping):
        return {_spelt(key): _spelt(value) for key, value in told.items()}
    return [_spelt(one) for one in told] if isinstance(told, (list, tuple)) else told


_WORDS = {word.casefold(): word for word in (*DOMAIN, *DERIVED, *(one for values in DOMAIN.values() for one in values if isinstance(one, str)),
                                             *ANSWERS, "if", "then", "not", "below", "at_least")}  # fmt: skip


def _check_condition(condition: Mapping[str, Any]) -> None:
    for name, wanted in condition.items():
        if name not in DOMAIN and name not in DERIVED:
            raise ClauseError(f"{name!r} is no field to ask for. There are {', '.join([*DOMAIN, *DERIVED])}.")
        if isinstance(wanted, Mapping):
            if len(wanted) != 1 or not set(wanted) <= {"not", "below", "at_least"}:
                raise ClauseError(f'{name}: write {{"not": [...]}}, {{"below": 99}} or {{"at_least": 99}}.')
            ((word, values),) = wanted.items()
            if word != "not":
                if name != "threshold" or isinstance(values, bool) or not isinstance(values, (int, float)):
                    raise ClauseError(f"{name}: only a threshold can be below, or at least, a number.")
                continue
            if not isinstance(values, (list, tuple)):
                raise ClauseError(f"{name}: not takes a list.")
        else:
            values = wanted if isinstance(wanted, (list, tuple)) else [wanted]
        for value in values:
            _check_value(name, value)


def _check_value(name: str, value: Any) -> None:
    allowed = (True, False) if name in DERIVED else DOMAIN[name]
    if name == "threshold":
        good = value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
        allowed = ("a number", "null")
    else:
        good = any(value is one if not isinstance(one, str) else value == one for one in allowed)
    if not good:
        raise ClauseError(f"{name} may be {', '.join(map(str, allowed))}; not {value!r}.")


# --- an escape -----------------------------------------------------------------------------------------------------


def described(use: Mapping[str, Any]) -> Use:
    """A use from plain data. The day may be left out: the clauses have no dates. Capitals in its words do not matter.

    Raises
    ------
    UseError
        If a field is unknown, missing or holds what it may not.
    """
    if not isinstance(use, Mapping):
        raise UseError('write the use as a dict, such as {"who": "police department", "purpose": …}.')
    use = _spelt(use)
    known = [field.name for field in dataclasses.fields(Use)]
    if unknown := [str(name) for name in use if name not in known]:
        raise UseError(f"use: unknown fields {', '.join(sorted(unknown))}. The fields are {', '.join(known)}.")
    if missing := [name for name in ("who", "purpose", "sentence") if not use.get(name)]:
        raise UseError(f"use: it needs {', '.join(missing)}.")
    if not isinstance(use["sentence"], str):
        raise UseError("use: write the sentence as text.")
    if use.get("for_police", False) not in (True, False):
        raise UseError("use: for_police may be True or False.")
    try:
        made = Use(**{"date": DAY, **use})
    except TypeError:  # such as a threshold that is text
        raise UseError("use: a threshold is a number from 0 to 100, or None; the other fields are text, True, False or None.") from None
    if made.by_police and made.for_police:
        raise UseError("use: for_police means done by somebody else on behalf of the police; here the police do it themselves.")
    return made


def look_at_escape(clause: Clause, use: Mapping[str, Any], way: Sequence[str] | str, words: str) -> list[str]:
    """What to look at again in an invented escape; :func:`faults_of_escape` says in which part of it.

    Parameters
    ----------
    use
        Plain data of a use that is meant and not forbidden.
    way
        The field, or the two fields, that let it out.
    words
        The words of the clause that let it out.
    """
    return [sentence for _, sentence in faults_of_escape(clause, use, way, words)]


def faults_of_escape(clause: Clause, use: Mapping[str, Any], way: Sequence[str] | str, words: str) -> list[tuple[str, str]]:
    """The first part that is to be looked at again (``use``, ``way`` or ``words``), and why; an empty list if there is none."""
    try:
        made = described(use)
    except UseError as error:
        return [("use", str(error))]
    if told := _out(clause, made, ()):
        return [("use", told[0])]
    fields = _spelt(sorted(way, key=str) if isinstance(way, (set, frozenset)) else way)
    fields = [fields] if isinstance(fields, str) else list(fields) if isinstance(fields, (list, tuple, set, frozenset)) else []
    if not 1 <= len(fields) <= 2 or not all(isinstance(name, str) and name in DOMAIN for name in fields):
        return [("way", f"Name one field as the way out, or two: {', '.join(DOMAIN)}.")]
    if not _caught(clause, made, fields):
        return [("way", "The way out is elsewhere: whatever these fields are changed to, the words do not catch it.")]
    if len(fields) == 2 and any(_caught(clause, made, [name]) for name in fields):
        return [("way", "One of the two fields is enough: name the way out and no more.")]
    words = " ".join(words.split()).strip("“”\"'.").casefold() if isinstance(words, str) else ""
    if len(words.split()) < 2 or words not in clause.words.casefold():
        return [("words", "Quote at least two words of the clause, exactly as they stand.")]
    spoken = [phrase.casefold() for name in fields for phrase in clause.speaks.get(name, ())]
    if not any(words in phrase or phrase in words for phrase in spoken):
        return [("words", f"These words do not speak of {' and '.join(fields)}. Which words let it out?")]
    if len(words.split()) > max(8, *(len(phrase.split()) for phrase in spoken)):
        return [("words", "Quote only the words that let it out.")]
    if any(_core(made) == _core(one) for one in uses().values()):
        return [("use", "This use is in the bank. Invent one.")]
    if not said(made.sentence, 8):
        return [("use", "Describe the use in a sentence of at least eight words.")]
    return []


def _core(use: Use) -> Use:
    return dataclasses.replace(use, id="", sentence="", date=DAY)


def _out(clause: Clause, use: Use, patch: Sequence[Row]) -> list[str]:
    """Whether a use is a way out of the clause with this patch."""
    if not clause.meant(use):
        return ["This is not what the clause was meant to stop. Read its aim again."]
    if clause.patched(patch, use) == "no":
        return ["The clause stops this use." if not patch else "The patched clause stops this use."]
    return []


def _caught(clause: Clause, use: Use, fields: Sequence[str]) -> bool:
    """Whether changing these fields, and no others, makes a use that the words forbid."""
    for values in itertools.product(*(_values(name, clause.rows) for name in fields)):
        changed = dataclasses.replace(use, **dict(zip(fields, values, strict=True)))
        if not (changed.by_police and changed.for_police) and clause.reading(changed) == "no":
            return True
    return False


def _values(name: str, rows: Iterable[Row]) -> tuple:
    """What a field may be; of a threshold one value on each side of every limit, and none."""
    if name != "threshold":
        return DOMAIN[name]
    limits = {100.0}
    for row in rows:
        wanted = row["if"].get("threshold")
        for value in wanted.values() if isinstance(wanted, Mapping) else wanted if isinstance(wanted, (list, tuple)) else [wanted]:
            limits |= {value} if isinstance(value, (int, float)) else set(value or ())
    marks = sorted({0.0, *(float(one) for one in limits if one is not None)})
    return (None, *marks, *((low + high) / 2 for low, high in itertools.pairwise(marks)))


# --- a patch -------------------------------------------------------------------------------------------------------


def look_at_patch(clause: Clause, rows: Any, *escapes: Mapping[str, Any]) -> list[str]:
    """What to look at again in a patch: it must stop the escapes, lose nothing, and let the innocent be."""
    try:
        patch = check_rows(rows)
        made = [described(use) for use in escapes]
    except (ClauseError, UseError) as error:
        return [str(error)]
    for use in made:
        if clause.patched(patch, use) != "no":
            return [f"It does not stop this use: {use}"]
    if left_over(clause, patch).lost:
        return ["It lets through what the clause stopped before. The first row that fits decides: mind the order."]
    innocent = newly_stopped(clause, patch)
    if len(innocent) > MOST_INNOCENT:
        shown = _telling(innocent)
        return [f"It stops {len(innocent)} uses of the bank that nobody meant. One of them, {shown.id}: {shown} "
                f"At most {MOST_INNOCENT} may be."]
    if hit := [use for use in clause.spares if clause.patched(patch, use) == "no"]:
        return [f"It stops what the clause is to let be: {hit[0]} Which field tells this use from your escape?"]
    return []


def _telling(innocent: Sequence[Use]) -> Use:
    """The use that shows best how far a patch goes: the farthest from any police work."""
    return min(innocent, key=lambda use: (use.by_government or use.for_police, use.who != "person"))


def newly_stopped(clause: Clause, patch: Sequence[Row]) -> list[Use]:
    """The uses of the bank that the patch stops, though the words did not and the aim does not mean them."""
    return [use for use in uses().values()
            if not clause.meant(use) and clause.reading(use) != "no" and clause.patched(patch, use) == "no"]


def look_at_attack(clause: Clause, rows: Any, use: Mapping[str, Any]) -> list[str]:
    """What to look at again in a use that is to get through somebody's patch."""
    try:
        patch, made = check_rows(rows), described(use)
    except (ClauseError, UseError) as error:
        return [str(error)]
    return _out(clause, made, patch)


def is_way_out(clause: Clause, use: Any, patch: Sequence[Row] = ()) -> bool:
    """Whether plain data describes a use that is meant, and that the clause with this patch does not stop."""
    try:
        return not _out(clause, described(use), patch)
    except UseError:
        return False


def share(rows: Any) -> str:
    """A patch as one line of text, to hand to somebody who attacks it.

    Raises
    ------
    ClauseError
        If it is no patch.
    """
    return json.dumps(check_rows(rows), ensure_ascii=False)


def receive(text: str) -> tuple[Row, ...]:
    """A patch from the line that somebody handed over. It is read as data, never run.

    Raises
    ------
    ClauseError
        If the line is not a patch.
    """
    try:
        rows = json.loads(text)
    except (TypeError, ValueError):
        raise ClauseError("this is no line that share(…) wrote. Ask for it again, from [ to ].") from None
    return check_rows(rows)


# --- the count -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Left:
    """What a clause with a patch leaves open, counted over all combinations.

    A class is a set of uses that nothing in the clause, its aim and the patch tells apart. ``classes``: the classes
    that are meant and not stopped, each as field and values. ``meant``, ``stopped``, ``lost``, ``uses``: numbers of
    combinations of the fields that are asked for. Who names a field more asks for more combinations: compare ``open`` with
    ``open_before``, and never two counts.
    """

    meant: int
    stopped: int
    lost: int
    """Combinations that the words alone stopped, and the patch lets through."""
    classes: tuple[Mapping[str, tuple], ...]
    uses: int
    open_before: int
    """Of the same combinations those that the words alone leave open."""

    @property
    def open(self) -> int:
        return self.meant - self.stopped

    @property
    def share(self) -> float:
        """Of what is meant, the share that is still open."""
        return self.open / self.meant if self.meant else 0.0

    def by(self, field: str) -> dict[str, int]:
        """How many combinations are left open, by one field, the most first."""
        counted: Counter = Counter()
        for one in self.classes:
            size = math.prod(len(values) for values in one.values())
            for value in one.get(field, ()):
                counted[str(value)] += size // len(one[field])
        return dict(counted.most_common())

    def __str__(self) -> str:
        return (f"{self.stopped:,} of {self.meant:,} meant combinations are stopped; {self.open:,} are left, in "
                f"{len(self.classes)} classes.")


def left_over(clause: Clause, patch: Sequence[Row] = ()) -> Left:
    """Count what is left, over all combinations of the fields that anything here asks for.

    Values of a field that no condition tells apart are counted together, so that this takes a moment and leaves out
    nothing.
    """
    return _left(clause.rows, clause.aims, tuple(patch))


def _left(rows: Sequence[Row], aims: Sequence[Row], patch: Sequence[Row]) -> Left:
    conditions = [*(row["if"] for row in (*patch, *rows)), *aims]
    asked = dict.fromkeys(name for condition in conditions for name in condition)
    fields = list(dict.fromkeys([*(DERIVED.get(name, name) for name in asked), "who", "for_police"]))
    groups = [_groups(field, conditions, [*patch, *rows, *({"if": one} for one in aims)]) for field in fields]
    told = [[condition.items() for condition in part] for part in ([r["if"] for r in patch], [r["if"] for r in rows], aims)]
    answers = [[row["then"] for row in part] for part in (patch, rows)]
    meant = stopped = lost = every = open_before = 0
    classes = []
    for chosen in itertools.product(*groups):
        truth = {key: value for _, facts in chosen for key, value in facts.items()}
        if truth["by_police", "True"] and truth["for_police", "True"]:
            continue
        size = math.prod(len(values) for values, _ in chosen)
        every += size
        if not any(all(truth[name, repr(want)] for name, want in condition) for condition in told[2]):
            continue
        meant += size
        before = _first(told[1], answers[1], truth)
        after = _first(told[0], answers[0], truth) or before
        stopped += size * (after == "no")
        open_before += size * (before != "no")
        lost += size * (before == "no" and after != "no")
        if after != "no":
            classes.append({field: values for field, (values, _) in zip(fields, chosen, strict=True)})
    return Left(meant, stopped, lost, tuple(classes), every, open_before)


def _first(conditions: Sequence, answers: Sequence[str], truth: Mapping) -> str:
    for condition, answer in zip(conditions, answers, strict=True):
        if all(truth[name, repr(want)] for name, want in condition):
            return answer
    return ""


def _groups(field: str, conditions: Sequence[Mapping], rows: Sequence[Row]) -> list[tuple[tuple, dict]]:
    """The values of a field that no condition tells apart, each group with the truth of every question about it."""
    questions = {(name, repr(want)): want for condition in conditions for name, want in condition.items()
                 if DERIVED.get(name, name) == field}
    if field == "who":
        questions["by_police", "True"] = True
    if field == "for_police":
        questions["for_police", "True"] = True
    found: dict[tuple, list] = {}
    for value in _values(field, rows):
        use = dataclasses.replace(_ANY, **{field: value})
        found.setdefault(tuple(_holds(want, getattr(use, name)) for (name, _), want in questions.items()), []).append(value)
    return [(tuple(values), dict(zip(questions, truth, strict=True))) for truth, values in found.items()]


_ANY = Use("person", "access control", DAY, sentence="any use")

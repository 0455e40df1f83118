"""The questions before and after the course: read two files of answers under random codes, and say item by item what moved.

A file has one row a student: ``code``, which only the student keeps; ``q1`` to ``q15``, a letter or nothing; and, if the cases were given,
``v1a`` (0 to 100, which nothing here reads), ``v1b`` (three numbers of seven, as in ``1 4 6``), ``v1c`` (0 to 2) and ``v1d`` (0 or 1), the last two
as a person has read them; likewise ``v2…`` and ``v3…``.

What is reported of an item, and from where:

* *difficulty*: the share of right answers, as in classical test theory. Nothing is a wrong answer.
* *discrimination*: the correlation of being right on the item with the share right on all other items (item-rest).
* *gain*: (after - before) / (1 - before), over the students who are in both files (Hake 1998's normalised gain), with an interval that draws
  the students anew.

There is no total: the items measure different things.
"""

from __future__ import annotations

import csv
import functools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course.teach.pages import FOLDER, TeachError
from course.yamltext import from_yaml

QUESTIONS, KEY = FOLDER / "questions.yml", FOLDER / "key.yml"
LETTERS = "ABCD"
FEW = 20
"""Below so many students in both files, intervals are said to be of little use."""
PILOT = 60
"""So many students the pilot asks for before items are kept or dropped."""
REPLICATES = 4000
CLEAR = 0.2
"""A discrimination below this is remarked upon: the customary bound, see docs/teach/inventory.md."""
_PARTS = {"a": "0 to 100", "b": "three different numbers from 1 to 7", "c": "0, 1 or 2", "d": "0 or 1"}


@functools.cache
def questions() -> dict:
    """The form: ``lead``, ``questions`` with their options, ``vignettes``."""
    return from_yaml(QUESTIONS.read_text(encoding="utf-8"))


@functools.cache
def key() -> dict:
    """What is right, and the idea behind each wrong letter.

    Raises
    ------
    TeachError
        Where this copy of the course has no key.
    """
    if not KEY.exists():
        raise TeachError("this copy of the course has no key to the questions: it comes with the repository, for teachers, and not with "
                         "what students install.")
    return from_yaml(KEY.read_text(encoding="utf-8"))


def items() -> tuple[str, ...]:
    return tuple(f"q{one['id']}" for one in questions()["questions"])


def columns() -> tuple[str, ...]:
    """The columns that a file of answers may have, in order."""
    return ("code", *items(), *(f"v{one['id']}{part}" for one in questions()["vignettes"] for part in _PARTS))


@dataclass(frozen=True)
class Answers:
    """The answers of a class at one time: code -> column -> text."""

    file: str
    rows: dict[str, dict[str, str]]
    cases: bool


def load(path: Path) -> Answers:
    """Read a file of answers, or a folder of such files, one a student, as the page saves them (``-words.csv`` is left to its reader).

    Raises
    ------
    TeachError
        Naming the file and the line: for a file that is not there or no CSV text, other columns, a code that is missing or stands twice,
        and an answer that is none.
    """
    if path.is_dir():
        files = sorted(one for one in path.glob("*.csv") if not one.name.endswith("-words.csv"))
        if not files:
            raise TeachError(f"{path} holds no file of answers: a CSV is expected for each student, or one for all.")
        rows: dict[str, dict[str, str]] = {}
        parts = [load(one) for one in files]
        for part in parts:
            if twice := sorted(rows.keys() & part.rows.keys()):
                raise TeachError(f"{path / part.file}: the code {twice[0]!r} stands in another file of the folder, too. Keep one of the two.")
            rows |= part.rows
        return Answers(path.name, rows, any(part.cases for part in parts))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TeachError(f"{path} does not exist. A file of answers is a CSV with the columns code, {items()[0]} to {items()[-1]}.") from None
    except UnicodeDecodeError:
        raise TeachError(f"{path} is no text. Save the answers as CSV, encoded in UTF-8.") from None
    lines = text.splitlines()
    if not any(line.strip() for line in lines):
        raise TeachError(f"{path} is empty. Its first line names the columns: code,{','.join(items()[:2])}, and so on.")
    sign = ";" if lines[0].count(";") > lines[0].count(",") else ","
    table = csv.DictReader(lines, delimiter=sign)
    there = [name.strip().lower() for name in table.fieldnames or []]
    missing = [name for name in ("code", *items()) if name not in there]
    odd = [name for name in there if name not in columns()]
    if missing or odd or len(set(there)) != len(there):
        said = [f"lacks {', '.join(missing)}"] * bool(missing) + [f"has {', '.join(odd)}, which is not asked for"] * bool(odd)
        raise TeachError(f"{path}: the file {' and '.join(said) or 'has a column twice'}. Its columns are code, {items()[0]} to {items()[-1]}, and perhaps "
                         "v1a to v3d.")
    rows = {}
    for number, raw in enumerate(table, 2):
        if None in raw or None in raw.values():
            raise TeachError(f"{path}, line {number}: {len(there)} fields are expected, as in the first line.")
        row = {name: value.strip() for name, value in zip(there, raw.values(), strict=True)}
        code = row.pop("code")
        if not code and not any(row.values()):
            continue
        if not code:
            raise TeachError(f"{path}, line {number}: the code is missing. Without it nobody can be found again in the other file.")
        if code in rows:
            raise TeachError(f"{path}, line {number}: the code {code!r} stands twice. Keep one of the two rows.")
        rows[code] = {name: _answer(name, value, path, number) for name, value in row.items()}
    if not rows:
        raise TeachError(f"{path} has no row of answers below its first line.")
    return Answers(path.name, rows, any(name.startswith("v") for name in there))


def _answer(column: str, value: str, path: Path, line: int) -> str:
    """One answer in one form; nothing is an answer that was not given."""
    if not value:
        return ""
    if column.startswith("q"):
        if value.upper() not in LETTERS or len(value) != 1:
            raise TeachError(f"{path}, line {line}: {column} is {value!r}; it is one of {', '.join(LETTERS)}, or nothing.")
        return value.upper()
    part, numbers = column[-1], value.replace(",", " ").split()
    whole = all(one.isdecimal() for one in numbers)
    found = [int(one) for one in numbers] if whole else []
    right = whole and (len(found) == 1 and found[0] <= {"a": 100, "c": 2, "d": 1}[part] if part != "b" else
                       len(found) == len(set(found)) == 3 and set(found) <= set(range(1, 8)))
    if not right:
        raise TeachError(f"{path}, line {line}: {column} is {value!r}; it is {_PARTS[part]}, or nothing.")
    return " ".join(map(str, sorted(found)))


@dataclass(frozen=True)
class Item:
    """One question, before and after. Shares are of all who handed in a form; gain is of those who are in both files."""

    name: str
    right: str
    before: float
    after: float
    discrimination_before: float
    discrimination_after: float
    gain: float
    low: float
    high: float
    letters: dict[str, tuple[int, int]]
    """Letter (``-``: no answer) -> how many of those in both files chose it before, and after."""
    moved: dict[str, int]
    """Change, such as ``B to C``, of those in both files -> how many made it."""


@dataclass(frozen=True)
class Case:
    """One vignette: mean points of a part before and after, of those who answered it both times, and the change with its interval."""

    name: str
    part: str
    students: int
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True)
class Report:
    """What two files of answers say."""

    items: tuple[Item, ...]
    cases: tuple[Case, ...]
    before: int
    after: int
    both: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]


def compare(before: Answers, after: Answers, seed: int = 0) -> Report:
    """Item by item: difficulty, discrimination, gain with a 95% interval, and which answers moved.

    Raises
    ------
    TeachError
        When nobody is in both files.
    """
    both = [code for code in before.rows if code in after.rows]
    if not both:
        raise TeachError(f"no code of {before.file} stands in {after.file}, so nobody can be compared. Do the files belong to one class, and were the "
                         "codes kept?")
    random = np.random.default_rng(seed)
    draws = random.multinomial(len(both), np.full(len(both), 1 / len(both)), size=REPLICATES)
    right = {name: key()["questions"][int(name[1:])]["right"] for name in items()}
    whole = {time: _scored(answers, right) for time, answers in (("before", before), ("after", after))}
    pairs = [np.array([[answers.rows[code][name] == right[name] for name in items()] for code in both], dtype=float) for answers in (before, after)]
    found = []
    for place, name in enumerate(items()):
        first, second = pairs[0][:, place], pairs[1][:, place]
        low, high = _interval(draws, first, second)
        chosen = [Counter(answers.rows[code][name] or "-" for code in both) for answers in (before, after)]
        moves = Counter(f"{before.rows[code][name] or '-'} to {after.rows[code][name] or '-'}" for code in both
                        if before.rows[code][name] != after.rows[code][name])
        found.append(Item(name, right[name], whole["before"][:, place].mean(), whole["after"][:, place].mean(),
                          discrimination(whole["before"], place), discrimination(whole["after"], place), _gain(first.mean(), second.mean()), low, high,
                          {letter: (chosen[0][letter], chosen[1][letter]) for letter in (*LETTERS, "-")}, dict(moves.most_common())))
    return Report(tuple(found), tuple(_cases(before, after, both, random)), len(before.rows), len(after.rows), len(both),
                  tuple(code for code in before.rows if code not in after.rows), tuple(code for code in after.rows if code not in before.rows))


def _scored(answers: Answers, right: dict[str, str]) -> np.ndarray:
    return np.array([[row[name] == right[name] for name in items()] for row in answers.rows.values()], dtype=float)


def discrimination(scored: np.ndarray, place: int) -> float:
    """Correlation of one column of 0 and 1 with the mean of the others; nan where one of them does not vary. Shape (students, items)."""
    one, rest = scored[:, place], np.delete(scored, place, axis=1).mean(axis=1)
    if len(one) < 3 or one.std() == 0 or rest.std() == 0:
        return float("nan")
    return float(np.corrcoef(one, rest)[0, 1])


def _gain(before, after):
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.asarray(before) < 1, (np.asarray(after) - before) / (1 - np.asarray(before)), np.nan)[()]


def _interval(draws: np.ndarray, before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """The middle 95% of the gain over draws of students; nan when everybody was right before."""
    gains = _gain(draws @ before / len(before), draws @ after / len(after))
    kept = gains[np.isfinite(gains)]
    return (float("nan"),) * 2 if len(kept) < len(gains) / 2 else tuple(np.quantile(kept, [0.025, 0.975]))


def _points(vignette: int, chosen: str) -> int:
    """One for each consideration that bears on it, one off for the one that only sounds as if; never below 0."""
    told = key()["vignettes"][vignette]
    picked = {int(one) for one in chosen.split()}
    return max(0, len(picked & set(told["bears"])) - len(picked & set(told["sounds"])))


def _cases(before: Answers, after: Answers, both: list[str], random: np.random.Generator):
    if not (before.cases and after.cases):
        return
    for one in questions()["vignettes"]:
        for part in "bcd":
            name = f"v{one['id']}{part}"
            told = [(before.rows[code].get(name, ""), after.rows[code].get(name, "")) for code in both]
            told = [pair for pair in told if all(pair)]
            if len(told) < 2:
                continue
            points = np.array([[_points(one["id"], text) if part == "b" else int(text) for text in pair] for pair in told], dtype=float)
            drawn = points[random.integers(0, len(points), (REPLICATES, len(points)))].mean(axis=1)
            low, high = np.quantile(drawn[:, 1] - drawn[:, 0], [0.025, 0.975])
            yield Case(one["title"], part, len(points), *points.mean(axis=0), low, high)


_PART = {"b": "sees what bears on it, 0 to 3", "c": "objects to their own answer, 0 to 2", "d": "names somebody more who is touched, 0 or 1"}


def told(report: Report) -> list[str]:
    """The report as lines of Markdown."""
    lines = ["# Before and after, item by item", "",
             "The questions are a **draft**: no pilot has been held. Read how answers moved, not how good the class is. No total is given; the items "
             "measure different things.", "",
             f"{report.before} forms before, {report.after} after, {report.both} under a code that is in both. Difficulty and discrimination are of all forms at "
             "their time; gain and moves are of those in both files."]
    for codes, when in ((report.only_before, "before"), (report.only_after, "after")):
        if codes:
            lines.append(f"Only {when}: {', '.join(codes)}.")
    if report.both < FEW:
        lines.append(f"**{report.both} students are few.** The intervals below say so; do not compare items by their gains.")
    lines += ["", "| item | right before | right after | discrimination before | after | gain | 95% interval |", "|---|---|---|---|---|---|---|"]
    for one in report.items:
        gain = "all were right before" if np.isnan(one.gain) else f"{one.gain:+.2f}"
        span = "" if np.isnan(one.low) else f"{one.low:+.2f} to {one.high:+.2f}"
        lines.append(f"| {one.name[1:]} | {100 * one.before:.0f}% | {100 * one.after:.0f}% | {_number(one.discrimination_before)} | "
                     f"{_number(one.discrimination_after)} | {gain} | {span} |")
    lines += ["", "## Which answers moved", ""]
    for one in report.items:
        ideas = key()["questions"][int(one.name[1:])]
        lines.append(f"**{one.name[1:]}** (right: {one.right})")
        for letter, (first, second) in one.letters.items():
            idea = "right" if letter == one.right else "no answer" if letter == "-" else ideas[letter]
            if first or second:
                lines.append(f"- {letter}, {idea}: {first} before, {second} after")
        if one.moved:
            lines.append("- moves: " + ", ".join(f"{move} {count}" for move, count in list(one.moved.items())[:4]))
        lines.append("")
    if report.cases:
        lines += ["## The cases", "", "What somebody decided is not read. Apart from the questions:", "",
                  "| case | | students | before | after | change, 95% interval |", "|---|---|---|---|---|---|"]
        lines += [f"| {one.name} | {_PART[one.part]} | {one.students} | {one.before:.2f} | {one.after:.2f} | {one.after - one.before:+.2f} "
                  f"({one.low:+.2f} to {one.high:+.2f}) |" for one in report.cases]
        lines.append("")
    lines += ["## For the pilot", ""]
    remarks = []
    for one in report.items:
        if not 0.2 <= one.before <= 0.8:
            remarks.append(f"- {one.name[1:]}: {100 * one.before:.0f}% right before the course; the pilot keeps items between 20% and 80%.")
        if one.discrimination_before < CLEAR:
            remarks.append(f"- {one.name[1:]}: those right on it are hardly those right on the rest ({one.discrimination_before:+.2f} before). Is it read as it is "
                           "meant, and is the key right?")
    lines += remarks or ["Nothing to remark."]
    if report.both < PILOT:
        lines += ["", f"To keep or drop an item, {PILOT} students or more are needed; these are {report.both}."]
    return lines


def _number(value: float) -> str:
    return "does not vary" if np.isnan(value) else f"{value:+.2f}"

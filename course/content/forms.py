"""An assignment without code: its tasks as a form, and a filled-in form as the notebook that it stands for.

``assignments/SLUG/form.py`` declares it, one py:percent cell a task. A cell is the author's Python. It sees the assignment's constants (a
variant's own), ``TEXT`` (the task's words), ``lettered`` and ``worded`` (options that stand in that text) and the fields of
`course.content.fields`, and sets::

    # %% task="stops"
    ask = "What is asked, in place of the task's words."          # optional; beginning with "## …" in place of its heading, too
    fields = [choice("taken", "…", ["stopped", "not stopped"])]   # what is filled in
    code = '''def stops(rule, record): …'''                       # optional: what a rule that was filled in means as a function
    show = [figures.chain.whole("bakery", SEED)]                  # optional: shown above the fields
    right = {…}                                                   # where ``code`` is set: the answers that earn the points
    banked = {"NAME": {…}}                                        # and those that stand for a wrong answer of the bank
    def back(names): …                                            # or: the answers that stand for what a notebook has set

An essay needs no cell. What was filled in is a *work file*: JSON with the answers as plain data. :func:`answered` makes of it the notebook that
somebody would have handed in who had typed the same answers: each field becomes a Python literal, and below it stands the author's ``code``. So it is
asked by the same checks, gets the same points and the same words, and nothing that a student wrote is run.
"""

from __future__ import annotations

import ast
import copy
import hashlib
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from course import paths
from course.content import fields as kinds
from course.content.assignments import FORM_SOURCE, Assignment
from course.content.fields import NOTHING, Field, complete, read
from course.content.source import Source, SourceError
from course.content.tasks import Task
from course.errors import CourseError
from course.judgement import clauses
from course.policy.uses import PURPOSES, WHO, Use

if TYPE_CHECKING:
    import nbformat

CODE, FORM = "code", "form"
"""The tracks: with notebooks, and without code."""
KIND = "course-form"
VERSION = 1
BYTES = 1 << 20  # of one work file
_CELL = re.compile(r'^# %% task="(?P<task>\w+)"\s*$', re.MULTILINE)
_LETTERED = re.compile(r"^- \*\*([A-Z])\*\* (.+(?:\n  .+)*)", re.MULTILINE)
_WORDED = re.compile(r'^- `"([^"`]+)"`[:,]? *(.+(?:\n  .+)*)', re.MULTILINE)
_BUILDERS = ("choice", "several", "order", "number", "text", "date", "group", "table", "rows")


class FormError(CourseError):
    """A work file cannot be taken. The message is a sentence for whoever handed it in."""


@dataclass(frozen=True)
class FormTask:
    """One task of a form. ``right`` and ``banked`` are answers whose outcome is known; no page shows them."""

    task: Task
    ask: str
    fields: tuple[Field, ...]
    code: str = ""
    show: tuple[Any, ...] = field(default=(), repr=False)
    right: Mapping[str, Any] | None = field(default=None, repr=False)
    banked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    back: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = field(default=None, repr=False)

    def of_notebook(self, names: Mapping[str, Any]) -> dict[str, Any] | None:
        """The answers that say the same as what a notebook has set; None where a form cannot tell them from code."""
        if self.back is None and self.code:
            return None
        told = self.back(names) if self.back else {part.name: names[part.name] for part in self.fields if part.name in names}
        return json.loads(json.dumps(told))

    @property
    def name(self) -> str:
        return self.task.name


@dataclass(frozen=True)
class Form:
    """An assignment's form: its tasks in order, those of the notebook alone left out."""

    assignment: Assignment
    tasks: tuple[FormTask, ...]

    @property
    def slug(self) -> str:
        return self.assignment.slug

    @cached_property
    def variant(self) -> str:
        """Names what a variant draws: a letter means another thing where that differs."""
        one = self.assignment
        drawn = {name: one.given[name] for name in one.draw(np.random.default_rng(0))} if one.draw else {}
        return hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()[:12]

    @cached_property
    def only_code(self) -> tuple[Task, ...]:
        """Tasks that this form cannot ask."""
        asked = {one.name for one in self.tasks}
        return tuple(task for task in self.assignment.tasks if task.name not in asked)

    @property
    def file_name(self) -> str:
        return f"{self.slug}.json"


def there_is(slug: str, root: Path | None = None) -> bool:
    """Has this assignment a form?"""
    return ((root or paths.ASSIGNMENTS) / slug / FORM_SOURCE).exists()


def asked_of(source: Source) -> frozenset[str]:
    """The tracks of which an assignment is asked: of both where it has a form, and of the one without code alone where its header
    says ``track: form``."""
    if source.header.get("track") == FORM:
        return frozenset({FORM})
    return frozenset({CODE, FORM} if source.path.with_name(FORM_SOURCE).exists() else {CODE})


def load(assignment: Assignment) -> Form:
    """The form of an assignment.

    Raises
    ------
    CourseError
        When it has none.
    SourceError
        For a cell that fits no task, or does not run.
    """
    path = assignment.form
    if not path.exists():
        raise CourseError(f"{assignment.slug} has no form: it is done in a notebook.")
    code = path.read_text(encoding="utf-8")
    marks, cells = list(_CELL.finditer(code)), {}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        line = code[: mark.start()].count("\n") + 1
        if mark["task"] not in {task.name for task in assignment.tasks}:
            raise SourceError(path, line, f"{assignment.slug} has no task {mark['task']!r}.")
        cells[mark["task"]] = (line, code[mark.end() : after.start() if after else None])
    shared = _run(path, 1, code[: marks[0].start()] if marks else code, _namespace(assignment, ""))
    tasks = []
    for task in assignment.tasks:
        if task.name in cells:
            tasks.append(_task(path, assignment, task, *cells[task.name], shared))
        elif task.kind == "essay":
            tasks.append(_task(path, assignment, task, 1, "", shared))
    return Form(assignment, tuple(tasks))


def _task(path: Path, assignment: Assignment, task: Task, line: int, code: str, shared: Mapping[str, Any]) -> FormTask:
    words = words_of(assignment, task.name)
    told = _run(path, line, code, {**shared, **_namespace(assignment, words)})
    found = [kinds.text(task.name, "Your text", lines=14)] if task.kind == "essay" else told.get("fields")
    if not isinstance(found, list) or not found or not all(isinstance(one, Field) for one in found):
        raise SourceError(path, line, f"the cell of {task.name!r} sets no list `fields`.")
    heading = words.partition("\n")[0] if words.startswith("#") else ""
    ask = told.get("ask", words).strip()
    if not ask.startswith("#"):
        ask = f"{heading}\n\n{ask}".strip()
    return FormTask(task, ask, tuple(found), told.get("code", ""), tuple(told.get("show", ())), told.get("right"), told.get("banked", {}), told.get("back"))


def _namespace(assignment: Assignment, words: str) -> dict[str, Any]:
    return {"__name__": "form", **assignment.given, "TEXT": words, "lettered": lettered, "worded": worded,
            **{name: getattr(kinds, name) for name in _BUILDERS}}


def _run(path: Path, line: int, code: str, namespace: dict[str, Any]) -> dict[str, Any]:
    try:
        exec(compile("\n" * (line - 1) + code, str(path), "exec"), namespace)
    except Exception as error:
        raise SourceError(path, line, f"this cell does not run: {type(error).__name__}: {error}") from error
    return namespace


def words_of(assignment: Assignment, task: str) -> str:
    """What the assignment says of a task: its own text, or for an essay the text that stands before it."""
    before = ""
    for cell in assignment.source.cells:
        if cell.kind == "markdown" and cell.task == task and cell.role != "essay":
            return cell.text
        if cell.role == "essay" and cell.task == task:
            return before
        if cell.kind == "markdown" and not cell.role:
            before = cell.text
    return ""


def lettered(words: str) -> dict[str, str]:
    """The options ``- **A** …`` of a text, by letter."""
    return {letter: " ".join(told.split()) for letter, told in _LETTERED.findall(re.sub(r"[ \t]*<!--.*?-->", "", words, flags=re.S))}


def worded(words: str) -> dict[str, str]:
    """The options ``- `"word"`: …`` of a text, by word."""
    return {word: f"{word}: {' '.join(told.split()).rstrip(';.')}" for word, told in _WORDED.findall(words)}


FIELD_WORDS: Mapping[str, str] = {
    "who": "Who does it", "purpose": "For what purpose", "comparison": "What is compared", "timing": "When it is compared", "vendor": "Whose product",
    "for_police": "Done by others on behalf of the police", "public_space": "In a place open to the public", "authority": "Who agreed to it",
    "step": "What is done with the result", "other_evidence": "Other evidence supports it", "human_review": "A person reviews it",
    "acquired": "How the product was got", "threshold": "Similarity threshold", "by_police": "Police do it themselves",
    "by_government": "Somebody of the state does it", "recognises": "Faces are compared",
}
"""The fields of a use in words."""
_COMPARED = {"1:N": "one face with many (a search)", "1:1": "one face with one", "detection": "faces are found, none is compared", "none": "no faces: other things are looked for"}
_COVERS = ("by_police", "by_government")
_LIMITS = (80, 90, 95, 99)


def conditions() -> list[Field]:
    """What a row of a decision table may ask of a use: each field that is filled in must be one of what was ticked."""
    parts = []
    for name, words in FIELD_WORDS.items():
        if name == "threshold":
            limits = [(None, "none is set"), *(({"below": one}, f"below {one}") for one in _LIMITS), *(({"at_least": one}, f"{one} or more") for one in _LIMITS)]
            parts.append(kinds.choice(name, words, limits, optional=True))
            continue
        values = clauses.DOMAIN.get(name, (True, False))
        made = _in_words(name, values)
        parts.append(kinds.several(name, words, made, optional=True) if len(values) > 2 else kinds.choice(name, words, made, optional=True, help=_covers(name)))
    return parts


def _covers(name: str) -> str:
    """Whom a field of a use means that follows from who does it."""
    return f"That is: {', '.join(who for who in WHO if getattr(_use_by(who), name))}." if name in _COVERS else ""


def _use_by(who: str) -> Use:
    return Use(who=who, purpose=PURPOSES[0], date=clauses.DAY)


def described() -> list[Field]:
    """The parts of a use that is invented: who, for what, a sentence, and the rest where it is not the usual."""
    usual, parts = _use_by(WHO[0]), []
    for name, values in clauses.DOMAIN.items():
        if name == "threshold":
            parts.append(kinds.number(name, FIELD_WORDS[name], 0, 100, optional=True, help="Leave it open where none is set."))
        else:
            made, value = _in_words(name, values), getattr(usual, name)
            blank = next(words for one, words in made if one is value or (isinstance(one, str) and one == value))
            parts.append(kinds.choice(name, FIELD_WORDS[name], made, optional=name not in ("who", "purpose"), blank=f"not chosen, which means: {blank}"))
    return [*parts[:2], kinds.text("sentence", "What happens, in a sentence of at least eight words", lines=2), *parts[2:]]


def _in_words(name: str, values: Iterable[Any]) -> list[tuple[Any, str]]:
    plain = kinds.choice("", "", values).options
    if name != "comparison":
        return list(plain)
    return [(value, _COMPARED[value]) for value, _ in plain]


# --- a work file ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filled:
    """A work file that was read: answers by task and field, and what was left out of it, in sentences."""

    answers: dict[str, dict[str, Any]]
    left_out: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    """Tasks of which something is filled in, and something is open."""
    not_taken: tuple[str, ...] = ()
    """Tasks of which an answer, or a part of one, could not be taken."""


def is_work(told: Any) -> bool:
    """Is this what a form saves, of whatever assignment and version?"""
    return isinstance(told, dict) and told.get("kind") == KIND


def parsed(data: bytes) -> Any:
    """A work file's JSON.

    Raises
    ------
    FormError
        When it is too large, or not JSON that can be read.
    """
    if len(data) > BYTES:
        raise FormError(f"The file is larger than {BYTES >> 20} MB: no form saves so much. Open it in the form's page and save it again.")
    try:
        return json.loads(data.decode(json.detect_encoding(data)), parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError, MemoryError):
        raise FormError("The file is not what a form saves: it is not valid JSON, or was changed by hand. Open it in the form's page, and save it again.") from None


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of a form")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands twice")
    return told


def filled(form: Form, data: bytes) -> Filled:
    """The answers of a work file. What does not fit the form is left out and named; the rest is kept.

    Raises
    ------
    FormError
        When the file is none, or of another assignment, variant or kind of form.
    """
    told = parsed(data)
    if not is_work(told):
        raise FormError(f"The file is not what a form saves. Hand in `{form.file_name}`, which the form's page saves for you.")
    if told.get("assignment") != form.slug:
        other = told.get("assignment")
        said = f"`{other}`" if isinstance(other, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,40}", other) else "another assignment"
        raise FormError(f"This is the form of {said}, and `{form.slug}` is asked for. Hand in `{form.file_name}`.")
    if type(told.get("version")) is not int or told["version"] < 1:
        raise FormError("The file says no version that a form has: it was changed by hand. Open it in the form's page, and save it again.")
    if told["version"] > VERSION:
        raise FormError("This file was saved by a newer form than this course can read. Ask your instructor to update the course; nothing is lost.")
    if told.get("variant") != form.variant:
        raise FormError("This file was filled in on the form of another variant, where letters and cases differ. Open your own form's page, copy your texts, "
                        "choose again, and hand in what it saves.")
    return _filled(form, told.get("answers"))


def _filled(form: Form, told: Any) -> Filled:
    if not isinstance(told, dict):
        raise FormError("The file holds no answers: it was changed by hand. Open the form's page, and save it again.")
    known, complaints, answers, half, not_taken = {one.name: one for one in form.tasks}, [], {}, [], []
    if strangers := len(set(told) - set(known)):
        complaints.append(f"answers to {strangers} task{'s' if strangers > 1 else ''} that this form does not have")
    for name, one in known.items():
        given = told.get(name)
        if given is None:
            continue
        if not isinstance(given, dict):
            complaints.append(f"{name}: it has parts, and something else stands there")
            not_taken.append(name)
            continue
        before = len(complaints)
        mine = {part.name: part for part in one.fields}
        if set(given) - set(mine):
            complaints.append(f"{name}: parts that this form does not have")
        found = {key: read(part, given[key], name, complaints) for key, part in mine.items() if key in given}
        found = {key: value for key, value in found.items() if value is not NOTHING}
        if len(complaints) > before:
            not_taken.append(name)
        if found:
            answers[name] = found
            if not all(complete(part, found.get(part.name, NOTHING)) for part in one.fields):
                half.append(name)
    return Filled(answers, tuple(complaints), tuple(half), tuple(not_taken))


def work(form: Form, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A work file with these answers, as the page saves it."""
    told = {"kind": KIND, "version": VERSION, "assignment": form.slug, "variant": form.variant, "answers": answers}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def answered(form: Form, release: nbformat.NotebookNode, told: Filled) -> nbformat.NotebookNode:
    """The release with these answers in its cells. A task with ``code`` of which a whole field is open stays as it was released."""
    notebook = copy.deepcopy(release)
    cells = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")}
    for one in form.tasks:
        given = told.answers.get(one.name)
        if given is None or (one.code and any(part.name not in given and not part.optional for part in one.fields)):
            continue
        if one.task.kind == "essay":
            cells[one.name].source = given[one.name]
        else:
            cells[one.name].source = "\n".join(_literals(form, one, given))
    return notebook


def _literals(form: Form, one: FormTask, given: Mapping[str, Any]) -> Iterator[str]:
    """The lines of an answer's cell. What the ``code`` needs is handed to it, so that no two tasks share a name."""
    values = {part.name: given.get(part.name, _EMPTY.get(part.kind)) for part in one.fields if part.name in given or part.optional}
    answers = {name for name, task in form.assignment.defined_names.items() if task == one.name}
    own = {name: value for name, value in values.items() if not one.code or name in answers}
    yield "# From the form."
    yield from (f"{name} = {value!r}" for name, value in own.items())
    if one.code:
        handed = {name: value for name, value in values.items() if name not in own}
        made = ", ".join(_defined(one.code))
        yield f"\n\ndef _from_form({', '.join(handed)}):"
        yield textwrap.indent(one.code.strip(), "    ")
        yield f"    return {made}\n\n\n{made} = _from_form("
        yield from (f"    {name}={value!r}," for name, value in handed.items())
        yield ")"


def _defined(code: str) -> list[str]:
    """The names that an author's ``code`` makes, without those that begin with ``_``."""
    names = []
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)]
    return [name for name in dict.fromkeys(names) if not name.startswith("_")]


_EMPTY: Mapping[str, Any] = {"rows": [], "several": [], "group": {}}

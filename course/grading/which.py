"""Which of the files that were handed in is the notebook, or the form, by a rule that can be stated.

Learning-management systems number what is handed in again (``matcher-1.ipynb`` in Canvas, ``matcher (1).ipynb`` in a
browser): of those that bear the assignment's name the highest number counts. Of others, the one that says that it belongs
to the assignment; of several such, the one written last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from course.content import forms
from course.content.forms import CODE, FORM
from course.grading import names
from course.grading.records import Notice

# "matcher.ipynb", and what browsers and mail programs make of it: ".ipynb.txt", ".ipynb.json", ".IPYNB", ".ipynb (1)"
_NOTEBOOK = re.compile(r"(?P<stem>.*?)\.ipynb(?:\.(?:ipynb|txt|json))*(?P<late>\s*\(\d+\))?(?:\.(?:txt|json))?", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<base>.+?)(?:\s*\((?P<a>\d{1,4})\)|[-_ ](?P<b>\d{1,4}))")
_FORM = re.compile(r"\.json(?:\s*\(\d+\))?(?:\.txt)?$", re.IGNORECASE)
LARGEST = 20 << 20
"""Bytes of a notebook."""
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # what stands before the first brace of JSON, in each encoding that JSON has
SHADOWS = re.compile(r"(^|/)(\._[^/]*|__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)(/|$)", re.IGNORECASE)
"""What systems leave beside files: nobody's work."""
_TRACKS = {"": "the class's list names no track", CODE: "the class's list says that this student's track is the one with code",
           FORM: "the class's list says that this student's track is the one without code"}


class Unreadable(Exception):
    """No notebook can be made of it. ``str(error)`` is the reason, for the student."""


@dataclass(frozen=True)
class Candidate:
    """A file that may be the notebook: its name, when it was written, and how to get its bytes."""

    name: str
    written: float
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Choice:
    """What is graded: its bytes, or why there are none; whether they are a form's; and what is to be said of the choice."""

    content: bytes = b""
    problem: str = ""
    form: bool = False
    notices: tuple[Notice, ...] = ()


def decide(slug: str, track: str, notebooks: Collection[Candidate], work: Mapping[str, bytes], files: Mapping[str, bytes], shadows: Iterable[str]) -> Choice:
    """What is graded of all that was handed in for ``slug``.

    ``notebooks`` and ``work`` (see :func:`forms_in`) are what may be graded; ``files`` and ``shadows`` (names of what systems left) tell what
    happened where there is neither. A form's work file is taken where there is no notebook, or where ``track`` says so.
    """
    notices: list[Notice] = []
    try:
        if work and (track == FORM or not notebooks or (not track and not any(belongs(one, slug) for one in notebooks))):
            chosen, content, said = choose_form(work, slug)
            return Choice(content, form=True, notices=(*said, *_beside(chosen, notebooks, track)))
        if work:
            notices.append(Notice("form and notebook", f"the notebook was graded, and the form `{min(work)}` was not: {_TRACKS[track]}. `course grade track` changes it"))
        elif track == FORM:
            notices.append(Notice("another track", "a notebook was handed in, and the class's list says that this student's track is the one without code"))
        if not notebooks and (reason := _in_place_of_work(slug, track, files, shadows)):
            return Choice(problem=reason, notices=tuple(notices))
        _, content, said = choose(notebooks, slug)
        return Choice(content, notices=(*notices, *said))
    except Unreadable as error:
        return Choice(problem=str(error), notices=tuple(notices))


def _in_place_of_work(slug: str, track: str, files: Mapping[str, bytes], shadows: Iterable[str]) -> str:
    """What a student handed in instead, in a sentence; empty where nothing tells."""
    shadows = list(shadows)
    if any(is_notebook(one.rsplit("._", 1)[-1]) for one in shadows):
        return f"There is no notebook, only {names.quoted(shadows[0])}, a shadow that macOS writes. Hand in the notebook itself."
    if pages := [one for one in sorted(files) if is_page(one, files[one])]:
        return f"{names.quoted(pages[0])} is the form's page, without what was filled in. Open it, choose *Save my work*, and hand in the file that it saves: `{slug}.json`."
    return f"There is no form; `{slug}.json` was expected, the file that the form's page saves." if track == FORM else ""


def _beside(chosen: str, notebooks: Collection[Candidate], track: str) -> list[Notice]:
    """What is to be said where a form was taken: a notebook that lies beside it, or a track that says otherwise."""
    if notebooks:
        other = min(one.name for one in notebooks)
        return [Notice("form and notebook", f"the form `{chosen}` was graded, and the notebook `{other}` was not: {_TRACKS[track]}. `course grade track` changes it")]
    if track == CODE:
        return [Notice("another track", "a form was handed in, and the class's list says that this student's track is the one with code")]
    return []


def is_notebook(name: str) -> bool:
    """Is this the name of a notebook, as students and systems write it?"""
    return bool(_NOTEBOOK.fullmatch(name.rsplit("/", 1)[-1].strip()))


def looks_like_one(content: bytes) -> bool:
    """Is this a notebook under another name?"""
    if len(content) > LARGEST or not content[:16].lstrip(_BEFORE).startswith(b"{"):
        return False
    told = _parsed(content)
    return isinstance(told.get("cells"), list) or isinstance(told.get("worksheets"), list)


def assignment_of(content: bytes) -> str:
    """The assignment that a notebook, or a form, says it belongs to; empty when it says nothing."""
    told = _parsed(content)
    if forms.is_work(told):
        return told["assignment"][:64] if isinstance(told.get("assignment"), str) else ""
    metadata = told.get("metadata") if isinstance(told.get("metadata"), dict) else {}
    course = metadata.get("course") if isinstance(metadata.get("course"), dict) else {}
    if isinstance(course.get("assignment"), str):
        return course["assignment"][:64]
    for cell in told.get("cells") if isinstance(told.get("cells"), list) else ():  # the first cell's own id: SLUG-head
        name = cell.get("id") if isinstance(cell, dict) else None
        if isinstance(name, str) and name.endswith("-head"):
            return name.removesuffix("-head")[:64]
    return ""


def _parsed(content: bytes) -> dict:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError, MemoryError):
        return {}
    return told if isinstance(told, dict) else {}


def is_form(name: str, content: bytes, slug: str) -> bool:
    """Is this what the track without code hands in: a form's work file, or at least a file of its name?"""
    return not is_notebook(name) and (_form_place(name, slug) is not None or looks_like_form(content))


def forms_in(files: Mapping[str, bytes], slug: str) -> dict[str, bytes]:
    """Those of ``files`` that :func:`is_form` takes for one."""
    return {name: content for name, content in files.items() if is_form(name, content, slug)}


def looks_like_form(content: bytes) -> bool:
    """Is this what a form saves?"""
    return len(content) <= forms.BYTES and content[:16].lstrip(_BEFORE).startswith(b"{") and forms.is_work(_parsed(content))


def is_page(name: str, content: bytes) -> bool:
    """Is this the page of a form, in place of what was filled in?"""
    return name.casefold().endswith((".html", ".htm")) and forms.KIND.encode() in content


def belongs(one: Candidate, slug: str) -> bool:
    """Does a notebook bear this assignment's name, or say that it is of this assignment?"""
    if _place(one.name, slug) is not None:
        return True
    try:
        return assignment_of(one.content()) == slug
    except Unreadable:
        return False


def choose_form(found: Mapping[str, bytes], slug: str) -> tuple[str, bytes, list[Notice]]:
    """The work file of ``slug`` among those that were handed in, its bytes, and what is to be said of the choice.

    Raises
    ------
    Unreadable
        When there are several, and none bears the assignment's name or says that it belongs to it.
    """
    named = [one for one in sorted(found) if _form_place(one, slug) is not None]
    named = [one for one in named if forms.is_work(_parsed(found[one]))] or named  # one that is broken stands in no other's way
    mine = named or [one for one in sorted(found) if assignment_of(found[one]) == slug] or sorted(found)
    if len(mine) > 1 and not named:
        raise Unreadable(f"There are several forms and none is called `{slug}.json`.")
    chosen = max(mine, key=lambda one: (_form_place(one, slug) or 0, one))
    notices = []
    if len(found) > 1:
        others = ", ".join(f"`{one}`" for one in sorted(found) if one != chosen)
        notices.append(Notice("several forms", f"`{chosen}` was graded (the highest number that can be read counts, as systems number it), not {others[:200]}"))
    elif chosen.rsplit("/", 1)[-1] != f"{slug}.json":
        notices.append(Notice("another name", f"the form is called `{chosen}`"))
    return chosen, found[chosen], notices


def choose(candidates: Iterable[Candidate], slug: str) -> tuple[Candidate, bytes, list[Notice]]:
    """The notebook of ``slug`` among what was handed in, its bytes, and what is to be said of the choice.

    Raises
    ------
    Unreadable
        When there is none, or several of which none bears the assignment's name or says that it belongs to it.
    """
    candidates = sorted(candidates, key=lambda one: one.name)
    if not candidates:
        raise Unreadable(f"There is no notebook; `{slug}.ipynb` was expected.")
    named = [one for one in candidates if _place(one.name, slug) is not None]
    if named:
        chosen, rule = max(named, key=lambda one: (_place(one.name, slug), one.written, one.name)), "the highest number counts, as systems number it"
    elif len(candidates) == 1:
        chosen, rule = candidates[0], ""
    else:
        belong = [one for one in candidates if assignment_of(one.content()) == slug]
        if not belong:
            raise Unreadable(f"There are several notebooks and none is called `{slug}.ipynb`.")
        chosen = max(belong, key=lambda one: (one.written, one.name))
        rule = "it says that it belongs to this assignment" if len(belong) == 1 else "of those of this assignment the one written last counts"
    content, notices = chosen.content(), []
    if len(candidates) > 1:
        others = ", ".join(f"`{one.name}`" for one in candidates if one is not chosen)
        notices.append(Notice("several notebooks", f"`{chosen.name}` was graded ({rule}), not {others[:200]}"))
    elif chosen.name.rsplit("/", 1)[-1] != f"{slug}.ipynb":
        notices.append(Notice("another name", f"the notebook is called `{chosen.name}`"))
    said = assignment_of(content)
    if said and said != slug:
        notices.append(Notice("another assignment", f"`{chosen.name}` says that it is the assignment `{said}`"))
    return chosen, content, notices


def _place(name: str, slug: str) -> int | None:
    """The number that a system gave to a notebook of this assignment's name, 0 for none; None for another name."""
    found = _NOTEBOOK.fullmatch(name.rsplit("/", 1)[-1].strip())
    if found is None:
        return None
    stem = (found["stem"] + (found["late"] or "")).strip().casefold()
    return _numbered(stem, slug)


def _form_place(name: str, slug: str) -> int | None:
    """As :func:`_place`, for the file of a form."""
    base = name.rsplit("/", 1)[-1].strip().casefold()
    late = re.search(r"\s*\(\d+\)(?=(?:\.txt)?$)", base)
    stem = re.sub(r"(?:\.json|\.txt)+$", "", base.replace(late[0], "") if late else base) + (late[0] if late else "")
    if not _FORM.search(base):
        return None
    return _numbered(stem, slug)


def _numbered(stem: str, slug: str) -> int | None:
    """The number that a system put behind an assignment's name, 0 for none; None where the name is another. ``stem`` is folded."""
    if stem == slug.casefold():
        return 0
    numbered = _NUMBER.fullmatch(stem)
    return int(numbered["a"] or numbered["b"]) if numbered and numbered["base"].strip() == slug.casefold() else None

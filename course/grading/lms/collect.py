"""From a learning-management system's download to ``submitted/STUDENT/ASSIGNMENT/``, with a word on every file.

Each submission is written whole or not at all, so a run that was killed is simply run again. What was collected before and has
changed is kept under ``replaced/``. What the system calls each submission is remembered, for the way back.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sql
from nbgrader.api import Gradebook, Student
from tqdm import tqdm

from course.errors import CourseError
from course.grading import names, times, which
from course.grading.classroom import Classroom, replace_folder
from course.grading.gradebook.tables import HANDLE, opened
from course.grading.gradebook.writer import FULL, set_tracks
from course.grading.lms import download
from course.grading.lms.download import Piece
from course.grading.lms.roster import Person, Roster

_TIME = "timestamp.txt"


@dataclass
class Report:
    """What became of a download: each file with whose it was taken as, or why it was not; students by what was done."""

    slug: str
    system: str
    taken: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    no_notebook: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    newcomers: list[str] = field(default_factory=list)
    times: int = 0
    unread_times: list[str] = field(default_factory=list)


def collect(
    classroom: Classroom, path: Path, *, system: str | None = None, roster: Roster | None = None, slug: str | None = None, progress: bool = True
) -> Report:
    """Take a download into the class. ``roster`` joins what the gradebook knows of its students; both map the system's names to ids.

    Raises
    ------
    CourseError
        When the download is of no known form, or of which assignment it is cannot be told.
    """
    found = download.read(path, system)
    known = classroom.assignments()
    slug = slug or _assignment(found.pieces, known, path)
    if slug not in known:
        raise CourseError(f"the class {classroom.root} has no assignment {slug!r}; it has {', '.join(known) or 'none'}.")
    report = Report(slug, found.system, refused=list(found.refused))
    with classroom.lock(), opened(classroom) as book:
        everybody = (roster or Roster()).joined(_of_gradebook(book))
        whose = _Whose(found.system, everybody, found.pieces, strict=roster is not None)
        submissions: dict[str, list[Piece]] = {}
        for piece in found.pieces:
            first, _, rest = piece.file.partition("/")
            if found.system == "folder" and rest and first in known:  # a folder for each assignment, as nbgrader has it
                if first != slug:
                    report.refused.append((piece.path, f"it belongs to {first}"))
                    continue
                piece = replace(piece, file=rest)
            student, why = whose(piece)
            if why:
                report.refused.append((piece.path, why))
            else:
                submissions.setdefault(student, []).append(piece)
        people = {one.id: one for one in everybody.people}
        _enter(book, [*(roster.people if roster else ()), *(people.get(one, Person(one)) for one in submissions)])
        report.newcomers = sorted(one for one in submissions if one not in people)
        for student, pieces in tqdm(submissions.items(), unit="student", disable=not progress):
            try:
                _take(classroom, report, student, sorted(pieces, key=lambda one: (one.order, one.path)), people.get(student, Person(student)))
            except OSError as error:  # a name that this disk does not take, a folder that may not be read
                if error.errno in FULL:
                    raise CourseError(f"{error}. What was collected before is whole; make room, then run again.") from None
                report.refused += [(piece.path, f"{student}'s submission cannot be written ({error.strerror})") for piece in pieces]
        _remember(book, slug, found.system, submissions)
        report.without = sorted(one.id for one in everybody.people if not classroom.folder("submitted", one.id, slug).is_dir())
    return report


def _assignment(pieces: tuple[Piece, ...], known: list[str], path: Path) -> str:
    """Which assignment most notebooks and forms of a download say that they are."""
    votes: Counter[str] = Counter()
    for piece in pieces:
        if (which.is_notebook(piece.file) or ".json" in piece.file.casefold()) and isinstance(content := piece.content(), bytes) and (said := which.assignment_of(content)) in known:
            votes[said] += 1
    if len(votes) == 1 or (votes and votes.most_common(1)[0][1] > 0.8 * votes.total()):
        return votes.most_common(1)[0][0]
    if not votes and len(known) == 1:
        return known[0]
    told = ", ".join(f"{count} of {slug}" for slug, count in votes.most_common()) or "no notebook that says of which assignment it is"
    raise CourseError(f"{path} holds {told}. Name the assignment: --assignment {' | '.join(known) or 'SLUG'}")


class _Whose:
    """Whose a file is: ``(student, "")``, or ``("", why nobody's)``."""

    def __init__(self, system: str, everybody: Roster, pieces: tuple[Piece, ...], strict: bool):
        self.system, self.everybody, self.strict = system, everybody, strict
        # Without a list, a student is called as the system calls them. Two of one name are told apart by the system's number.
        numbers: dict[str, set[str]] = {}
        for piece in pieces:
            numbers.setdefault(piece.who[0], set()).add(piece.number)
        self.twins = {who for who, several in numbers.items() if len(several) > 1}

    def __call__(self, piece: Piece) -> tuple[str, str]:
        person = self._found(piece)
        if person:
            return person.id, ""
        name = piece.who[0] + (f" {piece.number}" if piece.who[0] in self.twins else "")
        if self.strict:
            return "", f"{name!r} is not in the list of the class, or fits several people there"
        why = names.why_no_student(name)
        return ("", f"{name!r}: {why}") if why else (name, "")

    def _found(self, piece: Piece) -> Person | None:
        everybody = self.everybody
        if piece.number and (one := everybody.by_number(self.system, piece.number)):
            return one
        for who in piece.who:
            if self.system == "folder" and (one := everybody.by_id(who)):
                return one
            # Moodle may put a group and a dash before the name; a name may hold a dash itself.
            parts = who.split("-")
            for start in range(len(parts)):
                if one := everybody.by_name("-".join(parts[start:]), self.system):
                    return one
            if self.system != "folder" and (one := everybody.by_id(who)):
                return one
        return None


def _of_gradebook(book: Gradebook) -> Roster:
    """The students that the class knows already, with the numbers that a system gave them (Canvas's do not change)."""
    rows = book.db.execute(sql.select(HANDLE.c.student, HANDLE.c.number).where(HANDLE.c.system == "canvas")).all()
    canvas = {student: number for student, number in rows}
    return Roster(tuple(
        Person(one.id, one.first_name or "", one.last_name or "", email=one.email or "", lms_user_id=one.lms_user_id or "", canvas=canvas.get(one.id, ""))
        for one in book.students
    ))  # fmt: skip


def _enter(book: Gradebook, people: list[Person]) -> None:
    """Put students and what is known of them into the gradebook, in one step."""
    known = {one.id: one for one in book.students}
    for person in people:
        first, last = person.first_name, person.last_name
        if not (first or last) and person.full_name:
            first, _, last = person.full_name.rpartition(" ")
        told = {"first_name": first, "last_name": last, "email": person.email, "lms_user_id": person.lms_user_id}
        if person.id not in known:
            known[person.id] = Student(id=person.id, **told)
            book.db.add(known[person.id])
        for key, value in told.items():
            if value and not getattr(known[person.id], key):
                setattr(known[person.id], key, value)
    book.db.commit()
    set_tracks(book, {person.id: person.track for person in people if person.track})


def _take(classroom: Classroom, report: Report, student: str, pieces: list[Piece], person: Person) -> None:
    """Write one submission, if it is not there already as it is."""
    files: dict[str, bytes] = {}
    for piece in pieces:
        content = piece.content()
        if isinstance(content, str):
            report.refused.append((piece.path, content))
            continue
        name = _free_name(piece.file, files, content)
        files[name] = content
        report.taken.append((piece.path, student, name))
    if any(piece.late for piece in pieces):
        report.late.append(student)
    if not files:
        return
    if not any(which.is_notebook(name) or which.is_form(name, content, report.slug) or name.casefold().endswith(".zip") or which.looks_like_one(content) for name, content in files.items()):
        report.no_notebook.append(student)
    if person.submitted not in ("", "-") and _TIME not in files:
        try:
            files[_TIME] = times.written(times.read(person.submitted, classroom.zone)).encode()
            report.times += 1
        except times.TimeError:
            files[_TIME] = person.submitted.encode()
            report.unread_times.append(student)
    place = classroom.folder("submitted", student, report.slug)
    there = _content(place)
    if there == files:
        report.unchanged.append(student)
        return
    (report.replaced if there else report.new).append(student)
    if there:
        _keep(classroom, student, report.slug, place)
    place.parent.mkdir(parents=True, exist_ok=True)
    for unfinished in place.parent.glob(f".{report.slug}-*"):  # of a run that was killed
        shutil.rmtree(unfinished, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=f".{report.slug}-", dir=place.parent))
    try:
        new.chmod(0o755)
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        replace_folder(new, place)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _free_name(name: str, files: dict[str, bytes], content: bytes) -> str:
    """The file's own name. Of two of one name the later is numbered, as systems number what is handed in again."""
    if name not in files or files[name] == content:
        return name
    stem, dot, ending = name.rpartition(".")
    return next(one for number in range(1, 10_000) if (one := f"{stem or name}-{number}{dot}{ending if stem else ''}") not in files)


def _content(place: Path) -> dict[str, bytes]:
    if not place.is_dir():
        return {}
    return {one.relative_to(place).as_posix(): one.read_bytes() for one in sorted(place.rglob("*")) if one.is_file() and not one.is_symlink()}


def _keep(classroom: Classroom, student: str, slug: str, place: Path) -> None:
    """Put a submission that is replaced aside: ``replaced/STUDENT/ASSIGNMENT/1``, 2, …"""
    aside = classroom.root / "replaced" / student / slug
    aside.mkdir(parents=True, exist_ok=True)
    last = max((int(one.name) for one in aside.iterdir() if re.fullmatch(r"\d+", one.name)), default=0)
    os.replace(place, aside / str(last + 1))


def _remember(book: Gradebook, slug: str, system: str, submissions: dict[str, list[Piece]]) -> None:
    """Note what the system calls each submission, in one step."""
    if system == "folder":
        return
    mine = (HANDLE.c.assignment == slug, HANDLE.c.system == system)
    for student, pieces in submissions.items():
        newest = max(pieces, key=lambda one: (which.is_notebook(one.file), one.order))
        book.db.execute(HANDLE.delete().where(*mine, HANDLE.c.student == student))
        told = {"name": newest.handle, "number": newest.number, "file": str(newest.order or ""), "late": any(one.late for one in pieces)}
        book.db.execute(HANDLE.insert().values(assignment=slug, student=student, system=system, **told))
    book.db.commit()

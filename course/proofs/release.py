"""Hand out a variant to each student of a class: proven once for each set of constants, in several processes, resumable."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tqdm import tqdm

from course.content import assignments, notebooks, rubric, variants
from course.files import write_whole


@dataclass(frozen=True)
class Group:
    """Students who get the same constants of one assignment."""

    slug: str
    given: str  # JSON
    students: tuple[str, ...]


@dataclass
class Done:
    """How many notebooks were written, how many were there as they must be, and how many variants were proven."""

    written: int = 0
    unchanged: int = 0
    proven: int = 0
    students: set[str] = field(default_factory=set)


def groups(slugs: Sequence[str], secret: str, students: Sequence[str]) -> list[Group]:
    """Who gets what: the constants of every student, equal ones together."""
    found: dict[tuple[str, str], list[str]] = {}
    for slug in slugs:
        public = assignments.load(slug)
        for student in students:
            given = json.dumps(variants.drawn(public, secret, student), sort_keys=True)
            found.setdefault((slug, given), []).append(student)
    return [Group(slug, given, tuple(names)) for (slug, given), names in found.items()]


def place(folder: Path, student: str, slug: str) -> Path:
    """Where a student's own release lies."""
    return folder / "personal" / student / slug


def hand_out(folder: Path, todo: Sequence[Group], secret: str, *, workers: int = 1, progress: bool = True) -> Done:
    """Write ``personal/STUDENT/SLUG/`` for everybody in ``todo``.

    A notebook is written after its variant was proven, and whole. So one that is there as it must be was proven, and is left:
    a run that was stopped goes on where it was.

    Raises
    ------
    CourseError
        When a variant's reference fails, or its blank passes; what was written before is whole.
    """
    done = Done()
    with ExitStack() as stack:
        bar = stack.enter_context(tqdm(total=sum(len(one.students) for one in todo), unit="notebook", disable=not progress))
        for group, written, proven in _each(stack, folder, todo, secret, workers):
            done.written += written
            done.unchanged += len(group.students) - written
            done.proven += proven
            done.students |= set(group.students)
            bar.update(len(group.students))
    return done


def _each(stack: ExitStack, folder: Path, todo: Sequence[Group], secret: str, workers: int) -> Iterator[tuple[Group, int, bool]]:
    if workers == 1 or len(todo) == 1:
        yield from (_hand_out(folder, one, secret) for one in todo)
        return
    # Fresh processes: what this one has open (a gradebook, threads) is not theirs.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    stack.callback(pool.shutdown, wait=True, cancel_futures=True)
    for future in as_completed([pool.submit(_hand_out, folder, one, secret) for one in todo]):
        yield future.result()


@lru_cache(maxsize=64)
def _proofs(slug: str) -> variants.Proofs:
    return variants.Proofs(slug)


def _hand_out(folder: Path, group: Group, secret: str) -> tuple[Group, int, bool]:
    given: dict[str, Any] = json.loads(group.given)
    assignment = assignments.load(group.slug, variant=given)
    data = notebooks.to_bytes(notebooks.release_notebook(assignment))
    todo = [student for student in group.students if not _is(place(folder, student, group.slug) / f"{group.slug}.ipynb", data)]
    if todo:
        _proofs(group.slug).of(given, secret)
    for student in todo:
        mine = place(folder, student, group.slug)
        rubric.hand_out(assignment, mine)
        write_whole(mine / f"{group.slug}.ipynb", data)  # last: it says that all is there
    return group, len(todo), bool(todo)


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False

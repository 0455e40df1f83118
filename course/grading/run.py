"""``course grade run``: everything that was handed in for one assignment, from folders to gradebook.

Read (here and in ``submission``), run, ask and compare (``pool``, ``examine``), write (``gradebook.writer``).
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from course.content import forms, notebooks
from course.grading import lateness, names, pool, submission
from course.grading.classroom import Classroom
from course.grading.edition import Editions
from course.grading.examiner import Examiner
from course.grading.gradebook import reader
from course.grading.gradebook.tables import opened
from course.grading.gradebook.writer import Writer
from course.grading.records import Job, Notice, Result, Submitted
from course.grading.sandbox.limits import Limits


@dataclass
class Report:
    """How a run went: students graded, left as they were, without a usable notebook, and checks that fell over.

    ``for_a_person`` names the submissions that this program could not deal with, and why: nothing is decided about them.
    ``contended`` are those that ran out of time on a busy machine even when they were graded again alone. ``unusual`` says what
    was unusual about which submission, of all that are graded now; ``without`` are students who have handed in nothing; ``not_asked`` those of
    whose track the assignment is not asked.
    """

    graded: list[str] = field(default_factory=list)
    unchanged: int = 0
    reasons: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    for_a_person: dict[str, str] = field(default_factory=dict)
    contended: list[str] = field(default_factory=list)
    unusual: list[tuple[str, Notice]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)

    def note(self, student: str, result: Result) -> None:
        """Add one student's result."""
        self.graded.append(student)
        if result.reason:
            self.reasons[student] = result.reason
        if result.for_a_person:
            self.for_a_person[student] = result.reason
        if result.contended:
            self.contended.append(student)
        for task, outcome in result.tasks.items():
            if outcome.fault:
                self.faults.setdefault(f"{task}: {outcome.fault}", []).append(student)


def grade(
    classroom: Classroom,
    slug: str,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    force: bool = False,
    student: str | None = None,
    trust: bool = False,
    limits: Limits | None = None,
    assignments: Path | None = None,
    progress: bool = True,
    variant: str | None = None,
    personal: bool = False,
    examiner: Examiner | None = None,
) -> Report:
    """Grade what was handed in for ``slug`` and has not been graded as it is now (all of it with ``force``).

    ``variant`` is the secret that the release was drawn from; with ``personal`` each student has a variant of their own.
    ``assignments`` is the folder of assignments (default: the course's). ``examiner``: see :func:`course.grading.pool.run`.

    Raises
    ------
    CourseError
        When grading cannot start: no such assignment, no sandbox, another run at work.
    """
    released, folders = classroom.release(slug), classroom.submissions(slug)
    editions = Editions(slug, assignments, secret=variant, personal=personal, released=released)
    report, waiting = Report(), {}
    with classroom.lock(), opened(classroom) as book:
        classroom.register(editions.assignment, notebooks.release_notebook(editions.assignment))
        handed_in, report.for_a_person = names.by_student(folders, (one.id for one in book.students))
        secret, done, tracks = reader.secret_of(book, slug), reader.done(book, slug), reader.tracks(book)
        writer = Writer(classroom, book, editions.assignment, editions.version, sandboxed=not trust)
        wanted = None if student is None else names.one_form(student)
        todo = [one for one in handed_in if wanted in (None, names.one_form(one[0]))]
        bar = tqdm(total=len(todo), unit="submission", file=sys.stderr, disable=not progress)

        def current(name: str, submitted: Submitted) -> bool:
            return writer.stored(name) and not force and done.get(name) == (submitted.digest, editions.version)

        def jobs() -> Iterator[tuple[str, Job]]:
            for name, folder in todo:
                try:
                    submitted = submission.collect(folder, slug, tracks.get(name, ""))
                except Exception as error:
                    report.for_a_person[name] = f"the folder {folder} cannot be read ({_named(error)})."
                    bar.update()
                    continue
                if current(name, submitted):
                    report.unchanged += 1
                    bar.update()
                    continue
                waiting[name] = submitted
                yield name, Job(editions.of(name), secret, limits or Limits.of(), submitted)

        protect = (str(classroom.root), str(editions.root))
        options = {"workers": workers, "scheduler": scheduler, "trust": trust, "protect": protect}
        with bar, contextlib.closing(pool.run(jobs(), examiner=examiner, **options)) as results:
            for name, result in results:
                submitted = waiting.pop(name)
                new = name not in done or done[name].submission != submitted.digest
                try:
                    writer.write(name, submitted, result, new=new)
                    report.note(name, result)
                except Exception as error:
                    writer.still_works(error)
                    report.for_a_person[name] = f"its result cannot be stored ({_named(error)})."
                bar.update()
        lateness.settle(book, classroom.config, slug)
        report.unusual = [one for one in reader.notices(book, slug) if wanted in (None, names.one_form(one[0]))]
        if wanted is None:
            report.without, report.not_asked = reader.missing(book, slug, forms.asked_of(editions.public.source))
    return report


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"

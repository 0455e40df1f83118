"""``course grade run``: everything that was handed in for one assignment, from folders to gradebook."""

from __future__ import annotations

import base64
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from tqdm import tqdm

from course import paths
from course.content import assignments as sources
from course.content import notebooks, variants
from course.errors import CourseError
from course.grading import pool, submission
from course.grading.classroom import Classroom
from course.grading.examine import Examiner, source_digest
from course.grading.gradebook import Writer
from course.grading.isolation import Limits


@dataclass
class Report:
    """How a run went: students graded, left as they were, without a usable notebook, and checks that fell over."""

    graded: list[str] = field(default_factory=list)
    unchanged: int = 0
    reasons: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)


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
    The answer key is computed from it here, and kept nowhere. ``examiner``: see :func:`course.grading.pool.run`.

    Raises
    ------
    CourseError
        When grading cannot start: no such assignment, no sandbox, another run at work.
    """
    root = (assignments or paths.ASSIGNMENTS).resolve()
    drawn = variants.draw(slug, variant, root=root) if variant else {}
    shared = {} if personal else drawn
    assignment = sources.load(slug, root, variant=shared)
    _same_variant(classroom, slug, drawn, assignment)
    digest, report = source_digest(assignment), Report()
    # What a submission was graded by: the source, and the variant it was drawn from.
    version = hashlib.sha256(f"{digest} {variant} {personal}".encode()).hexdigest() if variant else digest
    with classroom.lock():
        classroom.register(assignment, notebooks.release_notebook(assignment))
        with Writer(classroom, assignment, version, sandboxed=not trust) as writer:
            done, waiting = writer.done(), {}
            secret = writer.secret()

            def jobs() -> Iterator[tuple[str, dict]]:
                for name, folder in todo:
                    submitted = submission.collect(folder, slug)
                    graded = classroom.folder("autograded", name, slug).is_dir()
                    if graded and not force and done.get(name) == (submitted.digest, version):
                        report.unchanged += 1
                        bar.update()
                        continue
                    waiting[name] = submitted
                    own = variants.draw(slug, variant, name, root=root) if variant and personal else shared
                    yield name, job(slug, root, digest, secret, submitted, limits or Limits(), own)

            todo = [(s, f) for s, f in classroom.submissions(slug) if student in (None, s)]
            protect = (str(classroom.root), str(root))
            with tqdm(total=len(todo), unit="submission", file=sys.stderr, disable=not progress) as bar:
                options = {"workers": workers, "scheduler": scheduler, "trust": trust, "protect": protect}
                results = pool.run(jobs(), examiner=examiner, **options)
                for name, result in results:
                    writer.write(name, waiting.pop(name), result)
                    _note(report, name, result)
                    bar.update()
    return report


def _same_variant(classroom: Classroom, slug: str, drawn: dict, assignment: sources.Assignment) -> None:
    """Refuse to grade by other constants than those that were handed out: right answers would lose their points."""
    released = classroom.folder("release", ".", slug) / f"{slug}.ipynb"
    if not released.exists():  # handed out by other means
        return
    there: dict = {}
    for cell in nbformat.read(released, as_version=4).cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("solution"):
            there |= sources.constants_of(cell.source)
    wanted = assignment.given | drawn
    differ = sorted(name for name in wanted if name in there and there[name] != wanted[name])
    if differ:
        raise CourseError(
            f"{released} was made with other values of {', '.join(differ)} than this grading would use. Name the secret that it "
            "was released with (--variant SECRET), or none if there was none. If the assignment itself has changed, release it again."
        )


def job(
    slug: str,
    root: Path,
    digest: str,
    secret: str,
    submitted: submission.Submitted,
    limits: Limits,
    given: dict | None = None,
) -> dict:
    """What an examiner needs to know about one submission."""
    return {
        "slug": slug,
        "root": str(root),
        "source": digest,
        "given": given or {},
        "secret": secret,
        "limits": limits.as_dict(),
        "notebook": base64.b64encode(submitted.notebook).decode(),
        "problem": submitted.problem,
        "left_out": submitted.left_out,
        "files": {name: base64.b64encode(content).decode() for name, content in submitted.files.items()},
    }


def _note(report: Report, student: str, result: dict) -> None:
    report.graded.append(student)
    if result["reason"]:
        report.reasons[student] = result["reason"]
    for task, outcome in result["tasks"].items():
        if outcome["fault"]:
            report.faults.setdefault(f"{task}: {outcome['fault']}", []).append(student)

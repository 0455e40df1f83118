"""``course grade``: prepare, run, look, hand back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.errors import CourseError
from course.grading import class_commands, reading_commands, texts
from course.grading.sandbox.limits import Limits
from course.terminal import say, variant_option

if TYPE_CHECKING:
    from course.grading.run import Report

_course = click.option(
    "--course", "root", type=click.Path(path_type=Path), default=".", help="The nbgrader course folder. [default: here]"
)
_db = click.option(
    "--db", "db_url", help="The gradebook, e.g. postgresql+psycopg://HOST/NAME. [default: as configured]"
)
_workers = click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="cores", help="Parallel workers."
)
_variant = variant_option("The secret that the release was drawn from.")
_personal = click.option(
    "--personal", is_flag=True, help="Each student has a variant of their own (release --roster)."
)
_DEFAULT = Limits.of()


@click.group()
def grade() -> None:
    """Grade submissions in a sandbox, in bulk, into nbgrader's gradebook."""


@grade.command()
@click.argument("slug")
@_course
@_db
@_variant
def prepare(slug: str, root: Path, db_url: str | None, secret: str | None) -> None:
    """Set up an nbgrader course folder for the assignment SLUG: source, release, gradebook entry."""
    from course.content import assignments, variants
    from course.grading.classroom import Classroom

    assignment = variants.proven(slug, secret) if secret else assignments.load(slug)
    Classroom.make(root, db_url).prepare(assignment)
    say(
        f"{slug}: {assignment.points:g} points, {len(assignment.tasks)} tasks. Release: {root / 'release' / slug}"
    )


@grade.command()
@click.argument("slug")
@_course
@_db
@_workers
@_variant
@_personal
@click.option("--scheduler", help="Address of a Dask scheduler, for workers on other machines.")
@click.option("--student", help="Only this student.")
@click.option("--force", is_flag=True, help="Grade again what has not changed.")
@click.option("--wall", type=float, default=_DEFAULT.wall, show_default=True, help="Seconds for one whole submission.")
@click.option("--memory", type=int, default=_DEFAULT.memory, show_default=True, help="MB for one submission.")
@click.option("--trust-submissions", "trust", is_flag=True, help="NO SANDBOX: student code runs with your rights.")
def run(
    slug: str,
    root: Path,
    db_url: str | None,
    workers: int,
    secret: str | None,
    personal: bool,
    scheduler: str | None,
    student: str | None,
    force: bool,
    wall: float,
    memory: int,
    trust: bool,
) -> None:
    """Grade everything handed in for SLUG. What is graded already and has not changed is left as it is.

    A run that was interrupted goes on where it stopped. Manual scores and comments are never touched.
    """
    from course.grading import run as runs
    from course.grading.classroom import Classroom
    from course.grading.sandbox.launcher import find_bwrap

    _personal_needs_secret(personal, secret)
    if trust:
        warn_trusted()
    elif not scheduler:
        find_bwrap()
    room = Classroom.of(root, db_url=db_url)
    if room.open_to_all:
        say(f"Every user of this machine can look into {room.root}: answers, work and grades. `chmod o-rwx {room.root}` closes it.", err=True)
    report = runs.grade(
        room,
        slug,
        workers=workers,
        scheduler=scheduler,
        force=force,
        student=student,
        trust=trust,
        limits=Limits.of(wall=wall, memory=memory),
        variant=secret,
        personal=personal,
    )
    say(f"{len(report.graded)} graded, {report.unchanged} unchanged, {len(report.reasons)} cut short, {len(report.for_a_person)} for you.")
    if not report.graded and not report.unchanged and not report.for_a_person:
        say(f"Nothing is handed in for {slug}{f' by {student}' if student else ''}: course grade collect DOWNLOAD.zip --course {root}", err=True)
    if report.graded:
        say(f"Essays: `course lab {root}`, then Nbgrader > Formgrader. Statistics: `course grade stats {slug} --course {root}`.")
    for name, reason in sorted(report.reasons.items()):
        say(f"  {name}: {texts.without_markup(reason)}")
    for fault, names in sorted(report.faults.items()):
        say(f"  look at this check: {fault} ({len(names)} submissions, first {names[0]})", err=True)
    for name, reason in sorted(report.for_a_person.items()):
        say(f"  for you to look at: {name}: {reason}", err=True)
    for name in sorted(report.contended):
        say(f"  {name} ran out of time while this machine was busy, also alone: grade again (--student) when it is not.", err=True)
    _unusual(report)


def _unusual(report: Report) -> None:
    """What was unusual, by kind; of many of a kind the first, and where the rest is told."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for name, notice in report.unusual:
        kinds.setdefault(notice.kind, []).append((name, notice.text))
    if kinds or report.without:
        say("Unusual:")
    for kind, found in kinds.items():
        say(f"  {kind} ({len(found)})")
        for name, text in found[:6]:
            say(f"    {name}: {text}")
        if len(found) > 6:
            say(f"    also {', '.join(name for name, _ in found[6:])}: course grade show SLUG STUDENT")
    if report.without:
        say(f"  nothing handed in ({len(report.without)}): {class_commands.shortened(report.without, 'course grade export SLUG')}")
    if report.not_asked:
        say(f"{len(report.not_asked)} on a track of which this is not asked: {class_commands.shortened(report.not_asked, 'course grade track')}")


def _personal_needs_secret(personal: bool, secret: str | None) -> None:
    if personal and not secret:
        raise click.UsageError("--personal needs --variant SECRET")


def warn_trusted() -> None:
    """Say loudly what --trust-submissions means."""
    line = "!" * 78
    text = (
        "NO SANDBOX. Student code now runs with YOUR rights: it can read your files, the gradebook and\n"
        "the right answers, change grades, and reach the network. Only for work you wrote yourself."
    )
    click.secho(f"{line}\n{text}\n{line}", fg="red", bold=True, err=True)


@grade.command()
@click.argument("slug")
@_course
@_db
@click.option("--student", help="Only this student.")
def feedback(slug: str, root: Path, db_url: str | None, student: str | None) -> None:
    """Write a feedback page for each graded student of SLUG."""
    from course.grading import feedback as pages
    from course.grading.classroom import Classroom

    say(f"{pages.write(Classroom.of(root, slug, db_url), slug, student, progress=True)} pages written.")


@grade.command()
@click.argument("slug")
@_course
@_db
@click.option("--format", "kind", type=click.Choice(["plain", "canvas", "moodle"]), default="plain", show_default=True)
@click.option("--to", type=click.Path(path_type=Path), help="File to write. [default: print]")
@click.option("--column", default="", help="What the system calls the column of this assignment, as in its own export.")
@click.option("--even-so", is_flag=True, help="Although essays still wait for points.")
def export(slug: str, root: Path, db_url: str | None, kind: str, to: Path | None, column: str, even_so: bool) -> None:
    """Grades of SLUG as CSV. While work waits for a person it stops, as what is imported is soon read.

    Who has handed in nothing is told, and stands without a grade in the plain table only.
    """
    from course.files import write_whole
    from course.grading.classroom import Classroom
    from course.grading.export import grades, to_csv

    found = grades(Classroom.of(root, slug, db_url), slug)
    class_commands.refuse_unread(found, even_so)
    text = to_csv(found, kind, column)
    if to:
        write_whole(to, text.encode())
        say(f"{to}: {len(found.rows)} students.")
    else:
        click.echo(text, nl=False)


@grade.command()
@click.argument("slug")
@_course
@_db
@_workers
@_variant
@_personal
@click.option("--no-alike", is_flag=True, help="Do not compare with the known wrong answers.")
def stats(
    slug: str, root: Path, db_url: str | None, workers: int, secret: str | None, personal: bool, no_alike: bool
) -> None:
    """Which check of SLUG fails most, and which known wrong answer that looks like.

    Name the variant that the class was graded with: the known wrong answers are graded with the same numbers.
    """
    from course.grading import stats as statistics
    from course.grading.classroom import Classroom
    from course.grading.edition import Editions

    _personal_needs_secret(personal, secret)
    room = Classroom.of(root, slug, db_url)
    editions = Editions(slug, secret=secret, personal=personal, released=room.release(slug))
    for one in statistics.collect(room, editions, workers=workers, alike=not no_alike, progress=True):
        blank = f", {one.not_begun} not begun" if one.not_begun else ""
        say(f"{one.task}: {one.passed} of {one.graded} passed{blank}")
        for message, count in one.messages.most_common(3):
            say(f"  {count:>4} x {message}")
        for name, count in one.alike.most_common(3):
            say(f"  {count:>4} look like {name}")


@grade.command()
@click.argument("slug")
@_course
@_db
def requests(slug: str, root: Path, db_url: str | None) -> None:
    """Regrade requests for SLUG, and whether someone has looked at them."""
    from course.content import assignments
    from course.grading.classroom import Classroom
    from course.grading.gradebook import reader

    for one in reader.requests(Classroom.of(root, slug, db_url), assignments.load(slug)):
        say(f"{'open' if one.waiting else 'done'}  {one.student}  {one.task}: {one.words}")


@grade.command()
@click.argument("slug")
@click.argument("student")
@_course
@_db
def show(slug: str, student: str, root: Path, db_url: str | None) -> None:
    """One student's grades for SLUG, with what the checks saw. For your eyes: it shows hidden inputs."""
    from course.content import assignments
    from course.grading.classroom import Classroom
    from course.grading.gradebook import reader

    for line in reader.lines_about(Classroom.of(root, slug, db_url), assignments.load(slug), student):
        say(line)


@grade.command()
@click.argument("notebook", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def validate(notebook: Path) -> None:
    """Run NOTEBOOK in the sandbox; exit code 1 if a cell fails.

    (`nbgrader validate` runs it with your rights, and exits with 0 whether it fails or not.)
    """
    from course.grading.validate import first_failure

    failure = first_failure(notebook)
    if failure:
        raise CourseError(failure)
    say(f"{notebook}: every cell ran without an error.")


@grade.command()
def sandbox() -> None:
    """Try the sandbox on this machine and say what it guards."""
    from course.grading.sandbox.launcher import Sandbox, describe

    with Sandbox() as box:
        for line in describe(box):
            say(line)
    sys.stdout.flush()


grade.add_command(reading_commands.calibrate)
grade.add_command(reading_commands.second)
for command in (class_commands.collect, class_commands.track, class_commands.hand_back, class_commands.due, class_commands.changes):
    grade.add_command(command)

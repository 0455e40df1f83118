"""``course authoring`` and ``course release``: nothing is handed out unproven."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.errors import CourseError
from course.files import write_whole
from course.terminal import say, variant_option

if TYPE_CHECKING:
    from course.grading.lms.roster import Roster


@click.group()
def authoring():
    """Write exercises and prove that they teach."""


@authoring.command()
@click.argument("slugs", nargs=-1)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the graded course in this folder, to look at.")
@click.option("--plain", is_flag=True, help="Grade with nbgrader's own autograder instead of `course grade`.")
@click.option("--draws", type=click.IntRange(1), metavar="N",
              help="Afterwards, ask each answer of the banks N more times with other random inputs: does it end each time as it must?")
@click.option("--only", multiple=True, metavar="ANSWER", help="Only this answer of the banks, by its file's name, as often as you like.")
def prove(slugs: tuple[str, ...], keep: Path | None, plain: bool, draws: int | None, only: tuple[str, ...]):
    """Grade the reference, the blank release and both banks, right answers and wrong ones, and compare with what each must get.

    The locked cells and the self-check must say the same; each wrong answer must bring up its message and its hint.

    Random inputs are drawn from the assignment's source: the same source gets the same verdict everywhere. A check whose
    verdict depends on the draw is found by --draws 100: of each answer that does not end as it must in every draw it says how often.

    Exits 1 when a wrong answer slips through, or a right one is refused.
    """
    from course.content import assignments
    from course.proofs import prove as p

    if only and len(slugs) != 1:
        raise click.UsageError("--only needs one SLUG: an answer belongs to one assignment")
    bad = 0
    with p.examiner() as one:
        for slug in slugs or assignments.slugs():
            tasks = assignments.load(slug).tasks
            machine, person = (sum(task.points for task in tasks if (task.kind == "code") == code) for code in (True, False))
            click.echo(f"\n{slug}: {machine:g} points by machine, {person:g} by a person")
            for row in p.prove(slug, keep=keep, plain=plain, by=one, only=only, progress=True):
                click.echo(row.line())
                bad += not row.good
            if draws:
                click.echo(f"  {draws} other draws of each:")
                wavering = 0
                for one in p.again(slug, draws, only, progress=True):
                    click.echo(one.line())
                    wavering += 1
                bad += wavering
                if not wavering:
                    click.echo("  ok  every answer ended as it must in every draw")
    if bad:
        click.echo(f"\n{bad} of these did not end as they must.", err=True)
        sys.exit(1)


@authoring.command()
@click.argument("names", nargs=-1)
@click.option("--read", is_flag=True, help="Only read them: what takes a second.")
def lesson(names: tuple[str, ...], read: bool):
    """Hold lessons (default: all) to what every lesson has, a plan and slides too, and run them, with every answer to their cells.

    Exits 1 when something is missing or does not run.
    """
    from course.content import arc
    from course.content.skeleton import left_as_begun
    from course.proofs.lessons import faults, faults_of_a_plan, faults_of_a_run

    bad = 0
    for name in names or arc.places():
        found = faults(name) + faults_of_a_plan(name)
        found += [] if found or read else faults_of_a_run(name)
        click.echo(f"{name}: {'whole' if not found else ''}".rstrip())
        for fault in found:
            click.echo(f"  {fault}")
        for words in left_as_begun(name):
            click.echo(f"  yet to be replaced, words of every new lesson: {words!r}")
        bad += bool(found)
    sys.exit(bool(bad))


@authoring.command()
@click.argument("slugs", nargs=-1)
@click.option("--least", default=90.0, show_default=True, help="The share, in percent, that must be killed.")
def mutants(slugs: tuple[str, ...], least: float):
    """Make small slips in the reference, one at a time, and report the share that the checks notice."""
    from course.content import assignments
    from course.proofs import mutants as m

    low = False
    for slug in slugs or assignments.slugs():
        found = m.survey(slug)
        share = 100 * m.share(found)
        low |= share < least
        equivalent = sum(one.equivalent for one in found)
        click.echo(f"{slug}: {share:.1f}% of {len(found) - equivalent} mutants killed ({equivalent} equivalent)")
        for one in found:
            if not one.killed and not one.equivalent:
                click.echo(f"  survived in {one.task}: {one.before}   ->   {one.after}")
    if low:
        click.echo(f"Less than {least:g}% somewhere. Sharpen the check, or explain in equivalent.yml.", err=True)
        sys.exit(1)


@authoring.command()
@click.argument("slug")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file (default: SLUG-instructor.ipynb).")
@variant_option("The secret of a class: its numbers, and the answers to them.")
def instructor(slug: str, out: Path | None, secret: str | None):
    """Write SLUG with solutions, hidden checks and rubric as one notebook, for whoever teaches it."""
    from course.content import assignments, variants
    from course.content import notebooks as b

    out = out or Path(f"{slug}-instructor.ipynb")
    write_whole(out, b.to_bytes(b.instructor_notebook(variants.variant(slug, secret) if secret else assignments.load(slug))))
    click.echo(f"wrote {out}: it holds the answers, so keep it from the release")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--assignment", "slugs", multiple=True, help="Which (default: all but drafts).")
@click.option("--drafts", is_flag=True, help="With assignments whose header says draft: true.")
@variant_option("Draw a variant from this secret. Keep it: grading needs it.")
@click.option("--roster", "lists", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True,
              help="A list of the class: one variant each. A CSV with `id`, Moodle's grading worksheet, Canvas's gradebook export.")
@click.option("--to", "system", type=click.Choice(["folder", "moodle"]), default="folder", show_default=True,
              help="How each student's notebooks are packed: one folder a student, or as Moodle takes feedback files for a class.")
@click.option("--workers", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="cores", help="Processes that prove variants.")
@click.option("--plain", is_flag=True, help="For nbgrader's own autograder: hidden checks in source/, no sandbox.")
def release(
    folder: Path, slugs: tuple[str, ...], drafts: bool, secret: str | None, lists: tuple[Path, ...], system: str, workers: int, plain: bool
):
    """Make an nbgrader course in FOLDER: sources, releases, and with --roster one release for each student.

    Every variant is proven by its own reference before it is written. Settings of a course that is there already are kept.
    A release for a class may be stopped at any time and started again: it goes on where it was.
    """
    from course.content import assignments, rubric, variants
    from course.grading.classroom import Classroom
    from course.grading.lms import roster as rosters
    from course.proofs import release as releasing
    from course.proofs.plain import make_nbgrader_course

    if lists and not secret:
        raise click.UsageError("--roster needs --variant SECRET")
    if system == "moodle" and len(slugs) != 1:
        raise click.UsageError("--to moodle needs one --assignment: Moodle numbers its participants anew in each")
    chosen = slugs or assignments.slugs(drafts=drafts)
    if not slugs and (kept := sorted({*assignments.slugs()} - {*chosen})):
        say(f"Drafts stay at home: {', '.join(kept)} (--drafts releases them).", err=True)
    if not chosen:
        raise CourseError("there is nothing to release: name an --assignment, or add --drafts.")
    roster = rosters.read(*lists) if lists else rosters.Roster()
    took = []
    for slug in chosen:
        started = time.monotonic()
        assignment = variants.proven(slug, secret) if secret else assignments.load(slug)
        took.append(time.monotonic() - started)
        if plain:
            make_nbgrader_course(folder.resolve(), assignment)
            rubric.hand_out(assignment, folder / "release" / slug)
        else:
            Classroom.make(folder).prepare(assignment)
        say(f"{folder}/release/{slug}/{slug}.ipynb")
    students = [one.id for one in roster.people]
    if students and secret:
        todo = releasing.groups(chosen, secret, students)
        # The first of a process takes longest. A proof here asked the blank, too.
        minutes = min(took) / 2 * len(todo) / workers / 60
        say(f"{len(students)} students, {len(chosen)} assignments: {len(todo)} different variants to prove in {workers} processes, about "
            f"{max(1, round(minutes))} minutes. Stop it and start it again as you like.")
        done = releasing.hand_out(folder, todo, secret, workers=workers)
        say(f"{done.written} notebooks written, {done.unchanged} there already, in {folder}/personal.")
        _pack(folder, chosen, roster, system)
    if secret:
        say("Grade with the same secret. It is stored nowhere.")


def _pack(folder: Path, slugs: Sequence[str], roster: Roster, system: str) -> None:
    """One zip an assignment, for handing out."""
    from course.grading.lms import handback
    from course.proofs.release import place

    for slug in slugs:
        out = folder / "personal" / f"{slug}-{system}.zip"
        packed = handback.notebooks({one.id: place(folder, one.id, slug) for one in roster.people}, roster, system, out)
        if packed.inside:
            say(f"{out}: {len(packed.inside)} students.")
        for student, why in packed.without.items():
            say(f"  not in it: {student}: {why}", err=True)

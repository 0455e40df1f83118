"""``course authoring`` and ``course release``: nothing is handed out unproven."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from course.files import write_whole


@click.group()
def authoring():
    """Write exercises and prove that they teach."""


@authoring.command()
@click.argument("slugs", nargs=-1)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the graded course in this folder, to look at.")
@click.option("--plain", is_flag=True, help="Grade with nbgrader's own autograder instead of `course grade`.")
def prove(slugs: tuple[str, ...], keep: Path | None, plain: bool):
    """Grade the reference, the blank release and both banks, right answers and wrong ones, and compare with what each must get.

    The locked cells and the self-check must say the same; each wrong answer must bring up its message and its hint.

    Exits 1 when a wrong answer slips through, or a right one is refused.
    """
    from course.content import assignments
    from course.proofs import prove as p

    bad = 0
    with p.examiner() as one:
        for slug in slugs or assignments.slugs():
            tasks = assignments.load(slug).tasks
            machine, person = (sum(task.points for task in tasks if (task.kind == "code") == code) for code in (True, False))
            click.echo(f"\n{slug}: {machine:g} points by machine, {person:g} by a person")
            for row in p.prove(slug, keep=keep, plain=plain, by=one, progress=True):
                click.echo(row.line())
                bad += not row.good
    if bad:
        click.echo(f"\n{bad} of these did not end as they must.", err=True)
        sys.exit(1)


@authoring.command()
@click.argument("names", nargs=-1)
def lesson(names: tuple[str, ...]):
    """Hold lessons (default: all) to what every lesson has. Exits 1 when something is missing."""
    from course.content import arc
    from course.proofs.lessons import faults

    bad = 0
    for name in names or arc.places():
        found = faults(name)
        click.echo(f"{name}: {'whole' if not found else ''}".rstrip())
        for fault in found:
            click.echo(f"  {fault}")
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
@click.option("--variant", "secret", help="The secret of a class: its numbers, and the answers to them.")
def instructor(slug: str, out: Path | None, secret: str | None):
    """Write SLUG with solutions, hidden checks and rubric as one notebook, for whoever teaches it."""
    from course.content import assignments, variants
    from course.content import notebooks as b

    out = out or Path(f"{slug}-instructor.ipynb")
    write_whole(out, b.to_bytes(b.instructor_notebook(variants.variant(slug, secret) if secret else assignments.load(slug))))
    click.echo(f"wrote {out}: it holds the answers, so keep it from the release")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--assignment", "slugs", multiple=True, help="Which (default: all).")
@click.option("--variant", "secret", help="Draw a variant from this secret. Keep it: grading needs it.")
@click.option("--roster", type=click.Path(exists=True, path_type=Path), help="CSV with a column id: one variant each.")
@click.option("--plain", is_flag=True, help="For nbgrader's own autograder: hidden checks in source/, no sandbox.")
def release(folder: Path, slugs: tuple[str, ...], secret: str | None, roster: Path | None, plain: bool):
    """Make an nbgrader course in FOLDER: sources, releases, and with --roster one release for each student.

    Every variant is proven by its own reference before it is written. Settings of a course that is there already are kept.
    """
    from tqdm import tqdm

    from course.content import assignments, rubric, variants
    from course.content import notebooks as b
    from course.grading.classroom import Classroom
    from course.proofs.plain import make_nbgrader_course

    if roster and not secret:
        raise click.UsageError("--roster needs --variant SECRET")
    for slug in slugs or assignments.slugs():
        assignment = variants.proven(slug, secret) if secret else assignments.load(slug)
        if plain:
            make_nbgrader_course(folder.resolve(), assignment)
            rubric.hand_out(assignment, folder / "release" / slug)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            Classroom(folder).prepare(assignment)
        click.echo(f"{folder}/release/{slug}/{slug}.ipynb")
        for student in tqdm(variants.roster(roster) if roster else [], unit="student", disable=roster is None):
            mine = variants.proven(slug, secret, student)
            write_whole(folder / "personal" / student / slug / f"{slug}.ipynb", b.to_bytes(b.release_notebook(mine)))
            rubric.hand_out(mine, folder / "personal" / student / slug)
    if secret:
        click.echo("Grade with the same secret. It is stored nowhere.")

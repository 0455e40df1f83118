"""``course faces`` with the commands for your own images: add, update, list, forget."""

from __future__ import annotations

from pathlib import Path

import click

from course.errors import CourseError
from course.faces.commands import faces

CONSENT = """Before you add images of people:

  - Ask each person. Say that networks will compute templates of the face, a biometric, and that the images
    are for this course alone. For a child, ask a parent as well. A picture found online is no consent.
  - Images and templates stay on this machine, in {store}. Nothing is sent anywhere.
  - They may change their mind: `course faces forget PERSON` deletes both, and looks whether anything is left.
  - Do not hand the store on, and do not put it into a repository."""


@faces.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--i-have-consent", is_flag=True, help="Answer the question beforehand, for scripts.")
def add(folder, i_have_consent):
    """Add your own images from FOLDER, one sub-folder a person. They stay on this machine.

    Stop it at any time; the same command continues.
    """
    from course.faces.own_store import store
    from course.own.add import add as put

    click.echo(CONSENT.format(store=store()) + "\n")
    if not i_have_consent:
        click.confirm("Has everyone shown agreed to this?", abort=True)
    report = put(folder)
    for problem in report.problems:
        click.echo(str(problem))
    skipped = sum(not problem.kept for problem in report.problems)
    click.echo(f"{report.new} images added, {report.already} were there already, {skipped} files or folders skipped.")
    if not report.new + report.already:
        raise CourseError("no image was added. The lines above say why.")


@faces.command()
@click.option("--quiet", is_flag=True, help="No progress bar.")
def update(quiet):
    """Make the templates that your own images lack, as after a recogniser was added."""
    from course.own.add import update as renew

    changed = renew(progress=not quiet)
    click.echo(f"{changed} images brought up to date." if changed else "your own images are up to date.")


@faces.command(name="list")
def list_():
    """Your own images: people, images, and in how many no face was found."""
    from course.faces.own_store import records, shown

    kept = records()
    if not kept:
        click.echo("no images of your own. Add some with `course faces add FOLDER`.")
    for person in sorted({record["subject"] for record in kept}):
        of_one = [record for record in kept if record["subject"] == person]
        missed = sum(not record["row"]["found"] for record in of_one)
        click.echo(f"{shown(person)}: {len(of_one)} images, {missed} without a face found, {of_one[0]['split']}")


@faces.command()
@click.argument("person", required=False)
@click.option("--all", "everybody", is_flag=True, help="Everybody.")
def forget(person, everybody):
    """Delete PERSON's images, templates and cached results (or --all), then search the disk for them."""
    from course.faces.own_store import shown
    from course.own.forget import forget as delete

    if (person is None) != everybody:
        raise click.UsageError("give either PERSON or --all.")
    gone = delete(person)
    names = ", ".join(shown(name) for name in gone.people) or "nobody"
    click.echo(f"deleted: {names}; {gone.images} images with their templates, {gone.cached} cached results.")
    click.echo(f"searched {gone.searched} files under the cache for their hashes and templates: "
               f"{len(gone.remains)} found.")
    click.echo("Your own originals, and notebooks you saved with pictures in them, were not touched.")
    if gone.remains:
        raise CourseError("these remain; delete them by hand: " + ", ".join(map(str, gone.remains)))

"""``course site``: build the site."""

from __future__ import annotations

import time
from pathlib import Path

import click

from course.errors import CourseError
from course.terminal import variant_option


@click.group()
def site():
    """The course as static web pages."""


@site.command()
@click.option("--out", type=click.Path(path_type=Path), help="Another folder than .cache/site.")
@click.option("--no-run", is_flag=True, help="Execute nothing: show only outputs that the cache holds.")
@click.option("--lab/--no-lab", default=None, help="With the browser lab, or without. Default: if Pyodide was fetched.")
@click.option("--drafts", is_flag=True, help="With assignments whose header says draft: true.")
def build(out: Path | None, no_run: bool, lab: bool | None, drafts: bool):
    """Build the site, offline. Lessons are executed when they, the code or the data have changed."""
    from course.site.website import build as build_site

    started = time.monotonic()
    folder = build_site(out, run=not no_run, lab=lab, drafts=drafts)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if lab is None and not (folder / "lab").exists():
        click.echo("Without the browser lab: `make site` fetches what it needs, with npm.")
    click.echo(f"{folder}/index.html: {size / 1e6:.1f} MB in {time.monotonic() - started:.0f} s")


@site.command()
@click.argument("slug")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write. [default: SLUG.html here]")
@variant_option("The secret that the release was drawn from.")
@click.option("--student", default="", help="With --variant: the form of this student's own variant.")
def form(slug: str, out: Path | None, secret: str | None, student: str):
    """The form of the assignment SLUG, for the track without code: one page that needs no network and no site.

    Where the form leads to the threshold explorer, that is written beside it.
    """
    from course.content import assignments, forms, variants
    from course.site.forms import write

    if student and not secret:
        raise click.UsageError("--student needs --variant SECRET")
    if slug in assignments.slugs() and not forms.there_is(slug):
        raise CourseError(f"{slug} has no form; there are {', '.join(one for one in assignments.slugs() if forms.there_is(one))}.")
    assignment = variants.variant(slug, secret, student) if secret else assignments.load(slug)
    out, *beside = write(assignment, out or Path(f"{slug}.html"))
    click.echo(f"{out}: {len(assignment.tasks)} tasks. Students hand in {slug}.json, which the page saves.")
    for path in beside:
        click.echo(f"{path}: the form leads to it. Hand out both, in one folder.")

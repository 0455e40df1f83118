"""``course build`` and ``course authoring``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from course import paths


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a generated notebook is stale.")
@click.option("--list", "list_only", is_flag=True, help="List the sources and what they give.")
def build(check: bool, list_only: bool):
    """Generate lessons and student notebooks from their sources."""
    from course.authoring import build as b

    wanted = b.targets()
    if list_only:
        for path in wanted:
            click.echo(path.relative_to(paths.ROOT))
        return
    wrong = b.stale(wanted)
    for path in wrong:
        name = path.relative_to(paths.ROOT)
        if check:
            click.echo(f"stale: {name}" + ("" if path in wanted else " (it has no source)"), err=True)
        elif path in wanted:
            b.write(path, wanted[path])
            click.echo(f"wrote {name}")
        else:
            path.unlink()
            click.echo(f"removed {name} (it has no source)")
    if check and wrong:
        click.echo("Run `course build` and commit what it writes.", err=True)
        sys.exit(1)
    click.echo(f"{len(wanted)} notebooks {'are up to date' if not wrong or check else 'built'}.")


@click.group()
def authoring():
    """Write exercises and prove that they teach."""


@authoring.command()
@click.argument("slugs", nargs=-1)
@click.option("--keep", type=click.Path(path_type=Path), help="Keep the graded course in this folder, to look at.")
def prove(slugs: tuple[str, ...], keep: Path | None):
    """Grade the reference, the blank release and every wrong answer, and compare with what each must get.

    Exits 1 when a wrong answer slips through, or a right one is refused.
    """
    from course.authoring import prove as p

    bad = 0
    for slug in slugs or p.source.slugs():
        click.echo(f"\n{slug}")
        for row in p.prove(slug, keep=keep):
            click.echo(row.line())
            bad += not row.good
    if bad:
        click.echo(f"\n{bad} of these did not end as they must.", err=True)
        sys.exit(1)


@click.command()
def progress():
    """Show which tasks have passed their public checks on this machine."""
    from course.authoring.progress import overview

    click.echo(overview())

"""``course site``: build the site."""

from __future__ import annotations

import time
from pathlib import Path

import click


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

"""``course progress``."""

from __future__ import annotations

import click


@click.command()
def progress():
    """Show which tasks have passed their public checks on this machine."""
    from course.study.progress import overview

    click.echo(overview())

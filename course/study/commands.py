"""``course check`` and ``course progress``."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
def check(notebook: Path):
    """Run NOTEBOOK and the public check of each of its tasks. Exits 1 when one fails."""
    from course.study import whole

    results = whole.check(notebook)
    for result in results:
        said = f": {result.outcome.message} {result.outcome.detail}".rstrip()
        if result.outcome.passed:
            mark, said = "passed", ""
        elif "raised NotImplementedError" in said:
            mark, said = "not begun", ""
        else:
            mark = "look again"
        click.echo(f"  {mark:<12}{result.task}{said}")
    failed = sum(not result.outcome.passed for result in results)
    click.echo(f"Public checks passed for {len(results) - failed} of {len(results)} tasks.")
    sys.exit(bool(failed))


@click.command()
def progress():
    """Show which tasks have passed their public checks on this machine."""
    from course.study.progress import overview

    click.echo(overview())

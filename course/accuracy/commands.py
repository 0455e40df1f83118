"""``course matching`` with the command that measures: it needs the error rates, which stand above the matcher."""

from __future__ import annotations

import click

from course.distances import METRICS
from course.matching.commands import matching


@matching.command()
@click.option("--metric", type=click.Choice(METRICS),
              help="Default: cosine, or the metric of its makers for a recogniser that has no threshold for cosine.")
@click.option("--role", type=click.Choice(["known", "stranger"]), help="Only these subjects. Default: all.")
@click.option("--split", type=click.Choice(["development", "evaluation"]), help="Only these subjects. Default: all.")
@click.option("--write", is_flag=True, help="Measure all known subjects with intervals, into data/measured and docs/models.md.")
def accuracy(metric: str | None, role: str | None, split: str | None, write: bool):
    """Error rates of the recognisers on the cast, at their default thresholds."""
    from course import paths
    from course.accuracy.measure import report, write_card, write_measured

    if write:
        write_measured(paths.DATA / "measured")
        write_card(paths.ROOT / "docs" / "models.md")
        click.echo("data/measured and docs/models.md are up to date.")
    else:
        click.echo(report(metric, role, split))

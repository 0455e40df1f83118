"""``course mending``: what the composition of a training set does."""

from __future__ import annotations

import click

from course.recognisers import RECOGNISERS


@click.command()
@click.option("--write", is_flag=True, help="Measure every composition of the slider anew, into data/mended. About 15 minutes on one "
                                            "core; stopped half-way, it goes on where it was.")
@click.option("--recogniser", type=click.Choice(list(RECOGNISERS)), default="dlib", show_default=True)
@click.argument("counts", nargs=-1, metavar="[AFRICAN ASIAN EUROPEAN]", type=click.IntRange(min=0))
def mending(write: bool, recogniser: str, counts: tuple[int, ...]):
    """Who is in a small training set, and who bears the errors then.

    Three numbers: people rendered with each morph target in the training set. None: templates as delivered.
    """
    from course import paths
    from course.mending import grid

    if write:
        grid.write_measured(paths.DATA / grid.FOLDER, progress=True)
        click.echo("data/mended is up to date.")
        return
    if counts and len(counts) != len(grid.GROUPS):
        raise click.UsageError(f"Give {len(grid.GROUPS)} numbers, one for each of {', '.join(grid.GROUPS)}; or none.")
    trial = grid.trial(recogniser)
    chosen = trial.training_set(dict(zip(grid.GROUPS, counts, strict=True))) if counts else ()
    found = trial.report(chosen, target=grid.TARGET)
    click.echo(f"{recogniser}, threshold for an FMR of {grid.TARGET:.0%} over all pairs; 95% intervals over people of both halves")
    for i, name in enumerate(found.groups):
        seen = f"{found.fmr.estimate[i]:.2%}" if found.fmr.estimate[i] else "none seen"
        click.echo(f"{name:>9}  in training {found.training[i]:2d}  FMR {seen} ({found.fmr.low[i]:.2%} to {found.upper(name):.2%})  "
                   f"FNMR {found.fnmr.estimate[i]:.1%} ({found.fnmr.low[i]:.1%} to {found.fnmr.high[i]:.1%})")
    click.echo("Rendered faces: this shows how to measure, not how a recogniser does on people.")

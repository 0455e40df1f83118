"""``course matching``: weights, embeddings and measured accuracy."""

from __future__ import annotations

import click


@click.group()
def matching():
    """Weights, embeddings and measured accuracy."""


@matching.command()
@click.option("--recheck", is_flag=True, help="Read and hash every file again.")
def weights(recheck: bool):
    """Put the weights where DeepFace looks for them, and check them."""
    from course.matching.weights import ensure_weights, files

    known = files()
    for name, path in ensure_weights(recheck).items():
        click.echo(f"{name:>9}  {path.stat().st_size / 1e6:5.1f} MB  {known[name].sha256[:16]}…  {path}")


@matching.command()
@click.option("--quiet", is_flag=True, help="No progress bar.")
def embed(quiet: bool):
    """Detect, measure and represent every image of the cast: writes data/embeddings.

    Stopped half-way, it goes on where it was.
    """
    from course.matching.embed import build

    report = build(progress=not quiet)
    click.echo(f"{report.images} images ({report.computed} computed now, {report.kept} kept as they were); "
               f"no face found in {report.missed}.")
    if report.absent:
        click.echo(f"{report.absent} images of the cast are not on this disk and have no row yet.")
    for name, change in report.rounding.items():
        click.echo(f"{name}: float16 changes the cosine distance of a pair by at most {change:.1e}.")

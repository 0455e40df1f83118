"""``course rekognition``: the local service, and the curve from distance to similarity."""

from __future__ import annotations

from pathlib import Path

import click

from course import paths


@click.group()
def rekognition():
    """A local service with the shape of Amazon Rekognition, for boto3."""


@rekognition.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--anyone", is_flag=True, help="Answer other machines too. There are no passwords.")
@click.option("--store", type=click.Path(dir_okay=False, path_type=Path), help="The file that keeps the collections.")
@click.option("--recogniser", type=click.Choice(["sface", "dlib"]), default="sface", show_default=True,
              help="Of new collections and of CompareFaces.")
@click.option("--similarity", type=click.Path(dir_okay=False, path_type=Path), help="Another file of similarity curves.")
def serve(port: int, host: str, anyone: bool, store: Path | None, recogniser: str, similarity: Path | None):
    """Answer boto3 over HTTP, from this machine alone unless told otherwise. Ctrl-C stops it."""
    from course.rekognition.serve import run

    store = store or paths.CACHE / "rekognition" / "collections.sqlite3"

    def ready(address: str) -> None:
        click.echo(f"Listening on {address}, collections in {store}. Ctrl-C stops it.")
        click.echo(f'In Python: course.rekognition.client("{address}")')

    run(host, port, anyone, store, recogniser, similarity, ready)


@rekognition.command()
def fit():
    """Fit the curves from distance to similarity on the cast's development half: writes data/rekognition."""
    from course.rekognition.similarity import write

    for curve in write().values():
        click.echo(curve["description"])

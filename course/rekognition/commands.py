"""``course rekognition``: the local service, and the curve from distance to similarity."""

from __future__ import annotations

from pathlib import Path

import click

from course import paths
from course.recognisers import RECOGNISERS
from course.rekognition.errors import RekognitionError

SCALE_IS_FOR = {
    "published": "80 is the threshold of the recogniser's makers, who chose it on photographs",
    "cast": "fitted to rendered faces; on photographs it misleads",
}
SCALES = tuple(SCALE_IS_FOR)


@click.group()
def rekognition():
    """A local service with the shape of Amazon Rekognition, for boto3."""


@rekognition.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--anyone", is_flag=True, help="Answer other machines too. There are no passwords.")
@click.option("--store", type=click.Path(dir_okay=False, path_type=Path), help="The file that keeps the collections.")
@click.option("--recogniser", type=click.Choice(list(RECOGNISERS)), default="sface", show_default=True,
              help="Of new collections and of CompareFaces.")
@click.option("--scale", type=click.Choice(SCALES), help="The similarity scale: published, for photographs, or cast, for "
              "rendered faces. Default: published; cast with --similarity.")
@click.option("--similarity", type=click.Path(dir_okay=False, path_type=Path), help="Another file of curves for cast.")
@click.option("--s3", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="A folder that stands for S3: a folder in it for each bucket.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME",
              help="Also answer when called by this name, such as host.docker.internal. May be repeated.")
@click.option("--allow-origin", "origin", metavar="URL",
              help="Let the scripts of this page on this machine ask, such as http://localhost:3000 (CORS).")
def serve(port: int, host: str, anyone: bool, store: Path | None, recogniser: str, scale: str | None,
          similarity: Path | None, s3: Path | None, hosts: tuple[str, ...], origin: str | None):
    """Answer clients over HTTP, from this machine alone unless told otherwise. Ctrl-C stops it."""
    try:
        from course.rekognition.app import Door, check_origin
        from course.rekognition.serve import run
    except ImportError as error:
        raise RekognitionError(f"{error.name} is not installed. Run `pip install 'course[service]'`.") from None
    from course.rekognition.service import Service
    from course.rekognition.store import Store

    store = store or paths.CACHE / "rekognition" / "collections.sqlite3"
    scale = scale or ("cast" if similarity else "published")
    door = Door(anyone, hosts, check_origin(origin) if origin else None)

    def ready(address: str) -> None:
        click.echo(f"Listening on {address}, collections in {store}. Ctrl-C stops it.")
        click.echo(f"Similarities are on the scale `{scale}`: {SCALE_IS_FOR[scale]}. --scale names another.")
        click.echo(f'In Python: course.rekognition.client("{address}"); other programs: AWS_ENDPOINT_URL_REKOGNITION={address}')

    run(host, port, lambda: Service(Store(store), recogniser, similarity, scale, s3), door, ready)


@rekognition.command()
def fit():
    """Fit the curves of similarity and of confidence on the cast's development half: writes data/rekognition and a table of docs/rekognition.md."""
    from course.rekognition.card import write

    for line in write(document=paths.ROOT / "docs" / "rekognition.md"):
        click.echo(line)

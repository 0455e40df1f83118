"""``course faces``: render the synthetic cast and look at it."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def faces():
    """The synthetic cast: rendered faces of nobody."""


@faces.command()
@click.option("--set", "which", type=click.Choice(["known", "strangers", "counterfactual", "enrolment", "younger", "shop", "strangers-enrolment", "all"]), default="known",
              show_default=True, help="Which set to render; all: one after the other.")
@click.option("--per-cell", type=click.IntRange(1), help="Identities in each of the six cells (default: all).")
@click.option("--images", type=click.IntRange(1, 90), help="Images of each identity, of the sets known, strangers and shop (default: 5, 1, 3).")
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes, one core each.")
@click.option("--size", type=click.IntRange(32, 1024), default=192, show_default=True, help="Width in pixels.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path),
              help="Where to write (default: data/faces; sets of strangers: .cache/faces/SET).")
def render(which, per_cell, images, workers, size, out):
    """Render what is missing of a set. Stop it at any time; the same command continues.

    The same identity is the same image on the same machine. Needs the render environment (`make render-env`).
    Then run `course faces assemble`.
    """
    from course.faces.render import run

    count = run.render(which, out, per_cell, images, workers, size)
    into = ", ".join(dict.fromkeys(str(home) for home in run.homes(which, out).values()))
    click.echo(f"rendered {count} images of the {which} set into {into}")


@faces.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder (default: data/faces).")
@click.option("--strangers", type=click.Path(file_okay=False, path_type=Path),
              help="The folder of the strangers (default: .cache/faces/strangers).")
def assemble(out, strangers):
    """Write the tables of the sets that are rendered (cast.csv, counterfactual.csv, cards.csv, shop.csv) and SHA256SUMS."""
    from course.faces.render.assemble import assemble as gather

    counts = gather(out, strangers)
    click.echo(", ".join(f"{count} {which}" for which, count in counts.items()) + " images")


@faces.command()
@click.option("--write", is_flag=True, help="Put the tables into docs/datasheet.md.")
def describe(write):
    """What the cast is made of: age, styling, pose and light in each cell."""
    from course import paths
    from course.faces import describe as words

    if write:
        words.write(paths.ROOT / "docs" / "datasheet.md")
        click.echo("docs/datasheet.md is up to date.")
    else:
        click.echo(words.section())


@faces.command()
@click.argument("out", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--by-cell", type=click.Path(file_okay=False, path_type=Path),
              help="Write one sheet for each target and sex into this folder instead: af-f.png and so on.")
@click.option("--subject", help="Only images of this subject, such as eu-f-001.")
@click.option("--target", type=click.Choice(["african", "asian", "european"]))
@click.option("--sex", type=click.Choice(["female", "male"]))
@click.option("--shot", type=int, help="Only this shot of each subject, such as 0.")
@click.option("--columns", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="At most this many images a sheet.")
def sheet(out, by_cell, subject, target, sex, shot, columns, limit):
    """Write a contact sheet of the cast to OUT, a PNG or JPEG file; or one a cell with --by-cell FOLDER."""
    from course.faces import load
    from course.faces.render.sheet import contact_sheet

    if (out is None) == (by_cell is None):
        raise click.UsageError("give either OUT or --by-cell FOLDER.")
    given = {"subject": subject, "target": target, "sex": sex, "shot": shot}
    cast = load(role="known").filter(**{name: value for name, value in given.items() if value is not None})
    sheets = {out: cast}
    if by_cell:
        by_cell.mkdir(parents=True, exist_ok=True)
        cells = sorted(set(zip(cast.images.target, cast.images.sex, strict=True)))
        sheets = {by_cell / f"{target[:2]}-{sex[0]}.png": cast.filter(target=target, sex=sex) for target, sex in cells}
    for path, shown in sheets.items():
        files = [shown.path(image) for image in shown.images.image[:limit]]
        contact_sheet(files, columns).save(path)
        click.echo(f"{len(files)} images on {path}")

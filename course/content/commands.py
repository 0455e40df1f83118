"""``course build`` and ``course new``."""

from __future__ import annotations

import sys

import click

from course import paths
from course.files import write_whole


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a generated notebook is stale.")
@click.option("--list", "list_only", is_flag=True, help="List the sources and what they give.")
def build(check: bool, list_only: bool):
    """Generate lessons, student notebooks, the tables of lessons in README and syllabus, and the teaching kit, from the sources."""
    from course.content import kit, tables
    from course.content import notebooks as b

    wanted = b.targets() | tables.pages() | kit.pages()
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
            write_whole(path, wanted[path])
            click.echo(f"wrote {name}")
        else:
            path.unlink()
            click.echo(f"removed {name} (it has no source)")
    if check and wrong:
        click.echo("Run `course build` and commit what it writes.", err=True)
        sys.exit(1)
    click.echo(f"{len(wanted)} files {'are up to date' if not wrong or check else 'built'}.")


@click.group()
def new():
    """Start something new that already works."""


@new.command("assignment")
@click.argument("slug")
def new_assignment(slug: str):
    """Make assignments/SLUG: one checked task, one essay, two wrong answers. It passes its proofs as it stands."""
    from course.content.skeleton import new_assignment

    folder = new_assignment(slug)
    click.echo(f"wrote {folder.relative_to(paths.ROOT)}/assignment.py, rubric.yml and two wrong answers")
    click.echo(f"Next: course authoring prove {slug}, then change one thing at a time. See docs/authoring.md.")


@new.command("lesson")
@click.argument("name")
@click.option("--after", metavar="LESSON", help="Put it behind this lesson (default: at the end). Later ones move up.")
def new_lesson(name: str, after: str | None):
    """Make notebooks/NN_NAME.py, its quiz, and how it is taught. It passes its tests as it stands."""
    from course.content.skeleton import new_lesson

    path, moved = new_lesson(name, after)
    for old, now in moved.items():
        click.echo(f"moved notebooks/{old} to {now}")
    click.echo(f"wrote notebooks/{path.name}, notebooks/quizzes/{name}.yml and docs/teach/lessons/{name}.yml")
    click.echo(f"its outcome is that of the lesson before it: docs/teach/lessons/{name}.yml says which it serves")
    click.echo(f"Next: course build, then course authoring lesson {name}. See docs/authoring.md.")

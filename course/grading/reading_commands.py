"""``course grade calibrate`` and ``course grade second``: readers of essays, before and while they read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from course.errors import CourseError

_course = click.option("--course", "root", type=click.Path(path_type=Path), default=".", help="The nbgrader course folder. [default: here]")
_reader = click.option("--reader", required=True, help="Your name or initials: what you give is kept under it.")


@click.command()
@click.argument("task")
@_course
@_reader
@click.option("--answers", default=12, show_default=True, type=click.IntRange(3), help="How many to score.")
def calibrate(task: str, root: Path, reader: str, answers: int) -> None:
    """Score blinded answers to the essay TASK (or SLUG/TASK), and see how far you agree with their scores.

    You may stop at any time (Ctrl+C) and go on later. The answers come without level, side or points, in an order of your
    own. Nothing of it touches a grade.
    """
    from course.grading import readers

    told = readers.essay(task)
    chosen = readers.blinded(told, reader, answers)
    reading = readers.Reading.of(_folder(root, told), reader, "calibration")
    click.echo(told.rubric.markdown(anchors=False))
    readers.score(told, {one.id: one.text for one in chosen}, reading, _ask, click.echo)
    found = readers.compare(told, chosen, reading.given)
    click.echo("\n" + "\n".join(readers.lines(found)))
    _conclude(readers.verdict(found))
    for one in chosen:
        if reading.given[one.id] != one.meets:
            differs = ", ".join(f"{name} {reading.given[one.id][name]:g} for {points:g}" for name, points in one.meets.items()
                                if reading.given[one.id][name] != points)
            click.echo(f"  you differ ({differs}): {one.text[:90]}…")


@click.command()
@click.argument("task")
@_course
@_reader
@click.option("--db", "db_url", help="The gradebook, e.g. postgresql+psycopg://HOST/NAME. [default: as configured]")
def second(task: str, root: Path, reader: str, db_url: str | None) -> None:
    """Read one in ten of the essays TASK a second time, without the first points, and see how far two readers agree.

    The first reader's points are those in the gradebook. They stay as they are: you talk about the difference, and change
    them there if you will.
    """
    from course.grading import readers
    from course.grading.classroom import Classroom

    told = readers.essay(task)
    first = _first_points(Classroom.of(root, told.slug, db_url), told)
    if not first:
        raise CourseError(f"nobody has given points for {told.rubric.task!r} in {root} yet. Grade the essays in the formgrader first.")
    chosen = readers.every_tenth(sorted(first), told.rubric.task)
    reading = readers.Reading.of(_folder(root, told), reader, "second")
    # Students' names are neither shown nor kept.
    blind = {hashlib.sha256(f"{told.rubric.task}/{name}".encode()).hexdigest()[:12]: name for name in chosen}
    texts = {code: first[name][1] for code, name in blind.items()}
    click.echo(told.rubric.markdown(anchors=False))
    readers.score(told, texts, reading, _ask, click.echo)
    apart = [(sum(reading.given[code].values()), first[name][0]) for code, name in blind.items()]
    equal = sum(one == two for one, two in apart)
    click.echo(f"\n{len(apart)} of {len(first)} essays were read twice: {equal} with the same points, "
               f"{max(abs(one - two) for one, two in apart):g} points apart at most.")
    if len(apart) >= 3:
        from course.grading.agreement import interval, weighted_kappa

        mine, theirs = map(list, zip(*apart, strict=True))
        known = sorted({*mine, *theirs})
        click.echo(f"Quadratic weighted kappa of the totals: "
                   f"{interval(lambda rows: weighted_kappa([mine[i] for i in rows], [theirs[i] for i in rows], known), len(mine))}")
    for code, name in blind.items():
        if sum(reading.given[code].values()) != first[name][0]:
            click.echo(f"  talk about {_plain(name)}: {first[name][0]:g} and "
                       f"{sum(reading.given[code].values()):g} points")


def _folder(root: Path, told) -> Path:
    if not root.is_dir():
        raise CourseError(f"{root} is no folder. `course grade prepare {told.slug} --course {root}` sets a course up.")
    return root / "readers" / told.rubric.task


def _ask(criterion: str, levels: list[float]) -> float:
    choices = [f"{level:g}" for level in levels]
    return float(click.prompt(criterion, type=click.Choice(choices)))


def _conclude(missed: list[str]) -> None:
    if not missed:
        click.echo("Every mark is reached. (The marks are the course's own, and wait for a pilot.)")
        return
    click.echo("Talk about these before you go on: " + "; ".join(missed) + ".")


def _plain(text: str) -> str:
    """A stored essay as text for a terminal: a graded notebook holds it as the HTML it was rendered to."""
    from bs4 import BeautifulSoup

    words = BeautifulSoup(text, "html.parser").get_text("\n")
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in words).strip()


def _first_points(classroom, told) -> dict[str, tuple[float, str]]:
    """By student: the points a person gave, and the essay's words."""
    import nbformat

    from course.grading.gradebook.tables import opened

    slug, task = told.slug, told.rubric.task
    found = {}
    with opened(classroom) as book:
        for submission in book.assignment_submissions(slug):
            notebook = book.find_submission_notebook(slug, slug, submission.student.id)
            for grade in notebook.grades:
                if grade.name == task and grade.manual_score is not None:
                    path = classroom.folder("autograded", submission.student.id, slug) / f"{slug}.ipynb"
                    cells = nbformat.read(path, as_version=4).cells if path.exists() else []
                    text = next((cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == task), "")
                    found[submission.student.id] = float(grade.manual_score), _plain(text)
    return found

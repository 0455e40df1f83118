"""``course grade collect``, ``return``, ``due`` and ``changes``: a class's way from its learning-management system and back."""

from __future__ import annotations

from pathlib import Path

import click

from course.errors import CourseError
from course.terminal import say, variant_option

_course = click.option("--course", "root", type=click.Path(path_type=Path), default=".", help="The nbgrader course folder. [default: here]")
_db = click.option("--db", "db_url", help="The gradebook, e.g. postgresql+psycopg://HOST/NAME. [default: as configured]")
_LONG = 12  # lines of one list


def shortened(names: list[str], whole: str = "") -> str:
    """Names on one line; if they are many the first of them, how many more there are, and the command that lists the ``whole``."""
    if len(names) <= _LONG:
        return ", ".join(names)
    return f"{', '.join(names[:_LONG])} and {len(names) - _LONG} more{f' (`{whole}` lists all)' if whole else ''}"


@click.command()
@click.argument("download", type=click.Path(exists=True, path_type=Path))
@click.option("--from", "system", type=click.Choice(["moodle", "canvas", "folder"]), help="Where it comes from. [default: known by its names]")
@click.option("--roster", "lists", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True,
              help="A list of the class: a CSV with `id`, Moodle's grading worksheet, Canvas's gradebook export. May be given more than once.")
@click.option("--assignment", "slug", help="Which assignment it is. [default: what the notebooks say]")
@_course
@_db
def collect(download: Path, system: str | None, lists: tuple[Path, ...], slug: str | None, root: Path, db_url: str | None) -> None:
    """Take the submissions in DOWNLOAD, a zip or a folder as the learning-management system gives it, into the class.

    Every file is reported: as whose it was taken, or why not. Run it again at any time, also with a newer download: what is there and
    unchanged stays, and what is replaced is kept in the class's folder `replaced`. Moodle's grading worksheet as a list brings the times
    of handing in, too.
    """
    from course.grading.classroom import Classroom
    from course.grading.lms import collect as collecting
    from course.grading.lms import roster as rosters

    roster = rosters.read(*lists) if lists else None
    report = collecting.collect(Classroom.of(root, db_url=db_url), download, system=system, roster=roster, slug=slug)
    for path, student, name in report.taken:
        say(f"  {student}: {name}   from {path}")
    say(f"{report.slug}, from {report.system.capitalize()}: {len(report.new)} new, {len(report.replaced)} replaced, {len(report.unchanged)} as before, "
        f"{len(report.without)} of the class without a submission.")
    if report.times:
        say(f"The time of handing in was taken from the list for {report.times}.")
    for words, names in (
        ("replaced; the earlier work is kept in replaced/", report.replaced),
        ("not in the class before; entered as the system calls them (--roster gives names and ids)", report.newcomers),
        ("no notebook among the files", report.no_notebook),
        ("marked as late by the system, which gives no time: their timestamp.txt can say it", [] if report.times else report.late),
        ("the time of handing in could not be read", report.unread_times),
        ("nothing handed in", report.without),
    ):
        if names:
            say(f"  {words}: {shortened(names)}", err=True)
    for path, why in report.refused:
        say(f"  not taken: {path}: {why}", err=True)
    say(f"Next: course grade run {report.slug} --course {root}")


@click.command()
@click.argument("students", nargs=-1)
@click.option("--set", "wanted", type=click.Choice(["code", "form", "none"]), help="The track of STUDENTS: notebooks, forms, or nothing said.")
@click.option("--roster", "lists", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True, help="A list of the class with a column `track`.")
@_course
@_db
def track(students: tuple[str, ...], wanted: str | None, lists: tuple[Path, ...], root: Path, db_url: str | None) -> None:
    """Say who is on the track without code, or set it: `course grade track ada ben --set form`.

    A list of the class may say it in a column `track` (code or form). Work that is handed in is graded whatever the track says; it decides where
    both a form and a notebook are there, and what is asked of whom.
    """
    from course.grading import names
    from course.grading.classroom import Classroom
    from course.grading.gradebook import reader, writer
    from course.grading.gradebook.tables import opened
    from course.grading.lms import roster as rosters

    if students and not wanted:
        raise click.UsageError("name the track: --set form, --set code or --set none")
    if wanted and not students:
        raise click.UsageError("name the students whose track it is")
    room = Classroom.of(root, db_url=db_url)
    with room.lock(), opened(room) as book:
        known = {names.one_form(one.id): one.id for one in book.students}
        told = {one.id: one.track for one in rosters.read(*lists).people if one.track} if lists else {}
        told |= dict.fromkeys(students, "" if wanted == "none" else wanted or "")
        if strangers := [one for one in told if names.one_form(one) not in known]:
            raise CourseError(f"the gradebook knows no student {shortened(strangers)}. `course grade collect DOWNLOAD --roster LIST` enters a class.")
        changed = writer.set_tracks(book, {known[names.one_form(one)]: which for one, which in told.items()})
        found = reader.tracks(book)
    for word, words in (("form", "without code"), ("code", "with code")):
        mine = sorted(student for student, which in found.items() if which == word)
        say(f"{words}: {', '.join(mine) or 'nobody'}.")
    rest = len(known) - len(found)
    say(f"Of {rest} nothing is said: a notebook is expected, and a form is taken.")
    if changed:
        say(f"Changed for {shortened(changed)}. `course grade run` grades again what that concerns.")


@click.command("return")
@click.argument("slug")
@click.option("--to", "system", type=click.Choice(["moodle", "canvas"]), required=True, help="The learning-management system.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The zip to write. [default: SLUG-feedback-SYSTEM.zip in the class]")
@click.option("--even-so", is_flag=True, help="Although essays still wait for points.")
@_course
@_db
def hand_back(slug: str, system: str, out: Path | None, even_so: bool, root: Path, db_url: str | None) -> None:
    """Write the class's feedback pages for SLUG, and pack them as the one zip that the system takes for everybody."""
    from course.grading import export
    from course.grading import feedback as pages
    from course.grading.classroom import Classroom
    from course.grading.lms import handback

    room = Classroom.of(root, slug, db_url)
    found = export.grades(room, slug)
    refuse_unread(found, even_so)
    pages.write(room, slug, progress=True)
    packed = handback.feedback(room, slug, system, out or room.root / f"{slug}-feedback-{system}.zip")
    say(f"{packed.path}: {len(packed.inside)} feedback pages.")
    for student, why in packed.without.items():
        say(f"  not in it: {student}: {why}", err=True)
    where = {"moodle": "View all submissions > Upload multiple feedback files in a zip", "canvas": "the assignment's Upload Submissions"}[system]
    say(f"Upload it in {system.capitalize()} under {where}. Grades: course grade export {slug} --format {system}")


def refuse_unread(found, even_so: bool) -> None:
    """Say who still waits for a person, and stop unless that is wanted.

    Raises
    ------
    CourseError
        When work waits and ``even_so`` is not set.
    """
    if found.waiting and not even_so:
        raise CourseError(f"{len(found.waiting)} of {len(found.rows)} students still wait for points by a person ({shortened(found.waiting)}). Read them "
                          "first, or repeat with --even-so.")
    if found.waiting:
        say(f"{len(found.waiting)} of {len(found.rows)} students still wait for points by a person: {shortened(found.waiting)}.", err=True)
    if found.without:
        say(f"{len(found.without)} of the class have handed in nothing: {shortened(list(found.without))}.", err=True)


@click.command(context_settings={"ignore_unknown_options": True})  # -0500 is a zone
@click.argument("slug")
@click.argument("date", nargs=-1)
@click.option("--student", "students", multiple=True, help="Only for this student: an extension. May be given more than once.")
@click.option("--remove", is_flag=True, help="Take the due time away.")
@_course
@_db
def due(slug: str, date: tuple[str, ...], students: tuple[str, ...], remove: bool, root: Path, db_url: str | None) -> None:
    """Say when SLUG is due, or set it: `course grade due matcher 2026-03-01 18:00`. A day alone is its last minute.

    A time without a zone means the class's own (c.Exchange.timezone in nbgrader_config.py, UTC if that is not set). Penalties follow at once.
    """
    from course.grading import lateness, names, times
    from course.grading.classroom import Classroom
    from course.grading.gradebook.tables import opened

    room = Classroom.of(root, slug, db_url)
    if date and remove:
        raise click.UsageError("a DATE and --remove at the same time")
    with room.lock(), opened(room) as book:
        known = {names.one_form(one.id): one.id for one in book.students}
        if strangers := [one for one in students if names.one_form(one) not in known]:
            raise CourseError(f"the gradebook knows no student {', '.join(strangers)}.")
        chosen = tuple(known[names.one_form(one)] for one in students)
        if date or remove:
            moment = None if remove else times.read(" ".join(date), room.zone, end_of_day=True)
            if chosen and moment and book.find_assignment(slug).duedate is None:
                raise CourseError(f"{slug} has no due time yet: set the one for all first.")
            lateness.set_due(book, slug, moment, chosen)
        changed = lateness.settle(book, room.config, slug)
        general, own = book.find_assignment(slug).duedate, lateness.due_times(book, slug)
        policy = lateness.describe(room.config)
    say(f"{slug} is due {times.in_zone(general, room.zone) if general else 'at no time'}.")
    for student, moment in sorted(own.items()):
        say(f"  {student}: {times.in_zone(moment, room.zone)}")
    say(policy)
    if changed:
        say(f"The penalty has changed for {len(changed)}: {shortened(changed)}. Export again what you have handed on.")


@click.command()
@_course
@_db
@variant_option("The secret that the releases were drawn from.")
@click.option("--personal", is_flag=True, help="Each student has a variant of their own (release --roster).")
def changes(root: Path, db_url: str | None, secret: str | None, personal: bool) -> None:
    """What this version of the course changes for work that is out. Nothing is written.

    For the middle of a term, after an update of the course: see docs/updating.md.
    """
    from course.grading import changes as comparing
    from course.grading.classroom import Classroom

    if personal and not secret:
        raise click.UsageError("--personal needs --variant SECRET")
    found = comparing.of_class(Classroom.of(root, db_url=db_url), secret=secret, personal=personal)
    for one in found:
        for line in comparing.lines(one):
            say(line)
    if any(one.blocks for one in found):
        raise CourseError("some of the work that is out cannot be graded with this version. Grade it with the version that it was released with.")

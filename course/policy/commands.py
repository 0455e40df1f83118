"""``course claims``: list, show, add and check the facts of the course."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from course import paths


@click.group()
def claims():
    """Facts and their sources."""


@claims.command("list")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--lesson", help="A lesson's name, such as amazon.")
@click.option("--topic", help="Only this topic, such as amazon.")
@click.option("--status", help="Only this status, such as UNCONFIRMED.")
@click.option("--ids", "only_ids", is_flag=True, help="Print the ids alone.")
def list_(file: Path | None, lesson: str | None, topic: str | None, status: str | None, only_ids: bool):
    """Every fact, or those of a lesson or FILE, with the source of each."""
    from course.policy.claims import STATUSES, ClaimError, claim, ledger
    from course.policy.where import rows_behind

    if lesson:
        file = lesson_source(lesson)
    rows = [claim(name) for name in rows_behind(file)] if file else list(ledger().values())
    topics = sorted({row.topic for row in ledger().values()})
    if topic and topic not in topics:
        raise ClaimError(f"there is no topic {topic!r}. The topics are {', '.join(topics)}.")
    if status and status not in STATUSES:
        raise ClaimError(f"there is no status {status!r}. The statuses are {', '.join(STATUSES)}.")
    rows = [row for row in rows if topic in (None, row.topic) and status in (None, row.status)]
    for row in rows:
        click.echo(row.id if only_ids else f"{row.id}  {row.text}\n     {_source(row)}")
    if not only_ids:
        click.echo(f"{len(rows)} facts{f' in {file}' if file else ''}.")


@claims.command()
@click.argument("claim_id", metavar="ID")
def show(claim_id: str):
    """One fact in full."""
    from course.policy.claims import FIELDS, claim

    row = claim(claim_id.upper())
    for name in FIELDS:
        if getattr(row, name):
            click.echo(f"{name:<11} {getattr(row, name)}")
    click.echo(f"{'in prose':<11} {row.text}")


@claims.command()
@click.option(
    "--id", "claim_id", help="Its id: a capital and two or three digits. A capital alone takes the next number."
)
@click.option("--topic", help="Which topic it belongs to.")
@click.option("--claim", "sentence", help="The fact in your own words; {value} stands for the value.")
@click.option("--value", default="", help="The number or date, parts separated by ' / '.")
@click.option("--unit", default="", help="What the value counts.")
@click.option("--date", "date", default="", help="2020, 2020-06 or 2020-06-10.")
@click.option("--source", default="", help="The title of the text.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--address", default="", help="Where it is.")
@click.option("--status", help="CONFIRMED_PRIMARY, CONFIRMED_SECONDARY, DERIVED or UNCONFIRMED.")
@click.option("--quotation", default="", help="The few words that say it.")
@click.option("--derivation", default="", help="For a DERIVED row: the arithmetic, such as '100 * A01 / A05'.")
@click.option("--actor", default="", help="For a first-hand row: whose act or words it states. Default: the publisher.")
@click.option("--kind", default="", help="custody, count, pending, not-yet or version.")
@click.option("--support", default="", help="Ids of rows from independent sources, or 'account of ...'.")
@click.option("--look-again", default="", help="The day to look again, for what may change: 2027-05-26.")
@click.option("--copy", default="", help="The copy that was read, where it was not read at its own address.")
@click.option("--retrieved", default="", help="The day it was read. Default: today, for a confirmed row.")
def add(claim_id, sentence, status, retrieved, **values: str):
    """Add a fact. Asks for what is missing; a wrong row is refused and nothing is written."""
    from course.policy.claims import STATUSES, Claim, ledger, next_id
    from course.policy.claims import add as add_row

    def ask(question: str, given: str | None, option: str, **more) -> str:
        if given:
            return given
        if "default" in more and not sys.stdin.isatty():
            click.echo(f"{question}: {more['default']} (--{option} says otherwise)")
            return more["default"]
        try:
            return click.prompt(question, **more)
        except click.Abort:  # nobody answers
            raise click.UsageError(f"Give --{option}: {question[0].lower()}{question[1:]}.") from None

    claim_id = ask("Id, or its capital alone", claim_id, "id").upper()
    claim_id = next_id(claim_id) if len(claim_id) == 1 else claim_id
    topics = sorted({row.topic for row in ledger().values()})
    values["topic"] = ask(f"Topic ({', '.join(topics)})", values["topic"], "topic")
    sentence = ask("The fact, in your own words", sentence, "claim")
    status = ask("Status", status, "status", type=click.Choice(list(STATUSES)))
    if status.startswith("CONFIRMED"):
        for name, question in {
            "source": "Title of the source",
            "publisher": "Publisher",
            "address": "Address",
            "quotation": "The few words that say it",
        }.items():
            values[name] = ask(question, values[name], name)
        retrieved = retrieved or datetime.date.today().isoformat()
        if status == "CONFIRMED_PRIMARY":
            publisher = values["publisher"].split(" (")[0]
            values["actor"] = ask("Whose act or words does it state", values["actor"], "actor", default=publisher)
    elif status == "DERIVED":
        values["derivation"] = ask("The arithmetic", values["derivation"], "derivation")
    row = Claim(id=claim_id, claim=sentence, status=status, retrieved=retrieved, **values)
    add_row(row)
    click.echo(f"added {row.id}: {row.text}")


@claims.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]):
    """Check the ledger and the prose of FILES. Exits 1 if something is wrong.

    Without FILES: every lesson and assignment, the teaching kit, the words of every commitment, and the checksums on the cards.
    """
    from course.policy import held
    from course.policy.claims import ledger
    from course.policy.prose import check_file

    rows = ledger()  # reading it checks every row
    findings: list = [] if files else held.faults()
    files = files or (*sorted(paths.NOTEBOOKS.glob("*.py")), *sorted(paths.ASSIGNMENTS.glob("*/assignment.py")),
                      *sorted((paths.ROOT / "docs" / "teach" / "source").glob("*.md")))
    findings += [finding for file in files for finding in check_file(file)]
    for finding in findings:
        click.echo(finding)
    click.echo(f"{len(rows)} rows, {len(files)} files, {len(findings)} to mend.")
    if findings:
        sys.exit(1)


@claims.command()
@click.option("--days", default=365, show_default=True, help="Also rows that were read longer ago than this.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this day. Default: today.")
@click.option("--kind", help="Only rows of this kind, such as pending.")
@click.option("--all", "everything", is_flag=True, help="Every row with a day to look again, due or not.")
@click.option("--ids", "only_ids", is_flag=True, help="Print the ids alone.")
def stale(days: int, day: datetime.datetime | None, kind: str | None, everything: bool, only_ids: bool):
    """Rows to read again: those whose day has come, by kind, and those that were read long ago, oldest first."""
    from course.policy.row import KINDS, ClaimError
    from course.policy.stale import to_read_again

    if kind and kind not in KINDS:
        raise ClaimError(f"there is no kind {kind!r}. The kinds are {', '.join(KINDS)}.")
    today = day.date() if day else datetime.date.today()
    found = to_read_again(today, days, everything=everything)
    found = {name: rows for name, rows in found.items() if kind in (None, name)}
    if only_ids:
        for name in dict.fromkeys(row.id for rows in found.values() for row in rows):
            click.echo(name)
        return
    for name, rows in found.items():
        click.echo(f"{KINDS.get(name, name)} ({len(rows)})")
        for row in rows:
            due = f", look again {row.look_again}" if row.look_again else ""
            click.echo(f"  {row.id}  read {row.retrieved or 'never'}{due}  {row.text}")
    count = len({row.id for rows in found.values() for row in rows})
    click.echo(f"{count} rows to read again on {today}.")


@claims.command()
def tidy():
    """After merging branches or editing claims.csv by hand: write it in its own form, with its checksum."""
    from course.policy import claims as ledger

    click.echo("claims.csv written in its own form." if ledger.tidy() else "claims.csv is in its own form.")
    for name in ledger.refresh_card(paths.DATA / "CARD.md"):
        click.echo(f"data/{name}: new checksum")


@claims.command()
def checksums():
    """After editing uses, timeline, tables, chains or clauses by hand: write their checksums to the cards."""
    from course.policy.claims import cards, refresh_card

    for card in cards():
        for name in refresh_card(card):
            click.echo(f"{card.parent.name}/{name}: new checksum")


def lesson_source(wanted: str) -> Path:
    """The source of a lesson, by its name (``amazon``) or its number."""
    from course.policy.claims import ClaimError

    there = {path.stem[3:]: path for path in sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.py"))}
    found = [path for name, path in there.items() if name == wanted or path.stem[:2] == wanted.zfill(2)]
    if not found:
        raise ClaimError(f"there is no lesson {wanted}. Lessons: {', '.join(there) or 'none'}.")
    return found[0]


def _source(row) -> str:
    from course.policy.claims import STATUSES, written_date

    if row.status == "DERIVED":
        return f"computed: {row.derivation}"
    if not row.confirmed:
        return "not confirmed: not to be printed as a fact"
    when = f", {written_date(row.date)}" if row.date else ""
    return f"{row.publisher}{when} ({STATUSES[row.status]}): {row.address}"

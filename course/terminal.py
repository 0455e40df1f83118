"""Print what strangers wrote: everything that comes from a notebook, a folder's name or a file passes here."""

from __future__ import annotations

import click


def plain(text: object) -> str:
    """Text on one line, without a character that a terminal acts on, turns around or does not show."""
    return "".join(c if c.isprintable() else "?" for c in str(text).replace("\n", " "))


def say(*lines: object, err: bool = False) -> None:
    """Print each of ``lines`` as one line of plain text."""
    for line in lines:
        click.echo(plain(line), err=err)


def variant_option(help: str):
    """``--variant SECRET``, or the secret in COURSE_VARIANT: what stands in a command, every user of the machine can see."""
    return click.option("--variant", "secret", metavar="SECRET", envvar="COURSE_VARIANT", show_envvar=True, help=help)

"""``course lab``: JupyterLab on the first lesson."""

from __future__ import annotations

import os
import sys

import click

from course import paths
from course.errors import CourseError

FIRST = "notebooks/00_start_here.ipynb"


@click.command()
@click.argument("notebook", default=FIRST)
@click.option("--port", default=8888, show_default=True, help="Port to try first; the next free one is used.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def lab(notebook: str, port: int, no_browser: bool):
    """Open JupyterLab on NOTEBOOK (default: the first lesson) and print its address. Stop it with Ctrl-C."""
    if not (paths.ROOT / notebook).exists():
        raise CourseError(
            f"{notebook} does not exist. Lessons are in notebooks/, assignments in assignments/*/release/."
        )
    # As the default address, not as an argument: then the address that is printed leads to the notebook too.
    address = f"--LabApp.default_url=/lab/tree/{notebook}"
    command = [sys.executable, "-m", "jupyter", "lab", address, f"--port={port}"]
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    # The kernel of this environment, not one of the same name in the user's home.
    environment = {**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"}
    click.echo("Starting JupyterLab. Its address is printed below; stop it with Ctrl-C.")
    os.chdir(paths.ROOT)
    os.execve(sys.executable, command, environment)

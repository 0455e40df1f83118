"""``course lab``: JupyterLab on the first lesson."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import click

from course import children, paths
from course.content import arc
from course.errors import CourseError
from course.files import write_whole
from course.setup import bootstrap

UNLISTED = ["__pycache__", "*.py", "*.yml", "*.lock", "*.toml", "*.cff", "Makefile", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md",
            "course", "tests", "data", "quizzes", "folds", "wrong_answers", "right_answers", "browser", "*.tmp"]
"""What a student's list of files leaves out: sources, teachers' tools and settings. Notebooks and docs stay."""


@click.command()
@click.argument("notebook", required=False)
@click.option("--port", default=8888, show_default=True, help="Port to try first; the next free one is used.")
@click.option("--ip", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 inside a container.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def lab(notebook: str | None, port: int, ip: str, no_browser: bool):
    """Open JupyterLab on NOTEBOOK (default: the first lesson) and print its address. Stop it with Ctrl-C.

    NOTEBOOK may also be a file or a folder elsewhere: work that was handed out, or a class to grade. JupyterLab then
    sees that folder only. Nothing that lies in it is run before you run it, but for the nbgrader_config.py of a class.
    """
    home = paths.home() if paths.INSTALLED else paths.ROOT
    if paths.INSTALLED and notebook is None and home == paths.OWN:
        raise CourseError("there is no working copy yet. Lay one out: course start FOLDER")
    first = next(iter(arc.places().values())).path.with_suffix(".ipynb").relative_to(paths.ROOT).as_posix()
    path = next((one.resolve() for one in (home / (notebook or first), Path(notebook or first)) if one.exists()), None)
    if path is not None and (path / paths.MARK).is_file():
        path = path / first if (path / first).exists() else path
    if path is None:
        raise CourseError(
            f"{notebook} does not exist. Lessons are in notebooks/, assignments in assignments/*/release/."
        )
    root = paths.ROOT if path.is_relative_to(paths.ROOT) and not paths.INSTALLED else paths.copy_above(path)
    root = root or (path if path.is_dir() else path.parent)
    # As the default address, not as an argument: then the address that is printed leads to the notebook too.
    place = "/lab" if path == root else f"/lab/tree/{quote(path.relative_to(root).as_posix())}"
    # Nothing asks the network: no look for updates, no list of extensions.
    quiet = ["--LabApp.extension_manager=readonly", "--LabApp.news_url=None",
             "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command = children.python("-m", "jupyter", "lab", f"--LabApp.default_url={place}", f"--ServerApp.root_dir={root}",
                              f"--port={port}", *quiet)
    if root == paths.ROOT or (root / paths.MARK).is_file():  # what is listed, not what may be opened: links to docs/ still lead there
        command.append(f"--ContentsManager.hide_globs={UNLISTED!r}")
    if not (Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings" / "overrides.json").exists():  # uv or pip made this environment
        write_whole(paths.CACHE / "lab" / "settings" / "overrides.json", json.dumps(bootstrap.QUIET).encode())
        command.append(f"--LabApp.app_settings_dir={paths.CACHE / 'lab' / 'settings'}")
    if "JUPYTER_TOKEN" not in os.environ:  # with a token of its own, Jupyter tells its address in the log and nowhere else
        command.append("--log-level=WARN")
    if ip != "127.0.0.1":  # Jupyter's own default stays a name, which the address it prints is made of
        command.append(f"--ServerApp.ip={ip}")
    if no_browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # noqa: TID251
        command.append("--allow-root")
    # The kernel of this environment, not one of the same name in the user's home.
    environment = children.environment(JUPYTER_PREFER_ENV_PATH="1")
    if path == root and is_class(root):
        click.echo(f"{root / paths.NBGRADER} is a program and runs now, with your rights: open only classes of your own.")
        before = environment.get("JUPYTER_CONFIG_PATH")
        environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(_settings(root)), *([before] if before else [])])
    click.echo("Starting JupyterLab. Its address is printed below; stop it with Ctrl-C.")
    # Not in the folder itself: Jupyter runs every settings file (jupyter_config.py and others) of the folder it stands in.
    os.chdir(paths.ROOT)
    if os.name == "nt":  # Windows has no exec: what is called so there ends this process and leaves the other behind
        sys.exit(_attended(command, environment))
    os.execve(sys.executable, command, environment)  # noqa: TID251


def _attended(command: list[str], environment: dict[str, str]) -> int:
    """Run ``command`` and wait for it; Ctrl-C is for it to hear, and it ends in its own way."""
    with subprocess.Popen(command, env=environment) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return child.wait()


def is_class(folder: Path) -> bool:
    """Is this the folder of an nbgrader course? One that lies inside another is none: it may be what a student handed in."""
    return (folder / paths.NBGRADER).is_file() and not paths.class_above(folder)


def _settings(root: Path) -> Path:
    """A folder of ours that leads nbgrader to the class, which is otherwise found only by standing in its folder."""
    folder = paths.CACHE / "lab" / hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    children.lead_to_class(folder, root)
    return folder

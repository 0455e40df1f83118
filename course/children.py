"""Start Python as a child process, so that it imports nothing from the folder it stands in.

``python -m X`` puts the working folder before everything else: a file ``json.py`` beside a notebook would run with the
rights of whoever opens it. Every interpreter that this course starts is started by :func:`python`, with
:func:`environment`, which those that it starts in turn inherit.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from course import paths
from course.files import write_whole


def python(*arguments: str, interpreter: Path | str = sys.executable) -> list[str]:
    """The command that runs Python with these arguments."""
    return [str(interpreter), "-P", *arguments]


def environment(**more: str) -> dict[str, str]:
    """This process's environment, made safe for Python, with ``more`` in it."""
    safe = dict(os.environ)
    guard(safe)
    return safe | more


def lead_to_class(folder: Path, root: Path) -> None:
    """Let nbgrader, standing in ``folder``, work on the class in ``root``.

    nbgrader imports from the folder that it stands in, whatever Python is told, and reads its settings there. So it stands
    in a folder of ours, whose settings are those of the class.
    """
    text = f"load_subconfig({paths.NBGRADER!r}, path={str(root)!r})\nget_config().CourseDirectory.root = {str(root)!r}\n"
    write_whole(folder / paths.NBGRADER, text.encode())


def guard(variables: dict[str, str] | os._Environ) -> None:
    """Change the environment ``variables`` so that no Python started with them imports from its working folder."""
    variables["PYTHONSAFEPATH"] = "1"
    named = variables.get("PYTHONPATH", "").split(os.pathsep)
    kept = [one for one in named if os.path.isabs(one)]  # an empty or relative one means the working folder
    if kept:
        variables["PYTHONPATH"] = os.pathsep.join(kept)
    else:
        variables.pop("PYTHONPATH", None)

"""Plain nbgrader, without this course's sandbox: for work whose author is trusted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from course import children
from course.content import notebooks
from course.content.assignments import Assignment
from course.errors import CourseError
from course.files import write_whole

# The course is imported first, which makes nbgrader start sooner (see there). One process for all that is asked of it.
START = """\
import json, sys
import course
from nbgrader.apps.nbgraderapp import NbGraderApp
from traitlets.config import Application
for sys.argv[1:] in json.loads(sys.argv[1]):
    NbGraderApp.launch_instance()
    type(Application.instance()).clear_instance()
"""


def make_nbgrader_course(root: Path, *every: Assignment) -> None:
    """An nbgrader course in ``root`` with these assignments' sources in place and their releases generated."""
    root.mkdir(parents=True, exist_ok=True)
    config = (
        "from course.grading.nbgrader_settings import offline\n\nc = get_config()\n"
        f'c.CourseDirectory.course_id = "course"\nc.CourseDirectory.root = {str(root)!r}\noffline(c)\n'
    )
    if not (root / "nbgrader_config.py").exists():
        write_whole(root / "nbgrader_config.py", config.encode())
    for assignment in every:
        path = root / "source" / assignment.slug / f"{assignment.slug}.ipynb"
        write_whole(path, notebooks.to_bytes(notebooks.source_notebook(assignment)))
    nbgrader(root, *(["generate_assignment", assignment.slug, "--force"] for assignment in every))


def nbgrader(root: Path, *commands: list[str]) -> None:
    """Run these commands of nbgrader in ``root``, one after the other; the last lines of one that fails are the error."""
    command = children.python("-c", START, json.dumps(commands))
    # nbgrader finds its database tool, alembic, by name.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = children.environment(PATH=path, COURSE_PROGRESS="")
    with tempfile.TemporaryDirectory(prefix="nbgrader-") as here:
        children.lead_to_class(Path(here), root.resolve())
        done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        tail = "\n".join(done.stderr.strip().split("\n")[-12:])
        asked = "; ".join("nbgrader " + " ".join(one) for one in commands)
        raise CourseError(f"`{asked}` failed in {root}:\n{tail}")

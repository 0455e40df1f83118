"""Plain nbgrader, without this course's sandbox: for work whose author is trusted."""

from __future__ import annotations

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


def make_nbgrader_course(root: Path, assignment: Assignment) -> None:
    """An nbgrader course in ``root`` with this assignment's source in place and its release generated."""
    root.mkdir(parents=True, exist_ok=True)
    config = (
        "from course.grading.nbgrader_settings import offline\n\nc = get_config()\n"
        f'c.CourseDirectory.course_id = "course"\nc.CourseDirectory.root = {str(root)!r}\noffline(c)\n'
    )
    if not (root / "nbgrader_config.py").exists():
        write_whole(root / "nbgrader_config.py", config.encode())
    path = root / "source" / assignment.slug / f"{assignment.slug}.ipynb"
    write_whole(path, notebooks.to_bytes(notebooks.source_notebook(assignment)))
    nbgrader(root, "generate_assignment", assignment.slug, "--force")


def nbgrader(root: Path, *arguments: str) -> None:
    """Run one nbgrader command in ``root``; its last lines are the error when it fails."""
    command = children.python("-m", "nbgrader", *arguments)
    # nbgrader finds its database tool, alembic, by name.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = children.environment(PATH=path, COURSE_PROGRESS="")
    with tempfile.TemporaryDirectory(prefix="nbgrader-") as here:
        children.lead_to_class(Path(here), root.resolve())
        done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        tail = "\n".join(done.stderr.strip().split("\n")[-12:])
        raise CourseError(f"`nbgrader {' '.join(arguments)}` failed in {root}:\n{tail}")

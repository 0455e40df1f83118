"""What has been done so far, kept in one file on this machine. Nothing is sent anywhere."""

from __future__ import annotations

import contextlib
import json
import os
from datetime import date
from pathlib import Path

from course import paths
from course.content import assignments
from course.files import write_whole


def file() -> Path:
    """Where progress is kept. ``COURSE_PROGRESS`` names another file; empty, it keeps none."""
    return Path(os.environ.get("COURSE_PROGRESS", paths.ROOT / ".progress.json"))


def read() -> dict[str, dict[str, dict]]:
    """slug -> task -> {passed, on}. A file that cannot be read counts as empty and is left alone."""
    try:
        return json.loads(file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def record(slug: str, task: str, *, passed: bool) -> None:
    """Note the result of one public check. Failing later does not take back what once passed."""
    if os.environ.get("COURSE_PROGRESS") == "":
        return
    done = read()
    before = done.setdefault(slug, {}).get(task, {})
    if before.get("passed"):
        return
    done[slug][task] = {"passed": passed, "on": date.today().isoformat()}
    with contextlib.suppress(OSError):  # a read-only disk must not stop a lesson
        write_whole(file(), json.dumps(done, indent=1).encode())


def overview() -> str:
    """What has passed so far, as text: a line for each assignment, and what is left."""
    done = read()
    lines = []
    for slug in assignments.slugs():
        assignment = assignments.load(slug)
        tasks = [task.name for task in assignment.code_tasks]
        left = [name for name in tasks if not done.get(slug, {}).get(name, {}).get("passed")]
        lines.append(f"{assignment.title}: {len(tasks) - len(left)} of {len(tasks)} tasks passed their public checks")
        if left:
            lines.append(f"  still to do: {', '.join(left)}")
    lines.append(f"Kept in {file().name} in the course folder. Nothing is sent anywhere.")
    return "\n".join(lines)

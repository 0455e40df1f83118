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
    return Path(os.environ.get("COURSE_PROGRESS", paths.home() / ".progress.json"))


def read() -> dict[str, dict[str, dict]]:
    """slug -> task -> {passed, on}, and perhaps answered and tried. A file that cannot be read counts as empty and is left alone."""
    try:
        return json.loads(file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


_here: dict[tuple[Path, str, str], list[str]] = {}  # what was tried, where the file is not kept or cannot be written


def tried(slug: str, task: str) -> list[str]:
    """The wrong answers to this task that were told so: one entry for each, however often it was asked."""
    kept = read().get(slug, {}).get(task, {}).get("tried", [])
    return list(dict.fromkeys([*(kept if isinstance(kept, list) else []), *_here.get((file(), slug, task), [])]))


def passed(slug: str, task: str) -> bool:
    """Whether this task has ever passed its public check here."""
    return bool(read().get(slug, {}).get(task, {}).get("passed"))


def record(slug: str, task: str, *, passed: bool = False, answered: bool = False, wrong: str = "") -> None:
    """Note the result of one public check. Failing later does not take back what once passed.

    ``wrong``: what tells this answer, of a task with a few options, from others; it was said that it is wrong. ``answered``: it
    was not said whether the answer is right.
    """
    if wrong and wrong not in tried(slug, task):
        _here.setdefault((file(), slug, task), []).append(wrong)
    if os.environ.get("COURSE_PROGRESS") == "":
        return
    done = read()
    before = done.setdefault(slug, {}).get(task, {})
    if before.get("passed") and not wrong:
        return
    now = {"passed": passed or before.get("passed", False), "on": date.today().isoformat()}
    if answered or before.get("answered"):
        now["answered"] = True
    if tried(slug, task):
        now["tried"] = tried(slug, task)
    done[slug][task] = now
    with contextlib.suppress(OSError):  # a read-only disk must not stop a lesson
        write_whole(file(), json.dumps(done, indent=1).encode())


def overview() -> str:
    """What has passed so far, as text: a line for each assignment, and what is left."""
    done = read()
    lines = []
    for slug in assignments.slugs():
        assignment = assignments.load(slug)
        tasks = [task.name for task in assignment.code_tasks]
        of = {name: done.get(slug, {}).get(name, {}) for name in tasks}
        passed = [name for name in tasks if of[name].get("passed")]
        answered = [name for name in tasks if name not in passed and of[name].get("answered")]
        left = [name for name in tasks if name not in passed + answered]
        more = f", {len(answered)} answered" if answered else ""
        lines.append(f"{assignment.title}: {len(passed)} of {len(tasks)} tasks passed their public checks{more}")
        if left:
            lines.append(f"  still to do: {', '.join(left)}")
    lines.append(f"Kept in {file() if paths.INSTALLED else f'{file().name} in the course folder'}. Nothing is sent anywhere.")
    return "\n".join(lines)

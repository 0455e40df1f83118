"""Grade a class in a process of its own: ``python grade_class.py '{"root": ..., "assignments": ..., ...}'``.

What its submissions leave running is handed to this process by the kernel (a subreaper), and told in the report.
"""

import ctypes
import json
import os
import sys
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def left_running() -> list[str]:
    """Command lines of what this process or its children have started and that does not end by itself."""
    from course.grading.sandbox import watch

    deadline = time.monotonic() + 20
    while found := [line for line in map(_command_line, watch.descendants(os.getpid())) if line]:
        if time.monotonic() > deadline:
            return found
        time.sleep(0.1)
    return []


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    from course.grading.classroom import Classroom
    from course.grading.run import grade
    from course.grading.sandbox.limits import Limits

    options = json.loads(sys.argv[1])
    report = grade(
        Classroom(Path(options["root"]), options.get("db")),
        options.get("slug", "small"),
        workers=options.get("workers", 1),
        scheduler=options.get("scheduler"),
        force=options.get("force", False),
        limits=Limits.of(**options.get("limits", {})),
        assignments=Path(options["assignments"]),
        progress=False,
    )
    told = {"graded": report.graded, "unchanged": report.unchanged, "reasons": report.reasons}
    told |= {"for_a_person": report.for_a_person, "contended": report.contended}
    print(json.dumps(told | {"left": left_running()}))

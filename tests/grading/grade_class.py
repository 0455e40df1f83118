"""Grade a class in a process of its own: ``python grade_class.py '{"root": ..., "assignments": ..., ...}'``."""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    from course.grading.classroom import Classroom
    from course.grading.isolation import Limits
    from course.grading.run import grade

    options = json.loads(sys.argv[1])
    report = grade(
        Classroom(Path(options["root"]), options.get("db")),
        options.get("slug", "small"),
        workers=options.get("workers", 1),
        scheduler=options.get("scheduler"),
        force=options.get("force", False),
        limits=Limits(**options.get("limits", {})),
        assignments=Path(options["assignments"]),
        progress=False,
    )
    print(json.dumps({"graded": report.graded, "unchanged": report.unchanged, "reasons": report.reasons}))

"""``course grade validate``: does a notebook run to its end in the sandbox?"""

from __future__ import annotations

from pathlib import Path

import nbformat

from course.grading import sanitise
from course.grading.assemble import merge
from course.grading.sandbox.kernel import Ended
from course.grading.sandbox.launcher import Sandbox
from course.grading.sandbox.limits import Limits
from course.grading.which import Unreadable


def first_failure(path: Path, limits: Limits | None = None) -> str:
    """Run a notebook in a sandbox; what failed first, or an empty text."""
    try:
        merged = merge(nbformat.v4.new_notebook(), path.read_bytes())
    except Unreadable as error:
        return f"{path}: {error}"
    try:
        with Sandbox() as box, box.run([c.source for c in merged.run], {}, limits or Limits.of()) as kernel:
            for number, raw in enumerate(kernel.cells(), 1):
                for output in sanitise.outputs(raw):
                    if output["output_type"] == "error":
                        return f"{path}: code cell {number}: {output['ename']}: {output['evalue']}"
    except Ended as ended:
        return f"{path}: {ended}"
    return ""

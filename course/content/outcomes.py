"""What a student can do after the course: ``docs/teach/outcomes.yml``, with the graded tasks that show it.

Which lessons serve an outcome, each lesson's plan says (:mod:`course.content.plans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from course import paths
from course.yamltext import from_yaml

PATH = paths.ROOT / "docs" / "teach" / "outcomes.yml"


@dataclass(frozen=True)
class Outcome:
    """What a student can do, the CS2023 units it belongs to, and the tasks, each ``SLUG/TASK``, that show it."""

    id: str
    says: str
    units: tuple[str, ...]
    tasks: tuple[str, ...]


def outcomes() -> dict[str, Outcome]:
    """Every outcome by its id, in the order in which the course reaches them."""
    told = from_yaml(PATH.read_text(encoding="utf-8"))
    return {one["id"]: Outcome(one["id"], one["outcome"], tuple(one["units"]), tuple(one["tasks"])) for one in told}

"""Settings for nbgrader that keep it safe, offline and fair. ``apply(c)`` in nbgrader_config.py sets them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbgrader
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets import Float
from traitlets.config import Config

TEMPLATES = Path(__file__).parent / "templates"
_PAGES = "server_extensions/formgrader/templates"


class LatePolicy(LateSubmissionPlugin):
    """A penalty that grows by the day: nothing within the grace time, then ``percent_per_day`` of the score for each
    day that has begun, and never more than ``most_percent``."""

    grace_minutes = Float(15, help="Minutes after the due time that cost nothing.").tag(config=True)
    percent_per_day = Float(0, help="Percent of the score for each day begun after the due time.").tag(config=True)
    most_percent = Float(100, help="The largest penalty, in percent of the score.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Points to take off, or None."""
        if total_seconds_late <= self.grace_minutes * 60 or self.percent_per_day == 0:
            return None
        days = -(-total_seconds_late // 86400)
        return score * min(days * self.percent_per_day, self.most_percent) / 100


class RefuseUnsandboxed(NbGraderPreprocessor):
    """Stops nbgrader's own autograding: it would run student code with the instructor's rights."""

    def preprocess(self, nb: Any, resources: dict) -> Any:
        raise RuntimeError(
            "This course is graded with `course grade run`, in a sandbox. nbgrader's own autograding runs student code "
            "with your rights and is switched off here."
        )


def apply(c: Config) -> None:
    """Set nbgrader up for this course. Call it in nbgrader_config.py, before your own settings."""
    c.AssignLatePenalties.plugin_class = LatePolicy
    c.Autograde.sanitize_preprocessors = [RefuseUnsandboxed]
    offline(c)


def offline(c: Config) -> None:
    """Let nbgrader's pages ask nothing of the internet."""
    # nbgrader's pages load MathJax from a server on the internet; an empty macro of the same name is found first.
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), str(Path(nbgrader.__file__).parent / _PAGES)]


def late_policy(config: Config) -> LateSubmissionPlugin:
    """What nbgrader's AssignLatePenalties would ask for a penalty, with this configuration."""
    step = AssignLatePenalties(config=config)
    step.init_plugin()
    return step.plugin_inst

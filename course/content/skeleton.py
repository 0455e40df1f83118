"""``course new assignment SLUG``: a small assignment that works and already passes its proofs."""

from __future__ import annotations

import re
from pathlib import Path

from course import paths
from course.errors import CourseError
from course.files import write_whole

ASSIGNMENT = '''\
# ---
# title: "TITLE"
# draft: true
# minutes: 30
# lead: One task to begin with, 2 points, and one written answer, 2 points.
# before: "{Lesson:build_a_matcher}."
# objectives:
#   - say here what a student can do afterwards
# ---

# %% [markdown]
# {how}

# %% role="given"
import numpy as np

from course.study.selfcheck import selfcheck

check = selfcheck("SLUG")

THRESHOLD = 0.4  # a variant draws another

# %% role="variant"
def draw(random):
    return {"THRESHOLD": round(float(random.uniform(0.2, 0.6)), 2)}

# %% [markdown] task="share"
# ## 1. How many are at or below the threshold?
#
# Write `share_accepted(distances, threshold)`: the share of `distances` that are at most `threshold`.
# In this assignment the threshold is {{THRESHOLD}}.

# %% role="answer" task="share"
def share_accepted(distances, threshold=THRESHOLD):
    """The share of distances that are at most the threshold, between 0 and 1."""
    ### BEGIN SOLUTION
    return float(np.mean(np.asarray(distances) <= threshold))
    ### END SOLUTION

# %%
check("share")

# %% role="check" task="share" points=2
assert share_accepted([0.1, 0.9], 0.5) == 0.5, "One of two distances is at most 0.5: count, then divide by how many there are."

# %% role="hidden"
import numpy as np

# %% role="hidden" task="share"
def check(student):
    for _ in range(3):
        distances = student.random.uniform(0, 1, size=50)
        student.call("share_accepted", distances).close_to(
            float(np.mean(distances <= GIVEN["THRESHOLD"])),
            "Count the distances that are at most the threshold, and divide by how many there are.",
        )
    student.call("share_accepted", [0.25, 0.5], 0.25).close_to(
        0.5, "At most the threshold: a distance equal to the threshold counts."
    )

# %% [markdown]
# ## 2. In your own words
#
# In at most 50 words: what does this share not tell you?

# %% [markdown] role="essay" task="words" points=2
# A model answer. It counts accepted pairs without saying which of them are mated. To speak of errors one needs to
# know which pairs show one person and which show two.
'''

WRONG = {
    "strictly_below": '''\
"""
misconception: The boundary is left out; a distance equal to the threshold is not counted.
fails: [share]
message: "equal to the threshold counts"
"""

# %% task="share"
def share_accepted(distances, threshold=THRESHOLD):
    return float(np.mean(np.asarray(distances) < threshold))
''',
    "counts_instead_of_shares": '''\
"""
misconception: A count is given where a share is asked for.
fails: [share]
message: "divide by how many there are"
"""

# %% task="share"
def share_accepted(distances, threshold=THRESHOLD):
    return float(np.sum(np.asarray(distances) <= threshold))
''',
}

RUBRIC = """\
task: words
points: 2
criteria:
  - id: missing
    asks: Names what the share leaves out.
    levels:
      - {points: 0, text: Repeats the definition.}
      - {points: 1, text: "Says that something is missing, not what."}
      - {points: 2, text: Says that mated and non-mated pairs are not told apart.}
anchors:
  - {level: strong, points: 2, meets: {missing: 2}, text: It does not say which of the accepted pairs show one person.}
  - {level: middling, points: 1, meets: {missing: 1}, text: It does not say how good the matcher is.}
  - {level: weak, points: 0, meets: {missing: 0}, text: It is the share of distances below the threshold.}
  - {level: fluent but wrong, points: 0, meets: {missing: 0}, text: It omits only the residual variance of the estimator.}
"""


def new_assignment(slug: str, root: Path | None = None) -> Path:
    """Write the skeleton and return its folder.

    Raises
    ------
    CourseError
        When the name cannot be one, or is taken.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,30}", slug):
        raise CourseError(f"{slug!r} cannot be an assignment's name: lower-case letters, digits and _.")
    folder = (root or paths.ASSIGNMENTS) / slug
    if folder.exists():
        raise CourseError(f"{folder.name} exists already in assignments/. Choose another name.")
    title = slug.replace("_", " ").capitalize()
    for name, code in WRONG.items():
        write_whole(folder / "wrong_answers" / f"{name}.py", code.encode())
    write_whole(folder / "rubric.yml", RUBRIC.encode())
    write_whole(folder / "assignment.py", ASSIGNMENT.replace("SLUG", slug).replace("TITLE", title).encode())
    return folder

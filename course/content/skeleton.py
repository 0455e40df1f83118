"""``course new``: a small assignment or lesson that works and already passes its proofs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from course import paths
from course.content import arc, plans
from course.content.outcomes import outcomes
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
assert check.same(share_accepted(np.array([0.1, 0.9]), 0.5), 0.5), "One of two distances is at most 0.5: count, then divide by how many there are."

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
    student.call("share_accepted", np.array([0.25, 0.5]), 0.25).close_to(
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

RIGHT = {
    "plain_loop": '''\
"""
why: A loop and Python's own numbers.
"""

# %% task="share"
def share_accepted(distances, threshold=THRESHOLD):
    accepted = 0
    for distance in distances:
        accepted += distance <= threshold
    return accepted / len(distances)
''',
    "numpy_number": '''\
"""
why: A numpy number in single precision comes back.
"""

# %% task="share"
def share_accepted(distances, threshold=THRESHOLD):
    return np.float32(np.count_nonzero(np.array(distances) <= threshold) / len(distances))
''',
    "pandas_column": '''\
"""
why: The mean of a pandas column of truth values.
"""

# %% task="share"
import pandas as pd

def share_accepted(distances, threshold=THRESHOLD):
    return pd.Series(distances).le(threshold).mean()
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
  - {level: strong, side: the share misleads, points: 2, meets: {missing: 2}, text: It does not say which of the accepted pairs show one person.}
  - {level: strong, side: the share is of use, points: 2, meets: {missing: 2}, text: "It tells how much there is to look at. Which of the pairs show one person it does not tell."}
  - {level: middling, points: 1, meets: {missing: 1}, text: It does not say how good the matcher is.}
  - {level: weak, points: 0, meets: {missing: 0}, text: It is the share of distances below the threshold.}
  - {level: fluent but wrong, points: 0, meets: {missing: 0}, text: It omits only the residual variance of the estimator.}
"""


LESSON = '''\
# ---
# title: "TITLE"
# about: one question, one number
# minutes: 20
# lead: One sentence that makes a reader want the answer.
# before: Nothing.
# objectives:
#   - say here what a student can do afterwards
# ---

# %% [markdown]
# ## The question
#
# A section asks, then shows a few lines of code, then says what came out.

# %%
from course.figures.words import say
from course.study.quiz import quiz

say(f"Six pairs of four people: {4 * 3 // 2}.")

# %% [markdown]
# | people | pairs |
# |---|---|
# | two | one |
# | four | six |
# | eight | twenty-eight |
#
# ## Take away
#
# - One sentence that a student remembers.
#
# **Words:** *pair*: two images that are compared.
#
# ## Check yourself

# %%
quiz("SLUG")
'''

QUIZ = """\
- ask: How many pairs do four people make?
  options:
    - {text: six, right: true, why: Four times three, and each pair was counted twice.}
    - {text: four, why: That is the number of people.}
- ask: Is a pair of a person with the same person counted?
  options:
    - {text: "no, a pair has two people here", right: true, why: Otherwise there would be ten.}
    - {text: "yes", why: Then there would be ten.}
- ask: What happens to the number of pairs when the people double?
  options:
    - {text: it grows about fourfold, right: true, why: "Eight people make 28 pairs."}
    - {text: it doubles, why: "Eight people make 28 pairs, and four make six."}
"""

PLAN = """\
aim: One sentence, what the class leaves with.
outcomes: [OUTCOME]
expect: "\\"Twice the people, twice the pairs.\\""
silent: Whom does the first of the people meet?
skip: What to leave out when time runs short.
steps:
  - {minutes: 5, do: "The question. Each writes a number first."}
  - {minutes: 10, do: "Count the pairs of four people, by hand and by formula."}
  - {minutes: 5, do: "What grew, and how fast?"}
slides:
  - id: two
    ask: Two people. How many pairs?
    picture: "| people |"
    rows: [two]
    minutes: 2
    expect: "\\"Two, one for each.\\" A pair has two people."
    silent: Who would the second pair be?
  - id: four
    ask: Four people. Why are there six pairs?
    picture: "| people |"
    rows: [four]
    minutes: 4
    expect: "\\"Four, one for each.\\" Each meets all the others."
    silent: How often did you count each pair?
  - id: eight
    ask: Eight people. Why not twelve pairs?
    picture: "| people |"
    rows: [four, eight]
    minutes: 4
    expect: "\\"Twice the people, twice the pairs.\\" Each has more others to meet."
    silent: How many others does each of the eight meet?
  - id: hidden
    ask: Which number would you have to count again for sixteen people?
    picture: "| people |"
    rows: [two, four]
    columns: [people, pairs]
    minutes: 3
    expect: "\\"None of them.\\" A formula saves the counting."
    silent: What stays the same from row to row?
  - id: all
    ask: What does this table say about a gallery that grows?
    picture: "| people |"
    minutes: 4
    expect: "\\"A larger gallery has more faces.\\" It has many more pairs."
    silent: Who pays for a pair that is compared wrongly?
viva:
  - What is a pair, and what is none?
  - Why is each pair counted once?
  - What happens when the people double?
  - Where would you count people, and not pairs?
  - Which of your numbers would you check by hand?
"""
"""How the lesson is taught, a slide for each question. All five show the lesson's table, since it has no other picture yet."""


EXAMPLES = ("about: one question, one number", "One sentence that makes a reader want the answer.", "say here what a student can do afterwards",
            "A section asks, then shows a few lines of code, then says what came out.", "One sentence that a student remembers.",
            "One sentence, what the class leaves with.", "What to leave out when time runs short.", "How many pairs do four people make?")
"""Words of a new lesson that stand for its author's own."""


def left_as_begun(name: str) -> list[str]:
    """Which of the ``EXAMPLES`` the lesson called ``name`` and how it is taught still say."""
    files = (arc.place(name).path, paths.NOTEBOOKS / "quizzes" / f"{name}.yml", plans.FOLDER / "lessons" / f"{name}.yml")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.exists())
    return [words for words in EXAMPLES if words in text]


def new_lesson(name: str, after: str | None = None) -> tuple[Path, dict[str, str]]:
    """Write a lesson that passes its contract, at the end or behind the lesson ``after``, and move the later ones up.

    Its plan is written too. It serves the first outcome of the lesson before it, until somebody says which. Returns the new
    source, and the files that were moved, old name to new. Their names in README and docs follow.

    Raises
    ------
    CourseError
        When the name cannot be one or is taken, or there is no lesson ``after``.
    """
    _usable(name, "a lesson's")
    places = arc.places()
    if name in places:
        raise CourseError(f"there is a lesson {name!r} already: notebooks/{places[name].path.name}. Choose another name.")
    before = arc.place(after or list(places)[-1])
    serves = plans.plan(before.name).outcomes[0] if before.name in plans.planned() else next(iter(outcomes()))
    number = before.number + 1
    later = [one for one in places.values() if one.number >= number]
    stems = {one.path.stem: f"{one.number + 1:02d}_{one.name}" for one in later}
    moved = {}
    for place in reversed(later):
        for path in (place.path, place.path.with_suffix(".ipynb")):
            if path.exists():
                moved[path.name] = f"{stems[place.path.stem]}{path.suffix}"
                path.rename(path.with_name(moved[path.name]))
    for page in (paths.ROOT / "README.md", *(paths.ROOT / "docs").rglob("*.md")) if later else ():
        _change(page, r"\b\d\d_[a-z0-9_]+(?=\.(?:ipynb|py)\b)", lambda found: stems.get(found[0], found[0]))
    kit = paths.ROOT / "docs" / "teach"
    write_whole(kit / "lessons" / f"{name}.yml", PLAN.replace("OUTCOME", serves).encode())
    path = paths.NOTEBOOKS / f"{number:02d}_{name}.py"
    write_whole(paths.NOTEBOOKS / "quizzes" / f"{name}.yml", QUIZ.encode())
    write_whole(path, LESSON.replace("SLUG", name).replace("TITLE", name.replace("_", " ").capitalize()).encode())
    return path, moved


def _change(path: Path, pattern: str, into: Callable[[re.Match], str]) -> None:
    """Replace what ``pattern`` finds in a file, and write the file if that changed anything."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, into, text)
    if changed != text:
        write_whole(path, changed.encode())


def _usable(name: str, whose: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,30}", name):
        raise CourseError(f"{name!r} cannot be {whose} name: lower-case letters, digits and _.")


def new_assignment(slug: str, root: Path | None = None) -> Path:
    """Write the skeleton and return its folder.

    Raises
    ------
    CourseError
        When the name cannot be one, or is taken.
    """
    _usable(slug, "an assignment's")
    folder = (root or paths.ASSIGNMENTS) / slug
    if folder.exists():
        raise CourseError(f"{folder.name} exists already in assignments/. Choose another name.")
    title = slug.replace("_", " ").capitalize()
    for name, code in WRONG.items():
        write_whole(folder / "wrong_answers" / f"{name}.py", code.encode())
    for name, code in RIGHT.items():
        write_whole(folder / "right_answers" / f"{name}.py", code.encode())
    write_whole(folder / "rubric.yml", RUBRIC.encode())
    write_whole(folder / "assignment.py", ASSIGNMENT.replace("SLUG", slug).replace("TITLE", title).encode())
    return folder

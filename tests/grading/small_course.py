"""A small assignment, and ways to hand it in. Used by the tests of this folder and by the benchmark."""

from __future__ import annotations

import json
from pathlib import Path

from course.content import assignments, notebooks

HIDDEN = "hidden-canary-4e21"  # stands in the hidden checks
ASKED = "asked-canary-9b37"  # stands in the hidden inputs

ASSIGNMENT = f'''# ---
# title: "A small assignment"
# minutes: 5
# ---

# %% role="given"
FACTOR = 2

# %% role="answer" task="double"
def double(x):
    ### BEGIN SOLUTION
    return FACTOR * x
    ### END SOLUTION

# %% role="check" task="double" points=2
assert double(2) == 4, "Twice two is four."

# %% role="hidden"
import numpy as np

CANARY = "{HIDDEN}"

# %% role="hidden" task="double"
def check(student):
    for n in student.random.integers(10, 1000, size=4):
        student.call("double", int(n)).equals(2 * int(n), "Return the number times FACTOR.")

# %% role="answer" task="mean"
def mean(xs):
    ### BEGIN SOLUTION
    return sum(xs) / len(xs)
    ### END SOLUTION

# %% role="check" task="mean" points=3
assert mean([1, 3]) == 2, "The mean of 1 and 3 is 2."

# %% role="hidden" task="mean"
def check(student):
    for _ in range(3):
        xs = [float(x) for x in student.random.normal(size=5)]
        student.call("mean", xs).close_to(float(np.mean(xs)), "The mean is the sum divided by how many there are.")

# %% role="answer" task="shout"
def shout(text):
    ### BEGIN SOLUTION
    return text.upper()
    ### END SOLUTION

# %% role="check" task="shout" points=1
assert shout("a") == "A"

# %% role="hidden" task="shout"
def check(student):
    text = "{ASKED}-" + "".join(student.random.choice(list("abcdef"), size=8))
    # Here capitals are what is asked for, and ``equals`` does not look at them.
    student.call("shout", text).satisfies(lambda got: got == text.upper(), "Return the text in capital letters.", like="")

# %% [markdown] role="essay" task="memo" points=4
# A model answer.
'''

RIGHT = {
    "double": "def double(x):\n    return FACTOR * x",
    "mean": "def mean(xs):\n    return sum(xs) / len(xs)",
    "shout": "def shout(text):\n    return text.upper()",
}
POINTS = {"double": 2.0, "mean": 3.0, "shout": 1.0}


def write_assignment(root: Path, slug: str = "small", text: str = ASSIGNMENT) -> assignments.Assignment:
    """Put the assignment's source into ``root``, a folder of assignments."""
    (root / slug).mkdir(parents=True, exist_ok=True)
    (root / slug / "assignment.py").write_text(text)
    return assignments.load(slug, root)


def notebook(
    assignment: assignments.Assignment, answers: dict[str, str], first=(), last=(), memo: str | None = None
) -> dict:
    """The release with these answers, and code cells before and after, as parsed JSON."""
    release = json.loads(notebooks.to_bytes(notebooks.release_notebook(assignment)))
    for cell in release["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell["source"] = answers[name]
        if name == "memo" and memo is not None:
            cell["source"] = memo
    release["cells"] = [*map(code, first), *release["cells"], *map(code, last)]
    return release


def code(text: str) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}


def hand_in(
    root: Path, student: str, content: dict | bytes, slug: str = "small", name: str | None = None, **files: bytes
):
    """Put a notebook (and other files) into the course's ``submitted`` folder."""
    folder = root / "submitted" / student / slug
    folder.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / (name or f"{slug}.ipynb")).write_bytes(data)
    for file, content in files.items():
        (folder / file.replace("__", ".")).write_bytes(content)
    return folder

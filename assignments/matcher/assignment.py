# ---
# title: "Build a matcher"
# lesson: build_a_matcher
# minutes: 60
# lead: Nine tasks, 20 points. Eight are checked by machine, one is read by a person.
# before: {Lesson:build_a_matcher}. Everything you need is numpy and the faces of nobody.
# objectives:
#   - compute a distance between two templates and decide at a threshold
#   - enrol people in a gallery and search it
#   - refuse an image that a matcher should refuse
#   - say what a comparison score is, and what it is not
# ---

# %% [markdown]
# ## How this works
#
# Write your code where it says `# YOUR CODE HERE` and remove the line `raise NotImplementedError()`.
#
# Under each task there are two cells. `check("...")` tells you at once what to look at again.
# The cell below it holds the tests that you can read. Do not change that cell.
# When your work is graded, the same questions are asked again with other numbers.
#
# A **template** here is a vector of 128 numbers that a recogniser made from an image of a face.

# %% role="given"
import numpy as np

from course import faces
from course.study.selfcheck import selfcheck

check = selfcheck("matcher")

RECOGNISER = "dlib"
ENROLLED_IMAGE = 0  # which image of each person goes into the gallery
PROBE_IMAGE = 1  # which image of each person is used to search

# These two stand in the last question.
REPORTED_SCORE = 0.06
REPORTED_GALLERY = 10000

# %% role="variant"
def draw(random):
    enrolled, probe = random.choice(5, size=2, replace=False)
    return {
        "ENROLLED_IMAGE": int(enrolled),
        "PROBE_IMAGE": int(probe),
        "REPORTED_SCORE": round(float(random.uniform(0.04, 0.09)), 2),
        "REPORTED_GALLERY": int(random.integers(4, 40)) * 1000,
    }

# %% [markdown] task="distance"
# ## 1. How far apart are two templates?
#
# Write `cosine_distance(a, b)`. It takes two vectors and returns a plain number:
#
# $$d(a, b) = 1 - \frac{a \cdot b}{\lVert a \rVert \, \lVert b \rVert}$$
#
# Vectors that point the same way have distance 0. Vectors at a right angle have distance 1.
# The length of a vector plays no part.

# %% role="answer" task="distance"
def cosine_distance(a, b):
    """Cosine distance of two vectors of the same length: 0 (same direction) to 2 (opposite)."""
    ### BEGIN SOLUTION
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return float(1 - a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
    ### END SOLUTION

# %%
check("distance")

# %% role="check" task="distance" points=2
assert abs(cosine_distance([1, 0], [1, 0])) < 1e-9, "A vector is at distance 0 from itself. Did you forget `1 -`?"
assert abs(cosine_distance([1, 0], [0, 1]) - 1) < 1e-9, "Vectors at a right angle are at distance 1."
assert abs(cosine_distance([3, 0], [0, 5]) - 1) < 1e-9, "Length plays no part: divide by both norms."

# %% role="hidden"
import numpy as np

from course import faces as _faces


def unit(x):
    """Rows of unit length."""
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def people(random, n=12, size=16):
    """A gallery of ``n`` unit templates, their names in no order, and a probe near one of them."""
    matrix = unit(random.normal(size=(n, size)))
    names = [f"person-{i}" for i in random.permutation(n)]
    probe = matrix[random.integers(n)] + 0.15 * random.normal(size=size)
    return matrix, names, probe * random.uniform(2, 4)

# %% role="hidden" task="distance"
def check(student):
    for _ in range(5):
        a, b = student.random.normal(size=(2, 128)) * student.random.uniform(0.5, 3, size=(2, 1))
        expected = 1 - float(unit(a) @ unit(b))
        student.call("cosine_distance", a, b).close_to(
            expected, "The distance is 1 minus the cosine of the angle, and the lengths of the vectors play no part."
        )

# %% [markdown] task="decide"
# ## 2. Same person, or not?
#
# A matcher compares the distance with a **threshold** and decides.
# Write `decide(distance, threshold)`. It returns `True` (match) when the distance is at most the threshold.

# %% role="answer" task="decide"
def decide(distance, threshold):
    """True when the distance is at most the threshold."""
    ### BEGIN SOLUTION
    return bool(distance <= threshold)
    ### END SOLUTION

# %%
check("decide")

# %% role="check" task="decide" points=1
assert decide(0.2, 0.4) is True, "Two templates that are close are a match: small distance, same person."
assert decide(0.9, 0.4) is False, "Two templates that are far apart are no match."

# %% role="hidden" task="decide"
def check(student):
    for _ in range(4):
        threshold, gap = student.random.uniform(0.2, 1.5), student.random.uniform(0.01, 0.2)
        student.call("decide", threshold - gap, threshold).equals(
            True, "A distance below the threshold is a match. A distance is small when two faces are alike."
        )
        student.call("decide", threshold + gap, threshold).equals(False, "A distance above the threshold is no match.")
        student.call("decide", threshold, threshold).equals(
            True, "At most the threshold: a distance equal to the threshold is a match."
        )

# %% [markdown] task="face"
# ## 3. Refuse what cannot be compared
#
# A detector returns a list with one box `(x, y, width, height)` for each face it finds.
# If the list is empty, there is nothing to compare. A matcher that goes on anyway compares walls with walls,
# and may report a match. If there are several faces, the matcher cannot know which one you mean.
#
# Write `the_face(boxes)`:
#
# - no box: raise `ValueError` with a message that says that no face was found;
# - several boxes: raise `ValueError` with a message that says how many there are;
# - one box: return it.

# %% role="answer" task="face"
def the_face(boxes):
    """The one box in ``boxes``; ValueError when there is none, or more than one."""
    ### BEGIN SOLUTION
    if len(boxes) == 0:
        raise ValueError("no face was found in the image")
    if len(boxes) > 1:
        raise ValueError(f"{len(boxes)} faces were found; crop the image to one")
    return boxes[0]
    ### END SOLUTION

# %%
check("face")

# %% role="check" task="face" points=2
assert tuple(the_face([(10, 12, 80, 96)])) == (10, 12, 80, 96), "With one box, return that box."
try:
    the_face([])
except ValueError:
    pass
else:
    raise AssertionError("An image without a face must be refused: raise ValueError, do not return something.")

# %% role="hidden" task="face"
def check(student):
    boxes = [[int(v) for v in row] for row in student.random.integers(5, 150, size=(4, 4))]
    student.call("the_face", boxes[:1]).equals(boxes[0], "With exactly one box, return that box.")
    student.call("the_face", []).raises(
        "ValueError", "An image without a face must be refused with a ValueError. Nothing else may come back."
    )
    for n in (2, 4):
        student.call("the_face", boxes[:n]).raises(
            "ValueError", "With several faces the matcher cannot know which one is meant: refuse with a ValueError."
        )

# %% [markdown] task="enrol"
# ## 4. Enrol a person
#
# A **gallery** holds one template for each person. Here it is a `dict` from name to vector.
# Write `enrol(gallery, name, template)`. It returns a **new** gallery that also holds this person:
#
# - the template is stored at length 1 (divide it by its norm);
# - the gallery that was passed in stays as it was;
# - a name that is already there is refused with `ValueError`: silently replacing a person's template is how
#   records get mixed up.

# %% role="answer" task="enrol"
def enrol(gallery, name, template):
    """A new gallery with ``template``, at unit length, under ``name``."""
    ### BEGIN SOLUTION
    if name in gallery:
        raise ValueError(f"{name} is already enrolled")
    template = np.asarray(template, dtype=float)
    return {**gallery, name: template / np.linalg.norm(template)}
    ### END SOLUTION

# %%
check("enrol")

# %% role="check" task="enrol" points=3
_before = {"Ada": np.array([1.0, 0.0])}
_after = enrol(_before, "Ben", np.array([3.0, 4.0]))
assert set(_after) == {"Ada", "Ben"}, "The new gallery holds the people from before and the new one."
assert np.allclose(_after["Ben"], [0.6, 0.8]), "Store the template at length 1: divide by its norm."

# %% role="hidden" task="enrol"
def check(student):
    template, other = student.random.normal(size=(2, 32)) * 5
    gallery = {"first": [float(x) for x in unit(other)]}
    student.call("enrol", gallery, "second", template).satisfies(
        lambda g: set(g) == {"first", "second"}, "The new gallery holds the people from before and the new one."
    )
    student.call("enrol", gallery, "second", template).satisfies(
        lambda g: np.allclose(g["second"], unit(template)), "Store the template at length 1: divide it by its norm."
    )
    student.call("enrol", gallery, "first", template).raises(
        "ValueError", "A name that is already enrolled must be refused with a ValueError, not replaced."
    )
    student.call("enrol", gallery, "second", template).leaves_arguments(
        "The gallery that was passed in must stay as it was. Build a new dict instead of changing it."
    )

# %% [markdown] task="identify"
# ## 5. Who is nearest?
#
# Now search. The gallery is a matrix with one unit template in each row, and `names[i]` is the person of row `i`.
# Write `identify(matrix, names, probe)`. It returns a pair: the name of the nearest person, and the cosine distance.
#
# One matrix product, `matrix @ probe`, compares the probe with everyone. The probe may have any length.

# %% role="answer" task="identify"
def identify(matrix, names, probe):
    """(name, cosine distance) of the row of ``matrix`` that is nearest to ``probe``."""
    ### BEGIN SOLUTION
    distances = 1 - np.asarray(matrix) @ (np.asarray(probe) / np.linalg.norm(probe))
    best = int(np.argmin(distances))
    return names[best], float(distances[best])
    ### END SOLUTION

# %%
check("identify")

# %% role="check" task="identify" points=2
_matrix = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
_name, _distance = identify(_matrix, ["Ada", "Ben", "Cleo"], np.array([0.0, 2.0]))
assert _name == "Ben", "The nearest person has the smallest distance."
assert abs(_distance) < 1e-9, "Bring the probe to length 1 before you compare: then a perfect match is at distance 0."

# %% role="hidden" task="identify"
def check(student):
    for _ in range(3):
        matrix, names, probe = people(student.random)
        distances = 1 - matrix @ unit(probe)
        best = int(np.argmin(distances))
        student.call("identify", matrix, names, probe).satisfies(
            lambda pair: pair[0] == names[best], "The nearest person is the one with the smallest distance."
        )
        student.call("identify", matrix, names, probe).satisfies(
            lambda pair: abs(pair[1] - distances[best]) < 1e-6,
            "Return the cosine distance too. Bring the probe to length 1 first.",
        )

# %% [markdown] task="candidates"
# ## 6. A candidate list
#
# `identify` always names somebody, even when the person is not in the gallery at all.
# A **candidate list** with a threshold may be empty. An empty list is an answer.
#
# Write `candidates(matrix, names, probe, threshold, k)`. It returns a list of `(name, distance)` pairs:
# only people at a distance of at most `threshold`, nearest first, at most `k` of them.

# %% role="answer" task="candidates"
def candidates(matrix, names, probe, threshold, k):
    """At most ``k`` (name, distance) pairs within ``threshold``, nearest first; may be empty."""
    ### BEGIN SOLUTION
    distances = 1 - np.asarray(matrix) @ (np.asarray(probe) / np.linalg.norm(probe))
    order = np.argsort(distances)[:k]
    return [(names[i], float(distances[i])) for i in order if distances[i] <= threshold]
    ### END SOLUTION

# %%
check("candidates")

# %% role="check" task="candidates" points=3
_found = candidates(_matrix, ["Ada", "Ben", "Cleo"], np.array([0.0, 1.0]), threshold=0.5, k=5)
assert [name for name, _ in _found] == ["Ben", "Cleo"], "Nearest first, and only those within the threshold."
_found = candidates(_matrix, ["Ada", "Ben", "Cleo"], np.array([-1.0, -1.0]), threshold=0.5, k=5)
assert _found == [], "When nobody is near, the list is empty."

# %% role="hidden" task="candidates"
def check(student):
    for k in (1, 3, 12):
        matrix, names, probe = people(student.random)
        distances = 1 - matrix @ unit(probe)
        threshold = float(np.sort(distances)[5:7].mean())
        order = [i for i in np.argsort(distances)[:k] if distances[i] <= threshold]
        answer = student.call("candidates", matrix, names, probe, threshold, k)
        answer.satisfies(lambda rows: len(rows) <= k, "At most k candidates.")
        answer.satisfies(
            lambda rows: all(d <= threshold for _, d in rows),
            "Only people within the threshold are candidates. A list that is always full hides that nobody matched.",
        )
        answer.satisfies(
            lambda rows: [name for name, _ in rows] == [names[i] for i in order], "Nearest first, nobody left out."
        )
    corners = np.eye(2)[student.random.permutation(2)]
    student.call("candidates", np.eye(2), ["x", "y"], corners[0], 1.0, 5).satisfies(
        lambda rows: len(rows) == 2, "At most the threshold: a distance equal to the threshold counts."
    )
    matrix, names, probe = people(student.random)
    student.call("candidates", matrix, names, -probe, 0.05, 5).equals(
        [], "When nobody is within the threshold the list is empty."
    )

# %% [markdown] task="measure"
# ## 7. Measure it
#
# Now use real templates. For each **known** person of the cast's development half,
# image `ENROLLED_IMAGE` is enrolled and image `PROBE_IMAGE` is the probe.
#
# Set two numbers:
#
# - `rank1_rate`: the share of probes whose nearest person in the gallery is the right person;
# - `typical_distance`: the median, over all probes, of the cosine distance to that nearest person.
#
# This is a closed-set test: everyone who is searched for is enrolled. Real searches are seldom so kind.

# %% role="given"
known = faces.embeddings(RECOGNISER, role="known", split="development")
shot = known.table["shot"].to_numpy()
gallery_rows = known.table[shot == ENROLLED_IMAGE]
probe_rows = known.table[shot == PROBE_IMAGE]
gallery_templates = known.vectors[shot == ENROLLED_IMAGE]
probe_templates = known.vectors[shot == PROBE_IMAGE]
gallery_names = gallery_rows["subject"].tolist()
probe_names = probe_rows["subject"].tolist()
len(gallery_names), len(probe_names)

# %% role="answer" task="measure"
rank1_rate = None
typical_distance = None
### BEGIN SOLUTION
_gallery = gallery_templates / np.linalg.norm(gallery_templates, axis=1, keepdims=True)
_probes = probe_templates / np.linalg.norm(probe_templates, axis=1, keepdims=True)
_distances = 1 - _probes @ _gallery.T
_nearest = np.argmin(_distances, axis=1)
rank1_rate = float(np.mean(np.array(gallery_names)[_nearest] == np.array(probe_names)))
typical_distance = float(np.median(_distances.min(axis=1)))
### END SOLUTION

# %%
check("measure")

# %% role="check" task="measure" points=2
assert isinstance(rank1_rate, float), "`rank1_rate` is a share, a number between 0 and 1."
assert 0 <= rank1_rate <= 1, "A share lies between 0 and 1. Divide the right answers by the number of probes."

# %% role="hidden" task="measure"
def check(student):
    known = _faces.embeddings(GIVEN["RECOGNISER"], role="known", split="development")
    shot, subject = known.table["shot"].to_numpy(), known.table["subject"].to_numpy()
    gallery, probes = shot == GIVEN["ENROLLED_IMAGE"], shot == GIVEN["PROBE_IMAGE"]
    distances = 1 - unit(known.vectors[probes]) @ unit(known.vectors[gallery]).T
    right = subject[gallery][np.argmin(distances, axis=1)] == subject[probes]
    student.value("rank1_rate").close_to(
        float(np.mean(right)),
        "Search the gallery with each probe image, and divide the right answers by the number of probes."
        " Templates are compared by direction: bring them to length 1.",
        tolerance=1e-3,
    )
    student.value("typical_distance").close_to(
        float(np.median(distances.min(axis=1))),
        "Take each probe image's distance to the nearest person, then the median. A distance of 0 would mean that an"
        " image was compared with itself.",
        tolerance=1e-3,
    )

# %% [markdown] task="meaning"
# ## 8. What is the score?
#
# Set `score_is` to the letter of the statement that is true of the cosine distance you computed.
#
# - **A** It is the probability that the two images show the same person.
# - **B** It is a number that tends to be smaller for two images of one person. It says nothing by itself about how
#   often a match is right.
# - **C** It is the share of facial features that agree.
# - **D** It says how sure the detector is that there is a face.

# %% role="answer" task="meaning"
score_is = "?"
### BEGIN SOLUTION
score_is = "B"
### END SOLUTION

# %%
check("meaning")

# %% role="check" task="meaning" points=1
assert str(score_is).strip().upper() in {"A", "B", "C", "D"}, "Set `score_is` to one of the letters A, B, C, D."

# %% role="hidden" task="meaning"
def check(student):
    student.value("score_is").chosen(
        "B", "ABCD", "Look at what you computed: an angle between two vectors. Which statement claims no more than that?"
    )

# %% [markdown]
# ## 9. In your own words
#
# A report says: *"The system found the suspect. The match score was {{REPORTED_SCORE}}, so it is almost certainly him."*
# The gallery held {{REPORTED_GALLERY}} people. Nobody recorded the threshold.
#
# In at most 150 words: name two things the writer must find out before the sentence could be supported,
# and say for each how it could change the conclusion. Use what you measured above.
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="report" points=4
# A model answer. First, the score is a distance between two templates, not a probability. Whether {{REPORTED_SCORE}} is rare between
# different people has to be measured: how often do two *different* people come that close with this recogniser, on
# images like these? Without that rate, and the threshold that was in force, {{REPORTED_SCORE}} means only "close". Second, was the
# suspect enrolled at all, and how many people were searched? A search of {{REPORTED_GALLERY}} compares {{REPORTED_GALLERY}} times, so even a rare
# false match will turn up for somebody, and the nearest person is always found, also when the right one is absent.
# In task 7 every probe had a mate in the gallery; here nobody knows. If the false match rate at {{REPORTED_SCORE}} were one in
# {{REPORTED_GALLERY}}, we would expect about one false candidate in such a search. The name is then a lead to be checked, not a
# finding.

# ---
# title: "Build a matcher"
# lesson: build_a_matcher
# minutes: 60
# lead: Nine tasks, 20 points. Eight are checked by machine, one is read by a person.
# before: {Lesson:build_a_matcher}. Everything you need is numpy and the faces of nobody.
# objectives:
#   - bring a threshold from one distance to another, and decide at it
#   - enrol people in a gallery and search it
#   - refuse an image that a matcher should refuse
#   - say what a comparison score is, and what it is not
# ---

# %% [markdown]
# {how}
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
# ## 1. One decision, two rulers
#
# DeepFace can compare two templates by the cosine distance, or by their Euclidean distance after both were brought to length 1. It has a threshold for
# each. For Dlib these are 0.07 and 0.4, for SFace 0.593 and 1.055. <!-- no-claim: constants in DeepFace's own code --> Do both rulers decide alike?
#
# For two vectors of length 1 the square of the Euclidean distance is the dot product of $a - b$ with itself. Multiply it out, and set it
# beside the cosine distance, $1 - a \cdot b$. <!-- no-claim: a formula -->
#
# - Write `l2_threshold(cosine)`: the Euclidean distance, at length 1, of two templates whose cosine distance is `cosine`.
# - Write `disagree(cosine, l2)`. A pair matches on the one ruler when its cosine distance is at most `cosine`, and on the other when its Euclidean
#   distance is at most `l2`. Return a list `[low, high]`: the rulers decide differently for pairs with a cosine distance **above** `low` and **at
#   most** `high`. Where they always agree the two ends are equal.

# %% role="answer" task="distance"
def l2_threshold(cosine):
    """The Euclidean distance at length 1 that belongs to a cosine distance."""
    ### BEGIN SOLUTION
    return float(np.sqrt(2 * cosine))
    ### END SOLUTION


def disagree(cosine, l2):
    """[low, high]: the cosine distances on which the two thresholds decide differently."""
    ### BEGIN SOLUTION
    other = l2**2 / 2
    return [min(cosine, other), max(cosine, other)]
    ### END SOLUTION

# %%
check("distance")

# %%
{"Dlib": disagree(0.07, 0.4), "SFace": disagree(0.593, 1.055)}

# %% role="check" task="distance" points=2
_a, _b = np.array([1.0, 0.0]), np.array([0.6, 0.8])
assert check.same(l2_threshold(1 - _a @ _b), np.linalg.norm(_a - _b)), "Try it on two vectors of length 1: the square of the Euclidean distance is twice the cosine distance."
assert check.same(disagree(0.07, 0.4), [0.07, 0.08]), "Bring one threshold to the other's ruler: the square of the one distance is twice the other."
assert check.same(disagree(0.02, 0.2), [0.02, 0.02]), "Here both rulers cut at the same place."

# %% role="hidden" task="distance"
def check(student):
    for cosine in (0.02, 0.08, 0.5, 1.125, float(student.random.uniform(0.1, 1.9))):
        student.call("l2_threshold", cosine).close_to(
            float(np.sqrt(2 * cosine)), "Try it on two vectors of length 1: the square of the Euclidean distance is twice the cosine distance."
        )
    for cosine, l2 in ((0.0, 0.0), (2.0, 2.0)):
        student.call("l2_threshold", cosine).close_to(
            l2, "The same direction is at distance 0 on both rulers, and the opposite one at distance 2 on both.", edge=True
        )
    ruler = "Bring one threshold to the other's ruler before you set them side by side: both ends are cosine distances."
    for _ in range(3):
        cosine = float(student.random.uniform(0.05, 0.8))
        for other in (cosine * float(student.random.uniform(0.3, 0.9)), cosine * float(student.random.uniform(1.2, 2.0))):
            answer = student.call("disagree", cosine, float(np.sqrt(2 * other)))
            answer.satisfies(lambda ends: ends[0] <= ends[1], "The smaller end comes first, whichever threshold it comes from.", like=[0.5, 0.5])
            answer.close_to([min(cosine, other), max(cosine, other)], ruler)
    student.call("disagree", 0.125, 0.5).close_to([0.125, 0.125], ruler + " Here they cut at the same place.")

# %% role="hidden"
import numpy as np

from course import faces as _faces
from course.checks.compare import same


def unit(x):
    """Rows of unit length."""
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def people(random, n=12, size=16):
    """A gallery of ``n`` unit templates, their names in no order, and a probe near one of them."""
    matrix = unit(random.normal(size=(n, size)))
    names = [f"person-{i}" for i in random.permutation(n)]
    probe = matrix[random.integers(n)] + 0.15 * random.normal(size=size)
    return matrix, names, probe * random.uniform(2, 4)

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
assert check.same(decide(0.2, 0.4), True), "Return `True` or `False`. Two templates that are close are a match: small distance, same person."
assert check.same(decide(0.9, 0.4), False), "Two templates that are far apart are no match."

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
        for near in (1e-3, 1e-6):
            student.call("decide", threshold + near, threshold).equals(
                False, "A distance just above the threshold is no match: compare the numbers as they are, do not round them."
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
# - several boxes: raise `ValueError` with a message that says how many there are, and not that there is none;
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
assert check.same(the_face([(10, 12, 80, 96)]), (10, 12, 80, 96)), "With one box, return that box."
try:
    the_face([])
except ValueError as _error:
    assert "face" in str(_error).lower(), "Say in the message that no face was found."
else:
    raise AssertionError("An image without a face must be refused: raise ValueError, do not return something.")
try:
    the_face([(1, 2, 3, 4), (5, 6, 7, 8)])
except ValueError as _error:
    assert "2" in str(_error) or "two" in str(_error).lower(), "Say in the message how many faces there are."
    assert "no face" not in str(_error).lower(), "There are two faces here, and the message says that there may be none. Each case has a message of its own."
else:
    raise AssertionError("With several faces the matcher cannot know which one is meant: raise ValueError.")

# %% role="hidden" task="face"
def check(student):
    boxes = [[int(v) for v in row] for row in student.random.integers(5, 150, size=(4, 4))]
    student.call("the_face", boxes[:1]).equals(boxes[0], "With exactly one box, return that box.")
    student.call("the_face", []).raises(
        "ValueError", "An image without a face must be refused with a ValueError. Nothing else may come back.",
        saying=["face"], unsaid="The message of your ValueError must say that no face was found.",
    )
    student.call("the_face", []).raises(
        "ValueError", "", saying=["no", "0", "zero", "without", "empty", "miss"], unsaid="The message of your ValueError must say that no face was found.",
    )
    for n, word in ((2, "two"), (4, "four")):
        student.call("the_face", boxes[:n]).raises(
            "ValueError", "With several faces the matcher cannot know which one is meant: refuse with a ValueError.",
            saying=[str(n), word], unsaid="The message of your ValueError must say how many faces there are.",
            but_not="no face", said="There are several faces, and the message of your ValueError says that there may be none: each case has a message of its own.",
        )
    two = student.call("the_face", boxes[:2]).reply.error_text
    student.call("the_face", boxes).raises(
        "ValueError", "",
        but_not=two, said="Your ValueError says the same of two faces and of four: say how many there are.",
    )

# %% [markdown] task="enrol"
# ## 4. Enrol a person
#
# A **gallery** holds one template for each person. Here it is a `dict` from name to vector.
# Write `enrol(gallery, name, template)`. It returns a **new** gallery that also holds this person:
#
# - the template is stored at length 1 (divide it by its norm);
# - the gallery that was passed in stays as it was (`template` may change: nobody needs it again);
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
assert check.same(set(dict(_after)), {"Ada", "Ben"}), "The new gallery holds the people from before and the new one."
assert check.same(_after, {"Ada": np.array([1.0, 0.0]), "Ben": np.array([0.6, 0.8])}), "Store the template at length 1: divide by its norm."

# %% role="hidden" task="enrol"
def check(student):
    template, other = student.random.normal(size=(2, 32)) * 5
    gallery = {"first": [float(x) for x in unit(other)]}
    people = "The new gallery holds the people from before and the new one."
    answer = student.call("enrol", gallery, "second", template).spelt(["first", "second"])
    answer.satisfies(lambda g: set(g) == {"first", "second"}, people, like={})
    entries = answer.entries({"first": [0.5], "second": [0.5]})
    entries["first"].close_to(unit(other), people)
    entries["second"].close_to(unit(template), "Store the template at length 1: divide it by its norm.")
    student.call("enrol", gallery, "first", template).raises(
        "ValueError", "A name that is already enrolled must be refused with a ValueError, not replaced."
    )
    student.call("enrol", gallery, "second", template).leaves_arguments(
        "The gallery that was passed in must stay as it was. Build a new dict instead of changing it.", 0
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
assert check.same(_name, "Ben"), "Return the name, then the distance. The nearest person has the smallest distance."
assert check.same(_distance, 0.0), "Bring the probe to length 1 before you compare: then a perfect match is at distance 0."

# %% role="hidden" task="identify"
def check(student):
    for _ in range(3):
        matrix, names, probe = people(student.random)
        distances = 1 - matrix @ unit(probe)
        best = int(np.argmin(distances))
        name, distance = student.call("identify", matrix, names, probe).parts("", 0.5)
        name.equals(names[best], "The nearest person is the one with the smallest distance.")
        distance.close_to(
            distances[best], "Return the cosine distance too. Bring the probe to length 1 first.",
            instead=[(1 - distances[best], "This is the similarity, the cosine of the angle. The distance is 1 minus it.")],
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
assert check.same(_found, [("Ben", 0.0), ("Cleo", 0.2)]), "Pairs of a name and its distance: nearest first, and only those within the threshold."
_found = candidates(_matrix, ["Ada", "Ben", "Cleo"], np.array([-1.0, -1.0]), threshold=0.5, k=5)
assert check.same(_found, []), "When nobody is near, the list is empty."

# %% role="hidden" task="candidates"
def check(student):
    for k in (1, 3, 12):
        matrix, names, probe = people(student.random)
        distances = 1 - matrix @ unit(probe)
        threshold = float(np.sort(distances)[5:7].mean())
        order = [i for i in np.argsort(distances)[:k] if distances[i] <= threshold]
        answer = student.call("candidates", matrix, names, probe, threshold, k).spelt(names)
        answer.satisfies(lambda rows: len(rows) <= k, "At most k candidates.", like=[("", 0.5)])
        of = dict(zip(names, distances, strict=True))
        answer.satisfies(
            lambda rows: all(same(d, of[name]) for name, d in rows),
            "The number beside a name is that person's cosine distance. Bring the probe to length 1 first.", like=[("", 0.5)],
        )
        answer.satisfies(
            lambda rows: all(of[name] <= threshold for name, _ in rows),
            "Only people within the threshold are candidates. A list that is always full hides that nobody matched.",
            like=[("", 0.5)],
        )
        answer.satisfies(
            lambda rows: [name for name, _ in rows] == [names[i] for i in order], "Nearest first, nobody left out.", like=[("", 0.5)]
        )
    corners = np.eye(2)[student.random.permutation(2)]
    student.call("candidates", np.eye(2), ["x", "y"], corners[0], 1.0, 5).satisfies(
        lambda rows: len(rows) == 2, "At most the threshold: a distance equal to the threshold counts.", like=[("", 0.5)]
    )
    matrix, names, probe = people(student.random)
    student.call("candidates", matrix, names, -probe, 0.05, 5).equals(
        [], "When nobody is within the threshold the list is empty.", edge=True
    )

# %% [markdown] task="measure"
# ## 7. Measure it
#
# Write `measure(gallery, gallery_names, probes, probe_names)`. `gallery` and `probes` are matrices with one template in each
# row, of any length, and the names say whose they are, row by row. Return a pair:
#
# - the **rank-1 rate**: the share of probes whose nearest person in the gallery is the right person;
# - the **typical distance**: the median, over all probes, of the cosine distance to that nearest person, right or wrong.
#
# Then run it on real templates. For each **known** person of the cast's development half, image `ENROLLED_IMAGE` is
# enrolled and image `PROBE_IMAGE` is the probe.
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
def measure(gallery, gallery_names, probes, probe_names):
    """(rank-1 rate, median distance to the nearest person) of searching each probe in the gallery."""
    ### BEGIN SOLUTION
    gallery, probes = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (gallery, probes))
    distances = 1 - probes @ gallery.T
    nearest = np.argmin(distances, axis=1)
    rank1_rate = np.mean(np.array(gallery_names)[nearest] == np.array(probe_names))
    return float(rank1_rate), float(np.median(distances.min(axis=1)))
    ### END SOLUTION

# %%
check("measure")

# %%
measure(gallery_templates, gallery_names, probe_templates, probe_names)

# %% role="check" task="measure" points=2
_rates = list(measure(np.array([[2.0, 0.0], [0.0, 3.0]]), ["Ada", "Ben"], np.array([[1.0, 0.0], [5.0, 0.0], [0.0, 1.0], [0.0, 4.0]]), ["Ada", "Ben", "Ben", "Ben"]))
assert check.same(_rates[0], 0.75), "Divide the probes whose nearest person is the right person by the number of probes."
assert check.same(_rates[1], 0.0), "Take each probe's distance to the nearest person, right or wrong. Bring the templates to length 1."

# %% role="hidden" task="measure"
def check(student):
    known = _faces.embeddings(GIVEN["RECOGNISER"], role="known", split="development")
    shot, subject = known.table["shot"].to_numpy(), known.table["subject"].to_numpy()
    enrolled, searched = shot == GIVEN["ENROLLED_IMAGE"], shot == GIVEN["PROBE_IMAGE"]
    sets = [(known.vectors[enrolled], subject[enrolled].tolist(), known.vectors[searched], subject[searched].tolist())]
    for people, spread in ((9, 3), (17, 12)):  # with the second most searches fail, so that the nearest is not the right person
        gallery = student.random.normal(size=(people, 24)) * student.random.uniform(1, 4, (people, 1))
        rows = student.random.integers(0, people, 3 * people)
        probes = gallery[rows] * student.random.uniform(0.5, 2, (rows.size, 1)) + spread * student.random.normal(size=(rows.size, 24))
        names = [f"person-{i}" for i in student.random.permutation(people)]
        sets.append((gallery, names, probes, [names[i] for i in rows]))
    for gallery, names, probes, right in sets[::-1]:
        distances = 1 - unit(probes) @ unit(gallery).T
        nearest = [names[i] for i in np.argmin(distances, axis=1)]
        rate, typical = student.call("measure", gallery, names, probes, right).parts(0.5, 0.5)
        places = float(np.mean(np.argmin(distances, axis=1) == np.arange(len(probes))))
        rate.close_to(
            float(np.mean([a == b for a, b in zip(nearest, right, strict=True)])),
            "Search the gallery with each probe image, and divide the right answers by the number of probes."
            " Templates are compared by direction: bring them to length 1.",
            instead=[(places, "These are rows that have the same number. The rows of the two matrices need not show the same people: compare the names.")],
        )
        typical.close_to(
            float(np.median(distances.min(axis=1))),
            "Take each probe image's distance to the nearest person, right or wrong, then the median. A distance of 0 would mean"
            " that an image was compared with itself.",
        )

# %% [markdown] task="meaning"
# ## 8. What is the score?
#
# Set `score_is` to the letter of the statement that is true of the cosine distance that you computed in the search.
#
# - **A** It is the probability that the two images show the same person, as far as the recogniser can tell from them.
# - **B** It is a number that tends to be smaller for two images of one person.
# - **C** It is the share of facial features, such as the eyes and the nose, in which the two faces do not agree.
# - **D** It says how sure the detector is that there is a face in each of the two images.

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
# and say for each how it could change the conclusion. Use what you measured in task 7.
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

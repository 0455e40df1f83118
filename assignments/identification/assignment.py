# ---
# title: "Searching"
# lesson: identification
# minutes: 75
# lead: Eight tasks, 20 points. Seven are checked by machine, one is read by a person.
# before: {Lesson:identification}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - make a candidate list from distances, a threshold and a length
#   - measure FPIR and FNIR, each over its own searches
#   - set the independence model beside a measurement
#   - say what a candidate is worth at a stated base rate, and what a test leaves open
# ---

# %% [markdown]
# {how}
#
# Every score here is a **distance**: small means alike. A person is a candidate when the distance is at most the
# threshold.

# %% role="given"
import numpy as np

from course import evaluation, faces
from course.study.selfcheck import selfcheck

check = selfcheck("identification")

RECOGNISER = "sface"
TARGET_FMR = 0.005
GALLERY = 150

# These stand in the last question.
STATIONS = 12
WATCHLIST = 3000

# %% role="variant"
def draw(random):
    return {
        "RECOGNISER": str(random.choice(["dlib", "sface"])),
        "TARGET_FMR": float(random.choice([0.003, 0.004, 0.006, 0.008])),
        "GALLERY": int(random.choice([110, 120, 130, 140, 160])),
        "STATIONS": int(random.integers(5, 30)),
        "WATCHLIST": int(random.choice([2000, 4000, 5000, 6000])),
    }

# %% [markdown] task="list"
# ## 1. A candidate list
#
# A gallery may hold several images of one person. `people[i]` is the name of the person on image i, and `distances[i]` the
# distance of the probe to that image. A person's distance is that of their nearest image.
#
# Write `candidates(distances, people, threshold, length)`: the list of the names of at most `length` **different** people
# whose distance is at most `threshold`, nearest first. If nobody is near enough, the list is empty.

# %% role="answer" task="list"
def candidates(distances, people, threshold, length):
    """Names of at most `length` different people within the threshold, nearest first."""
    ### BEGIN SOLUTION
    found = []
    for image in np.argsort(distances, kind="stable"):
        if distances[image] <= threshold and people[image] not in found:
            found.append(people[image])
    return found[:length]
    ### END SOLUTION

# %%
check("list")

# %% role="check" task="list" points=3
_d, _who = np.array([0.30, 0.10, 0.12, 0.50]), ["Cem", "Ada", "Ada", "Bea"]
assert check.same(candidates(_d, _who, 0.4, 5), ["Ada", "Cem"]), "Only people whose distance is at most the threshold, nearest first."
assert check.same(candidates(_d, _who, 0.4, 2), ["Ada", "Cem"]), "Two images of one person are one candidate: cut the list after merging people."
assert check.same(candidates(_d, _who, 0.05, 5), []), "If nobody is near enough, the list is empty."

# %% role="hidden"
import functools

import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces


def searches(random, probes=12, people=20):
    """Distances with many ties, (probes, people), and the column of each probe's mate, or -1."""
    distances = np.round(random.uniform(0.05, 1.0, (probes, people)), 2)
    mates = np.where(random.uniform(size=probes) < 0.5, random.integers(0, people, probes), -1)
    mates[:2] = [-1, int(random.integers(0, people))]
    rows = np.flatnonzero(mates >= 0)
    distances[rows, mates[rows]] = np.round(random.uniform(0.05, 0.35, rows.size), 2)
    return distances, mates


@functools.cache
def on_the_cast(recogniser, target, size):
    """The threshold, and the distances of every probe of the evaluation half to `size` others who are not among them."""
    development = _evaluation.FaceSet.of(_faces.embeddings(recogniser, role="known", split="development"))
    threshold = _evaluation.threshold_at_fmr(_evaluation.score_pairs(development).nonmated, target)
    known = _faces.embeddings(recogniser, role="known")
    rows = known.table.groupby("subject").head(1)
    probes = rows.index[rows.split == "evaluation"].to_numpy()
    others = rows.index[rows.split == "development"].to_numpy()[:size]
    return threshold, _evaluation.distances(known.vectors[probes], known.vectors[others])

# %% role="hidden" task="list"
def check(student):
    near = "Only people whose distance is at most the threshold, nearest first. The distance may be equal to it."
    student.call("candidates", np.array([0.6, 0.3]), ["Ada", "Bea"], 0.3, 3).equals(["Bea"], near)
    least, most = (float(v) for v in student.random.uniform([0.1, 0.7], [0.2, 0.9]))
    student.call("candidates", np.array([least, 0.3, most]), ["Ada", "Bea", "Ada"], 1.0, 3).equals(
        ["Ada", "Bea"], "A person's distance is that of their nearest image: their other images do not count."
    )
    for _ in range(4):
        images = int(student.random.integers(8, 16))
        people = [f"p{n}" for n in student.random.integers(0, 5, images)]
        distances = student.random.permutation(images) / 20 + 0.05
        for threshold in (float(np.sort(distances)[images // 2]), 2.0):
            best = {}
            for name, distance in zip(people, distances, strict=True):
                best[name] = min(distance, best.get(name, np.inf))
            within = [name for name in sorted(best, key=best.get) if best[name] <= threshold]
            student.call("candidates", distances, people, threshold, 50).equals(within, near)
            for length in (1, 2, 3):
                student.call("candidates", distances, people, threshold, length).equals(
                    within[:length], "Two images of one person are one candidate: merge people first, then cut the list to its length."
                )
    nearest, second, third = (np.sort(student.random.choice(40, 3, replace=False)) + 1) / 50
    for length in (1, 2):
        student.call("candidates", np.array([third, nearest, second]), ["Bea", "Ada", "Ada"], 2.0, length).equals(
            ["Ada", "Bea"][:length], "Two images of one person are one candidate: merge people first, then cut the list to its length."
        )
    student.call("candidates", np.array([0.4, 0.6]), ["Ada", "Bea"], 0.3, 3).equals([], "If nobody is near enough, the list is empty.", edge=True)

# %% [markdown] task="fpir"
# ## 2. FPIR
#
# `distances` has one row a probe and one column a person of the gallery. `mates[i]` is the column of probe i's own person,
# or -1 if that person is not enrolled.
#
# Write `fpir(distances, mates, threshold)`: the share of the searches for people who are **not enrolled** that return at
# least one candidate. Return `float("nan")` if there is no such search.

# %% role="answer" task="fpir"
def fpir(distances, mates, threshold):
    """Share of the searches without a mate that return somebody; NaN when there is none."""
    ### BEGIN SOLUTION
    alone = np.asarray(distances)[np.asarray(mates) < 0]
    if len(alone) == 0:
        return float("nan")
    return float(np.mean(np.any(alone <= threshold, axis=1)))
    ### END SOLUTION

# %%
check("fpir")

# %% role="check" task="fpir" points=3
_D = np.array([[0.2, 0.3, 0.9], [0.8, 0.9, 0.7], [0.1, 0.8, 0.9]])
assert check.same(fpir(_D, np.array([-1, -1, 0]), 0.4), 0.5), "Count searches, not comparisons, and only searches for people who are not enrolled."
assert check.same(fpir(_D, np.array([-1, -1, -1]), 0.7), 1.0), "A distance equal to the threshold gives a candidate."
assert check.same(fpir(_D, np.array([0, 1, 2]), 0.4), float("nan")), "Nobody was searched who is not enrolled: return `float('nan')`."

# %% role="hidden" task="fpir"
def check(student):
    for _ in range(4):
        distances, mates = searches(student.random)
        alone = distances[mates < 0]
        for threshold in (0.06, float(np.median(alone.min(axis=1))), 0.3, 2.0):
            student.call("fpir", distances, mates, threshold).close_to(
                float((alone.min(axis=1) <= threshold).mean()),
                "Count searches, not comparisons, and only searches for people who are not enrolled.",
                instead=[(float((alone.min(axis=1) < threshold).mean()), "A distance equal to the threshold gives a candidate.")],
            )
    student.call("fpir", np.array([[0.5, 0.9], [0.8, 0.9]]), np.array([-1, -1]), 0.5).close_to(
        0.5, "A distance equal to the threshold gives a candidate."
    )
    for threshold, rate in ((0.4, 0.0), (0.95, 1.0)):
        student.call("fpir", np.array([[0.5, 0.9], [0.8, 0.9]]), np.array([-1, -1]), threshold).close_to(
            rate, "Where no search returns anybody the FPIR is 0, and where all do it is 1.", edge=True
        )
    student.call("fpir", np.array([[0.1, 0.5], [0.2, 0.9]]), np.array([0, -1]), 0.4).close_to(
        1.0, "Only searches for people who are not enrolled count, also where there is only one.", edge=True
    )
    student.call("fpir", np.array([[0.1, 0.5]]), np.array([0]), 0.4).is_nan(
        "Nobody was searched who is not enrolled: return float('nan')."
    )

# %% [markdown] task="fnir"
# ## 3. FNIR
#
# Write `fnir(distances, mates, threshold, length)` for the same arrays: the share of the searches for people who **are
# enrolled** that do not return the mate. The mate is missed when the distance to the mate is above the threshold, **or** when
# the mate's rank is above `length`. The rank is 1 plus the number of *other* people who are at most as far as the mate
# (a tie counts against the mate). Return `float("nan")` if there is no such search.

# %% role="answer" task="fnir"
def fnir(distances, mates, threshold, length):
    """Share of the searches with a mate that do not return the mate; NaN when there is none."""
    ### BEGIN SOLUTION
    missed = []
    for row, mate in zip(np.asarray(distances), mates, strict=True):
        if mate >= 0:
            rank = np.count_nonzero(row <= row[mate])  # the mate itself stands for the 1
            missed.append(row[mate] > threshold or rank > length)
    return float(np.mean(missed)) if missed else float("nan")
    ### END SOLUTION

# %%
check("fnir")

# %% role="check" task="fnir" points=3
_D = np.array([[0.2, 0.3, 0.9], [0.3, 0.3, 0.7], [0.1, 0.8, 0.9]])
assert check.same(fnir(_D, np.array([1, -1, 0]), 0.4, 5), 0.0), "Only searches for people who are enrolled can miss somebody."
assert check.same(fnir(_D, np.array([1, -1, 0]), 0.4, 1), 0.5), "The mate is missed too when the mate's rank is above the length of the list."
assert check.same(fnir(_D, np.array([-1, 1, -1]), 0.4, 1), 1.0), "A tie counts against the mate."

# %% role="hidden" task="fnir"
def check(student):
    for _ in range(4):
        distances, mates = searches(student.random)
        rows = np.flatnonzero(mates >= 0)
        own = distances[rows, mates[rows]]
        rank = (distances[rows] <= own[:, None]).sum(axis=1)
        for threshold in (float(np.median(own)), 2.0):
            student.call("fnir", distances, mates, threshold, 20).close_to(
                float(np.mean(own > threshold)),
                "Over searches for people who are enrolled: the mate is missed when the distance is above the threshold.",
            )
            for length in (1, 2, 4):
                student.call("fnir", distances, mates, threshold, length).close_to(
                    float(np.mean((own > threshold) | (rank > length))),
                    "The mate is missed too when the mate's rank is above the length of the list; a tie counts against the mate.",
                    instead=[(float(np.mean((own > threshold) | (rank + 1 > length))),
                              "The rank is 1 plus the number of *other* people who are at most as far: the mate is not one of them.")],
                )
    tied = float(student.random.integers(1, 30)) / 40
    for length, missed in ((1, 1.0), (2, 0.0)):
        student.call("fnir", np.array([[tied, 0.9, tied]]), np.array([0]), 2.0, length).equals(
            missed, "The mate is missed too when the mate's rank is above the length of the list; a tie counts against the mate."
        )
    student.call("fnir", np.array([[0.5, 0.9], [0.2, 0.9]]), np.array([0, -1]), 0.5, 1).equals(
        0.0, "A mate at a distance equal to the threshold is found."
    )
    student.call("fnir", np.array([[0.5, 0.9], [0.2, 0.9]]), np.array([-1, -1]), 0.5, 1).is_nan(
        "Nobody was searched who is enrolled: return float('nan')."
    )

# %% [markdown] task="model"
# ## 4. A model that knows two kinds of faces
#
# The lesson's model takes one FMR for everybody, and the measured FPIR lay below it: false matches gather on some faces. Make the model a little
# better. A share `share` of the people who are searched for has many look-alikes: for them a comparison is a false match with the rate `lookalike`.
# For all others the rate is `common`. For each person the comparisons are independent, and there is one for each of the `gallery` people.
#
# - Write `fpir_mixed(common, lookalike, share, gallery)`: the FPIR of this model, over all people who are searched for.
# - Write `overstated(common, lookalike, share, gallery)`: what the lesson's model, $1 - (1 - \text{FMR})^N$, gives for the **mean** FMR of all <!-- no-claim: a formula -->
#   comparisons, minus `fpir_mixed`. Is it ever below 0?

# %% role="answer" task="model"
def fpir_mixed(common, lookalike, share, gallery):
    """FPIR when a share of the probes has a higher FMR than the others."""
    ### BEGIN SOLUTION
    return 1 - (1 - share) * (1 - common) ** gallery - share * (1 - lookalike) ** gallery
    ### END SOLUTION


def overstated(common, lookalike, share, gallery):
    """FPIR of one mean FMR for all, minus that of the mixture."""
    ### BEGIN SOLUTION
    mean = (1 - share) * common + share * lookalike
    return 1 - (1 - mean) ** gallery - fpir_mixed(common, lookalike, share, gallery)
    ### END SOLUTION

# %%
check("model")

# %%
{people: (fpir_mixed(1e-4, 1e-2, 0.1, people), overstated(1e-4, 1e-2, 0.1, people)) for people in (10, 100, 1_000, 10_000)}

# %% role="check" task="model" points=2
assert check.same(fpir_mixed(0.1, 0.5, 0.0, 2), 0.19), "Without look-alikes it is the lesson's model: N factors of 1 - FMR."
assert check.same(fpir_mixed(0.1, 0.5, 0.5, 2), (0.19 + 0.75) / 2), "Mix the two searches, not the two rates."
assert check.same(overstated(0.1, 0.5, 0.5, 2), 1 - 0.7**2 - (0.19 + 0.75) / 2), "The model of one rate for all first, then take the mixture from it."

# %% role="hidden" task="model"
def check(student):
    for _ in range(4):
        common = float(10 ** student.random.uniform(-5, -2))
        lookalike = common * float(student.random.uniform(5, 40))
        share = float(student.random.uniform(0.02, 0.6))
        for gallery in (1, 17, 600, 9_000):
            due = 1 - (1 - share) * (1 - common) ** gallery - share * (1 - lookalike) ** gallery
            mean = (1 - share) * common + share * lookalike
            student.call("fpir_mixed", common, lookalike, share, gallery).close_to(
                due, "Mix the two searches, not the two rates: each kind of person has an FPIR of their own, N factors of 1 - FMR. Weigh these by how many people"
                " of each kind there are.",
            )
            student.call("overstated", common, lookalike, share, gallery).close_to(
                1 - (1 - mean) ** gallery - due,
                "The model of one rate for all, minus the mixture. The one rate is the mean over the people, each kind by its share.",
            )
        for share, rate in ((0.0, common), (1.0, lookalike)):
            student.call("fpir_mixed", common, lookalike, share, 50).close_to(
                1 - (1 - rate) ** 50, "If all people are of one kind, it is the lesson's model with their rate."
            )
            student.call("overstated", common, lookalike, share, 50).close_to(
                0.0, "If all people are of one kind, there is nothing to overstate."
            )

# %% [markdown] task="measure"
# ## 5. Measure it
#
# `distances` holds the distances of probes (rows) to the people of a gallery (columns), and no probe is enrolled.
# Write `summary(distances, threshold)`. Return a dict with
#
# - `"measured_fpir"`: the FPIR that these searches show;
# - `"model_fpir"`: what the lesson's model with one rate, $1 - (1 - \text{FMR})^N$, gives for the FMR of *these same comparisons* and this size of gallery; <!-- no-claim: a formula -->
# - `"names_a_search"`: the mean number of false candidates of one search;
# - `"gallery_named"`: the share of the people of the gallery who are a candidate of at least one search.
#
# Then see what the cast shows. `threshold` was chosen on other pairs.

# %% role="given"
development = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="development")))
threshold = evaluation.threshold_at_fmr(development.nonmated, TARGET_FMR)

_known = faces.embeddings(RECOGNISER, role="known")
_first = _known.table.groupby("subject").head(1)
_probes = _first.index[_first.split == "evaluation"].to_numpy()
_gallery = _first.index[_first.split == "development"].to_numpy()[:GALLERY]
searched = evaluation.distances(_known.vectors[_probes], _known.vectors[_gallery])
searched.shape

# %% role="answer" task="measure"
def summary(distances, threshold):
    """What searches without a mate show: two FPIRs, names a search, and the share of the gallery that is named."""
    ### BEGIN SOLUTION
    alike = np.asarray(distances) <= threshold
    return {
        "measured_fpir": float(alike.any(axis=1).mean()),
        "model_fpir": float(1 - (1 - alike.mean()) ** alike.shape[1]),
        "names_a_search": float(alike.sum(axis=1).mean()),
        "gallery_named": float(alike.any(axis=0).mean()),
    }
    ### END SOLUTION

# %%
check("measure")

# %%
summary(searched, threshold)

# %% role="check" task="measure" points=2
_told = summary(np.array([[0.1, 0.2, 0.9, 0.9], [0.1, 0.9, 0.9, 0.9], [0.9, 0.9, 0.9, 0.9]]), 0.3)
assert check.same(_told["measured_fpir"], 2 / 3), "Two of three searches returned somebody."
assert check.same(_told["model_fpir"], 1 - 0.75**4), "Three of twelve comparisons are false matches, and the gallery holds four people."
assert check.same(_told["names_a_search"], 1.0), "Three names in three searches."
assert check.same(_told["gallery_named"], 0.5), "Two of four people of the gallery were named."

# %% role="hidden" task="measure"
def check(student):
    cases = []
    for probes, people in ((30, 12), (25, 40)):
        distances = student.random.uniform(0.3, 1, (probes, people)) - 0.25 * (student.random.uniform(size=(probes, 1)) < 0.2)
        cases.append((distances, float(np.sort(distances.ravel())[distances.size // 33])))
    threshold, distances = on_the_cast(GIVEN["RECOGNISER"], GIVEN["TARGET_FMR"], GIVEN["GALLERY"])
    cases.append((distances, threshold))
    for distances, threshold in cases:
        alike = distances <= threshold
        told = student.call("summary", distances, threshold).entries(
            {"measured_fpir": 0.5, "model_fpir": 0.5, "names_a_search": 0.5, "gallery_named": 0.5}
        )
        told["measured_fpir"].close_to(
            float(alike.any(axis=1).mean()), "Count the searches that returned somebody. A model is no measurement."
        )
        told["model_fpir"].close_to(
            float(_evaluation.fpir_if_independent(alike.mean(), distances.shape[1])),
            "The model takes the FMR of these same comparisons and the number of people in the gallery.",
        )
        told["names_a_search"].close_to(float(alike.sum(axis=1).mean()), "All candidates, shared among all searches.")
        told["gallery_named"].close_to(
            float(alike.any(axis=0).mean()), "People of the gallery are columns: who is a candidate of at least one probe?"
        )

# %% [markdown] task="worth"
# ## 6. What is a candidate worth?
#
# In a share `enrolled` of all searches the person is in the gallery. Such a search returns the person with the chance
# 1 - `missed`. **Every** search, with or without a mate, returns `wrong_names` wrong people on average.
#
# Write `right_share(enrolled, missed, wrong_names)`: of all candidates of many searches, the share that is the person
# looked for. Return `float("nan")` if there are no candidates at all.

# %% role="answer" task="worth"
def right_share(enrolled, missed, wrong_names):
    """Share of all candidates that are the person looked for; NaN when there are none."""
    ### BEGIN SOLUTION
    right = enrolled * (1 - missed)
    if right + wrong_names == 0:
        return float("nan")
    return float(right / (right + wrong_names))
    ### END SOLUTION

# %%
check("worth")

# %% role="check" task="worth" points=2
assert check.same(right_share(0.5, 0.0, 0.5), 0.5), "Of 100 searches, 50 right names beside 50 wrong ones."
assert right_share(0.01, 0.1, 0.3) < 0.05, "Where hardly anybody searched for is enrolled, use the base rate: nearly all names are wrong."
assert check.same(right_share(0.0, 0.1, 0.0), float("nan")), "No candidates at all: return `float('nan')`."

# %% role="hidden" task="worth"
def check(student):
    for _ in range(6):
        enrolled, missed = (float(v) for v in student.random.uniform(0.01, 0.9, 2))
        wrong = float(student.random.uniform(0.01, 6))
        right = enrolled * (1 - missed)
        student.call("right_share", enrolled, missed, wrong).close_to(
            right / (right + wrong), "Use the base rate: right names come from searches for the enrolled, wrong ones from every search."
        )
    student.call("right_share", 0.5, 0.5, 0.25).close_to(0.5, "As many right names as wrong ones: half of them are right.")
    student.call("right_share", 0.3, 0.2, 0).close_to(1.0, "Without wrong names every candidate is right.")
    student.call("right_share", 0, 0.2, 0.5).close_to(0.0, "Where nobody is enrolled, every candidate is wrong: use the base rate.", edge=True)
    for enrolled, missed in ((0, 0.2), (0.4, 1)):
        student.call("right_share", enrolled, missed, 0).is_nan("No candidates at all: return float('nan').")

# %% [markdown] task="reading"
# ## 7. Reading a test <!-- no-claim: numbers of this exercise -->
#
# A made-up test searches 400 people in a gallery of 10,000. None of the 400 is enrolled. At the setting used, 12 of them get a
# candidate. Set `follows` to the letter of the statement that follows.
#
# - **A** At this setting, the system is right in 97% of all searches of this gallery.
# - **B** At this setting, the FPIR measured for this gallery is 3%.
# - **C** At this setting, the FMR of a comparison of two people is 3%, whatever the gallery.
# - **D** At this setting, 3% of the people who are enrolled in this gallery are missed.

# %% role="answer" task="reading"
follows = "?"
### BEGIN SOLUTION
follows = "B"
### END SOLUTION

# %%
check("reading")

# %% role="check" task="reading" points=1
assert str(follows).strip().upper() in {"A", "B", "C", "D"}, "Set `follows` to one of the letters A, B, C, D."

# %% role="hidden" task="reading"
def check(student):
    student.value("follows").chosen(
        "B", "ABCD", "Nobody was enrolled, so nobody could be missed. And what was counted were searches, not comparisons."
    )

# %% [markdown]
# ## 8. In your own words <!-- no-claim: numbers of this exercise -->
#
# A railway wants cameras at {{STATIONS}} stations to search every passer-by among {{WATCHLIST}} wanted people. The vendor
# writes: *"The false match rate is one in a million. In a test with 500 employees, none of them on the list, nobody was
# flagged. So an alarm is practically always right."*
#
# In at most 180 words, advise the railway: show what the vendor's sentence leaves out, and name two measurements to ask for.
# Use at least one number that you computed above, and say on what it was measured.
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="alarm" points=4
# A model answer. One in a million is a rate of one comparison. Each passer-by is compared with {{WATCHLIST}} people, so the
# rate of a search is larger, up to about {{WATCHLIST}} millionths. At {{STATIONS}} stations there are very many passers-by, and
# hardly any of them is wanted. So there may be more false alarms than right ones. Whether "an alarm is right" depends
# on this base rate, and the vendor gives none. The test had nobody on the list. It says something about false
# alarms among 500 people, and nothing about how many wanted people are missed. A model does
# not settle it: in task 5, on rendered faces, `measured_fpir` and `model_fpir` differed. Ask for
# the FPIR, measured by searching a list of {{WATCHLIST}} with station pictures of many people who are not on it, at
# the planned threshold. And ask for the FNIR at the same threshold, with people who are on the list. Then work out the
# alarms a day, right and wrong, for a stated share of wanted people. My numbers' sizes
# do not carry over.

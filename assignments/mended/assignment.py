# ---
# title: "Can it be mended?"
# lesson: mended
# minutes: 75
# lead: Ten tasks, 20 points. Nine are checked by machine, one is read by a person.
# before: "{Lesson:mended}. Everything you need is numpy, the course's error rates, and the faces of nobody."
# objectives:
#   - learn from some people, choose on others, report on a third kind, and let nothing leak
#   - measure how much too good a report on training people is, and what wrong labels do
#   - choose a training set under a limit without looking at the people reported on
#   - give an interval that resamples people of both halves, and say what "none seen" leaves open
# ---

# %% [markdown]
# {how}
#
# Every score here is a **distance**: small means alike. A comparison is accepted when its distance is at most the
# threshold. Groups of the cast are settings of a renderer, never people.
#
# Run the next cell. It gives you two helpers: `mated(templates, people)` and `nonmated(templates, people)` are the distances of all
# pairs of two images of one person, and of two people.

# %% role="given"
import numpy as np

from course import evaluation, faces
from course.evaluation import FaceSet, learn_metric, score_pairs, threshold_at_fmr
from course.study.selfcheck import selfcheck

check = selfcheck("mended")

TARGET = 0.01
EVERY = 10

# These stand in the last question.
MILLIONS = 1
RATIO = 4


def mated(templates, people):
    """Distances of all pairs of two images of one person."""
    return score_pairs(FaceSet(np.asarray(templates), np.asarray(people))).mated


def nonmated(templates, people):
    """Distances of all pairs of images of two people."""
    return score_pairs(FaceSet(np.asarray(templates), np.asarray(people))).nonmated

# %% role="variant"
def draw(random):
    return {
        # SFace misses so few that a target and a spoilt label more or less can leave the same number: Dlib stays.
        "TARGET": float(random.choice([0.005, 0.01, 0.02])),
        "EVERY": int(random.choice([5, 8, 10])),
        "MILLIONS": int(random.choice([1, 2, 5])),
        "RATIO": int(random.integers(3, 7)),
    }

# %% role="hidden"
import functools

import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces
from course.evaluation import FaceSet as _FaceSet
from course.evaluation import metric as _metric
from course.evaluation import score_pairs as _score_pairs


def pairs_of(templates, people):
    return _score_pairs(_FaceSet(np.asarray(templates), np.asarray(people)))


def invented(random, people=30, images=4, size=8, noise=0.9):
    """Templates of invented people: noise is loud in two directions, so that a learnt layer changes what is near what."""
    loud = np.where(np.arange(size) < 2, 3.0, 0.4)
    centres = random.standard_normal((people, size)) + 0.5
    names = np.repeat([f"p{i:03d}" for i in random.permutation(people)], images)
    rows = np.repeat(centres, images, axis=0) + noise * loud * random.standard_normal((people * images, size))
    order = random.permutation(len(rows))
    return rows[order] / np.linalg.norm(rows[order], axis=1, keepdims=True), names[order]


def some(templates, people, chosen):
    inside = np.isin(people, chosen)
    return templates[inside], people[inside]


@functools.cache
def parts(every):
    """Training, tuning and reported faces of the cast, and the spoilt labels of the training images."""
    development = _FaceSet.of(_faces.embeddings("dlib", role="known", split="development"))
    reported = _FaceSet.of(_faces.embeddings("dlib", role="known", split="evaluation"))
    names = np.unique(development.subjects)
    tuning = np.isin(development.subjects, names[::3])
    training = development.take(~tuning)
    labels = training.subjects.copy()
    labels[::every] = np.roll(training.subjects, -5)[::every]
    return training, development.take(tuning), reported, labels


@functools.lru_cache(maxsize=8)
def missed(every, target, labels):
    """The FNMR among the reported people after training with these labels."""
    training, tuning, reported, _ = parts(every)
    layer = _metric.learn_metric(training.vectors, np.array(labels))
    threshold = _evaluation.threshold_at_fmr(pairs_of(layer.apply(tuning.vectors), tuning.subjects).nonmated, target)
    return _evaluation.fnmr(pairs_of(layer.apply(reported.vectors), reported.subjects).mated, threshold)

# %% [markdown] task="within"
# ## 1. How images of one person differ
#
# `templates` has one row an image, `people` one name an image. Write `within(templates, people)`: the **within-class covariance**. Take from each
# row the mean row of *its own person*. The covariance is the mean over images of the products of these differences: an array of shape (d, d),
# divided by the number of images.

# %% role="answer" task="within"
def within(templates, people):
    """(d, d) mean product of each image's difference from the mean of its own person."""
    ### BEGIN SOLUTION
    templates, people = np.asarray(templates, dtype=float), np.asarray(people)
    differ = np.empty_like(templates)
    for person in np.unique(people):
        own = people == person
        differ[own] = templates[own] - templates[own].mean(axis=0)
    return differ.T @ differ / len(differ)
    ### END SOLUTION

# %%
check("within")

# %% role="check" task="within" points=2
_rows = np.array([[1.0, 0.0], [3.0, 0.0], [10.0, 5.0], [10.0, 9.0]])
_found = within(_rows, np.array(["a", "a", "b", "b"]))
assert np.shape(_found) == (2, 2), "The covariance has one row and one column for each number of a template."
assert check.same(_found, np.array([[0.5, 0.0], [0.0, 2.0]])), "Take the mean of the own person from each image; how people differ from each other plays no part."

# %% role="hidden" task="within"
def check(student):
    for people, images in ((6, 4), (12, 3)):
        rows, names = invented(student.random, people, images)
        extra = student.random.integers(0, len(rows), 5)  # not everybody has as many images
        rows, names = np.concatenate([rows, rows[extra] + 0.3]), np.concatenate([names, names[extra]])
        differ = np.concatenate([rows[names == one] - rows[names == one].mean(axis=0) for one in np.unique(names)])
        student.call("within", rows, names).close_to(
            differ.T @ differ / len(differ),
            "Take the mean of the own person from each image, and divide by the number of images. How people differ from each"
            " other plays no part, and each image counts once.",
        )

# %% [markdown] task="report"
# ## 2. Three kinds of people
#
# `training`, `tuning` and `reported` are lists of names, with nobody in two of them. Write `honest_report(templates, people, training,
# tuning, reported, target)`:
#
# - learn a layer from the images of the training people: `learn_metric(templates, people)`, and use its `.apply(templates)`;
# - choose the threshold for `target` on the non-mated distances among the **tuning** people, as the layer sees them: `threshold_at_fmr(distances, target)`;
# - return a list `[threshold, FMR, FNMR]` with the rates among the **reported** people.

# %% role="answer" task="report"
def honest_report(templates, people, training, tuning, reported, target):
    """[threshold, FMR, FNMR]: learnt, chosen and reported on three kinds of people."""
    ### BEGIN SOLUTION
    templates, people = np.asarray(templates), np.asarray(people)
    learners, choosers, others = (np.isin(people, names) for names in (training, tuning, reported))
    layer = learn_metric(templates[learners], people[learners])
    threshold = threshold_at_fmr(nonmated(layer.apply(templates[choosers]), people[choosers]), target)
    seen = layer.apply(templates[others])
    return [threshold, evaluation.fmr(nonmated(seen, people[others]), threshold), evaluation.fnmr(mated(seen, people[others]), threshold)]
    ### END SOLUTION

# %%
check("report")

# %% role="check" task="report" points=3
_random = np.random.default_rng(0)
_rows = np.repeat(_random.standard_normal((30, 6)), 4, axis=0) + 0.6 * _random.standard_normal((120, 6))
_people = np.repeat([f"p{i:02d}" for i in range(30)], 4)
_names = np.unique(_people)
_told = list(honest_report(_rows, _people, _names[:10], _names[10:20], _names[20:], 0.05))
assert len(_told) == 3 and all(np.isfinite(_told)), "Return three numbers: threshold, FMR, FNMR."
assert check.same(list(honest_report(_rows, _people, _names[:10], _names[10:20], _names[20:25], 0.05))[0], _told[0]), "The threshold must not depend on who is reported on."

# %% role="hidden" task="report"
def check(student):
    for target in (0.02, 0.1):
        rows, people = invented(student.random, 36)
        names = student.random.permutation(np.unique(people))
        training, tuning, reported = names[:14], names[14:24], names[24:]
        layer = _metric.learn_metric(*some(rows, people, training))
        chosen, others = (pairs_of(layer.apply(part), who) for part, who in (some(rows, people, tuning), some(rows, people, reported)))
        threshold = _evaluation.threshold_at_fmr(chosen.nonmated, target)
        answer = student.call("honest_report", rows, people, training, tuning, reported, target)
        answer.parts(0.5, 0.5, 0.5)
        answer.satisfies(
            lambda got: abs(got[0] - threshold) < 1e-4,
            "Learn from the training people alone, and choose the threshold on the tuning people alone, as the layer sees them. Whoever is reported on"
            " takes part in neither.",
        )
        answer.satisfies(
            lambda got: abs(got[1] - _evaluation.fmr(others.nonmated, threshold)) < 2e-3 and abs(got[2] - _evaluation.fnmr(others.mated, threshold)) < 2e-2,
            "Report both rates among the reported people: their non-mated pairs at or below the threshold, their mated pairs above it.",
        )

# %% [markdown] task="optimism"
# ## 3. How much too good?
#
# A supplier reports the misses on the people it trained on. Write `too_good(templates, people, training, others, threshold)`. Learn a layer from
# the training people. Return the FNMR among the **others** minus the FNMR among the **training** people, both as this layer sees them, at this
# threshold. Above 0: the report on training people was too good.

# %% role="answer" task="optimism"
def too_good(templates, people, training, others, threshold):
    """FNMR among others minus FNMR among training people, seen by the layer learnt from the latter."""
    ### BEGIN SOLUTION
    templates, people = np.asarray(templates), np.asarray(people)
    inside, outside = np.isin(people, training), np.isin(people, others)
    layer = learn_metric(templates[inside], people[inside])
    missed = [evaluation.fnmr(mated(layer.apply(templates[part]), people[part]), threshold) for part in (outside, inside)]
    return missed[0] - missed[1]
    ### END SOLUTION

# %%
check("optimism")

# %% role="check" task="optimism" points=1
assert -1 <= too_good(_rows, _people, _names[:10], _names[10:], 0.5) <= 1, "A difference of two shares lies between -1 and 1."
assert check.same(too_good(_rows, _people, _names[:10], _names[:10], 0.5), 0.0), "With the same people on both sides there is no difference."

# %% role="hidden" task="optimism"
def check(student):
    for size in (6, 9, 12):
        rows, people = invented(student.random, 30)
        names = student.random.permutation(np.unique(people))
        training, others = names[:size], names[size:]
        layer = _metric.learn_metric(*some(rows, people, training))
        seen = [pairs_of(layer.apply(part), who).mated for part, who in (some(rows, people, others), some(rows, people, training))]
        threshold = float(np.quantile(seen[0], 0.7))
        student.call("too_good", rows, people, training, others, threshold).close_to(
            _evaluation.fnmr(seen[0], threshold) - _evaluation.fnmr(seen[1], threshold),
            "Others minus training people, at the given threshold, and both seen by the layer that was learnt from the training people.",
            tolerance=5e-3,
        )

# %% [markdown] task="choose"
# ## 4. Choose a training set
#
# `development` and `held_out` map the name of a training set to what it gave on that half: `{"fmr": [one rate for each group], "fnmr": FNMR over all}`.
#
# Write `choose_set(development, held_out, most_misses)`. Among the sets whose FNMR is **at most** `most_misses`, choose the one whose **largest** FMR
# is smallest. Return a list `[name, its largest FMR to be reported]`. If no set keeps to the limit, return `None`. No two sets are equally good.

# %% role="answer" task="choose"
def choose_set(development, held_out, most_misses):
    """[name, largest FMR to report], or None: chosen where one may choose."""
    ### BEGIN SOLUTION
    allowed = [name for name, rates in development.items() if rates["fnmr"] <= most_misses]
    if not allowed:
        return None
    best = min(allowed, key=lambda name: max(development[name]["fmr"]))
    return [best, max(held_out[best]["fmr"])]
    ### END SOLUTION

# %%
check("choose")

# %% role="check" task="choose" points=2
_dev = {"A only": {"fmr": [0.001, 0.09], "fnmr": 0.2}, "both": {"fmr": [0.03, 0.04], "fnmr": 0.03}, "B only": {"fmr": [0.02, 0.01], "fnmr": 0.31}}
_new = {"A only": {"fmr": [0.002, 0.02], "fnmr": 0.01}, "both": {"fmr": [0.05, 0.03], "fnmr": 0.04}, "B only": {"fmr": [0.03, 0.02], "fnmr": 0.3}}
assert check.same(choose_set(_dev, _new, 0.1), ["both", 0.05]), "Choose on the development half, report the largest FMR of the other half."
assert choose_set(_dev, _new, 0.01) is None, "If no set keeps to the limit, that is the answer: None."

# %% role="hidden" task="choose"
def check(student):
    rule = ("Keep the sets whose development FNMR is at most the limit (equal is allowed). Of these take the one whose largest development FMR is smallest, and report the"
            " largest FMR of that set on the other half.")
    one = {"even": {"fmr": [0.05, 0.05, 0.05], "fnmr": 0.0}, "one bears it": {"fmr": [0.0, 0.0, 0.09], "fnmr": 0.0},
           "misses many": {"fmr": [0.01, 0.01, 0.01], "fnmr": 0.2}}
    other = {"even": {"fmr": [0.31, 0.2, 0.1], "fnmr": 0.0}, "one bears it": {"fmr": [0.02, 0.01, 0.015], "fnmr": 0.0},
             "misses many": {"fmr": [0.04, 0.04, 0.04], "fnmr": 0.2}}
    none = (None, "There is a set that keeps to the limit, and `None` came back. Leave out first what misses too many, and then choose.")
    student.call("choose_set", one, other, 0.1).equals(["even", 0.31], rule, instead=[none])
    for _ in range(6):
        names = [f"set {i}" for i in student.random.permutation(8)]
        halves = []
        for _ in range(2):
            fmr, fnmr = student.random.permutation(24).reshape(8, 3) / 397, student.random.permutation(8) / 50
            halves.append({name: {"fmr": [float(r) for r in rates], "fnmr": float(missed)} for name, rates, missed in zip(names, fmr, fnmr, strict=True)})
        development, held_out = halves
        limit = sorted(rates["fnmr"] for rates in development.values())[int(student.random.integers(2, 6))]
        allowed = [name for name in names if development[name]["fnmr"] <= limit]
        best = min(allowed, key=lambda name: max(development[name]["fmr"]))
        student.call("choose_set", development, held_out, limit).equals(
            [best, max(held_out[best]["fmr"])], rule, instead=[none],
        )
    apart = {"even": {"fmr": [0.05, 0.05, 0.05], "fnmr": 0.0}, "one bears it": {"fmr": [0.0, 0.0, 0.09], "fnmr": 0.0}}
    student.call("choose_set", apart, apart, 0.1).equals(
        ["even", 0.05],
        "Keep the sets whose development FNMR is at most the limit (equal is allowed). Of these take the one whose largest development FMR is smallest: a mean hides who bears it.",
    )
    student.call("choose_set", development, held_out, -0.5).equals(None, "If no set keeps to the limit, that is the answer: None.")

# %% [markdown] task="labels"
# ## 5. When labels are wrong
#
# Who is in a training set must be labelled, and labels err. Below are three kinds of people of the cast. In `spoilt`, every {{EVERY}}th training
# image carries another person's name.
#
# `training`, `tuning` and `reported` each have `.vectors`, one template a row, and `.subjects`, the name of each row's person. Write `misses_with(labels)`. It does what
# `honest_report` does, with the training images under these `labels`, one for each row of `training`. The layer gets a
# threshold of its own for `TARGET`, chosen on the tuning people. Return the FNMR among the reported people. Then compare right labels with `spoilt`.

# %% role="given"
_half = FaceSet.of(faces.embeddings("dlib", role="known", split="development"))
_tuned = np.isin(_half.subjects, np.unique(_half.subjects)[::3])
training, tuning = _half.take(~_tuned), _half.take(_tuned)
reported = FaceSet.of(faces.embeddings("dlib", role="known", split="evaluation"))
spoilt = training.subjects.copy()
spoilt[::EVERY] = np.roll(training.subjects, -5)[::EVERY]
len(training), len(tuning), len(reported), np.mean(spoilt != training.subjects)

# %% role="answer" task="labels"
def misses_with(labels):
    """FNMR among the reported people, after training with these labels."""
    ### BEGIN SOLUTION
    layer = learn_metric(training.vectors, labels)
    threshold = threshold_at_fmr(nonmated(layer.apply(tuning.vectors), tuning.subjects), TARGET)
    return evaluation.fnmr(mated(layer.apply(reported.vectors), reported.subjects), threshold)
    ### END SOLUTION

# %%
check("labels")

# %%
misses_with(training.subjects), misses_with(spoilt)

# %% role="check" task="labels" points=2
_right, _spoilt = misses_with(training.subjects), misses_with(spoilt)
assert 0 <= _right < 1 and 0 <= _spoilt < 1, "Return a share."
assert _right != _spoilt, "The two layers are learnt from other labels: they see the reported people a little differently."

# %% role="hidden" task="labels"
def check(student):
    training, _, _, labels = parts(GIVEN["EVERY"])
    known = [missed(GIVEN["EVERY"], GIVEN["TARGET"], tuple(who)) for who in (training.subjects, labels)]
    for share in (0.25, 0.5, 0.1, 0.35, 0.15, 0.4):  # until what comes out is neither of the two that stand in the notebook
        worse = np.where(student.random.random(labels.size) < share, np.roll(training.subjects, -5 * int(student.random.integers(2, 9))), training.subjects)
        if min(abs(missed(GIVEN["EVERY"], GIVEN["TARGET"], tuple(worse)) - one) for one in known) > 2e-3:
            break
    for who in (training.subjects, labels, worse):
        student.call("misses_with", who).close_to(
            missed(GIVEN["EVERY"], GIVEN["TARGET"], tuple(who)),
            "Only the labels in training change. Each layer has its own threshold, chosen on the tuning people; whoever is reported on keeps their right"
            " name. FNMR is the share of mated pairs above the threshold.",
            tolerance=1e-3,
        )

# %% [markdown] task="cohort"
# ## 6. Against a cohort
#
# Two images were compared, and each was also compared with a stored cohort. `to_cohort` is a list of two arrays: the distances of the first and of the second
# image to all cohort images. `owners` names the person of each cohort image, `people` the persons of the two images.
#
# For each side take the **mean of the `nearest` smallest** distances to cohort images of *other people than the one of that side*. Write
# `normalised(distance, to_cohort, owners, people, nearest)`: `distance` minus the mean of these two means.

# %% role="answer" task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    """The distance, less how near the two images are to the nearest other faces of a cohort."""
    ### BEGIN SOLUTION
    owners = np.asarray(owners)
    levels = []
    for side, person in zip(to_cohort, people, strict=True):
        others = np.sort(np.asarray(side)[owners != person])
        levels.append(np.mean(others[:nearest]))
    return float(distance - np.mean(levels))
    ### END SOLUTION

# %%
check("cohort")

# %% role="check" task="cohort" points=2
_level = normalised(0.5, [np.array([0.9, 0.2, 0.4]), np.array([0.1, 0.8, 0.6])], np.array(["x", "y", "z"]), ["p", "q"], 2)
assert check.same(_level, 0.5 - (0.3 + 0.35) / 2), "Mean of the nearest ones on each side, then the mean of both sides, taken from the distance."
_own = normalised(0.5, [np.array([0.9, 0.01, 0.4]), np.array([0.1, 0.8, 0.6])], np.array(["x", "p", "z"]), ["p", "q"], 1)
assert check.same(_own, 0.5 - (0.4 + 0.1) / 2), "A person's own images in the cohort say nothing about strangers: leave them out on that side."

# %% role="hidden" task="cohort"
def check(student):
    for nearest in (1, 3, 8):
        owners = student.random.choice([f"c{i}" for i in range(12)], 60)
        people = [str(owners[0]), str(owners[np.flatnonzero(owners != owners[0])[0]])]
        to_cohort = [student.random.uniform(0.2, 1.2, 60) for _ in range(2)]
        for side, person, other in zip(to_cohort, people, people[::-1], strict=True):
            side[owners == person] = student.random.uniform(0, 0.1, np.sum(owners == person))
            side[owners == other] = student.random.uniform(0.1, 0.2, np.sum(owners == other))  # nearest of those that stay
        distance = float(student.random.uniform(0, 1))
        levels = [np.mean(np.sort(side[owners != person])[:nearest]) for side, person in zip(to_cohort, people, strict=True)]
        own = [np.mean(np.sort(side)[:nearest]) for side in to_cohort]
        neither = [np.mean(np.sort(side[~np.isin(owners, people)])[:nearest]) for side in to_cohort]
        every = [np.mean(side[owners != person]) for side, person in zip(to_cohort, people, strict=True)]
        student.call("normalised", distance, to_cohort, owners, people, nearest).close_to(
            distance - np.mean(levels),
            "On each side take the mean of the nearest cohort distances, without that person's own images in the cohort. Then take the mean of the two sides from the distance.",
            instead=[
                (distance - np.mean(own), "The images that the cohort holds of the person of a side say nothing about strangers: leave them out on that side."),
                (distance - np.mean(neither), "On each side leave out the images of that side's person alone: to the first image, the second one's person is another."),
                (distance - np.mean(every), "Take the `nearest` smallest distances on each side, not all of them."),
                (distance - np.sum(levels), "Take the mean of the two sides from the distance, not both sides."),
                (np.mean(levels) - distance, "The distance minus the level of the cohort: yours is the other way round."),
            ],
        )

# %% [markdown] task="both"
# ## 7. People of both halves
#
# `development` and `held_out` are tuples `(first, second, distance)` of non-mated pairs: the numbers (0, 1, 2, …) of the two people of each pair, and their
# distance. `dev_weights` and `out_weights` have one row for each draw: how often each person of that half was drawn. A pair counts as often as the **product** of
# its two people's weights.
#
# Write `fmr_interval(development, held_out, dev_weights, out_weights, target)`. In each draw choose the threshold **anew** on the development pairs, with their weights:
# `evaluation.weighted_threshold(distance, weight, target)`. Then take the weighted FMR of the held-out pairs. Return `[low, high]`, the quantiles 0.025 and 0.975
# (`np.quantile`) of these rates.

# %% role="answer" task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    """[low, high] of the FMR when people of both halves are drawn anew and the threshold is chosen anew."""
    ### BEGIN SOLUTION
    (a, b, chosen), (c, d, measured) = development, held_out
    rates = []
    for dev, out in zip(np.asarray(dev_weights, float), np.asarray(out_weights, float), strict=True):
        threshold = evaluation.weighted_threshold(np.asarray(chosen), dev[a] * dev[b], target)
        rates.append(np.average(np.asarray(measured) <= threshold, weights=out[c] * out[d]))
    return [float(edge) for edge in np.quantile(rates, [0.025, 0.975])]
    ### END SOLUTION

# %%
check("both")

# %% role="check" task="both" points=2
_pairs = (np.array([0, 0, 1, 2]), np.array([1, 2, 2, 3]), np.array([0.1, 0.2, 0.3, 0.4]))
_ones = np.ones((3, 4))
assert check.same(fmr_interval(_pairs, _pairs, _ones, _ones, 0.5), [0.5, 0.5]), "With all weights 1 every draw gives the same: half of these pairs."
_drawn = np.array([[1, 1, 1, 1], [3, 3, 0, 1], [0, 1, 2, 3]])
assert list(fmr_interval(_pairs, _pairs, _drawn, _ones, 0.5))[0] < 0.5, "The threshold is chosen anew in each draw of the development people."

# %% role="hidden" task="both"
def check(student):
    for target in (0.05, 0.2):
        halves, weights = [], []
        for people in (12, 15):
            first, second = np.triu_indices(people, k=1)
            copies = student.random.integers(1, 5, first.size).astype(np.intp)
            first, second = np.repeat(first, copies), np.repeat(second, copies)
            look = student.random.normal(size=people)
            halves.append((first, second, np.abs(look[first] - look[second]) + student.random.uniform(0.2, 0.6, first.size)))
            weights.append(np.stack([np.bincount(student.random.integers(0, people, people).astype(np.intp), minlength=people) for _ in range(120)]))
        rates = []
        for dev, out in zip(*weights, strict=True):
            (a, b, chosen), (c, d, measured) = halves
            threshold = _evaluation.weighted_threshold(chosen, (dev[a] * dev[b]).astype(float), target)
            rates.append(np.average(measured <= threshold, weights=out[c] * out[d]))
        student.call("fmr_interval", *halves, *weights, target).close_to(
            [float(edge) for edge in np.quantile(rates, [0.025, 0.975])],
            "Each draw changes both halves: the threshold is chosen anew with the development weights, the rate is taken with the held-out weights. People are drawn, so a pair counts as often"
            " as the product of its two people's weights. Low end first.",
            tolerance=1e-4,
        )

# %% [markdown] task="upper"
# ## 8. None seen
#
# After training on one group no false match was seen within it, or some were. `people` names the person of each **image** that was compared. `errors` is the number of
# false matches, `high` the upper end of the interval of the FMR.
#
# Write `not_ruled_out(people, errors, high)`: up to which FMR it may still be. If an error was seen: `high`. If none was: 3 divided by the number of **people**, at most 1.

# %% role="answer" task="upper"
def not_ruled_out(people, errors, high):
    """Up to which FMR it may be: the interval's end, or the rule of three with people as n."""
    ### BEGIN SOLUTION
    return float(high) if errors else min(1.0, 3 / len(np.unique(people)))
    ### END SOLUTION

# %%
check("upper")

# %% role="check" task="upper" points=1
assert check.same(not_ruled_out(["a", "a", "b", "c", "c", "d"], 0, 0.0), 0.75), "No error among four people: up to 3/4. Images of one person are one person."
assert check.same(not_ruled_out(["a", "b"], 5, 0.2), 0.2), "Where errors were seen, the interval's upper end is the answer."

# %% role="hidden" task="upper"
def check(student):
    for count in (2, 3, 20, 60):
        people = student.random.permutation(np.repeat([f"p{i}" for i in range(count)], 5))
        high = float(student.random.uniform(0.001, 0.1))
        student.call("not_ruled_out", list(people), 0, 0.0).close_to(
            min(1.0, 3 / count), "No error seen is not a rate of zero. Take the rule of three, with the number of different people as n, and never more than 1."
        )
        student.call("not_ruled_out", list(people), int(student.random.integers(1, 9)), high).close_to(
            high, "Where errors were seen, the interval's upper end is the answer."
        )

# %% [markdown] task="reads"
# ## 9. Reading evidence <!-- no-claim: made-up findings of this exercise -->
#
# Set each name to the letter of the statement that follows.
#
# `balance_shows`: after training on as many people of each group, the largest FMR minus the smallest is 0.021, with an interval of 0.004 to 0.035. The misses
# fell for every group. What follows?
#
# - **A** The groups are alike now: balance mended it.
# - **B** Balance helped with misses, and a difference in false matches is left.
# - **C** Balance is of no use.
#
# `best_shows`: of 13 training sets, the one called *best* had the smallest largest-FMR on the evaluation people. What is its number worth?
#
# - **A** It is too good: the set was chosen on the people that it is reported on.
# - **B** It is sound: every set was trained on other people than those.
# - **C** It is too bad: the other 12 sets used up the evaluation people.

# %% role="answer" task="reads"
balance_shows = "?"
best_shows = "?"
### BEGIN SOLUTION
balance_shows = "B"
best_shows = "A"
### END SOLUTION

# %%
check("reads")

# %% role="check" task="reads" points=1
assert {str(one).strip().upper() for one in (balance_shows, best_shows)} <= {"A", "B", "C"}, "Set both names to one of the letters A, B, C."

# %% role="hidden" task="reads"
def check(student):
    student.value("balance_shows").chosen("B", "ABC", "Two errors were measured. Look at each: does the interval of the difference leave out 0?")
    student.value("best_shows").chosen("A", "ABC", "Ask on whom the *choice among the sets* was made, and on whom its number is reported.")

# %% [markdown]
# ## 10. In your own words <!-- no-claim: numbers of this exercise -->
#
# A company writes: *"Our matcher's false match rates differ between groups by a factor of {{RATIO}}. We ask for access to {{MILLIONS}} million more photographs of faces from the
# internet, balanced over all groups. With them the errors will be equal, and the people in those photographs are the ones who gain most."*
#
# In at most 250 words: what do your numbers support, what do they not support, and **what is owed to the people in the photographs**? Take a side: should the company get them, and on
# what terms, or not? Use at least one number that you computed above or saw in the lesson, and say on what it was measured. Give the strongest reason against your side, and answer it.
# Your answer is read beside a rubric, which comes with the assignment. Either side can earn every point.

# %% [markdown] role="essay" task="million" points=4
# A model answer, on one of the two sides. My numbers support that who is in a training set matters. On rendered faces, with a small layer on top of Dlib, 60 people of each target brought the
# misses from about 7% to about 3%. They do not support the promise: the largest FMR within a group was still more than twice the smallest. Trained on
# one target alone, that target had no false match seen, which may still be up to 3/60, and half of its people's own pictures were missed. So equality must be measured, on other people, with
# intervals. What {{MILLIONS}} million photographs do to a network I cannot say from renders, and neither can the company before it has tried. The factor of {{RATIO}} is a reason to act. It is no
# reason to take. The people in the photographs did not choose the purpose. That they gain is a hope. They are owed to be asked, told
# for what and for how long, and able to be taken out again. So: not from the internet; yes from people who were asked and paid, with the errors reported by group before and after. The
# strongest reason against me: asking is slow, and those who are misidentified meanwhile pay. That is true. There are remedies that need nobody's photographs and work today: a stricter threshold,
# a second look, or not using it where an error costs liberty. Who wants to use it should pay for the delay.

# ---
# title: "What a score says"
# lesson: scores
# minutes: 75
# lead: Ten tasks, 20 points. Nine are checked by machine, one is read by a person.
# before: {Lesson:scores}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - sort comparisons into mated and non-mated, and count each kind of error over its own kind
#   - rebuild DeepFace's confidence, and measure its jump
#   - say what share of the pairs with a given score is mated, at the prior that holds
#   - check a stated chance against what came out
# ---

# %% [markdown]
# {how}
#
# Every score here is a **distance**: small means alike. A comparison is accepted when its distance is at most the
# threshold.

# %% role="given"
import numpy as np

from course import evaluation, faces
from course.study.selfcheck import selfcheck

check = selfcheck("scores")

RECOGNISER = "sface"
DEEPFACE_NAME = "SFace"
BAND_TOP = 90  # task 7 looks at accepted pairs with a confidence below this
RARE = 10000  # one mate in so many comparisons

# These stand in the last question.
REPORTED = 88
SEARCHED = 60000

# %% role="variant"
def draw(random):
    recogniser, name = [("sface", "SFace"), ("dlib", "Dlib")][int(random.integers(2))]
    return {
        "RECOGNISER": recogniser,
        "DEEPFACE_NAME": name,
        "BAND_TOP": int(random.choice([80, 85, 90, 95])),
        "RARE": int(random.choice([2000, 5000, 20000, 50000])),
        "REPORTED": int(random.integers(75, 97)),
        "SEARCHED": int(random.integers(20, 90)) * 1000,
    }

# %% [markdown] task="pairs"
# ## 1. Which pairs are mated?
#
# `distance` is a square array: row i, column j is the distance between image i and image j. It is symmetric, and an
# image is at distance 0 from itself. `subjects` is a list with the name of the person in each image.
#
# Write `split(distance, subjects)`. It returns two arrays: the distances of the **mated** pairs, and those of the
# **non-mated** pairs. Each pair of two different images counts once. The order within an array does not matter.

# %% role="answer" task="pairs"
def split(distance, subjects):
    """(mated, non-mated) distances of all pairs of two different images, each pair once."""
    ### BEGIN SOLUTION
    distance, subjects = np.asarray(distance), np.asarray(subjects)
    first, second = np.triu_indices(len(subjects), k=1)
    same = subjects[first] == subjects[second]
    values = distance[first, second]
    return values[same], values[~same]
    ### END SOLUTION

# %%
check("pairs")

# %% role="check" task="pairs" points=2
_d = np.array([[0.0, 0.1, 0.7], [0.1, 0.0, 0.8], [0.7, 0.8, 0.0]])
_mated, _nonmated = split(_d, ["Ada", "Ada", "Ben"])
assert len(_mated) == 1, "Each pair counts once, and an image is never paired with itself."
assert sorted(np.round(_nonmated, 6).tolist()) == [0.7, 0.8], "A non-mated pair shows two people. Each pair counts once."

# %% role="hidden"
import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces


def scores(random, ties=False):
    """Mated and non-mated distances of random sizes, and a threshold that is one of them."""
    mated = np.round(random.gamma(3, 0.05, random.integers(20, 60)), 3)
    nonmated = np.round(0.15 + random.gamma(4, 0.06, random.integers(150, 400)), 3)
    everything = np.concatenate([mated, nonmated])
    return mated, nonmated, float(random.choice(everything))

# %% role="hidden" task="pairs"
def check(student):
    for n in (5, 8, 9, 11):
        # With one digit, different pairs often have the same distance: each counts.
        distance = np.round(np.triu(student.random.uniform(0.05, 1, (n, n)), 1), 1 if n % 2 else 6)
        distance = distance + distance.T
        subjects = [f"person-{i}" for i in student.random.integers(0, 4, n)]
        expected = {True: [], False: []}
        for i in range(n):
            for j in range(i + 1, n):
                expected[subjects[i] == subjects[j]].append(distance[i, j])
        answer = student.call("split", distance, subjects)
        answer.satisfies(
            lambda two: len(two[0]) + len(two[1]) == n * (n - 1) // 2,
            "Each pair counts once, and an image is never paired with itself. Two pairs may have the same distance: both count.",
            like=([0.5], [0.5]),
        )
        for place, (kind, words) in enumerate([(True, "A mated pair shows one person."), (False, "A non-mated pair shows two people.")]):
            answer.satisfies(
                lambda two, place=place, kind=kind: np.allclose(sorted(two[place]), sorted(expected[kind])),
                words + " Return the mated distances first.",
                like=([0.5], [0.5]),
            )

# %% [markdown] task="fmr"
# ## 2. False match rate
#
# All distances of a test come in one array, `distances`. `is_mated` is an array of the same length:
# `True` where the pair is mated.
#
# Write `false_match_rate(distances, is_mated, threshold)`: of the comparisons that *can* be a false match, the share
# that is one. If there is no such comparison, nothing can be measured: raise `ValueError`.

# %% role="answer" task="fmr"
def false_match_rate(distances, is_mated, threshold):
    """Share of the non-mated comparisons that are accepted; ValueError when there is none."""
    ### BEGIN SOLUTION
    nonmated = np.asarray(distances)[~np.asarray(is_mated, dtype=bool)]
    if nonmated.size == 0:
        raise ValueError("there is no non-mated comparison")
    return float(np.mean(nonmated <= threshold))
    ### END SOLUTION

# %%
check("fmr")

# %% role="check" task="fmr" points=2
_distances, _is_mated = np.array([0.1, 0.3, 0.2, 0.5, 0.6, 0.9]), np.array([True, True, False, False, False, False])
assert false_match_rate(_distances, _is_mated, 0.5) != 2 / 6, "Divide by the non-mated comparisons, not by all pairs."
assert false_match_rate(_distances, _is_mated, 0.55) == 0.5, "A false match is a non-mated pair that is accepted: a small distance."
assert false_match_rate(_distances, _is_mated, 0.5) == 0.5, "A distance equal to the threshold is accepted."

# %% role="hidden" task="fmr"
def check(student):
    for _ in range(4):
        mated, nonmated, threshold = scores(student.random)
        order = student.random.permutation(mated.size + nonmated.size)
        distances = np.concatenate([mated, nonmated])[order]
        is_mated = np.repeat([True, False], [mated.size, nonmated.size])[order]
        off = max(threshold, float(np.sort(nonmated)[3])) + 0.0004  # between two scores, above some
        student.call("false_match_rate", distances, is_mated, off).close_to(
            float(np.mean(nonmated <= off)),
            "A false match is a non-mated pair that is accepted: its distance is small."
            " Divide by the non-mated comparisons, not by all pairs.",
        )
        on = float(student.random.choice(nonmated))
        student.call("false_match_rate", distances, is_mated, on).close_to(
            float(np.mean(nonmated <= on)), "A distance equal to the threshold is accepted."
        )
        for all_or_none, rate in ((0.0, 0.0), (9.0, 1.0)):
            student.call("false_match_rate", distances, is_mated, all_or_none).close_to(
                rate, "Where no non-mated pair is accepted the rate is 0, and where all are it is 1. That was measured: no error is due.", edge=True
            )
    student.call("false_match_rate", np.array([0.1, 0.2]), np.array([True, True]), 0.3).raises(
        "ValueError", "Without a non-mated comparison there is no false match rate: raise a ValueError, do not return 0."
    )

# %% [markdown] task="fnmr"
# ## 3. False non-match rate
#
# Write `false_non_match_rate(distances, is_mated, threshold)`: of the comparisons that *can* be a false non-match, the
# share that is one. Here too, raise `ValueError` when there is none.

# %% role="answer" task="fnmr"
def false_non_match_rate(distances, is_mated, threshold):
    """Share of the mated comparisons that are not accepted; ValueError when there is none."""
    ### BEGIN SOLUTION
    mated = np.asarray(distances)[np.asarray(is_mated, dtype=bool)]
    if mated.size == 0:
        raise ValueError("there is no mated comparison")
    return float(np.mean(mated > threshold))
    ### END SOLUTION

# %%
check("fnmr")

# %% role="check" task="fnmr" points=2
assert false_non_match_rate(_distances, _is_mated, 0.25) != 1 / 6, "Divide by the mated comparisons, not by all pairs."
assert false_non_match_rate(_distances, _is_mated, 0.25) == 0.5, "A false non-match is a mated pair above the threshold."
assert false_non_match_rate(_distances, _is_mated, 0.35) == 0, "It is not a share of the rejected pairs: count mated pairs only."
assert false_non_match_rate(_distances, _is_mated, 0.3) == 0, "A distance equal to the threshold is accepted."

# %% role="hidden" task="fnmr"
def check(student):
    for _ in range(4):
        mated, nonmated, threshold = scores(student.random)
        order = student.random.permutation(mated.size + nonmated.size)
        distances = np.concatenate([mated, nonmated])[order]
        is_mated = np.repeat([True, False], [mated.size, nonmated.size])[order]
        off = float(np.median(mated)) + 0.0004
        student.call("false_non_match_rate", distances, is_mated, off).close_to(
            float(np.mean(mated > off)),
            "A false non-match is a mated pair above the threshold."
            " Divide by the mated comparisons, not by all pairs and not by the rejected pairs.",
        )
        on = float(student.random.choice(mated))
        student.call("false_non_match_rate", distances, is_mated, on).close_to(
            float(np.mean(mated > on)), "A distance equal to the threshold is accepted."
        )
        for all_or_none, rate in ((9.0, 0.0), (0.0, 1.0)):
            student.call("false_non_match_rate", distances, is_mated, all_or_none).close_to(
                rate, "Where every mated pair is accepted the rate is 0, and where none is it is 1. That was measured: no error is due.", edge=True
            )
    student.call("false_non_match_rate", np.array([0.1, 0.2]), np.array([False, False]), 0.3).raises(
        "ValueError", "Without a mated comparison there is no false non-match rate: raise a ValueError, do not return 0."
    )

# %% [markdown] task="confidence"
# ## 4. DeepFace's confidence <!-- no-claim: numbers of this exercise, or of DeepFace's own code -->
#
# Write `confidence(distance, c)`. `c` is a `dict` of DeepFace's constants. The steps, for a distance above 0:
#
# 1. The pair is **verified** when the distance is at most `c["threshold"]`.
# 2. Divide the distance by `c["normalizer"]`, but only if that is larger than 1.
# 3. $s = 100 \,/\, (1 + e^{-(w d + b)})$ with that distance $d$, `c["w"]` and `c["b"]`.
# 4. Stretch $s$ in a straight line. Verified: `c["verified_low"]` becomes 51 and `c["verified_high"]` becomes 100.
#    Not verified: `c["other_low"]` becomes 0 and `c["other_high"]` becomes the whole number below it,
#    `int(c["other_high"])`.
# 5. Clip: 51 to 100 when verified, 0 to 49 when not. Round to two digits.

# %% role="given"
constants = evaluation.deepface_constants(DEEPFACE_NAME, "cosine")._asdict()
constants

# %% role="answer" task="confidence"
def confidence(distance, c):
    """DeepFace's confidence, 0 to 100, for one distance above 0."""
    ### BEGIN SOLUTION
    verified = distance <= c["threshold"]
    if c["normalizer"] > 1:
        distance = distance / c["normalizer"]
    s = 100 / (1 + np.exp(-(c["w"] * distance + c["b"])))
    if verified:
        low, high, bottom, top, most = c["verified_low"], c["verified_high"], 51, 100, 100
    else:
        low, high, bottom, top, most = c["other_low"], c["other_high"], 0, int(c["other_high"]), 49
    stretched = bottom + (top - bottom) * (s - low) / (high - low)
    return round(float(np.clip(stretched, bottom, most)), 2)
    ### END SOLUTION

# %%
check("confidence")

# %% role="check" task="confidence" points=3
_t = constants["threshold"]
assert confidence(_t, constants) >= 51, "A pair at the threshold is verified: its confidence lies between 51 and 100."
assert confidence(1.01 * _t, constants) < 50, "A pair that is not verified gets the other branch: 49 at most."
assert confidence(10 * _t, constants) == 0, "Clip: 0 is the least."

# %% role="hidden" task="confidence"
def check(student):
    listed = [("SFace", "cosine"), ("SFace", "euclidean"), ("Dlib", "cosine"), ("Dlib", "euclidean_l2")]
    for name, metric in listed:
        c = _evaluation.deepface_constants(name, metric)
        inside = [c.threshold, *(c.threshold * student.random.uniform(0.5, 0.99, 2)), c.threshold * 0.05]
        outside = [*(c.threshold * student.random.uniform(1.01, 1.6, 2)), c.threshold * 6]
        branch = ("A pair at or below the threshold is verified and gets 51 to 100; a pair above it is not verified and gets"
                  " 49 at most. Which branch did this distance take? And is it clipped?")
        for distance in inside:
            student.call("confidence", float(distance), dict(c._asdict())).satisfies(lambda v: 51 <= v <= 100, branch, like=0.5)
        for distance in outside:
            student.call("confidence", float(distance), dict(c._asdict())).satisfies(lambda v: 0 <= v <= 49, branch, like=0.5)
        for distance in [*inside, *outside]:
            student.call("confidence", float(distance), dict(c._asdict())).close_to(
                _evaluation.deepface_confidence(float(distance), name, metric),
                "Go through the five steps: normalise only when the normalizer is above 1, stretch between the constants of"
                " the branch, clip, round.",
                tolerance=0.011 / 100,
            )
    # Made-up constants, whose curve leaves the target at every end.
    made = {"threshold": 0.4, "w": -8.0, "b": 4.0, "normalizer": 0.5, "verified_low": 72.0, "verified_high": 80.0,
            "other_low": 20.0, "other_high": 60.3}
    for distance, expected in ((0.39, 51.0), (0.02, 100.0), (0.41, 49.0), (3.0, 0.0)):
        student.call("confidence", distance, made).close_to(
            expected, "Clip what the stretching gives: 51 to 100 when verified, 0 to 49 when not."
        )

# %% [markdown] task="jump"
# ## 5. The jump
#
# Use `evaluation.deepface_confidence(distance, name, metric)`, which is what you have just built, and
# `evaluation.deepface_constants(name, metric).threshold`.
#
# Write `jump(name, metric)`: the drop in confidence from a pair exactly at the threshold to a pair just above it
# (take `np.nextafter(threshold, np.inf)` as "just above").

# %% role="answer" task="jump"
def jump(name, metric):
    """The drop in confidence at the threshold of one of DeepFace's recognisers."""
    ### BEGIN SOLUTION
    at = float(evaluation.deepface_constants(name, metric).threshold)
    above = float(np.nextafter(at, np.inf))
    return evaluation.deepface_confidence(at, name, metric) - evaluation.deepface_confidence(above, name, metric)
    ### END SOLUTION

# %%
check("jump")

# %%
jump(DEEPFACE_NAME, "cosine")

# %% role="check" task="jump" points=1
assert jump(DEEPFACE_NAME, "cosine") > 0, "A drop is a positive number: confidence at the threshold minus confidence just above it."
assert jump(DEEPFACE_NAME, "cosine") > 5, "Take the next number above the threshold, not one just below it: both sides of the jump are needed."

# %% role="hidden" task="jump"
def check(student):
    for name, metric in [("SFace", "cosine"), ("Dlib", "cosine"), ("SFace", "euclidean"), ("Dlib", "euclidean_l2")]:
        at = _evaluation.deepface_constants(name, metric).threshold
        both = [_evaluation.deepface_confidence(float(d), name, metric) for d in (at, np.nextafter(at, np.inf))]
        student.call("jump", name, metric).close_to(
            both[0] - both[1],
            "The drop is the confidence exactly at the threshold minus the confidence at the next number above it:"
            " both sides of the jump are needed, for the recogniser and the metric that are asked for.",
        )

# %% [markdown] task="share"
# ## 6. What a score is worth
#
# In a test, a band of scores holds `mated_in` of `mated_all` mated pairs and `nonmated_in` of `nonmated_all` non-mated
# pairs. Somewhere else, a share `prior` of all comparisons is mated.
#
# Write `share_mated(mated_in, mated_all, nonmated_in, nonmated_all, prior)`: of the comparisons *there* with a score in
# the band, the share that is mated. The sizes of the test must not matter, only its rates.
# If the band holds no pair of either kind, return `float("nan")`.

# %% role="answer" task="share"
def share_mated(mated_in, mated_all, nonmated_in, nonmated_all, prior):
    """Share of mated pairs among those with a score in the band, where a share `prior` of all pairs is mated."""
    ### BEGIN SOLUTION
    mated = prior * mated_in / mated_all
    nonmated = (1 - prior) * nonmated_in / nonmated_all
    if mated + nonmated == 0:
        return float("nan")
    return mated / (mated + nonmated)
    ### END SOLUTION

# %%
check("share")

# %% role="check" task="share" points=2
assert abs(share_mated(10, 100, 10, 100, 0.5) - 0.5) < 1e-9, "The same rate in both kinds, at even prior: half are mated."
assert abs(share_mated(10, 100, 100, 1000, 0.5) - 0.5) < 1e-9, "Use rates, not counts: the sizes of the test must not matter."
assert share_mated(10, 100, 10, 100, 0.001) < 0.01, "The prior is ignored: where mates are rare, few of such pairs are mated."
assert np.isnan(share_mated(0, 100, 0, 100, 0.5)), "An empty band: nothing is known, return `float('nan')`."

# %% role="hidden" task="share"
def check(student):
    for _ in range(5):
        mated_all, nonmated_all = (int(n) for n in student.random.integers([100, 2000], [900, 60000]))
        mated_in, nonmated_in = int(student.random.integers(5, 80)), int(student.random.integers(5, 1500))
        for prior, words in (
            (0.5, "Use rates, not counts: the sizes of the test must not matter."),
            (float(student.random.uniform(0.0001, 0.01)), "The prior weighs each rate: mated pairs by the prior, non-mated pairs by 1 minus it."),
            (float(student.random.uniform(0.6, 0.95)), "The prior weighs each rate: mated pairs by the prior, non-mated pairs by 1 minus it."),
        ):
            student.call("share_mated", mated_in, mated_all, nonmated_in, nonmated_all, prior).close_to(
                float(_evaluation.posterior(prior, nonmated_in / nonmated_all, 1 - mated_in / mated_all)), words
            )
    student.call("share_mated", 30, 300, 50, 500, 0.5).close_to(0.5, "Use rates, not counts: equal rates at even prior give one half.")
    student.call("share_mated", 7, 100, 0, 100, 0.01).close_to(1.0, "If only mated pairs lie in the band, all of it is mated.")
    student.call("share_mated", 0, 100, 7, 100, 0.99).close_to(0.0, "If only non-mated pairs lie in the band, none of it is mated.")
    student.call("share_mated", 0, 100, 0, 100, 0.5).is_nan("An empty band: nothing is known, so return float('nan').")

# %% [markdown] task="measure"
# ## 7. Count it <!-- no-claim: numbers of this exercise, or of DeepFace's own code -->
#
# `mated` and `nonmated` hold the confidences of a test's mated and non-mated pairs. Look at the pairs that are accepted
# (confidence 51 or more) with a confidence *below* `top`.
#
# Write `worth(mated, nonmated, top, prior)`: of such pairs, the share that is mated where a share `prior` of all
# comparisons is. Return `float("nan")` if the test has no such pair. `share_mated` of task 6 may help.
#
# Then take the confidences of all pairs of known people in the development half, and see what a confidence below
# `BAND_TOP` is worth: when the prior is one half, and when one comparison in `RARE` is mated.

# %% role="given"
known = faces.embeddings(RECOGNISER, role="known", split="development")
pairs = evaluation.score_pairs(evaluation.FaceSet.of(known))
confidence_mated = np.array([evaluation.deepface_confidence(float(d), DEEPFACE_NAME, "cosine") for d in pairs.mated])
confidence_nonmated = np.array([evaluation.deepface_confidence(float(d), DEEPFACE_NAME, "cosine") for d in pairs.nonmated])
len(confidence_mated), len(confidence_nonmated)

# %% role="answer" task="measure"
def worth(mated, nonmated, top, prior):
    """Share of mated pairs among those accepted with a confidence below `top`, where a share `prior` of all is mated."""
    ### BEGIN SOLUTION
    same, other = (float(np.mean((one >= 51) & (one < top))) for one in (np.asarray(mated), np.asarray(nonmated)))
    if same + other == 0:
        return float("nan")
    return prior * same / (prior * same + (1 - prior) * other)
    ### END SOLUTION

# %%
check("measure")

# %%
at_even = worth(confidence_mated, confidence_nonmated, BAND_TOP, 1 / 2)
at_rare = worth(confidence_mated, confidence_nonmated, BAND_TOP, 1 / RARE)
at_even, at_rare

# %% role="check" task="measure" points=2
_even = worth(np.array([60.0, 95.0]), np.array([60.0, 20.0, 30.0, 40.0]), 90, 0.5)
assert abs(_even - 2 / 3) < 1e-9, "Half of the mated pairs and a quarter of the others lie in the band: weigh these rates, not the counts."
assert worth(np.array([60.0]), np.array([60.0]), 90, 0.01) < 0.02, "Where mates are rare, a smaller share of the band is mated. Is the prior weighed in?"

# %% role="hidden" task="measure"
def check(student):
    known = _faces.embeddings(GIVEN["RECOGNISER"], role="known", split="development")
    pairs = _evaluation.score_pairs(_evaluation.FaceSet.of(known))
    real = [np.array([_evaluation.deepface_confidence(float(d), GIVEN["DEEPFACE_NAME"], "cosine") for d in one[:3000]])
            for one in (pairs.mated, pairs.nonmated)]
    made = [np.round(student.random.uniform(0, 100, n) * 2) / 2 for n in (60, 230)]
    for mated, nonmated, top in ((*made, 60), (*made, 90), (*real, GIVEN["BAND_TOP"])):
        rates = [float(np.mean((one >= 51) & (one < top))) for one in (mated, nonmated)]
        for prior, words in (
            (0.5, "Weigh the rates of the band, not the counts: a test has many more non-mated pairs. The band begins at 51 and ends below `top`."),
            (1 / GIVEN["RARE"], "Weigh the rates of the band by the prior. Is the prior weighed in?"),
        ):
            wanted = prior * rates[0] / (prior * rates[0] + (1 - prior) * rates[1])
            student.call("worth", mated, nonmated, top, prior).satisfies(lambda v: abs(v - wanted) <= 1e-6 * wanted, words, like=0.5)
    student.call("worth", np.array([99.0, 20.0]), np.array([30.0, 40.0]), 90, 0.5).is_nan(
        "No pair of either kind in the band: nothing is known, so return float('nan')."
    )

# %% [markdown] task="outcome"
# ## 8. Did it come true?
#
# `chance` holds a stated chance (0 to 1) for each of many pairs. `same` holds `True` where the pair turned out to be
# mated. A chance can be believed when it comes true as often as it says.
#
# Write `came_true(chance, same, low, high)`: among the pairs with a stated chance of at least `low` and less than
# `high`, the share that was mated. Return `float("nan")` when no pair has such a chance.

# %% role="answer" task="outcome"
def came_true(chance, same, low, high):
    """Share of mated pairs among those with low <= chance < high; NaN when there is none."""
    ### BEGIN SOLUTION
    chance, same = np.asarray(chance), np.asarray(same)
    inside = (chance >= low) & (chance < high)
    return float(np.mean(same[inside])) if inside.any() else float("nan")
    ### END SOLUTION

# %%
check("outcome")

# %% role="check" task="outcome" points=1
_chance, _same = np.array([0.1, 0.7, 0.75, 0.8, 0.9]), np.array([False, True, False, True, True])
assert came_true(_chance, _same, 0.7, 0.8) == 0.5, "Among the pairs in the bin, count those that were mated. The upper end is left out."
assert np.isnan(came_true(_chance, _same, 0.2, 0.3)), "No pair in the bin: nothing is known, return `float('nan')`."

# %% role="hidden" task="outcome"
def check(student):
    for _ in range(4):
        chance = np.round(student.random.uniform(0, 1, 300), 1)
        same = student.random.uniform(size=300) < chance**2
        for low, high in ((0.6, 0.8), (0.2, 0.5), (0.9, 1.01)):
            inside = (chance >= low) & (chance < high)
            student.call("came_true", chance, same, low, high).close_to(
                float(np.mean(same[inside])),
                "Divide the mated pairs in the bin by all pairs in the bin: at least the lower end, less than the upper end.",
            )
    bin_of_one = np.array([0.1, 0.45]), np.array([False, False]), 0.4, 0.5
    student.call("came_true", *bin_of_one).close_to(0.0, "A bin without a mated pair has the share 0: that is known.")
    student.call("came_true", np.array([0.1, 0.9]), np.array([False, True]), 0.4, 0.5).is_nan(
        "No pair in the bin: nothing is known, so return float('nan')."
    )

# %% [markdown] task="meaning"
# ## 9. What does it say? <!-- no-claim: numbers of this exercise, or of DeepFace's own code -->
#
# A service compares two images and returns `Similarity: 99`. Nothing else is known. Set `similarity_is` to the letter
# of the statement that follows.
#
# - **A** The chance that the two images show one person is 99%, and the chance that they show two is 1%.
# - **B** At a threshold of 99, one match in a hundred is wrong, whoever is compared.
# - **C** The service places this pair at 99 on a scale of its own.
# - **D** The service is 99% accurate: it decides 99 of 100 comparisons of this kind rightly.

# %% role="answer" task="meaning"
similarity_is = "?"
### BEGIN SOLUTION
similarity_is = "C"
### END SOLUTION

# %%
check("meaning")

# %% role="check" task="meaning" points=1
assert str(similarity_is).strip().upper() in {"A", "B", "C", "D"}, "Set `similarity_is` to one of the letters A, B, C, D."

# %% role="hidden" task="meaning"
def check(student):
    student.value("similarity_is").chosen(
        "C", "ABCD", "A score is not a probability and not an error rate. Which statement claims no more than the service has said?"
    )

# %% [markdown]
# ## 10. In your own words <!-- no-claim: numbers of this exercise, or of DeepFace's own code -->
#
# An officer's report says: *"We searched {{SEARCHED}} records. The software returned the suspect with {{REPORTED}}%
# confidence. There is therefore a {{REPORTED}}% probability that he is the man in the picture."*
#
# In at most 180 words, for a judge who knows no statistics: say what the number is, what is missing, and how the
# conclusion could change. Use at least one number that you computed above, and say on what it was measured.
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="judge" points=4
# A model answer. The {{REPORTED}} is made by the software from one distance between two images. It is stretched so that
# every accepted pair gets at least 51. It was never counted how often pairs with this number are right, so it is no
# probability. In task 5 two pairs that nobody could tell apart got numbers far apart, only because
# one lay at the threshold and one just above it. What is missing is how often the number comes up for two *different*
# people, and how likely it was from the start that the man is in the records. The search made {{SEARCHED}} comparisons, and at
# most one of them could be right. In task 7 the same band of confidence was worth `at_even` when every second comparison
# was mated, and only `at_rare` when one in {{RARE}} was. That was measured on rendered faces of nobody, so the sizes
# do not carry over to this case. The direction does. The name is a lead that needs other evidence, independent of the picture.

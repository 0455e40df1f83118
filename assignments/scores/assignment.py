# ---
# title: "What a score says"
# lesson: scores
# minutes: 75
# lead: Ten tasks, 20 points. Nine are checked by machine, one is read by a person.
# before: {Lesson:scores}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - sort comparisons into mated and non-mated, and count each kind of error over its own kind
#   - rebuild DeepFace's confidence, and make a number without its jump
#   - go from a prior to the share of pairs that are mated, and back
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
assert check.same(sorted(_nonmated), [0.7, 0.8]), "A non-mated pair shows two people. Each pair counts once."

# %% role="hidden"
import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces
from course.checks.compare import same as _same


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
                lambda two, place=place, kind=kind: _same(sorted(two[place]), sorted(expected[kind])),
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
assert not check.same(false_match_rate(_distances, _is_mated, 0.5), 2 / 6), "Divide by the non-mated comparisons, not by all pairs."
assert check.same(false_match_rate(_distances, _is_mated, 0.55), 0.5), "A false match is a non-mated pair that is accepted: a small distance."
assert check.same(false_match_rate(_distances, _is_mated, 0.5), 0.5), "A distance equal to the threshold is accepted."

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
assert not check.same(false_non_match_rate(_distances, _is_mated, 0.25), 1 / 6), "Divide by the mated comparisons, not by all pairs."
assert check.same(false_non_match_rate(_distances, _is_mated, 0.25), 0.5), "A false non-match is a mated pair above the threshold."
assert check.same(false_non_match_rate(_distances, _is_mated, 0.35), 0.0), "It is not a share of the rejected pairs: count mated pairs only."
assert check.same(false_non_match_rate(_distances, _is_mated, 0.3), 0.0), "A distance equal to the threshold is accepted."

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
assert check.same(confidence(10 * _t, constants), 0.0), "Clip: 0 is the least."

# %% role="hidden" task="confidence"
def check(student):
    listed = [("SFace", "cosine"), ("SFace", "euclidean"), ("Dlib", "cosine"), ("Dlib", "euclidean_l2")]
    for name, metric in listed:
        c = _evaluation.deepface_constants(name, metric)
        inside = [c.threshold, *(c.threshold * student.random.uniform(0.5, 0.99, 2)), c.threshold * 0.05]
        outside = [*(c.threshold * student.random.uniform(1.02, 1.6, 2)), c.threshold * 6]  # nearer, np.interp would clip too early
        branch = ("A pair at or below the threshold is verified and gets 51 to 100; a pair above it is not verified and gets"
                  " 49 at most. Which branch did this distance take? And is it clipped?")
        for distance in inside:
            student.call("confidence", float(distance), dict(c._asdict())).satisfies(lambda v: 51 <= v <= 100, branch, like=0.5)
        for distance in outside:
            student.call("confidence", float(distance), dict(c._asdict())).satisfies(lambda v: 0 <= v <= 49, branch, like=0.5)
        for distance in [*inside, *outside]:
            due = _evaluation.deepface_confidence(float(distance), name, metric)
            answer = student.call("confidence", float(distance), dict(c._asdict()))
            answer.satisfies(
                lambda v, due=due: abs(v - due) < 0.011,  # another order of the sums may round the last digit the other way
                "Go through the five steps: normalise only when the normalizer is above 1, stretch between the constants of"
                " the branch, clip, round.", like=0.5,
            )
            answer.satisfies(lambda v: _same(v, round(v, 2)), "The value is right, but not rounded: see step 5, two digits.", like=0.5)
    # Made-up constants, whose curve leaves the target at every end.
    made = {"threshold": 0.4, "w": -8.0, "b": 4.0, "normalizer": 0.5, "verified_low": 72.0, "verified_high": 80.0,
            "other_low": 20.0, "other_high": 60.3}
    for distance, expected in ((0.39, 51.0), (0.02, 100.0), (0.41, 49.0), (3.0, 0.0)):
        student.call("confidence", distance, made).close_to(
            expected, "Clip what the stretching gives: 51 to 100 when verified, 0 to 49 when not."
        )

# %% [markdown] task="jump"
# ## 5. Mend it <!-- no-claim: numbers of this exercise -->
#
# The lesson showed where this number jumps. Write another one, `honest(distance, c)`, with the same constants `c` (you need not use
# them). Any function will do that keeps four promises, for every distance of 0 or more:
#
# - it lies between 0 and 100;
# - a larger distance never gets a larger number: it falls, and the order of pairs is kept. Two pairs that differ by a hundredth of
#   `c["threshold"]`, and lie below twice the threshold, get different numbers;
# - it has no jump: a small step in the distance is a small step in the number, at the threshold too;
# - it says what DeepFace's number does not: it does not depend on who set `c["threshold"]` where. Set another threshold, and the number
#   stays.

# %% role="answer" task="jump"
def honest(distance, c):
    """A number from 0 to 100 that falls with the distance, without a jump, whatever threshold is set."""
    ### BEGIN SOLUTION
    return 100 / (1 + distance)
    ### END SOLUTION

# %%
check("jump")

# %%
[honest(share * constants["threshold"], constants) for share in (0, 0.5, 0.99, 1, 1.01, 2)]

# %% role="check" task="jump" points=1
_steps = np.linspace(0, 3 * constants["threshold"], 7)
_numbers = [honest(float(d), constants) for d in _steps]
assert all(0 <= n <= 100 for n in _numbers), "The number lies between 0 and 100, whatever the distance."
assert all(a >= b for a, b in zip(_numbers, _numbers[1:])), "A larger distance never gets a larger number."

# %% role="hidden" task="jump"
def check(student):
    for name, metric in [("SFace", "cosine"), ("Dlib", "cosine"), ("SFace", "euclidean"), ("Dlib", "euclidean_l2")]:
        c = dict(_evaluation.deepface_constants(name, metric)._asdict())
        t = c["threshold"]

        def told(distance, c=c):
            return student.call("honest", float(distance), c)

        for distance in (0.0, 0.5 * t, t, 3 * t, 10 * t):  # farther out Python's own exp has no number for a sigmoid
            told(distance).satisfies(lambda v: 0 <= v <= 100, "The number lies between 0 and 100, whatever the distance.", like=0.5)
        for start in (0.0, 1.0, *student.random.uniform(0.05, 1.9, 3)):
            near, far = (told(t * share).get(like=0.5) for share in (start, start + 0.0101))
            told(t * start).satisfies(
                lambda _, near=near, far=far: near > far,
                "The order is lost: of two pairs that differ by a hundredth of the threshold, the nearer one gets the larger number.",
            )
        for place in (t, *(t * student.random.uniform(0.05, 1.9, 3))):
            below, above = (told(d).get(like=0.5) for d in (place, place * (1 + 1e-9)))
            told(place).satisfies(
                lambda _, below=below, above=above: abs(below - above) < 0.02, "There is a jump: a small step in the distance, a small step in the number."
            )
        at = told(t).get(like=0.5)
        for moved in (0.5, 1.5):
            student.call("honest", t, c | {"threshold": moved * t}).satisfies(
                lambda v, at=at: _same(v, at),
                "Somebody set another threshold, and the number of the same distance changed. The other constants may be used.",
                like=0.5,
            )

# %% [markdown] task="share"
# ## 6. Which prior would it take? <!-- no-claim: numbers of this exercise -->
#
# The lesson went from a prior to the share of pairs that show one person. Go the other way. In a test, a share `mated_rate` of the mated
# pairs and a share `nonmated_rate` of the non-mated pairs get a score in some band. Somebody would act on such a score if at least a share
# `share` of the comparisons with it showed one person.
#
# Write `prior_needed(share, mated_rate, nonmated_rate)`: the least prior at which that is so. `share` lies above 0 and below 1. If no
# non-mated pair gets such a score, the least prior is 0. If no *mated* pair does, no prior is enough: return `float("nan")`.

# %% role="answer" task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    """The least share of mated comparisons at which a share `share` of the band is mated; NaN when none is enough."""
    ### BEGIN SOLUTION
    if mated_rate == 0:
        return float("nan")
    odds = share / (1 - share) * nonmated_rate / mated_rate
    return odds / (1 + odds)
    ### END SOLUTION

# %%
check("share")

# %%
# One in a hundred mated pairs and one in a thousand others get such a score; nine in ten are to be right.
prior_needed(0.9, 0.01, 0.001)

# %% role="check" task="share" points=2
assert check.same(prior_needed(0.5, 0.1, 0.1), 0.5), "A score that both kinds get equally often says nothing: the share is the prior."
assert check.same(prior_needed(0.5, 0.3, 0.1), 0.25), "At a prior of a quarter, 0.25 × 0.3 mated and 0.75 × 0.1 non-mated comparisons get the score: as many."
assert check.same(prior_needed(0.9, 0.2, 0.0), 0.0), "If no non-mated pair gets the score, every prior is enough, and the least is 0."
assert check.same(prior_needed(0.9, 0.0, 0.2), float("nan")), "If no mated pair gets the score, no prior is enough: return `float('nan')`."

# %% role="hidden" task="share"
def check(student):
    back = "Try it on a prior you know: put your answer back as the prior, and the share must come out. Turn Bayes' rule round, with both rates."
    for _ in range(6):
        mated, nonmated = (float(v) for v in student.random.uniform([0.05, 0.0005], [0.6, 0.2]))
        prior = float(student.random.choice([student.random.uniform(0.001, 0.05), student.random.uniform(0.2, 0.9)]))
        share = prior * mated / (prior * mated + (1 - prior) * nonmated)
        student.call("prior_needed", share, mated, nonmated).close_to(prior, back)
    for share in (0.5, 0.9):
        rate = float(student.random.uniform(0.1, 0.5))
        student.call("prior_needed", share, rate, rate).close_to(
            share, "A score that both kinds get equally often says nothing: the share that comes out is the prior."
        )
        student.call("prior_needed", share, rate, 0).close_to(
            0.0, "If no non-mated pair gets the score, every prior is enough, and the least is 0.", edge=True
        )
        for other in (rate, 0):
            student.call("prior_needed", share, 0, other).is_nan("If no mated pair gets the score, no prior is enough: return float('nan').")

# %% [markdown] task="measure"
# ## 7. Count it <!-- no-claim: numbers of this exercise, or of DeepFace's own code -->
#
# `mated` and `nonmated` hold the confidences of a test's mated and non-mated pairs. Look at the pairs that are accepted
# (confidence 51 or more) with a confidence *below* `top`.
#
# Write `worth(mated, nonmated, top, prior)`: of such pairs, the share that is mated where a share `prior` of all
# comparisons is. Return `float("nan")` if the test has no such pair.
#
# Then take the confidences of all pairs of known people in the development half, and see what a confidence below
# `BAND_TOP` is worth: when the prior is one half, and when one comparison in `RARE` is mated.

# %% role="given"
known = faces.embeddings(RECOGNISER, role="known", split="development")
pairs = evaluation.score_pairs(evaluation.FaceSet.of(known))
confidence_mated = evaluation.deepface_confidence(pairs.mated, DEEPFACE_NAME, "cosine")
confidence_nonmated = evaluation.deepface_confidence(pairs.nonmated, DEEPFACE_NAME, "cosine")
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
assert check.same(_even, 2 / 3), "Half of the mated pairs and a quarter of the others lie in the band: weigh these rates, not the counts."
assert worth(np.array([60.0]), np.array([60.0]), 90, 0.01) < 0.02, "Where mates are rare, a smaller share of the band is mated. Is the prior weighed in?"

# %% role="hidden" task="measure"
def check(student):
    known = _faces.embeddings(GIVEN["RECOGNISER"], role="known", split="development")
    pairs = _evaluation.score_pairs(_evaluation.FaceSet.of(known))
    real = [_evaluation.deepface_confidence(one[:3000], GIVEN["DEEPFACE_NAME"], "cosine") for one in (pairs.mated, pairs.nonmated)]
    made = [np.round(student.random.uniform(0, 100, n) * 2) / 2 for n in (60, 230)]
    for mated, nonmated, top in ((*made, 60), (*made, 90), (*real, GIVEN["BAND_TOP"])):
        rates = [float(np.mean((one >= 51) & (one < top))) for one in (mated, nonmated)]
        for prior, words in (
            (0.5, "Weigh the rates of the band, not the counts: a test has many more non-mated pairs. The band begins at 51 and ends below `top`."),
            (1 / GIVEN["RARE"], "Weigh the rates of the band by the prior. Is the prior weighed in?"),
        ):
            wanted = prior * rates[0] / (prior * rates[0] + (1 - prior) * rates[1])
            student.call("worth", mated, nonmated, top, prior).close_to(wanted, words)
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
assert check.same(came_true(_chance, _same, 0.7, 0.8), 0.5), "Among the pairs in the bin, count those that were mated. The upper end is left out."
assert check.same(came_true(_chance, _same, 0.2, 0.3), float("nan")), "No pair in the bin: nothing is known, return `float('nan')`."

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
# confidence. The probability that he is the man in the picture is therefore {{REPORTED}}%."*
#
# In at most 180 words, for a judge who knows no statistics: say what the number is, what is missing, and how the
# conclusion could change. Use at least one number that you computed above, and say on what it was measured.
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="judge" points=4
# A model answer. The {{REPORTED}} is made by the software from one distance between two images. It is stretched so that
# every accepted pair gets at least 51. It was never counted how often pairs with this number are right, so it is no
# probability. In the lesson two pairs that nobody could tell apart got numbers far apart, only because
# one lay at the threshold and one just above it. What is missing is how often the number comes up for two *different*
# people, and how likely it was from the start that the man is in the records. The search made {{SEARCHED}} comparisons, and at
# most one of them could be right. In task 7 the same band of confidence was worth `at_even` when every second comparison
# was mated, and only `at_rare` when one in {{RARE}} was. That was measured on rendered faces of nobody, so the sizes
# do not carry over to this case. The direction does. The name is a lead that needs other evidence, independent of the picture.

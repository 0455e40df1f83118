# ---
# title: "Choosing a threshold"
# lesson: thresholds
# minutes: 75
# lead: Nine tasks, 20 points. Eight are checked by machine, one is read by a person.
# before: {Lesson:thresholds}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - find a threshold that keeps two promises, or say that there is none
#   - choose on one set of people and report on another
#   - find the threshold with the least expected cost
#   - resample people, not pairs, and compare the two intervals
#   - turn a similarity threshold into a distance, and say what a number like 99 leaves open
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

check = selfcheck("thresholds")

RECOGNISER = "dlib"
TARGET_FMR = 0.01

# These stand in the last question.
SETTING = 99
TEST_PEOPLE = 40

# %% role="variant"
def draw(random):
    return {
        "RECOGNISER": str(random.choice(["dlib", "sface"])),
        "TARGET_FMR": float(random.choice([0.005, 0.008, 0.012, 0.02])),
        "SETTING": int(random.choice([95, 97, 98])),
        "TEST_PEOPLE": int(random.integers(25, 60)),
    }

# %% [markdown] task="choose"
# ## 1. Two promises at once
#
# A buyer asks for two things: of comparisons of two people at most a share `most_fmr` may match, and of comparisons of one person at most a
# share `most_fnmr` may be missed. `mated` and `nonmated` are arrays of distances, in any order.
#
# Write `choose_both(mated, nonmated, most_fmr, most_fnmr)`: a threshold that keeps both promises on these distances, or `None` if there is none.
# Any threshold that keeps both will do.
#
# Mind ties: if several pairs have the same distance, a threshold takes all of them or none. A rate may be equal to its limit. A threshold may lie below all
# distances, or above them.

# %% role="answer" task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    """A threshold with an FMR and an FNMR of at most these, or None."""
    ### BEGIN SOLUTION
    mated, nonmated = np.asarray(mated), np.asarray(nonmated)
    everything = np.concatenate([mated, nonmated])
    for threshold in [np.min(everything) - 1, *everything]:
        if np.mean(nonmated <= threshold) <= most_fmr and np.mean(mated > threshold) <= most_fnmr:
            return float(threshold)
    return None
    ### END SOLUTION

# %%
check("choose")

# %% role="check" task="choose" points=3
_mated, _nonmated = np.array([0.1, 0.2, 0.3, 0.5]), np.array([0.25, 0.4, 0.6, 0.7, 0.8])
_found = choose_both(_mated, _nonmated, 0.2, 0.25)
assert _found is not None and check.same(_found, min(max(_found, 0.3), 0.4)), "From 0.3 to 0.4 one of five non-mated pairs matches, and one of four mated pairs is missed."
assert choose_both(_mated, _nonmated, 0.2, 0.1) is None, "No threshold keeps both promises here, and that is the answer: None."

# %% role="hidden"
import functools
import math

import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces
from course.checks.compare import around, same


def sample(random, shift=0.0):
    """Mated and non-mated distances, with ties."""
    mated = np.round(random.gamma(3, 0.05, int(random.integers(60, 120))) + shift, 3)
    nonmated = np.round(0.1 + random.gamma(5, 0.06, int(random.integers(400, 900))) + shift, 3)
    return mated, nonmated


def allowed(nonmated, target):
    """Ends of the thresholds that are as good as each other on these distances: at least the first, less than the second."""
    right = _evaluation.threshold_at_fmr(nonmated, target)
    below, above = nonmated[nonmated <= right], nonmated[nonmated > right]
    return np.max(below, initial=-np.inf), np.min(above, initial=np.inf)


@functools.cache
def half(recogniser, split):
    """All pairs of one half of the cast."""
    return _evaluation.score_pairs(_evaluation.FaceSet.of(_faces.embeddings(recogniser, role="known", split=split)))

# %% role="hidden" task="choose"
def check(student):
    def ask(mated, nonmated, most_fmr, most_fnmr, edge=False):
        limit = _evaluation.threshold_at_fmr(nonmated, most_fmr) if most_fmr < 1 else np.inf
        best, everything = float(np.mean(mated > limit)), np.concatenate([mated, nonmated])
        answer = student.call("choose_both", mated, nonmated, most_fmr, most_fnmr)
        if best > most_fnmr:
            keeps = isinstance(answer.reply.value, float) and any(np.mean(nonmated <= near) <= most_fmr for near in around(answer.reply.value, everything))
            broken = "At your threshold the FNMR is above its limit." if keeps else "At your threshold the FMR is above its limit: a distance equal to it is accepted."
            answer.satisfies(lambda t: t is None, f"If no threshold keeps both promises, that is the answer: None. {broken}", edge=edge)
            return
        answer.satisfies(
            lambda t: t is not None, "There is a threshold that keeps both promises, and `None` came back. Small distances are accepted; mind ties, look between the"
            " distances, and a rate may be equal to its limit.", edge=edge,
        )
        answer.satisfies(
            lambda t: any(np.mean(nonmated <= near) <= most_fmr for near in around(t, everything)),
            "The FMR at your threshold is above its limit. Small distances are accepted; mind ties too.", like=0.5, edge=edge,
        )
        answer.satisfies(
            lambda t: any(np.mean(nonmated <= near) <= most_fmr and np.sum(mated <= near) >= mated.size * (1 - most_fnmr) - 1e-9 for near in around(t, everything)),
            "The FNMR at your threshold is above its limit. A mated pair above the threshold is missed.", like=0.5, edge=edge,
        )

    for most_fmr in (0.002, 0.02, 0.1, 0.4):
        mated, nonmated = sample(student.random)
        at = float(np.mean(mated > _evaluation.threshold_at_fmr(nonmated, most_fmr)))
        for most_fnmr in (at, at + 0.05, max(at - 1 / len(mated), -1.0), at / 2 - 0.001):
            ask(mated, nonmated, most_fmr, most_fnmr)
    close = 0.3 + 1e-5 * np.arange(40)
    ask(np.concatenate([close[:20], [0.2] * 20]), np.concatenate([close + 5e-6, [0.9] * 60]), 0.19, 0.02)
    tied = np.repeat([0.2, 0.4, 0.6], [3, 4, 13])
    ask(np.array([0.1, 0.2, 0.4]), tied, 0.3, 0.34)
    ask(np.array([0.1, 0.4, 0.4]), tied, 0.3, 0.5)
    ask(np.array([0.5, 0.6]), np.array([0.1, 0.2]), 0.0, 1.0, edge=True)  # below all distances
    ask(np.array([0.5, 0.6]), np.array([0.1, 0.2]), 1.0, 0.0, edge=True)  # above all distances
    ask(np.array([0.1, 0.2]), np.array([0.5, 0.6]), 0.0, 0.0, edge=True)

# %% [markdown] task="report"
# ## 2. Report on other people
#
# Write `report(development_nonmated, evaluation_mated, evaluation_nonmated, target)`. Choose the threshold for `target`
# on the development distances: `evaluation.threshold_at_fmr(distances, target)` is the lesson's function.
# Return a tuple `(fmr, fnmr)`: the rates at that threshold that belong into a report.

# %% role="answer" task="report"
def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    """(FMR, FNMR) on the evaluation people, at the threshold chosen on the development people."""
    ### BEGIN SOLUTION
    threshold = evaluation.threshold_at_fmr(development_nonmated, target)
    return evaluation.fmr(evaluation_nonmated, threshold), evaluation.fnmr(evaluation_mated, threshold)
    ### END SOLUTION

# %%
check("report")

# %% role="check" task="report" points=2
_rates = list(report(np.array([0.4, 0.5, 0.6, 0.7]), np.array([0.1, 0.3, 0.5, 0.9]), np.array([0.3, 0.35, 0.5, 0.8]), 0.25))
assert check.same(_rates[0], 0.5), "The FMR of a report is measured on the evaluation people, at the threshold chosen on the development people."
assert check.same(_rates[1], 0.5), "The FNMR is the share of mated pairs above that threshold."

# %% role="hidden" task="report"
def check(student):
    for target in (0.01, 0.05, 0.2):
        for shift in (-0.05, 0.04):
            _, development = sample(student.random)
            mated, nonmated = sample(student.random, shift)
            low, high = allowed(development, target)
            # Any threshold from the last development distance that is accepted to the next one will do.
            everything = np.concatenate([mated, nonmated])
            good = [low, *everything[(everything > low) & (everything < high)]]
            rates = [(float(np.mean(nonmated <= t)), float(np.mean(mated > t))) for t in good]
            tuned = float(np.mean(nonmated <= _evaluation.threshold_at_fmr(nonmated, target)))
            seen = float(np.mean(development <= low))
            fmr, fnmr = student.call("report", development, mated, nonmated, target).parts(0.5, 0.5)
            words = "The FMR of a report is measured on the evaluation people, at the threshold chosen on the development people."
            found = fmr.get(words)
            if same(found, tuned):
                words += " Choosing on the people you report on makes the rate look as you wished."
            elif same(found, seen):
                words += " On the development people it meets the target by construction."
            fmr.satisfies(lambda v: any(same(v, one) for one, _ in rates), words)
            fnmr.satisfies(
                lambda v: any(same(v, two) for _, two in rates),
                "The FNMR is the share of the evaluation people's mated pairs above the threshold chosen on the development people.",
            )

# %% [markdown] task="cost"
# ## 3. The cheapest threshold
#
# `thresholds`, `fmr` and `fnmr` are arrays of one length: the rates at each threshold. A share `prior` of the comparisons
# is mated. A false match costs `cost_false_match`, a false non-match `cost_miss`.
#
# Write `cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss)`. Return the threshold with the least
# expected cost of a comparison. If several cost the same, return the smallest of them.

# %% role="answer" task="cost"
def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    """The smallest of the thresholds with the least expected cost of one comparison."""
    ### BEGIN SOLUTION
    thresholds = np.asarray(thresholds)
    cost = prior * cost_miss * np.asarray(fnmr) + (1 - prior) * cost_false_match * np.asarray(fmr)
    return float(np.min(thresholds[cost == np.min(cost)]))
    ### END SOLUTION

# %%
check("cost")

# %% role="check" task="cost" points=2
_t, _fmr, _fnmr = np.array([0.2, 0.4, 0.6]), np.array([0.0, 0.1, 0.5]), np.array([0.6, 0.1, 0.0])
assert check.same(cheapest(_t, _fmr, _fnmr, 0.5, 1, 1), 0.4), "The expected cost adds both errors, each weighed by its price and by how often it can happen."
assert check.same(cheapest(_t, _fmr, _fnmr, 0.5, 100, 1), 0.2), "Dear false matches ask for a strict threshold. Are the two prices swapped?"
assert check.same(cheapest(_t, _fmr, _fnmr, 0.001, 1, 1), 0.2), "Where mates are rare, false matches weigh more: use the prior."

# %% role="hidden" task="cost"
def check(student):
    for _ in range(6):
        mated, nonmated = sample(student.random)
        thresholds = student.random.permutation(np.linspace(0.05, 0.6, 23))
        fmr, fnmr = _evaluation.fmr(nonmated, thresholds), _evaluation.fnmr(mated, thresholds)
        for prior in (0.5, float(student.random.uniform(0.001, 0.05)), 0.97):
            for prices in ((1.0, 1.0), (float(student.random.uniform(5, 40)), 1.0), (1.0, float(student.random.uniform(5, 40)))):
                cost = _evaluation.expected_cost(fmr, fnmr, prior, *prices)
                least = np.flatnonzero(np.isclose(cost, cost.min(), rtol=1e-12, atol=0))
                student.call("cheapest", thresholds, fmr, fnmr, prior, *prices).satisfies(
                    lambda t: any(same(t, one) for one in thresholds),
                    "Return one of the thresholds: that at which the cost is least, and neither the cost nor the place in the array.", like=0.5,
                )
                if len(least) > 1 or prices == (1.0, 1.0) and prior == 0.5:
                    # Rounding may break a tie either way: only the cost can be asked for.
                    student.call("cheapest", thresholds, fmr, fnmr, prior, *prices).satisfies(
                        lambda t: np.isclose(cost[np.argmin(np.abs(thresholds - t))], cost.min(), rtol=1e-9),
                        "The expected cost adds both errors, each weighed by its price and by how often it can happen.", like=0.5,
                    )
                    continue
                student.call("cheapest", thresholds, fmr, fnmr, prior, *prices).close_to(
                    float(thresholds[least[0]]),
                    "The expected cost adds both errors: misses weighed by the prior and their price, false matches by 1 minus the"
                    " prior and theirs. Use the prior; do not swap the prices.",
                )
    flat = {"fmr": np.array([0.25, 0.0, 0.5]), "fnmr": np.array([0.25, 0.5, 0.0])}
    student.call("cheapest", np.array([0.4, 0.2, 0.6]), flat["fmr"], flat["fnmr"], 0.5, 1, 1).equals(
        0.2, "If several thresholds cost the same, return the smallest of them."
    )
    student.call("cheapest", np.array([0.2, 0.6, 0.4]), flat["fmr"][[1, 2, 0]], flat["fnmr"][[1, 2, 0]], 0.5, 1, 1).equals(
        0.2, "If several thresholds cost the same, return the smallest of them."
    )

# %% [markdown] task="resample"
# ## 4. Resample people
#
# In the subject bootstrap each person gets a weight: how often they were drawn. A person drawn twice counts twice. A pair
# of a person drawn twice and a person drawn three times counts six times. Who was not drawn takes no part.
#
# `first` and `second` hold the numbers (0, 1, 2, …) of the two people of each non-mated pair, `accepted` says whether the
# pair was accepted, and `weights[i]` is the weight of person i.
#
# Write `resampled_fmr(first, second, accepted, weights)`: the FMR of this draw. Return `float("nan")` if no pair is left.

# %% role="answer" task="resample"
def resampled_fmr(first, second, accepted, weights):
    """FMR when each pair counts as often as the product of its two people's weights; NaN when none is left."""
    ### BEGIN SOLUTION
    weights = np.asarray(weights, dtype=float)
    times = weights[np.asarray(first)] * weights[np.asarray(second)]
    if times.sum() == 0:
        return float("nan")
    return float(np.sum(times * np.asarray(accepted)) / times.sum())
    ### END SOLUTION

# %%
check("resample")

# %% role="check" task="resample" points=3
_first, _second, _accepted = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([True, False, False])
assert check.same(resampled_fmr(_first, _second, _accepted, np.array([1, 1, 1])), 1 / 3), "With all weights 1 this is the plain FMR."
assert check.same(resampled_fmr(_first, _second, _accepted, np.array([2, 3, 0])), 1.0), "A pair counts as often as the product of both people's weights: with one of them not drawn, not at all."
assert check.same(resampled_fmr(_first, _second, _accepted, np.array([2, 1, 1])), 2 / 5), "A pair counts as often as the product of both people's weights."
assert check.same(resampled_fmr(_first, _second, _accepted, np.array([3, 0, 0])), float("nan")), "No pair is left: return `float('nan')`."

# %% role="hidden" task="resample"
def check(student):
    for _ in range(4):
        people = int(student.random.integers(6, 14))
        first, second = np.triu_indices(people, k=1)
        copies = student.random.integers(1, 4, first.size).astype(np.intp)
        first, second = np.repeat(first, copies), np.repeat(second, copies)
        accepted = student.random.uniform(size=first.size) < 0.3
        student.call("resampled_fmr", first, second, accepted, np.ones(people, int)).close_to(
            float(accepted.mean()), "With all weights 1 this is the plain FMR."
        )
        weights = np.bincount(student.random.integers(0, people, people).astype(np.intp), minlength=people)
        times = weights[first] * weights[second]
        student.call("resampled_fmr", first, second, accepted, weights).close_to(
            float((times * accepted).sum() / times.sum()),
            "People are drawn, not pairs: a pair counts as often as the product of both people's weights,"
            " above and below the line.",
        )
    student.call("resampled_fmr", np.array([0, 1]), np.array([1, 2]), np.array([True, False]), np.array([1, 1, 0])).close_to(
        1.0, "One pair is left: the FMR is what happened to it."
    )
    student.call("resampled_fmr", np.array([0, 1]), np.array([1, 2]), np.array([True, False]), np.array([0, 3, 0])).is_nan(
        "No pair is left, so nothing is known: return float('nan')."
    )

# %% [markdown] task="measure"
# ## 5. Measure it
#
# Here are all pairs of known people, of each half of the cast, as in the lesson. Write `reported(target)`: a tuple
# `(threshold, fmr, fnmr)` for the cast. The threshold is chosen for `target` where a threshold may be chosen, and the rates
# are those that you would report.

# %% role="given"
development = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="development")))
held_out = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="evaluation")))
len(development.mated), len(development.nonmated), len(held_out.mated), len(held_out.nonmated)

# %% role="answer" task="measure"
def reported(target):
    """(threshold, FMR, FNMR) of the cast for one target."""
    ### BEGIN SOLUTION
    chosen = evaluation.threshold_at_fmr(development.nonmated, target)
    return chosen, evaluation.fmr(held_out.nonmated, chosen), evaluation.fnmr(held_out.mated, chosen)
    ### END SOLUTION

# %%
check("measure")

# %%
chosen, reported_fmr, reported_fnmr = reported(TARGET_FMR)
chosen, reported_fmr, reported_fnmr

# %% role="check" task="measure" points=2
_one, _two = list(reported(0.005)), list(reported(0.02))
assert 0 < _one[0] < _two[0], "The threshold comes first, a distance. A larger target lets it grow."
assert 0 <= _one[1] <= _two[1] <= 1, "Then the FMR, a rate between 0 and 1."
assert 0 <= _two[2] <= _one[2] <= 1, "Then the FNMR, which falls as the threshold grows."

# %% role="hidden" task="measure"
def check(student):
    development, held_out = (half(GIVEN["RECOGNISER"], split) for split in ("development", "evaluation"))
    near = 1e-6  # another machine may round a distance in its last digit
    for target in (GIVEN["TARGET_FMR"], *(float(t) for t in student.random.uniform(0.002, 0.06, 3))):
        low, high = allowed(development.nonmated, target)
        threshold, fmr, fnmr = student.call("reported", target).parts(0.5, 0.5, 0.5)
        threshold.satisfies(
            lambda t: low - near <= t < high + near, "A threshold is chosen on the development people, never on those you report on."
        )
        t = threshold.get()
        words = "Report what was measured on the evaluation people, at the threshold chosen on the development people."
        fmr.satisfies(lambda v: np.mean(held_out.nonmated <= t - near) - near <= v <= np.mean(held_out.nonmated <= t + near) + near, words)
        fnmr.satisfies(lambda v: np.mean(held_out.mated > t + near) - near <= v <= np.mean(held_out.mated > t - near) + near, words)

# %% [markdown] task="wider"
# ## 6. How sure is it? <!-- no-claim: numbers of this exercise -->
#
# `evaluation.rate_intervals(held_out, threshold, seed=0)` measures the evaluation half at a threshold, and gives two 95% intervals of the
# FMR: `.fmr`, with people resampled, and `.fmr_wilson`, as if all pairs were independent. Each has the ends `.low` and `.high`.
#
# - Write `times_as_wide(threshold)`: the width of the interval with people resampled, divided by the width of the other.
# - Write `shown(threshold, limit)`: `True` if the measurement shows an FMR below `limit`, with the interval that belongs into a report. That is so when
#   its upper end is below the limit.
# - Set `honest` to `"people"` or `"pairs"`: the interval that you used.

# %% role="given"
# The threshold at which 2% of the evaluation half's non-mated pairs are accepted: a rate that can be resampled.
given_threshold = float(np.quantile(held_out.nonmated, 0.02))

# %% role="answer" task="wider"
honest = None


def times_as_wide(threshold):
    """How many times as wide is the interval over people as the one over pairs?"""
    ### BEGIN SOLUTION
    both = evaluation.rate_intervals(held_out, threshold, seed=0)
    return (both.fmr.high - both.fmr.low) / (both.fmr_wilson.high - both.fmr_wilson.low)
    ### END SOLUTION


def shown(threshold, limit):
    """Does the measurement show an FMR below the limit?"""
    ### BEGIN SOLUTION
    return bool(evaluation.rate_intervals(held_out, threshold, seed=0).fmr.high < limit)
    ### END SOLUTION


### BEGIN SOLUTION
honest = "people"
### END SOLUTION

# %%
check("wider")

# %%
times_as_wide(given_threshold), [shown(given_threshold, limit) for limit in (0.0205, 0.025, 0.04)]

# %% role="check" task="wider" points=1
assert times_as_wide(given_threshold) > 1, "The width with people resampled is the one that is divided."
assert shown(given_threshold, 0.9) and not shown(given_threshold, 0.001), "The upper end of the interval must lie below the limit."
assert any(check.same(honest, _word) for _word in ("people", "pairs")), "Set `honest` to \"people\" or \"pairs\"."

# %% role="hidden" task="wider"
def check(student):
    held_out = half(GIVEN["RECOGNISER"], "evaluation")
    for share in (0.02, float(student.random.uniform(0.01, 0.08))):
        threshold = float(np.quantile(held_out.nonmated, share))
        both = _evaluation.rate_intervals(held_out, threshold, seed=0)
        student.call("times_as_wide", threshold).close_to(
            float(both.fmr.width / both.fmr_wilson.width),
            "The width of the interval with people resampled, divided by the width of Wilson's, both at the threshold that is asked for.", tolerance=1e-4,
        )
        ends = sorted([float(both.fmr_wilson.high), float(both.fmr.high)])
        for limit, right in ((0.5 * sum(ends), False), (ends[1] + 1e-4, True), (float(both.fmr.high), False), (float(both.fmr.estimate) * 1.0001, False)):
            student.call("shown", threshold, limit).equals(
                right, "It is shown when the upper end lies below the limit. Take the interval that knows that pairs share people."
            )
    student.value("honest").chosen("people", ["people", "pairs"], "Pairs share people, so they are not independent. Which of the two intervals knows that?")

# %% [markdown] task="scale"
# ## 7. From a similarity to a distance <!-- no-claim: numbers of this exercise -->
#
# A scale of the course, not of any company, gives a distance $d$ the similarity
#
# $$s(d) = \frac{100}{1 + e^{-(\text{slope} \cdot d + \text{offset})}}$$
#
# with `slope` below 0, so that it falls as the distance grows. "At least 80" accepts the pairs with $s(d) \ge 80$.
#
# Write `distance_for(similarity, slope, offset)`: the largest distance with at least this similarity. For a similarity of
# 0 everything is accepted: return `float("inf")`. For 100 nothing is: return `-float("inf")`.

# %% role="answer" task="scale"
def distance_for(similarity, slope, offset):
    """The distance whose similarity is `similarity`; inf for 0, -inf for 100."""
    ### BEGIN SOLUTION
    if similarity <= 0:
        return float("inf")
    if similarity >= 100:
        return -float("inf")
    odds = similarity / (100 - similarity)
    return float((np.log(odds) - offset) / slope)
    ### END SOLUTION

# %%
check("scale")

# %% role="check" task="scale" points=2
assert check.same(distance_for(50, -20.0, 8.0), 0.4), "Put the distance back into the formula: its similarity must be the one asked for."
assert distance_for(99, -20.0, 8.0) < distance_for(80, -20.0, 8.0), "A higher similarity asks for a smaller distance."
assert check.same(distance_for(0, -20.0, 8.0), float("inf")), "At least 0 accepts everything: infinity."
assert check.same(distance_for(100, -20.0, 8.0), -float("inf")), "100 is never reached: minus infinity accepts nothing."

# %% role="hidden" task="scale"
def check(student):
    for _ in range(3):
        slope, offset = float(-student.random.uniform(5, 120)), float(student.random.uniform(2, 12))
        levels = [1.0, 50.0, 80.0, 95.0, 99.0, float(student.random.uniform(5, 95))]
        for level in levels:
            student.call("distance_for", level, slope, offset).close_to(
                (math.log(level / (100 - level)) - offset) / slope,
                "Put the distance back into the formula: its similarity must be the one asked for."
                " A similarity of 99 is no distance of 0.01.",
            )
    student.call("distance_for", 0, -30.0, 5.0).equals(float("inf"), "At least 0 accepts everything: infinity.", edge=True)
    student.call("distance_for", 100, -30.0, 5.0).equals(
        -float("inf"), "100 is never reached: minus infinity accepts nothing.", edge=True
    )

# %% [markdown] task="eer"
# ## 8. One number <!-- no-claim: numbers of this exercise -->
#
# A brochure says: "Equal error rate 2%." Set `eer_means` to the letter of the statement that follows.
#
# - **A** 98% of all decisions are right, whatever the threshold and whoever is compared.
# - **B** There is a threshold at which, on the faces tested, both rates are 2%.
# - **C** Of 100 matches that the system reports in use, 98 are right and two are not.
# - **D** At the threshold in use, 2% of the people who are compared with somebody else are matched.

# %% role="answer" task="eer"
eer_means = "?"
### BEGIN SOLUTION
eer_means = "B"
### END SOLUTION

# %%
check("eer")

# %% role="check" task="eer" points=1
assert str(eer_means).strip().upper() in {"A", "B", "C", "D"}, "Set `eer_means` to one of the letters A, B, C, D."

# %% role="hidden" task="eer"
def check(student):
    student.value("eer_means").chosen(
        "B", "ABCD", "An equal error rate belongs to one threshold, on the faces tested. It is no accuracy, and it knows no prior."
    )

# %% [markdown]
# ## 9. In your own words <!-- no-claim: numbers of this exercise -->
#
# A vendor writes to a city: *"Our system runs at the recommended threshold of {{SETTING}}. At this setting we measured a false
# match rate of 0.01% on more than 10,000 image pairs of {{TEST_PEOPLE}} employees, the people with whom we tuned it.
# The result is statistically exact."*
#
# In at most 180 words, advise the city: name two faults of this statement, and for each the measurement you would ask for.
# Use at least one number that you computed above, and say on what it was measured.
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="vendor" points=4
# A model answer. First, the rate was measured on the people with whom the system was tuned. A threshold chosen on somebody
# meets its target on them by construction. In task 5 I chose on one half of the cast for {{TARGET_FMR}} and measured `reported_fmr`
# on the other half. Ask for the rates, FMR and FNMR, at the same setting on other people, photographed as in the planned
# use. Second, the pairs are not independent: there are {{TEST_PEOPLE}} people, however many pairs they make. In task 6, on the
# evaluation half of the rendered cast, the interval over people was several times as wide as the one that counts
# pairs. Ask for an interval in which people were resampled, and for more people. The employees may also differ from those who
# will be searched. Last, {{SETTING}} means nothing by itself: it belongs to a scale of the vendor's. My numbers come from rendered
# faces, so their sizes do not carry over. The questions do.

"""
why: No numpy in the answers; the threshold is the last distance that may be accepted; loops and Python's own sums.
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    for t in sorted([min(min(mated), min(nonmated)) - 1] + [float(d) for d in mated]):
        missed = sum(1 for d in mated if d > t) / len(mated)
        if missed <= most_fnmr:
            # the smallest threshold that misses few enough; a larger one only lets more in
            return t if sum(1 for d in nonmated if d <= t) / len(nonmated) <= most_fmr else None

# %% task="report"
def choose(nonmated, target):
    ordered = sorted(float(d) for d in nonmated)
    best, n = ordered[0] - 1, 0
    while n < len(ordered):
        same = n
        while same < len(ordered) and ordered[same] == ordered[n]:
            same += 1
        if same / len(ordered) > target:
            break
        best, n = ordered[n], same
    return best

def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    t = choose(development_nonmated, target)
    wrong = sum(1 for d in evaluation_nonmated if d <= t)
    missed = sum(1 for d in evaluation_mated if d > t)
    return [wrong / len(evaluation_nonmated), missed / len(evaluation_mated)]

# %% task="cost"
def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    best = None
    for t, a, b in zip(thresholds, fmr, fnmr):
        cost = (1 - prior) * a * cost_false_match + prior * b * cost_miss
        if best is None or (cost, t) < best:
            best = (cost, t)
    return best[1]

# %% task="resample"
def resampled_fmr(first, second, accepted, weights):
    total = hits = 0
    for i, j, yes in zip(first, second, accepted):
        total += weights[i] * weights[j]
        hits += weights[i] * weights[j] * yes
    return hits / total if total else float("nan")

# %% task="measure"
def reported(target):
    t = choose(development.nonmated, target)
    return [t, *report(development.nonmated, held_out.mated, held_out.nonmated, target)]

# %% task="wider"
def times_as_wide(threshold):
    both = evaluation.rate_intervals(held_out, threshold, seed=0)
    over_people = both.fmr.high - both.fmr.low
    over_pairs = both.fmr_wilson.high - both.fmr_wilson.low
    return float(over_people) / float(over_pairs)

def shown(threshold, limit):
    high = evaluation.rate_intervals(held_out, threshold, seed=0).fmr.high
    if high < limit:
        return True
    return False

honest = "People"

# %% task="scale"
import math

def distance_for(similarity, slope, offset):
    if similarity == 0:
        return math.inf
    if similarity == 100:
        return -math.inf
    return (-offset - math.log(100 / similarity - 1)) / slope

# %% task="eer"
eer_means = "b"

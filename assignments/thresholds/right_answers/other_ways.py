"""
why: Bisection, pandas, recursion, a formula turned round, and functions that use the course's own.
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    if most_fmr >= 1:
        return max(*mated, *nonmated) + 1.0
    best = evaluation.threshold_at_fmr(nonmated, most_fmr)
    return best if evaluation.fnmr(mated, best) <= most_fnmr else None

# %% task="report"
def choose(nonmated, target):
    low, high = min(nonmated) - 1.0, max(nonmated) + 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if evaluation.fmr(nonmated, middle) <= target:
            low = middle
        else:
            high = middle
    return low

from collections import namedtuple
Rates = namedtuple("Rates", "fmr fnmr")

def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    t = choose(development_nonmated, target)
    return Rates(evaluation.fmr(evaluation_nonmated, t), evaluation.fnmr(evaluation_mated, t))

# %% task="cost"
import pandas as pd

def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    table = pd.DataFrame({"t": thresholds, "cost": evaluation.expected_cost(fmr, fnmr, prior, cost_false_match, cost_miss)})
    return table.sort_values(["cost", "t"]).t.iloc[0]

# %% task="resample"
def resampled_fmr(first, second, accepted, weights, total=0.0, hits=0.0):
    for i, j, yes in zip(first, second, accepted):
        for _ in range(int(weights[i])):
            total, hits = total + weights[j], hits + (weights[j] if yes else 0)
    return hits / total if total else np.nan

# %% task="measure"
def reported(target):
    t = evaluation.threshold_at_fmr(development.nonmated, target)
    rates = report(development.nonmated, held_out.mated, held_out.nonmated, target)
    return t, evaluation.fmr(held_out.nonmated, t), pd.Series(held_out.mated).gt(t).mean()

# %% task="wider"
import functools

@functools.cache
def _told(threshold):
    return evaluation.rate_intervals(held_out, threshold, seed=0)

def times_as_wide(threshold):
    return _told(threshold).fmr.width / _told(threshold).fmr_wilson.width

def shown(threshold, limit):
    return not limit <= _told(threshold).fmr.high

honest = " PEOPLE"

# %% task="scale"
def distance_for(similarity, slope, offset):
    try:
        return float(-(offset + np.log(100 / similarity - 1)) / slope) if similarity < 100 else float("-inf")
    except ZeroDivisionError:
        return float("inf")

# %% task="eer"
eer_means = "B"

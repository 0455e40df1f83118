"""
why: pandas, combinations, recursion, a histogram of weights, and functions that build on the tasks before.
"""

# %% task="pairs"
from itertools import combinations
from collections import namedtuple
Two = namedtuple("Two", "mated nonmated")

def split(distance, subjects):
    found = Two([], [])
    for i, j in combinations(range(len(subjects)), 2):
        found[subjects[i] != subjects[j]].append(float(distance[i, j]))
    return Two(tuple(found.mated), np.array(found.nonmated))

# %% task="fmr"
import pandas as pd

def false_match_rate(distances, is_mated, threshold):
    table = pd.DataFrame({"d": distances, "m": is_mated}).query("not m")
    if table.empty:
        raise ValueError("empty")
    return table.d.le(threshold).mean()

# %% task="fnmr"
def false_non_match_rate(distances, is_mated, threshold):
    own = pd.Series(distances)[pd.Series(is_mated)]
    if not len(own):
        raise ValueError
    return own.gt(threshold).to_numpy().mean(keepdims=True)

# %% task="confidence"
def confidence(distance, c):
    def stretch(s, low, high, bottom, top):
        return np.interp(s, [low, high], [bottom, top]) if low <= s <= high else bottom if s < low else top
    d = distance if c["normalizer"] <= 1 else distance / c["normalizer"]
    s = 100 / (1 + np.e ** -(c["w"] * d + c["b"]))
    if distance <= c["threshold"]:
        return round(float(stretch(s, c["verified_low"], c["verified_high"], 51, 100)), 2)
    line = stretch(s, c["other_low"], c["other_high"], 0, int(c["other_high"]))
    return round(float(min(line, 49)), 2)

# %% task="jump"
def honest(distance, c):
    if distance == 0:
        return 100
    return min(100.0, 100 * (1 - distance / (distance + 0.3)))

# %% task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    if not mated_rate:
        return float("nan")
    if not nonmated_rate:
        return 0
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        reached = evaluation.posterior(middle, nonmated_rate, 1 - mated_rate) >= share
        low, high = (low, middle) if reached else (middle, high)
    return high

# %% task="measure"
def worth(mated, nonmated, top, prior):
    def rate(values):
        cut = pd.cut(pd.Series(values), [-1, 51, top, 101], right=False).value_counts(sort=False, normalize=True)
        return cut.iloc[1]
    a, b = prior * rate(mated), (1 - prior) * rate(nonmated)
    return a / (a + b) if a + b > 0 else float("nan")

# %% task="outcome"
def came_true(chance, same, low, high, total=0, hits=0):
    if len(chance) == 0:
        return hits / total if total else float("nan")
    inside = low <= chance[0] < high
    return came_true(chance[1:], same[1:], low, high, total + inside, hits + (inside and same[0]))

# %% task="meaning"
similarity_is = "C"

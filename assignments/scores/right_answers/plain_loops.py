"""
why: Lists, loops and Python's own mathematics; letters in lower case; no numpy anywhere.
"""

# %% task="pairs"
def split(distance, subjects):
    mated, nonmated = [], []
    for i, one in enumerate(subjects):
        for j in range(i + 1, len(subjects)):
            if subjects[j] == one:
                mated.append(distance[i][j])
            else:
                nonmated.append(distance[j][i])
    return [mated, nonmated]

# %% task="fmr"
def false_match_rate(distances, is_mated, threshold):
    wrong = total = 0
    for d, m in zip(distances, is_mated):
        if not m:
            total += 1
            wrong += d <= threshold
    if not total:
        raise ValueError
    return wrong / total

# %% task="fnmr"
def false_non_match_rate(distances, is_mated, threshold):
    own = [d for d, m in zip(distances, is_mated) if m]
    if own == []:
        raise ValueError("nothing to measure")
    return len([d for d in own if d > threshold]) / len(own)

# %% task="confidence"
import math

def confidence(distance, c):
    d = distance / max(1, c["normalizer"])
    s = 100 / (1 + math.exp(-(c["w"] * d + c["b"])))
    if distance <= c["threshold"]:
        share = (s - c["verified_low"]) / (c["verified_high"] - c["verified_low"])
        return round(min(100, max(51, 51 + 49 * share)), 2)
    share = (s - c["other_low"]) / (c["other_high"] - c["other_low"])
    return round(min(49, max(0, int(c["other_high"]) * share)), 2)

# %% task="jump"
import math

def honest(distance, c):
    return 50 - 100 * math.atan(distance - 1) / math.pi

# %% task="share"
import math

def prior_needed(share, mated_rate, nonmated_rate):
    if mated_rate > 0:
        return 1 - (1 - share) * mated_rate / ((1 - share) * mated_rate + share * nonmated_rate)
    return math.nan

# %% task="measure"
def share_mated(mated_in, mated_all, nonmated_in, nonmated_all, prior):
    if mated_in == nonmated_in == 0:
        return math.nan
    if mated_in == 0:
        return 0
    odds = prior / (1 - prior) * (mated_in / mated_all) * nonmated_all
    return odds / (odds + nonmated_in)

def worth(mated, nonmated, top, prior):
    inside = [[c for c in one if 51 <= c < top] for one in (mated, nonmated)]
    return share_mated(len(inside[0]), len(mated), len(inside[1]), len(nonmated), prior)

# %% task="outcome"
def came_true(chance, same, low, high):
    hits = [bool(s) for c, s in zip(chance, same) if low <= c < high]
    try:
        return sum(hits) / len(hits)
    except ZeroDivisionError:
        return math.nan

# %% task="meaning"
similarity_is = "c"

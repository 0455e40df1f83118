"""
why: Numpy's own numbers come back, in single precision where that is exact enough, and arrays for pairs.
"""

# %% task="pairs"
def split(distance, subjects):
    upper = np.triu(np.ones_like(distance, dtype=bool), 1)
    same = np.equal.outer(np.array(subjects), np.array(subjects))
    return distance[upper & same], np.sort(distance[upper & ~same])[::-1]

# %% task="fmr"
def false_match_rate(distances, is_mated, threshold):
    if np.all(is_mated):
        raise ValueError("all pairs are mated")
    return np.float32((distances[~is_mated] <= threshold).mean())

# %% task="fnmr"
def false_non_match_rate(distances, is_mated, threshold):
    if is_mated.sum() == 0:
        raise ValueError("no pair is mated")
    return np.array(1 - (distances[is_mated] <= threshold).mean())

# %% task="confidence"
def confidence(distance, c):
    verified = distance <= c["threshold"]
    d = distance / c["normalizer"] if c["normalizer"] > 1 else distance
    s = 100 / (1 + np.exp(-(c["w"] * d + c["b"])))
    start, end = (("verified_low", "verified_high") if verified else ("other_low", "other_high"))
    to = (51.0, 100.0) if verified else (0.0, float(int(c["other_high"])))
    line = np.poly1d(np.polyfit([c[start], c[end]], to, 1))
    return np.round(np.clip(line(s), *((51, 100) if verified else (0, 49))), 2)

# %% task="jump"
def honest(distance, c):
    return np.float64(100) * np.exp(-np.asarray(distance) / (1 + c["normalizer"]) / 4)

# %% task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    with np.errstate(invalid="ignore", divide="ignore"):
        against = np.float64(share) * nonmated_rate
        return against / (against + (1 - share) * np.float64(mated_rate)) if mated_rate else np.nan

# %% task="measure"
def worth(mated, nonmated, top, prior):
    share = [np.count_nonzero((51 <= one) & (one < top)) / len(one) for one in (mated, nonmated)]
    with np.errstate(invalid="ignore"):
        return np.divide(prior * share[0], prior * share[0] + (1 - prior) * share[1], dtype=float)

# %% task="outcome"
def came_true(chance, same, low, high):
    values = same[(low <= chance) & (chance < high)]
    return np.float32(values.mean()) if len(values) else np.nan

# %% task="meaning"
similarity_is = np.str_("C")

"""
misconception: The price of a false match is put on the misses and the other way round.
fails: [cost]
message: "prices"
"""

# %% task="cost"
def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    thresholds = np.asarray(thresholds)
    cost = prior * cost_false_match * np.asarray(fnmr) + (1 - prior) * cost_miss * np.asarray(fmr)
    return float(np.min(thresholds[cost == np.min(cost)]))

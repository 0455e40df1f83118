"""
misconception: The prices are weighed but the prior is ignored, as if every second comparison were mated everywhere.
fails: [cost]
message: "the prior"
"""

# %% task="cost"
def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    thresholds = np.asarray(thresholds)
    cost = cost_miss * np.asarray(fnmr) + cost_false_match * np.asarray(fmr)
    return float(np.min(thresholds[cost == np.min(cost)]))

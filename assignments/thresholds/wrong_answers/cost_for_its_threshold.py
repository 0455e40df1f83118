"""
misconception: The least cost is returned in place of the threshold that has it.
fails: [cost]
message: "neither the cost nor the place"
"""

# %% task="cost"
def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    return float(np.min(prior * cost_miss * fnmr + (1 - prior) * cost_false_match * fmr))

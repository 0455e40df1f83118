"""
misconception: Where there is nothing to measure, a rate of 0 is reported, as if no error could happen.
fails: [fnmr]
message: "raise a ValueError"
"""

# %% task="fnmr"
def false_non_match_rate(distances, is_mated, threshold):
    mated = np.asarray(distances)[np.asarray(is_mated, dtype=bool)]
    return float(np.mean(mated > threshold)) if mated.size else 0.0

"""
misconception: A distance is read as a similarity, so large distances count as accepted.
fails: [fmr]
message: "a non-mated pair that is accepted"
"""

# %% task="fmr"
def false_match_rate(distances, is_mated, threshold):
    nonmated = np.asarray(distances)[~np.asarray(is_mated, dtype=bool)]
    if nonmated.size == 0:
        raise ValueError("no non-mated comparison")
    return float(np.mean(nonmated >= threshold))

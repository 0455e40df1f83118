"""
misconception: A distance equal to the threshold is taken for rejected.
fails: [fmr]
message: "A distance equal to the threshold is accepted"
"""

# %% task="fmr"
def false_match_rate(distances, is_mated, threshold):
    nonmated = np.asarray(distances)[~np.asarray(is_mated, dtype=bool)]
    if nonmated.size == 0:
        raise ValueError("no non-mated comparison")
    return float(np.mean(nonmated < threshold))

"""
misconception: A rate of 0 is taken for nothing measured, although every non-mated pair was compared.
fails: [fmr]
message: "That was measured"
"""

# %% task="fmr"
def false_match_rate(distances, is_mated, threshold):
    nonmated = np.asarray(distances)[~np.asarray(is_mated, dtype=bool)]
    if not np.any(nonmated <= threshold):
        raise ValueError("no false match")
    return float(np.mean(nonmated <= threshold))

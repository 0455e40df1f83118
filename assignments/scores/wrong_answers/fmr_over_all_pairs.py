"""
misconception: False matches are divided by all comparisons, so the rate depends on how many mated pairs were tested.
fails: [fmr]
message: "not by all pairs"
"""

# %% task="fmr"
def false_match_rate(distances, is_mated, threshold):
    distances, is_mated = np.asarray(distances), np.asarray(is_mated, dtype=bool)
    if is_mated.all():
        raise ValueError("no non-mated comparison")
    return float(np.sum((distances <= threshold) & ~is_mated) / distances.size)

"""
misconception: False non-matches are divided by all rejected comparisons; that is the share of wrong rejections, another number.
fails: [fnmr]
message: "Divide by the mated comparisons"
"""

# %% task="fnmr"
def false_non_match_rate(distances, is_mated, threshold):
    distances, is_mated = np.asarray(distances), np.asarray(is_mated, dtype=bool)
    if not is_mated.any():
        raise ValueError("no mated comparison")
    rejected = distances > threshold
    return float(np.mean(is_mated[rejected])) if rejected.any() else 0.0

"""
misconception: The two weights are added, so that a pair counts even when one of its people was not drawn.
fails: [resample]
message: "product of both people's weights"
"""

# %% task="resample"
def resampled_fmr(first, second, accepted, weights):
    weights = np.asarray(weights, dtype=float)
    times = weights[np.asarray(first)] + weights[np.asarray(second)]
    both = weights[np.asarray(first)] * weights[np.asarray(second)]
    if both.sum() == 0:
        return float("nan")
    return float(np.sum(times * np.asarray(accepted)) / times.sum())

"""
misconception: A pair is weighed by one of its two people only, as if it belonged to that person.
fails: [resample]
message: "product of both people's weights"
"""

# %% task="resample"
def resampled_fmr(first, second, accepted, weights):
    times = np.asarray(weights, dtype=float)[np.asarray(first)]
    if times.sum() == 0:
        return float("nan")
    return float(np.sum(times * np.asarray(accepted)) / times.sum())

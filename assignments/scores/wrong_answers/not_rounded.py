"""
misconception: The last step is left out, and the number has all its digits.
fails: [confidence]
message: "not rounded"
"""

# %% task="confidence"
def confidence(distance, c):
    verified = distance <= c["threshold"]
    d = distance / c["normalizer"] if c["normalizer"] > 1 else distance
    s = 100 / (1 + np.exp(-(c["w"] * d + c["b"])))
    if verified:
        return min(max(51 + 49 * (s - c["verified_low"]) / (c["verified_high"] - c["verified_low"]), 51), 100)
    return min(max(int(c["other_high"]) * (s - c["other_low"]) / (c["other_high"] - c["other_low"]), 0), 49)

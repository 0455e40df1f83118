"""
misconception: What the stretching gives is taken as it is, also where it leaves the branch's range.
fails: [confidence]
message: "is it clipped"
"""

# %% task="confidence"
def confidence(distance, c):
    verified = distance <= c["threshold"]
    if c["normalizer"] > 1:
        distance = distance / c["normalizer"]
    s = 100 / (1 + np.exp(-(c["w"] * distance + c["b"])))
    if verified:
        return round(float(51 + 49 * (s - c["verified_low"]) / (c["verified_high"] - c["verified_low"])), 2)
    return round(float(int(c["other_high"]) * (s - c["other_low"]) / (c["other_high"] - c["other_low"])), 2)

"""
misconception: The branches are exchanged, so that accepted pairs get 0 to 49 and the others 51 to 100.
fails: [confidence]
message: "is verified"
"""

# %% task="confidence"
def confidence(distance, c):
    verified = distance > c["threshold"]
    if c["normalizer"] > 1:
        distance = distance / c["normalizer"]
    s = 100 / (1 + np.exp(-(c["w"] * distance + c["b"])))
    if verified:
        low, high, bottom, top, most = c["verified_low"], c["verified_high"], 51, 100, 100
    else:
        low, high, bottom, top, most = c["other_low"], c["other_high"], 0, int(c["other_high"]), 49
    return round(float(np.clip(bottom + (top - bottom) * (s - low) / (high - low), bottom, most)), 2)

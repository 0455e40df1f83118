"""
misconception: The S-shaped curve itself is taken for the confidence; the stretching to 51-100 and 0-49 is left out.
fails: [confidence]
message: "is verified"
"""

# %% task="confidence"
def confidence(distance, c):
    if c["normalizer"] > 1:
        distance = distance / c["normalizer"]
    return round(float(100 / (1 + np.exp(-(c["w"] * distance + c["b"])))), 2)

"""
misconception: The typical rate is divided by the worst one, so that a larger difference gives a smaller number.
fails: [spread]
message: "Which one is above the line?"
"""

# %% task="spread"
def worst_to_typical(rates):
    return float(np.exp(np.mean(np.log(rates))) / np.max(rates))

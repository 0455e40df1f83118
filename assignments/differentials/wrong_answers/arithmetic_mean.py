"""
misconception: The ordinary mean is taken, which the worst group itself pulls up.
fails: [spread]
message: "Divide the largest rate by the geometric mean"
"""

# %% task="spread"
def worst_to_typical(rates):
    return float(np.max(rates) / np.mean(rates))

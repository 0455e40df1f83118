"""
misconception: The median is taken for the typical rate, where the geometric mean of all is asked for.
fails: [spread]
message: "Divide the largest rate by the geometric mean"
"""

# %% task="spread"
def worst_to_typical(rates):
    return float(np.max(rates) / np.median(rates))

"""
misconception: A distance is read as a similarity, so the threshold is put at the far end, where the largest distances lie.
fails: [choose]
message: "above the target"
"""

# %% task="choose"
def choose(nonmated, target):
    return float(np.quantile(nonmated, 1 - target))

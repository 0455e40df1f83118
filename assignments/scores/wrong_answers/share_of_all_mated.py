"""
misconception: The mated pairs in the bin are divided by all mated pairs, not by the pairs in the bin.
fails: [outcome]
message: "in the bin"
"""

# %% task="outcome"
def came_true(chance, same, low, high):
    chance, same = np.asarray(chance), np.asarray(same)
    inside = (chance >= low) & (chance < high)
    return float(np.sum(same[inside]) / np.sum(same)) if inside.any() else float("nan")

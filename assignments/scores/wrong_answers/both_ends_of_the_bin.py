"""
misconception: The upper end of the bin is counted in, so a pair at the end stands in two bins.
fails: [outcome]
message: "less than the upper end"
"""

# %% task="outcome"
def came_true(chance, same, low, high):
    chance, same = np.asarray(chance), np.asarray(same)
    inside = (chance >= low) & (chance <= high)
    return float(np.mean(same[inside])) if inside.any() else float("nan")

"""
misconception: The largest distances of the cohort are taken for the nearest.
fails: [cohort]
message: "nearest cohort distances"
"""

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    levels = []
    for side, person in zip(to_cohort, people):
        others = np.sort(np.asarray(side)[np.asarray(owners) != person])
        levels.append(np.mean(others[-nearest:]))
    return float(distance - np.mean(levels))

"""
misconception: The mean over the whole cohort is taken; whoever has a few near doubles is not seen.
fails: [cohort]
message: "not all of them"
"""

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    levels = [np.mean(np.asarray(side)[np.asarray(owners) != person]) for side, person in zip(to_cohort, people)]
    return float(distance - np.mean(levels))

"""
misconception: A person's own images in the cohort are taken for strangers who look alike.
fails: [cohort]
message: "leave them out on that side"
"""

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    levels = [np.mean(np.sort(np.asarray(side))[:nearest]) for side in to_cohort]
    return float(distance - np.mean(levels))

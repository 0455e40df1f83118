"""
misconception: Images of both people are left out on both sides.
fails: [cohort]
message: "another"
"""

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    strangers = ~np.isin(np.asarray(owners), people)
    return float(distance - np.mean([np.sort(np.asarray(side)[strangers])[:nearest].mean() for side in to_cohort]))

"""
misconception: Only the first image is compared with the cohort, so that the result depends on which one comes first.
fails: [cohort]
message: "mean of the two sides"
"""

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    others = np.sort(np.asarray(to_cohort[0])[np.asarray(owners) != people[0]])
    return float(distance - np.mean(others[:nearest]))

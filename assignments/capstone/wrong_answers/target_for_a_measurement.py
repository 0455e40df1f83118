"""
misconception: The FMR of the development half is used for the year.
fails: [numbers]
message: "the one of the evaluation half"
"""

# %% task="numbers"
def beside(threshold):
    names = float(evaluation.false_candidates(SEARCHES, CITY, np.mean(development <= threshold)))
    flagged = (held_out <= threshold).any(axis=1).reshape(len(groups), 5).mean(axis=1)
    return {"wrong_a_year": names, "hours_short": names * MINUTES / 60 - HOURS_A_WEEK * 52, "cost_a_year": names * MINUTES / 60 * WAGE,
            "gap": difference(flagged, groups, FIRST, SECOND, weights)}

"""
misconception: The numbers of one proposal are kept, and given for every other.
fails: [numbers]
message: "at the threshold that is asked for"
"""

# %% task="numbers"
def beside(threshold):
    names = float(evaluation.false_candidates(SEARCHES, CITY, np.mean(held_out <= proposed)))
    flagged = (held_out <= threshold).any(axis=1).reshape(len(groups), 5).mean(axis=1)
    return {"wrong_a_year": names, "hours_short": names * MINUTES / 60 - HOURS_A_WEEK * 52, "cost_a_year": names * MINUTES / 60 * WAGE,
            "gap": difference(flagged, groups, FIRST, SECOND, weights)}

"""
misconception: The names counted in the test gallery are carried over to the city as they are.
fails: [numbers]
message: "These are the names in the test gallery"
"""

# %% task="numbers"
def beside(threshold):
    names = float(SEARCHES * (held_out <= threshold).sum(axis=1).mean())
    flagged = (held_out <= threshold).any(axis=1).reshape(len(groups), 5).mean(axis=1)
    return {"wrong_a_year": names, "hours_short": names * MINUTES / 60 - HOURS_A_WEEK * 52, "cost_a_year": names * MINUTES / 60 * WAGE,
            "gap": difference(flagged, groups, FIRST, SECOND, weights)}

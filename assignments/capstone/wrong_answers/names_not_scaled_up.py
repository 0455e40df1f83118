"""
misconception: The names counted in the test gallery are carried over to the city as they are.
fails: [numbers]
message: "people in the city's gallery"
"""

# %% task="numbers"
wrong_a_year = float(SEARCHES * (held_out <= proposed).sum(axis=1).mean())
hours_short = wrong_a_year * MINUTES / 60 - HOURS_A_WEEK * 52
cost_a_year = wrong_a_year * MINUTES / 60 * WAGE
_flagged = (held_out <= proposed).any(axis=1).reshape(len(groups), 5).mean(axis=1)
_rates = [weights[:, groups == name] @ _flagged[groups == name] / np.sum(groups == name) for name in (FIRST, SECOND)]
gap = [float(_flagged[groups == FIRST].mean() - _flagged[groups == SECOND].mean()),
       *np.quantile(_rates[0] - _rates[1], [0.025, 0.975]).tolist()]

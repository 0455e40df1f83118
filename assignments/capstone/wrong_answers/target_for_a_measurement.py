"""
misconception: The FMR of the development half, which is the target, is used for the year.
fails: [numbers]
message: "the one of the evaluation half"
"""

# %% task="numbers"
wrong_a_year = float(evaluation.false_candidates(SEARCHES, CITY, 5e-4))
hours_short = wrong_a_year * MINUTES / 60 - HOURS_A_WEEK * 52
cost_a_year = wrong_a_year * MINUTES / 60 * WAGE
_flagged = (held_out <= proposed).any(axis=1).reshape(len(groups), 5).mean(axis=1)
_rates = [weights[:, groups == name] @ _flagged[groups == name] / np.sum(groups == name) for name in (FIRST, SECOND)]
gap = [float(_flagged[groups == FIRST].mean() - _flagged[groups == SECOND].mean()),
       *np.quantile(_rates[0] - _rates[1], [0.025, 0.975]).tolist()]

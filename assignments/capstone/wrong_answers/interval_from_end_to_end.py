"""
misconception: The interval runs from the smallest to the largest draw, so it grows with the number of draws.
fails: [gap]
message: "middle 95%"
"""

# %% task="gap"
def difference(flagged, groups, first, second, weights):
    flagged, groups, weights = np.asarray(flagged, dtype=float), np.asarray(groups), np.asarray(weights, dtype=float)
    with np.errstate(invalid="ignore"):
        rates = [weights[:, groups == name] @ flagged[groups == name] / weights[:, groups == name].sum(axis=1)
                 for name in (first, second)]
    draws = rates[0] - rates[1]
    estimate = flagged[groups == first].mean() - flagged[groups == second].mean()
    return [float(estimate), float(np.nanmin(draws)), float(np.nanmax(draws))]

"""
misconception: A ratio is given for the difference.
fails: [gap]
message: "group"
"""

# %% task="gap"
def difference(flagged, groups, first, second, weights):
    flagged, groups, weights = np.asarray(flagged, dtype=float), np.asarray(groups), np.asarray(weights, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = [weights[:, groups == name] @ flagged[groups == name] / weights[:, groups == name].sum(axis=1)
                 for name in (first, second)]
        ratio = rates[0] / rates[1]
    low, high = np.nanquantile(ratio, [0.025, 0.975])
    return [float(flagged[groups == first].mean() / flagged[groups == second].mean()), float(low), float(high)]

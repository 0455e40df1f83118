"""
misconception: The weighted flags are divided by the number of people, not by how often they were drawn.
fails: [gap]
message: "how often"
"""

# %% task="gap"
def difference(flagged, groups, first, second, weights):
    flagged, groups, weights = np.asarray(flagged, dtype=float), np.asarray(groups), np.asarray(weights, dtype=float)
    rates = [weights[:, groups == name] @ flagged[groups == name] / np.sum(groups == name) for name in (first, second)]
    low, high = np.quantile(rates[0] - rates[1], [0.025, 0.975])
    return [float(flagged[groups == first].mean() - flagged[groups == second].mean()), float(low), float(high)]

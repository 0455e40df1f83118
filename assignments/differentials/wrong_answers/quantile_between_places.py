"""
misconception: A quantile function is used, which puts an end between two ratios.
fails: [interval]
message: "puts an end between two of them"
"""

# %% task="interval"
def ratio_interval(first, second, accepted, group, weights):
    times, rates = weights[:, first] * weights[:, second], []
    with np.errstate(invalid="ignore", divide="ignore"):
        for name in "AB":
            own = (group[first] == name) & (group[second] == name)
            rates.append(times[:, own & accepted].sum(axis=1) / times[:, own].sum(axis=1))
        ratios = rates[0] / rates[1]
        return np.quantile(ratios[~np.isnan(ratios)], [0.025, 0.975])

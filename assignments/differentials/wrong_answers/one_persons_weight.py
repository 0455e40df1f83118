"""
misconception: A pair is weighed by its first person only, as if it belonged to that person.
fails: [interval]
message: "product of its two people's weights"
"""

# %% task="interval"
def ratio_interval(first, second, accepted, group, weights):
    times, rates = weights[:, first], []
    for name in "AB":
        own = (group[first] == name) & (group[second] == name)
        with np.errstate(invalid="ignore", divide="ignore"):
            rates.append(times[:, own & accepted].sum(axis=1) / times[:, own].sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = rates[0] / rates[1]
    ratios = np.sort(ratios[~np.isnan(ratios)])
    return [float(ratios[int(share * len(ratios))]) for share in (0.025, 0.975)]

"""
misconception: Draws without a false match in the second group are dropped, so the upper end looks finite.
fails: [interval]
message: "an infinite ratio, which counts"
"""

# %% task="interval"
def ratio_interval(first, second, accepted, group, weights):
    times, rates = weights[:, first] * weights[:, second], []
    for name in "AB":
        own = (group[first] == name) & (group[second] == name)
        with np.errstate(invalid="ignore", divide="ignore"):
            rates.append(times[:, own & accepted].sum(axis=1) / times[:, own].sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = rates[0] / rates[1]
    ratios = np.sort(ratios[np.isfinite(ratios)])
    return [float(ratios[int(share * len(ratios))]) for share in (0.025, 0.975)]

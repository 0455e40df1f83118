"""
misconception: Pairs are taken for independent cases and resampled one by one; who takes part in many of them is forgotten.
fails: [interval]
message: "People are drawn"
"""

# %% task="interval"
def ratio_interval(first, second, accepted, group, weights):
    random, ratios = np.random.default_rng(0), []
    own = [accepted[(group[first] == name) & (group[second] == name)] for name in "AB"]
    for _ in range(len(weights)):
        a, b = (random.choice(one, one.size).mean() for one in own)
        ratios.append(a / b if b else np.nan)
    ratios = np.array(ratios)
    ratios = np.sort(ratios[~np.isnan(ratios)])
    return [float(ratios[int(share * len(ratios))]) for share in (0.025, 0.975)]

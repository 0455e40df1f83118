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
    return [float(edge) for edge in np.nanquantile(ratios, [0.025, 0.975])]

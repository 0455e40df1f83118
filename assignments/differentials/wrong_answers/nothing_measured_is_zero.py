"""
misconception: A group without a comparison of its own gets a rate of 0, as if it had been tested and found perfect.
fails: [within]
message: "nothing is known"
"""

# %% task="within"
def within_fmr(distances, group_a, group_b, threshold):
    rates = {}
    for group in np.union1d(group_a, group_b):
        own = distances[(group_a == group) & (group_b == group)]
        rates[str(group)] = float(np.mean(own <= threshold)) if own.size else 0.0
    return rates

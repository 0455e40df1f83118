"""
misconception: False matches within a group are divided by all pairs in which somebody of the group takes part, cross-group pairs included.
fails: [within]
message: "two people of this group only"
"""

# %% task="within"
def within_fmr(distances, group_a, group_b, threshold):
    rates = {}
    for group in np.union1d(group_a, group_b):
        any_of = (group_a == group) | (group_b == group)
        own = (group_a == group) & (group_b == group)
        rates[str(group)] = float(np.sum(distances[own] <= threshold) / any_of.sum()) if own.any() else float("nan")
    return rates

"""
misconception: One threshold is chosen on all groups' pairs together and given to each.
fails: [own]
message: "Each group gets its own threshold"
"""

# %% task="own"
def own_thresholds(development, held_out, target):
    t = evaluation.threshold_at_fmr(np.concatenate(list(development.values())), target)
    return {group: [t, float(evaluation.fmr(held_out[group], t))] for group in development}

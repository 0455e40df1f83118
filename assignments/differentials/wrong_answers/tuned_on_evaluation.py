"""
misconception: Each group's threshold is chosen on the very people the report is about, so all rates look equal.
fails: [own]
message: "chosen on its development distances"
"""

# %% task="own"
def own_thresholds(development, held_out, target):
    chosen = {group: evaluation.threshold_at_fmr(held_out[group], target) for group in development}
    return {group: [t, float(evaluation.fmr(held_out[group], t))] for group, t in chosen.items()}

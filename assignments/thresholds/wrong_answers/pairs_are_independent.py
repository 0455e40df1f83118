"""
misconception: Every pair is taken for an independent case, so the narrow interval decides.
fails: [wider]
message: "knows that pairs share people"
"""

# %% task="wider"
def times_as_wide(threshold):
    both = evaluation.rate_intervals(held_out, threshold, seed=0)
    return both.fmr.width / both.fmr_wilson.width


def shown(threshold, limit):
    return bool(evaluation.rate_intervals(held_out, threshold, seed=0).fmr_wilson.high < limit)


honest = "pairs"

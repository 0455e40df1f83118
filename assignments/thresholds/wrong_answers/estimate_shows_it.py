"""
misconception: The estimate lies below the limit, and the interval is not asked.
fails: [wider]
message: "upper end lies below the limit"
"""

# %% task="wider"
def times_as_wide(threshold):
    both = evaluation.rate_intervals(held_out, threshold, seed=0)
    return both.fmr.width / both.fmr_wilson.width


def shown(threshold, limit):
    return bool(evaluation.fmr(held_out.nonmated, threshold) < limit)


honest = "people"

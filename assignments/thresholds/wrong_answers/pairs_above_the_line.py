"""
misconception: The two widths change places.
fails: [wider]
message: "divided by the width of Wilson"
"""

# %% task="wider"
def times_as_wide(threshold):
    both = evaluation.rate_intervals(held_out, threshold, seed=0)
    return both.fmr_wilson.width / both.fmr.width


def shown(threshold, limit):
    return bool(evaluation.rate_intervals(held_out, threshold, seed=0).fmr.high < limit)


honest = "people"

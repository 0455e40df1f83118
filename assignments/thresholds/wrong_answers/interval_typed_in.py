"""
misconception: The width at the given threshold is typed in, and stays for every threshold.
fails: [wider]
message: "at the threshold that is asked for"
"""

# %% task="wider"
_once = evaluation.rate_intervals(held_out, given_threshold, seed=0)


def times_as_wide(threshold):
    return _once.fmr.width / _once.fmr_wilson.width


def shown(threshold, limit):
    return bool(_once.fmr.high < limit)


honest = "people"

"""
misconception: Every pair is taken for an independent case, so the narrow interval is reported.
fails: [wider]
message: "Which of the two intervals knows that?"
"""

# %% task="wider"
_intervals = evaluation.rate_intervals(held_out, given_threshold, seed=0)
interval_people = [float(_intervals.fmr.low), float(_intervals.fmr.high)]
interval_pairs = [float(_intervals.fmr_wilson.low), float(_intervals.fmr_wilson.high)]
honest = "pairs"

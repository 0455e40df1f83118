"""
misconception: The evaluation half is used to choose the threshold and to report it.
fails: [measure]
message: "chosen on the development people"
"""

# %% task="measure"
chosen = evaluation.threshold_at_fmr(held_out.nonmated, TARGET_FMR)
reported_fmr = evaluation.fmr(held_out.nonmated, chosen)
reported_fnmr = evaluation.fnmr(held_out.mated, chosen)

"""
misconception: The evaluation half is used to choose the threshold and to report it.
fails: [measure]
message: "chosen on the development people"
"""

# %% task="measure"
def reported(target):
    chosen = evaluation.threshold_at_fmr(held_out.nonmated, target)
    return chosen, evaluation.fmr(held_out.nonmated, chosen), evaluation.fnmr(held_out.mated, chosen)

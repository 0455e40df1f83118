"""
misconception: The rate on the development half is reported, which meets the target by construction.
fails: [measure]
message: "Report what was measured on the evaluation people"
"""

# %% task="measure"
def reported(target):
    chosen = evaluation.threshold_at_fmr(development.nonmated, target)
    return chosen, evaluation.fmr(development.nonmated, chosen), evaluation.fnmr(held_out.mated, chosen)

"""
misconception: The FMR on the development people is reported, which meets the target by construction.
fails: [report]
message: "measured on the evaluation people"
"""

# %% task="report"
def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    threshold = evaluation.threshold_at_fmr(development_nonmated, target)
    return evaluation.fmr(development_nonmated, threshold), evaluation.fnmr(evaluation_mated, threshold)

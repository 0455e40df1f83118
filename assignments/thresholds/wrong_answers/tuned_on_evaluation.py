"""
misconception: The threshold is chosen on the very people the report is about, so the FMR looks as it was wished.
fails: [report]
message: "measured on the evaluation people, at the threshold chosen on the development people"
"""

# %% task="report"
def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    threshold = evaluation.threshold_at_fmr(evaluation_nonmated, target)
    return evaluation.fmr(evaluation_nonmated, threshold), evaluation.fnmr(evaluation_mated, threshold)

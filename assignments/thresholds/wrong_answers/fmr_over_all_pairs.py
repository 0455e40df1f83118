"""
misconception: False matches are divided by all pairs, mated ones included.
fails: [report]
message: "The FMR of a report"
"""

# %% task="report"
def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    threshold = evaluation.threshold_at_fmr(development_nonmated, target)
    total = len(evaluation_mated) + len(evaluation_nonmated)
    return float(np.sum(evaluation_nonmated <= threshold) / total), float(np.sum(evaluation_mated > threshold) / total)

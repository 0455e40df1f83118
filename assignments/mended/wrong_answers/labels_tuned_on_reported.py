"""
misconception: The threshold is chosen on the people who are reported on.
fails: [labels]
message: "chosen on the tuning people"
"""

# %% task="labels"
def misses_with(labels):
    seen = learn_metric(training.vectors, labels).apply(reported.vectors)
    threshold = threshold_at_fmr(nonmated(seen, reported.subjects), TARGET)
    return evaluation.fnmr(mated(seen, reported.subjects), threshold)

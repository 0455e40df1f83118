"""
misconception: The false matches are given where misses were asked for.
fails: [labels]
message: "share of mated pairs above the threshold"
"""

# %% task="labels"
def misses_with(labels):
    layer = learn_metric(training.vectors, labels)
    threshold = threshold_at_fmr(nonmated(layer.apply(tuning.vectors), tuning.subjects), TARGET)
    return evaluation.fmr(nonmated(layer.apply(reported.vectors), reported.subjects), threshold)

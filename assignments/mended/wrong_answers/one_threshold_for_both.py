"""
misconception: The threshold chosen for the right labels is kept for the layer that was learnt from wrong ones.
fails: [labels]
message: "Each layer has its own threshold"
"""

# %% task="labels"
_first = learn_metric(training.vectors, training.subjects)
_threshold = threshold_at_fmr(nonmated(_first.apply(tuning.vectors), tuning.subjects), TARGET)


def misses_with(labels):
    layer = learn_metric(training.vectors, labels)
    return evaluation.fnmr(mated(layer.apply(reported.vectors), reported.subjects), _threshold)

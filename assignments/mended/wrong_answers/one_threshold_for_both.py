"""
misconception: The threshold chosen for the right labels is kept for the layer that was learnt from wrong ones.
fails: [labels]
message: "Each layer has its own threshold"
"""

# %% task="labels"
_right, _wrong = learn_metric(training.vectors, training.subjects), learn_metric(training.vectors, spoilt)
_threshold = threshold_at_fmr(nonmated(_right.apply(tuning.vectors), tuning.subjects), TARGET)
fnmr_right, fnmr_spoilt = (evaluation.fnmr(mated(layer.apply(reported.vectors), reported.subjects), _threshold) for layer in (_right, _wrong))

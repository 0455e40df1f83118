"""
misconception: The two shares of this notebook are typed in, and given for whatever labels come.
fails: [labels]
message: "Only the labels in training change"
"""

# %% task="labels"
_layers = {name: learn_metric(training.vectors, one) for name, one in (("right", training.subjects), ("spoilt", spoilt))}
_told = {}
for _name, _layer in _layers.items():
    _at = threshold_at_fmr(nonmated(_layer.apply(tuning.vectors), tuning.subjects), TARGET)
    _told[_name] = evaluation.fnmr(mated(_layer.apply(reported.vectors), reported.subjects), _at)


def misses_with(labels):
    return _told["right" if np.array_equal(labels, training.subjects) else "spoilt"]

"""
misconception: The layer is learnt from all images that are there, those of the reported people among them.
fails: [report]
message: "Learn from the training people alone"
"""

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    templates, people = np.asarray(templates), np.asarray(people)
    choosers, others = np.isin(people, tuning), np.isin(people, reported)
    layer = learn_metric(templates, people)
    threshold = threshold_at_fmr(nonmated(layer.apply(templates[choosers]), people[choosers]), target)
    seen = layer.apply(templates[others])
    return [threshold, evaluation.fmr(nonmated(seen, people[others]), threshold), evaluation.fnmr(mated(seen, people[others]), threshold)]

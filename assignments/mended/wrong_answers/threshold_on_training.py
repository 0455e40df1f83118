"""
misconception: The threshold is chosen on the training people, to whom the layer was fitted.
fails: [report]
message: "on the tuning people alone"
"""

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    templates, people = np.asarray(templates), np.asarray(people)
    learners, others = np.isin(people, training), np.isin(people, reported)
    layer = learn_metric(templates[learners], people[learners])
    threshold = threshold_at_fmr(nonmated(layer.apply(templates[learners]), people[learners]), target)
    seen = layer.apply(templates[others])
    return [threshold, evaluation.fmr(nonmated(seen, people[others]), threshold), evaluation.fnmr(mated(seen, people[others]), threshold)]

"""
misconception: The threshold is chosen on templates as delivered and used on distances that the layer has changed.
fails: [report]
message: "as the layer sees them"
"""

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    templates, people = np.asarray(templates), np.asarray(people)
    learners, choosers, others = (np.isin(people, names) for names in (training, tuning, reported))
    layer = learn_metric(templates[learners], people[learners])
    threshold = threshold_at_fmr(nonmated(templates[choosers], people[choosers]), target)
    seen = layer.apply(templates[others])
    return [threshold, evaluation.fmr(nonmated(seen, people[others]), threshold), evaluation.fnmr(mated(seen, people[others]), threshold)]

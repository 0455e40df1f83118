"""
misconception: The threshold is chosen on the people who are reported on, so that the target is met by construction.
fails: [report]
message: "choose the threshold on the tuning people alone"
"""

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    templates, people = np.asarray(templates), np.asarray(people)
    learners, others = np.isin(people, training), np.isin(people, reported)
    layer = learn_metric(templates[learners], people[learners])
    seen = layer.apply(templates[others])
    threshold = threshold_at_fmr(nonmated(seen, people[others]), target)
    return [threshold, evaluation.fmr(nonmated(seen, people[others]), threshold), evaluation.fnmr(mated(seen, people[others]), threshold)]

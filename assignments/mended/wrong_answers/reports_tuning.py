"""
misconception: The rates are reported on the people on whom the threshold was chosen.
fails: [report]
message: "Report both rates among the reported people"
"""

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    templates, people = np.asarray(templates), np.asarray(people)
    learners, choosers = np.isin(people, training), np.isin(people, tuning)
    layer = learn_metric(templates[learners], people[learners])
    seen = layer.apply(templates[choosers])
    threshold = threshold_at_fmr(nonmated(seen, people[choosers]), target)
    return [threshold, evaluation.fmr(nonmated(seen, people[choosers]), threshold), evaluation.fnmr(mated(seen, people[choosers]), threshold)]

"""
misconception: The training people's misses stand first, so that a report that is too good looks too bad.
fails: [optimism]
message: "Others minus training people"
"""

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    templates, people = np.asarray(templates), np.asarray(people)
    inside, outside = np.isin(people, training), np.isin(people, others)
    layer = learn_metric(templates[inside], people[inside])
    missed = [evaluation.fnmr(mated(layer.apply(templates[part]), people[part]), threshold) for part in (inside, outside)]
    return missed[0] - missed[1]

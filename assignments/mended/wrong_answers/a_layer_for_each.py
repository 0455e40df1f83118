"""
misconception: The others get a layer that was learnt from themselves, so that they are training people as well.
fails: [optimism]
message: "both seen by the layer that was learnt from the training people"
"""

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    templates, people = np.asarray(templates), np.asarray(people)
    missed = []
    for names in (others, training):
        part = np.isin(people, names)
        layer = learn_metric(templates[part], people[part])
        missed.append(evaluation.fnmr(mated(layer.apply(templates[part]), people[part]), threshold))
    return missed[0] - missed[1]

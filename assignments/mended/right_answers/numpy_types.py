"""
why: Arrays and numpy's own numbers come back, single precision among them.
"""

# %% task="within"
def within(templates, people):
    names, index = np.unique(people, return_inverse=True)
    hot = np.eye(len(names))[index]
    differ = templates - hot @ ((hot.T @ templates) / hot.sum(axis=0)[:, None])
    return np.einsum("ni,nj->ij", differ, differ) / len(templates)

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    a, b, c = (np.isin(people, who) for who in (training, tuning, reported))
    seen = learn_metric(templates[a], people[a]).apply(templates)
    t = threshold_at_fmr(nonmated(seen[b], people[b]), target)
    return np.array([t, np.mean(nonmated(seen[c], people[c]) <= t), np.mean(mated(seen[c], people[c]) > t)])

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    parts = [np.isin(people, who) for who in (others, training)]
    seen = learn_metric(templates[parts[1]], people[parts[1]]).apply(templates)
    return -np.diff([np.mean(mated(seen[p], people[p]) > threshold) for p in parts])

# %% task="choose"
def choose_set(development, held_out, most_misses):
    names = np.array(list(development))
    worst = np.array([np.max(development[n]["fmr"]) for n in names])
    worst[np.array([development[n]["fnmr"] for n in names]) > most_misses] = np.inf
    if np.isinf(worst).all():
        return None
    best = names[worst.argmin()]
    return best, np.max(held_out[best]["fmr"])

# %% task="labels"
def _seen(labels):
    layer = learn_metric(training.vectors, np.asarray(labels))
    return [layer.apply(one.vectors) for one in (tuning, reported)]

def misses_with(labels):
    a, b = _seen(labels)
    accepted = mated(b, reported.subjects) <= threshold_at_fmr(nonmated(a, tuning.subjects), TARGET)
    return np.array(1 - np.mean(accepted))

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    sides = np.where(owners == np.array(people)[:, None], np.inf, np.array(to_cohort))
    return np.float64(distance) - np.partition(sides, range(nearest), axis=1)[:, :nearest].mean()

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    dev = dev_weights[:, development[0]] * dev_weights[:, development[1]]
    out = out_weights[:, held_out[0]] * out_weights[:, held_out[1]]
    t = np.array([evaluation.weighted_threshold(development[2], row.astype(float), target) for row in dev])
    return np.quantile((out * (held_out[2] <= t[:, None])).sum(axis=1) / out.sum(axis=1), [0.025, 0.975])

# %% task="upper"
def not_ruled_out(people, errors, high):
    return np.where(errors > 0, high, np.minimum(1, 3 / np.unique(people).size))

# %% task="reads"
balance_shows = np.str_("B")
best_shows = np.str_("A ")

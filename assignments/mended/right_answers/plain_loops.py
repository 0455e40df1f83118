"""
why: Loops over people and images, tuples for lists, a letter in lower case.
"""

# %% task="within"
def within(templates, people):
    total = np.zeros((templates.shape[1],) * 2)
    for row, person in zip(templates, people):
        own = [r for r, p in zip(templates, people) if p == person]
        differ = row - sum(own) / len(own)
        total += np.outer(differ, differ)
    return (total / len(people)).tolist()

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    def of(names):
        rows = [n for n, person in enumerate(people) if person in names]
        return templates[rows], people[rows]
    layer = learn_metric(*of(training))
    parts = {}
    for kind, names in (("tune", tuning), ("out", reported)):
        rows, who = of(names)
        parts[kind] = layer.apply(rows), who
    t = threshold_at_fmr(nonmated(*parts["tune"]), target)
    false = sum(d <= t for d in nonmated(*parts["out"])) / len(nonmated(*parts["out"]))
    missed = sum(d > t for d in mated(*parts["out"])) / len(mated(*parts["out"]))
    return (t, false, missed)

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    inside = np.array([p in training for p in people])
    outside = np.array([p in others for p in people])
    layer = learn_metric(templates[inside], people[inside])
    def misses(part):
        d = mated(layer.apply(templates[part]), people[part])
        return sum(1 for one in d if one > threshold) / len(d)
    return misses(outside) - misses(inside)

# %% task="choose"
def choose_set(development, held_out, most_misses):
    best = None
    for name in development:
        if development[name]["fnmr"] > most_misses:
            continue
        if best is None or max(development[name]["fmr"]) < max(development[best]["fmr"]):
            best = name
    if best is not None:
        return (best, max(held_out[best]["fmr"]))

# %% task="labels"
_out = []
for _labels in (training.subjects, spoilt):
    _layer = learn_metric(training.vectors, _labels)
    _t = threshold_at_fmr(nonmated(_layer.apply(tuning.vectors), tuning.subjects), TARGET)
    _out.append((mated(_layer.apply(reported.vectors), reported.subjects) > _t).mean())
fnmr_right, fnmr_spoilt = _out

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    total = 0
    for side in (0, 1):
        others = sorted(d for d, owner in zip(to_cohort[side], owners) if owner != people[side])[:nearest]
        total += sum(others) / len(others)
    return distance - total / 2

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    rates = []
    for k in range(len(dev_weights)):
        w = [dev_weights[k][i] * dev_weights[k][j] for i, j in zip(development[0], development[1])]
        t = evaluation.weighted_threshold(development[2], np.array(w, dtype=float), target)
        hit = all_of = 0
        for i, j, d in zip(*held_out):
            w = out_weights[k][i] * out_weights[k][j]
            hit, all_of = hit + w * (d <= t), all_of + w
        rates.append(hit / all_of)
    return (np.quantile(rates, 0.025), np.quantile(rates, 0.975))

# %% task="upper"
def not_ruled_out(people, errors, high):
    if errors > 0:
        return high
    n = len(set(people))
    return 1 if n < 3 else 3 / n

# %% task="reads"
balance_shows = "b"
best_shows = "a"

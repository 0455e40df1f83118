"""
why: Lists and loops in place of numpy's tools; numbers come back as Python's own.
"""

# %% task="within"
def within(templates, people):
    size, rows = len(templates[0]), [list(map(float, row)) for row in templates]
    total = [[0.0] * size for _ in range(size)]
    for person in set(people):
        own = [row for row, name in zip(rows, people) if name == person]
        mean = [sum(column) / len(own) for column in zip(*own)]
        for row in own:
            for i in range(size):
                for j in range(size):
                    total[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / len(rows)
    return total

# %% task="report"
def honest_report(templates, people, training, tuning, reported, target):
    def of(names):
        names = set(names)
        rows = [i for i, name in enumerate(people) if name in names]
        return np.array([templates[i] for i in rows]), [people[i] for i in rows]

    layer = learn_metric(*map(np.asarray, of(training)))
    rows, names = of(tuning)
    threshold = threshold_at_fmr(nonmated(layer.apply(rows), names), target)
    rows, names = of(reported)
    wrong = list(nonmated(layer.apply(rows), names))
    own = list(mated(layer.apply(rows), names))
    return (threshold, sum(d <= threshold for d in wrong) / len(wrong), sum(d > threshold for d in own) / len(own))

# %% task="choose"
def choose_set(development, held_out, most_misses):
    best = None
    for name in development:
        if development[name]["fnmr"] > most_misses:
            continue
        if best is None or max(development[name]["fmr"]) < max(development[best]["fmr"]):
            best = name
    if best is None:
        return None
    return (best, max(held_out[best]["fmr"]))

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    total = 0.0
    for k in (0, 1):
        near = sorted(d for d, owner in zip(to_cohort[k], owners) if owner != people[k])[:nearest]
        total += sum(near) / len(near) / 2
    return distance - total

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    rates = []
    for dev, out in zip(dev_weights, out_weights):
        weight = np.array([float(dev[i] * dev[j]) for i, j in zip(development[0], development[1])])
        threshold = evaluation.weighted_threshold(development[2], weight, target)
        wrong = every = 0
        for i, j, d in zip(*held_out):
            every += out[i] * out[j]
            wrong += out[i] * out[j] * (d <= threshold)
        rates.append(wrong / every)
    return list(np.quantile(rates, [0.025, 0.975]))

# %% task="upper"
def not_ruled_out(people, errors, high):
    if errors > 0:
        return high
    return min(1, 3 / len(set(people)))

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    layer, shares = None, []
    for names in (training, others):
        rows = [i for i, name in enumerate(people) if name in set(names)]
        part, who = np.array([templates[i] for i in rows]), np.array([people[i] for i in rows])
        layer = layer or learn_metric(part, who)
        own = [float(d) for d in mated(layer.apply(part), who)]
        shares.append(sum(d > threshold for d in own) / len(own))
    return shares[1] - shares[0]

# %% task="labels"
def misses_with(labels):
    layer = learn_metric(training.vectors, np.array(list(labels)))
    threshold = threshold_at_fmr(nonmated(layer.apply(tuning.vectors), tuning.subjects), TARGET)
    own = [float(d) for d in mated(layer.apply(reported.vectors), reported.subjects)]
    return sum(d > threshold for d in own) / len(own)

# %% task="reads"
balance_shows = "B".lower()
best_shows = ["A", "B", "C"][0]

"""
why: pandas, a covariance from sums of products, thresholds counted by hand, and tasks built on the ones before.
"""

# %% task="within"
import pandas as pd

def within(templates, people):
    table = pd.DataFrame(np.asarray(templates, dtype=float))
    differ = table - table.groupby(np.asarray(people)).transform("mean")
    return (differ.T @ differ / len(differ)).to_numpy()

# %% task="report"
def _parts(templates, people, names):
    inside = pd.Series(people).isin(list(names)).to_numpy()
    return np.asarray(templates)[inside], np.asarray(people)[inside]

def honest_report(templates, people, training, tuning, reported, target):
    layer = learn_metric(*_parts(templates, people, training))
    rows, names = _parts(templates, people, tuning)
    threshold = threshold_at_fmr(nonmated(layer.apply(rows), names), target)
    rows, names = _parts(templates, people, reported)
    rows = layer.apply(rows)
    return np.array([threshold, (nonmated(rows, names) <= threshold).mean(), 1 - (mated(rows, names) <= threshold).mean()])

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    layer = learn_metric(*_parts(templates, people, training))
    def missed(names):
        rows, who = _parts(templates, people, names)
        return np.mean(mated(layer.apply(rows), who) > threshold)
    return missed(others) - missed(training)

# %% task="choose"
def choose_set(development, held_out, most_misses):
    table = pd.DataFrame({name: {"worst": max(one["fmr"]), "missed": one["fnmr"]} for name, one in development.items()}).T
    table = table[table.missed <= most_misses]
    if table.empty:
        return None
    best = table.worst.idxmin()
    return [best, np.max(held_out[best]["fmr"])]

# %% task="labels"
_everybody = np.concatenate([training.vectors, tuning.vectors, reported.vectors])

def misses_with(labels):
    names = np.concatenate([labels, tuning.subjects, reported.subjects])
    learners = slice(0, len(training))
    layer = learn_metric(_everybody[learners], names[learners])
    threshold = threshold_at_fmr(nonmated(layer.apply(tuning.vectors), tuning.subjects), TARGET)
    return np.float64((mated(layer.apply(reported.vectors), reported.subjects) > threshold).mean())

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    level = [pd.Series(np.asarray(side))[np.asarray(owners) != person].nsmallest(nearest).mean() for side, person in zip(to_cohort, people)]
    return np.float64(distance) - sum(level) / 2

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    rates = []
    for k in range(len(dev_weights)):
        order = np.argsort(development[2], kind="stable")
        times = (dev_weights[k][development[0]] * dev_weights[k][development[1]])[order]
        allowed = np.flatnonzero(np.cumsum(times) > target * times.sum() * (1 + 1e-12))
        threshold = np.nextafter(np.asarray(development[2], float)[order][allowed[0]], -np.inf) if allowed.size else np.inf
        pairs = out_weights[k][held_out[0]] * out_weights[k][held_out[1]]
        rates.append(pairs[held_out[2] <= threshold].sum() / pairs.sum())
    return np.quantile(rates, [0.025, 0.975])

# %% task="upper"
def not_ruled_out(people, errors, high):
    return np.where(errors, high, np.minimum(1, 3 / np.unique(people).size))[()]

# %% task="reads"
balance_shows = "b"
best_shows = " A"

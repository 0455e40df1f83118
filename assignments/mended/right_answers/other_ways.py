"""
why: pandas, recursion, named tuples, sets.
"""

# %% task="within"
import pandas as pd

def within(templates, people):
    table = pd.DataFrame(templates)
    differ = table - table.groupby(np.array(people)).transform("mean")
    return (differ.T @ differ / len(table)).to_numpy()

# %% task="report"
from collections import namedtuple
Report = namedtuple("Report", "threshold fmr fnmr")

def honest_report(templates, people, training, tuning, reported, target):
    who = pd.Series(people)
    layer = learn_metric(templates[who.isin(training)], people[who.isin(training)])
    def of(names):
        return FaceSet(layer.apply(templates[who.isin(names)]), people[who.isin(names)])
    t = threshold_at_fmr(score_pairs(of(tuning)).nonmated, target)
    out = score_pairs(of(reported))
    return Report(t, evaluation.fmr(out.nonmated, t), evaluation.fnmr(out.mated, t))

# %% task="optimism"
def too_good(templates, people, training, others, threshold):
    layer = None
    rates = {}
    for kind, names in {"training": training, "others": others}.items():
        part = pd.Series(people).isin(list(names)).to_numpy()
        layer = layer or learn_metric(templates[part], people[part])
        rates[kind] = pd.Series(mated(layer.apply(templates[part]), people[part])).gt(threshold).mean()
    return rates["others"] - rates["training"]

# %% task="choose"
def choose_set(development, held_out, most_misses):
    table = pd.DataFrame(development).T
    table = table[table.fnmr.astype(float) <= most_misses]
    if table.empty:
        return None
    name = table.fmr.map(max).astype(float).idxmin()
    return pd.Series([name, max(held_out[name]["fmr"])])

# %% task="labels"
fnmr_right, fnmr_spoilt = (
    evaluation.fnmr(
        mated(layer.apply(reported.vectors), reported.subjects),
        threshold_at_fmr(nonmated(layer.apply(tuning.vectors), tuning.subjects), TARGET),
    )
    for layer in (learn_metric(training.vectors, one) for one in (training.subjects, spoilt))
)

# %% task="cohort"
def normalised(distance, to_cohort, owners, people, nearest):
    if not len(to_cohort):
        return distance
    side = pd.Series(to_cohort[0])[pd.Series(owners) != people[0]]
    return normalised(distance - side.nsmallest(nearest).mean() / 2, to_cohort[1:], owners, people[1:], nearest)

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    out = pd.DataFrame({"i": held_out[0], "j": held_out[1], "d": held_out[2]})
    def rate(dev, weights):
        t = evaluation.weighted_threshold(development[2], np.multiply(dev[development[0]], dev[development[1]], dtype=float), target)
        w = pd.Series(weights[out.i] * weights[out.j])
        return w[out.d <= t].sum() / w.sum()
    return pd.Series(list(map(rate, dev_weights, out_weights))).quantile([0.025, 0.975])

# %% task="upper"
def not_ruled_out(people, errors, high):
    return {True: high}.get(bool(errors), min(1, 3 / pd.Series(people).nunique()))

# %% task="reads"
balance_shows = " B"
best_shows = "A"

"""
why: A matrix, and a pandas column with labels of its own.
"""

# %% task="within"
import numpy as np

def within(templates, people):
    names, inverse, counts = np.unique(people, return_inverse=True, return_counts=True)
    total = np.zeros((templates.shape[1],) * 2)
    for i, n in enumerate(counts):
        total += n * np.cov(templates[inverse == i], rowvar=False, bias=True)
    return np.matrix(total / counts.sum())

# %% task="report"
import pandas as pd
def honest_report(templates, people, training, tuning, reported, target):
    s = pd.Series(np.asarray(people))
    a, b, c = (s.isin(list(x)).to_numpy() for x in (training, tuning, reported))
    seen = learn_metric(templates[a], people[a]).apply(templates)
    t = threshold_at_fmr(nonmated(seen[b], people[b]), target)
    return pd.Series({"threshold": t, "FMR": (nonmated(seen[c], people[c]) <= t).mean(), "FNMR": (mated(seen[c], people[c]) > t).mean()})

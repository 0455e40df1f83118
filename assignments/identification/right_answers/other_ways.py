"""
why: pandas columns, dict views, recursion, search by halves, a defaultdict.
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    nearest = {}
    for d, name in sorted(zip(distances, people)):
        if d <= threshold and len(nearest) < length:
            nearest.setdefault(name, d)
    return nearest.keys()

# %% task="fpir"
import pandas as pd

def fpir(distances, mates, threshold):
    table = pd.DataFrame(distances)[mates < 0]
    return table.le(threshold).any(axis=1).mean()

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    def missed(row, mate):
        return row[mate] > threshold or sorted(row.tolist() + [row[mate]])[:length].count(row[mate]) == 0 or sum(row <= row[mate]) > length
    out = [missed(row, mate) for row, mate in zip(distances, mates) if mate > -1]
    return pd.Series(out, dtype=float).mean()

# %% task="model"
def _one(fmr, gallery):
    if gallery == 1:
        return fmr
    half = _one(fmr, gallery // 2)
    both = 1 - (1 - half) ** 2
    return both if gallery % 2 == 0 else 1 - (1 - both) * (1 - fmr)

def fpir_mixed(common, lookalike, share, gallery):
    return _one(common, gallery) + share * (_one(lookalike, gallery) - _one(common, gallery))

def overstated(common, lookalike, share, gallery):
    return _one(common + share * (lookalike - common), gallery) - fpir_mixed(common, lookalike, share, gallery)

# %% task="measure"
from collections import defaultdict

def summary(distances, threshold):
    alike = pd.DataFrame(distances).le(threshold)
    out = defaultdict(float)
    out["measured_fpir"] = alike.any(axis=1).mean()
    out["model_fpir"] = evaluation.fpir_if_independent(alike.stack().mean(), len(alike.columns))
    out["names_a_search"] = alike.sum(axis=1).mean()
    out["gallery_named"] = alike.any().mean()
    return pd.Series(out)

# %% task="worth"
from fractions import Fraction

def right_share(enrolled, missed, wrong_names):
    right, wrong = Fraction(enrolled) * (1 - Fraction(missed)), Fraction(wrong_names)
    return right / (right + wrong) if right + wrong else float("nan")

# %% task="reading"
follows = " B"

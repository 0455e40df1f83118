"""
why: Counter, defaultdict, matching of patterns, recursion and pandas.
"""

# %% task="consent"
licence_settles = " C "

# %% task="numbers"
from fractions import Fraction

def two_numbers(value):
    return sum(map(value.get, ("C14", "C12"))), Fraction(value["C08"]) / Fraction(value["C11"] * 10**6)

# %% task="coding"
from collections import defaultdict
supports = defaultdict(list, S1=[], S2=["c05", "c19"], S3=[], S4=["C21"])
contradicts = defaultdict(list)
for _s, _ids in {"S1": "C04", "S2": "", "S3": "C12 C14", "S4": ""}.items():
    contradicts[_s] = _ids.split()

# %% task="weigh"
def weigh(rows, told=frozenset()):
    if not rows:
        return {frozenset(): "open", frozenset({"supports"}): "supported", frozenset({"contradicts"}): "contradicted"}.get(told, "contested")
    row, *rest = rows
    counts = row["status"] != "UNCONFIRMED" and row["relation"] != "does not bear"
    return weigh(rest, told | {row["relation"]} if counts else told)

# %% task="readings"
def reading_a(use):
    match use:
        case {"maker": "IBM", "does": "compares faces" | "finds faces", "own_research": False, "offered_to": "not said"}:
            return "not said"
        case {"maker": "IBM", "does": "compares faces" | "finds faces", "own_research": False, "offered_to": "everybody"}:
            return "stopped"
    return "goes on"

def reading_b(use):
    return reading_a({**use, "offered_to": "everybody"})

# %% task="score"
from collections import Counter

def score(answers, done):
    n = Counter(a for a, d in zip(answers, done) if d)
    return Counter(fits=n["goes on"], breaks=n["stopped"], open=n["not said"])

# %% task="differ"
import pandas as pd

def bank_for(table, company):
    frame = pd.DataFrame(table).T.eq("no")
    own = frame[frame[company]]
    others = own.drop(columns=company)
    picked = [(~others[who]).idxmax() for who in others if len(own) and not others[who].all()]
    if len(picked) < others.shape[1]:
        return None
    return list(dict.fromkeys(picked)) + [name for name in own.index if name not in picked]

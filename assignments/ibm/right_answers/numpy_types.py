"""
why: Numpy's own numbers and text, arrays for lists, sets where the order says nothing.
"""

# %% task="consent"
import numpy as np
licence_settles = np.str_("C")

# %% task="numbers"
def two_numbers(value):
    return np.array([np.sum([value["C14"], value["C12"]]), np.divide(value["C08"], 1e6 * value["C11"])])

# %% task="coding"
supports = {"S1": set(), "S2": {"C05", "C19"}, "S3": set(), "S4": {"C21"}}
contradicts = {"S1": {"C04"}, "S2": set(), "S3": np.array(["C12", "C14"]), "S4": frozenset()}

# %% task="weigh"
def weigh(rows):
    counts = np.array([row["status"] != "UNCONFIRMED" for row in rows], dtype=bool)
    told = np.array([row["relation"] for row in rows], dtype=str)[counts]
    both = [(told == one).any() for one in ("supports", "contradicts")]
    return np.array([["open", "contradicted"], ["supported", "contested"]])[int(both[0]), int(both[1])]

# %% task="readings"
def reading_a(use):
    b = reading_b(use)
    if b == "goes on":
        return b
    return np.str_({"everybody": "stopped", "one customer": "goes on"}.get(use["offered_to"], "not said"))

def reading_b(use):
    inside = np.all([use["maker"] == "IBM", use["does"] != "looks for objects", np.logical_not(use["own_research"])])
    return str(np.where(inside, "stopped", "goes on"))

# %% task="score"
def score(answers, done):
    kept = np.array(answers, dtype=str)[np.array(done, dtype=bool)]
    return {k: np.sum(kept == v) for k, v in (("fits", "goes on"), ("breaks", "stopped"), ("open", "not said"))}

# %% task="differ"
import numpy as np

def bank_for(table, company):
    names, who = np.array(list(table)), list(next(iter(table.values())))
    said = np.array([[row[one] == "no" for one in who] for row in table.values()])
    rows = said[:, who.index(company)]
    ahead = said[rows].sum(axis=0) < rows.sum()
    ahead[who.index(company)] = True
    return names[rows] if rows.any() and ahead.all() else None

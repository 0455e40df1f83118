"""
why: Arrays of text for lists, numpy's own text, matrices in place of walks.
"""

# %% task="order"
import numpy as np
order = np.array(list(SIX))[[1, 4, 3, 5, 0, 2]]

# %% task="status"
status = dict(zip(np.array(list(EIGHT)), np.array(["reported", "not known", "alleged"])[[0, 1, 2, 0, 2, 0, 1, 2]]))

# %% task="independent"
def independent(evidence, source):
    names = list(evidence)
    step = np.array([[other in evidence[one] for other in names] for one in names], dtype=float).reshape(len(names), len(names))
    reach = np.linalg.matrix_power(step + np.eye(len(names)), len(names)) > 0
    return np.array(names)[~reach[:, names.index(source)]]

# %% task="stops"
def stops(rule, record):
    def value(x):
        return np.nan if x is None else float(x)
    taken = value(record["taken"].get(rule["step"]))
    facts = np.array([value(record["facts"].get(need)) for need in rule["needs"]], dtype=float)
    allowed = np.min(facts, initial=1) if not np.any(facts == 0) else 0.0
    if taken == 0 or allowed == 1:
        return np.str_("not stopped")
    return np.str_("stopped" if taken == 1 and allowed == 0 else "cannot know")

# %% task="untold"
def untold(known, told, day):
    facts, days = np.array(list(known), dtype=str), np.array(list(known.values()), dtype=str)
    keep = (days <= day) & ~np.isin(facts, np.array(told, dtype=str))
    return facts[keep][np.argsort(days[keep], kind="stable")]

# %% task="fraction"
def objections(top, bottom):
    names = np.array(["top not complete", "bottom not complete", "places differ", "years differ"])
    holds = [not top["complete"], not bottom["complete"], top["place"] != bottom["place"], top["years"] != bottom["years"]]
    return names[np.array(holds)]

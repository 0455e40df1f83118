"""
why: Recursion, pattern matching, generators made into lists, pandas.
"""

# %% task="order"
order = list("BADCEF")
order.sort(key=lambda letter: [4, 0, 5, 2, 1, 3][SIX.index(letter)])

# %% task="status"
from collections import OrderedDict
status = OrderedDict.fromkeys(sorted(EIGHT), "alleged")
status |= {EIGHT[n]: "reported" for n in (0, 3, 5)} | {EIGHT[n]: "not known" for n in (1, 6)}

# %% task="independent"
def independent(evidence, source):
    def comes(name, seen=()):
        return name == source or any(comes(one, (*seen, name)) for one in evidence.get(name, []) if one not in seen)
    return list(filter(lambda name: not comes(name), evidence))

# %% task="stops"
def stops(rule, record):
    facts = {record["facts"].get(need) for need in rule["needs"]}
    match record["taken"].get(rule["step"]):
        case False:
            return "not stopped"
        case _ if facts <= {True}:
            return "not stopped"
        case True if False in facts:
            return "stopped"
    return "cannot know"

# %% task="untold"
import pandas as pd

def untold(known, told, day):
    table = pd.Series(known, dtype=object)
    table = table[[fact not in told and known[fact] <= day for fact in known]]
    return table.sort_values(kind="stable").index

# %% task="fraction"
def objections(top, bottom):
    tests = {"top not complete": top["complete"], "bottom not complete": bottom["complete"],
             "places differ": top["place"] == bottom["place"], "years differ": top["years"] == bottom["years"]}
    return {reason: None for reason, fine in tests.items() if not fine}.keys()

"""
why: Loops and conditions; tuples where lists are asked for; a letter in lower case.
"""

# %% task="consent"
licence_settles = "c"

# %% task="numbers"
def two_numbers(value):
    total = 0
    for name in ("C12", "C14"):
        total += value[name]
    return [total, value["C08"] / value["C11"] / 1_000_000]

# %% task="coding"
supports, contradicts = {}, {}
for _s in ("S1", "S2", "S3", "S4"):
    supports[_s], contradicts[_s] = (), ()
supports["S2"], supports["S4"] = ("C19", "C05"), ("C21",)
contradicts["S1"], contradicts["S3"] = ("C04",), ("C14", "C12")

# %% task="weigh"
def weigh(rows):
    yes = no = 0
    for row in rows:
        if row["status"] == "UNCONFIRMED":
            continue
        yes += row["relation"] == "supports"
        no += row["relation"] == "contradicts"
    if yes and no:
        return "contested"
    return "supported" if yes else "contradicted" if no else "open"

# %% task="readings"
def _outside(use):
    return not use["maker"] == "IBM" or use["own_research"] or use["does"] not in ("compares faces", "finds faces")

def reading_a(use):
    if _outside(use) or use["offered_to"] == "one customer":
        return "goes on"
    return "stopped" if use["offered_to"] == "everybody" else "not said"

def reading_b(use):
    return "goes on" if _outside(use) else "stopped"

# %% task="score"
def score(answers, done):
    out = {"open": 0, "breaks": 0, "fits": 0}
    name = {"goes on": "fits", "stopped": "breaks", "not said": "open"}
    for i in range(len(answers)):
        if done[i]:
            out[name[answers[i]]] += 1
    return out

# %% task="differ"
def bank_for(table, company):
    best = []
    for name in table:
        row = table[name]
        if row[company] == "no":
            best.append(name)
    counts = {}
    for name in best:
        for who in table[name]:
            counts[who] = counts.get(who, 0) + (table[name][who] == "no")
    for who in counts:
        if who != company and counts[who] >= counts[company]:
            return None
    return tuple(best) if best else None

"""
why: Loops, dicts and Python's own numbers; no numpy in the answers.
"""

# %% task="within"
def within_fmr(distances, group_a, group_b, threshold):
    hits, total = {}, {}
    for d, a, b in zip(distances, group_a, group_b):
        for g in (a, b):
            total.setdefault(g, 0)
            hits.setdefault(g, 0)
        if a == b:
            total[a] += 1
            hits[a] += d <= threshold
    return {g: hits[g] / n if n else float("nan") for g, n in total.items()}

# %% task="turned"
def turned_away(distances, not_found, threshold):
    away = not_found
    for d in distances:
        if d > threshold:
            away += 1
    return away / (len(distances) + not_found)

# %% task="spread"
def worst_to_typical(rates):
    product = 1
    for rate in rates:
        product *= rate ** (1 / len(rates))
    return max(rates) / product

# %% task="interval"
def ratio_interval(first, second, accepted, group, weights):
    ratios = []
    for row in weights:
        hits, total = {"A": 0, "B": 0}, {"A": 0, "B": 0}
        for i, j, yes in zip(first, second, accepted):
            if group[i] == group[j]:
                times = int(row[i]) * int(row[j])
                total[group[i]] += times
                hits[group[i]] += times if yes else 0
        if 0 in total.values() or hits == {"A": 0, "B": 0}:
            continue
        a, b = hits["A"] / total["A"], hits["B"] / total["B"]
        ratios.append(a / b if b else float("inf"))
    ratios.sort()
    return ratios[int(0.025 * len(ratios))], ratios[int(0.975 * len(ratios))]

# %% task="small"
def not_shown(groups, limit):
    out = []
    for name in sorted(groups):
        upper = groups[name]["high"]
        if groups[name]["errors"] == 0:
            upper = 3 / groups[name]["people"] if groups[name]["people"] > 3 else 1
        if not upper < limit:
            out += [name]
    return tuple(out)

# %% task="own"
def realised(fmr_at, labelled):
    out = []
    for rates, people in zip(fmr_at, labelled):
        total = 0.0
        for rate, n in zip(rates, people):
            total += float(rate) * int(n)
        out.append(total / sum(int(n) for n in people))
    return out

def worst_off(fmr_at, labelled):
    got, best = realised(fmr_at, labelled), 0
    for g in range(len(got)):
        if got[g] - fmr_at[g][g] > got[best] - fmr_at[best][best]:
            best = g
    return best

# %% task="effect"
def effect_of(plain, changed):
    total = people = lost = 0
    for person, before in plain.items():
        if person not in changed or before is None:
            continue
        if changed[person] is None:
            lost += 1
        else:
            total += changed[person] - before
            people += 1
    return (total / people, people, lost)

# %% task="whom"
def for_whom(rows):
    mean, sure = {}, []
    for row in rows:
        mean[row["group"]] = row["estimate"]
        if row["low"] > 0:
            sure.append(row["group"])
    sure.sort()
    return [mean, sure]

# %% task="reads"
audit_shows = "c"
signs_show = "c"
correlation_shows = "b"

"""
why: pandas columns and tables, defaultdict and Counter, recursion, standard library means.
"""

# %% task="within"
import pandas as pd

def within_fmr(distances, group_a, group_b, threshold):
    table = pd.DataFrame({"a": group_a, "b": group_b, "hit": distances <= threshold})
    own = table[table.a == table.b].groupby("a").hit.mean()
    return own.reindex(sorted({*group_a, *group_b}))

# %% task="turned"
def turned_away(distances, not_found, threshold):
    return pd.Series([*(d > threshold for d in distances), *[True] * not_found]).mean()

# %% task="spread"
from statistics import geometric_mean

def worst_to_typical(rates):
    return max(rates) / geometric_mean(rates)

# %% task="interval"
from collections import Counter

def ratio_interval(first, second, accepted, group, weights):
    def rate(row, name):
        n = Counter()
        for i, j, yes in zip(first, second, accepted):
            if group[i] == group[j] == name:
                n[bool(yes)] += row[i] * row[j]
        return n[True] / n.total() if n.total() else None
    def ratio(row):
        a, b = rate(row, "A"), rate(row, "B")
        if a is None or b is None or a == b == 0:
            return []
        return [np.inf if b == 0 else a / b]
    ratios = pd.Series([r for row in weights for r in ratio(row)]).sort_values(ignore_index=True)
    return ratios.iloc[[int(len(ratios) * 0.025), int(len(ratios) * 0.975)]]

# %% task="small"
def not_shown(groups, limit):
    table = pd.DataFrame(groups).T
    upper = table.high.where(table.errors > 0, (3 / table.people).clip(upper=1))
    return upper.index[upper >= limit].sort_values()

# %% task="own"
import pandas as pd

def realised(fmr_at, labelled):
    shares = pd.DataFrame(labelled).apply(lambda row: row / row.sum(), axis=1)
    return shares.mul(pd.DataFrame(fmr_at)).sum(axis=1)

def worst_off(fmr_at, labelled):
    rise = {g: got - fmr_at[g][g] for g, got in enumerate(realised(fmr_at, labelled))}
    return max(rise, key=rise.get)

# %% task="effect"
def effect_of(plain, changed):
    def walk(people, changes, lost):
        if not people:
            return [sum(changes) / len(changes), len(changes), lost]
        match plain[people[0]], changed.get(people[0], "nobody"):
            case (None, _) | (_, "nobody"):
                return walk(people[1:], changes, lost)
            case (_, None):
                return walk(people[1:], changes, lost + 1)
            case (before, after):
                return walk(people[1:], [*changes, after - before], lost)
    return walk(list(plain), [], 0)

# %% task="whom"
def for_whom(rows):
    table = pd.DataFrame(rows).set_index("group")
    return table.estimate, sorted(table.query("low > 0").index)

# %% task="reads"
audit_shows = " c"
signs_show = "C "
correlation_shows = "B"

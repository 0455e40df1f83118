"""
why: Comparisons of whole text arrays, numpy's own numbers and arrays come back, truth values are summed.
"""

# %% task="within"
def within_fmr(distances, group_a, group_b, threshold):
    rates = {}
    for g in np.unique(np.concatenate([group_a, group_b])):
        own = (group_a == g) * (group_b == g)
        with np.errstate(invalid="ignore"):
            rates[g] = np.divide((own * (distances <= threshold)).sum(), own.sum())
    return rates

# %% task="turned"
def turned_away(distances, not_found, threshold):
    return 1 - np.sum(distances <= threshold) / (distances.size + not_found)

# %% task="spread"
def worst_to_typical(rates):
    return np.exp(np.log(rates).max() - np.log(rates).mean())

# %% task="interval"
def ratio_interval(first, second, accepted, group, weights):
    times = weights[:, first] * weights[:, second]
    a, b = ((group[first] == g) & (group[second] == g) for g in "AB")
    with np.errstate(all="ignore"):
        ratios = (times @ (a & accepted)) * (times @ b) / ((times @ a) * (times @ (b & accepted)))
    empty = ((times @ a) == 0) | ((times @ b) == 0)
    ratios = np.sort(ratios[~np.isnan(ratios) & ~empty])
    return ratios[[int(0.025 * ratios.size), int(0.975 * ratios.size)]]

# %% task="small"
def not_shown(groups, limit):
    upper = {n: np.where(g["errors"] > 0, g["high"], np.minimum(1, 3 / g["people"])) for n, g in groups.items()}
    return np.sort(np.array([n for n in upper if upper[n] >= limit], dtype=str))

# %% task="own"
def realised(fmr_at, labelled):
    return np.einsum("gh,gh->g", fmr_at, labelled / labelled.sum(axis=1, keepdims=True))

def worst_off(fmr_at, labelled):
    return np.argsort(np.diag(fmr_at) - realised(fmr_at, labelled))[0]

# %% task="effect"
def effect_of(plain, changed):
    both = sorted(set(plain) & set(changed))
    before, after = (np.array([np.nan if one[p] is None else one[p] for p in both]) for one in (plain, changed))
    change = after - before
    return np.array([np.nanmean(change), np.sum(~np.isnan(change)), np.sum(np.isnan(after) & ~np.isnan(before))])

# %% task="whom"
def for_whom(rows):
    groups, low = np.array([r["group"] for r in rows]), np.array([r["low"] for r in rows])
    return {g: np.float64(r["estimate"]) for g, r in zip(groups, rows)}, np.sort(groups[low > 0])

# %% task="reads"
audit_shows = np.str_("C")
signs_show = np.str_(" c")
correlation_shows = np.str_("B ")

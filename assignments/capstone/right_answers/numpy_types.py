"""
why: Comparisons of whole text arrays, numpy's own numbers and arrays, a threshold halfway between two distances.
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    at = np.sort(mate_distance)
    missed = (np.asarray(mate_distance)[:, None] > at).mean(axis=0)
    fmr = (distances <= at[np.argmax(missed <= most_fnir)]).mean()
    with np.errstate(divide="ignore"):
        return np.floor(np.float64(hours_a_week * 3120) / (minutes * searches) / fmr)

# %% task="measure"
def threshold_for(distances, hours_a_week, minutes, searches, people):
    target = hours_a_week * 52 * 60 / minutes / searches / people
    values, counts = np.unique(distances, return_counts=True)
    good = np.cumsum(counts) / counts.sum() <= target
    if good.all():
        return np.inf
    if not good.any():
        return values[0] - np.float64(0.1)
    last = np.flatnonzero(good)[-1]
    return values[last:last + 2].mean()

def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    t = threshold_for(development, hours_a_week, minutes, searches, people)
    near = held_out <= t
    return np.array([t, people * near.mean(), (near.sum(axis=1) > 0).mean(), 1 - (mate_distance <= t).mean()])

# %% task="year"
def a_year(searches, enrolled, fnir, fmr, people):
    return searches * np.array([enrolled * (1 - fnir), enrolled * fnir, (people - enrolled) * fmr])

# %% task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage):
    names, keep = np.array([right, wrong]), np.array([keep_right, keep_wrong])
    cost = np.sum(names + names * keep) * minutes / 60 * wage
    return (cost, *(names * keep * keep))

# %% task="gap"
def difference(flagged, groups, first, second, weights):
    a, b = groups == first, groups == second
    with np.errstate(invalid="ignore"):
        draws = (weights * a) @ flagged / (weights @ a) - (weights * b) @ flagged / (weights @ b)
    draws = draws[np.isfinite(draws)]
    return np.concatenate([[flagged[a].mean() - flagged[b].mean()], np.quantile(draws, [0.025, 0.975])])

# %% task="numbers"
def beside(threshold):
    names = np.float64(SEARCHES * CITY) * np.mean(held_out <= threshold)
    share = (held_out <= threshold).any(axis=1).reshape(-1, 5).mean(axis=1)
    return {"wrong_a_year": names, "hours_short": np.array(names * MINUTES / 60 - HOURS_A_WEEK * 52),
            "cost_a_year": np.float32(names * MINUTES / 60 * WAGE), "gap": np.array(difference(share, groups, FIRST, SECOND, weights))}

# %% task="audit"
def files_to_read(share, kept, kept_if_broken, chance):
    weights = np.array([share, 1 - share]) * [kept_if_broken, kept]
    broken, _ = weights / weights.sum()
    return np.ceil(np.log1p(-chance) / np.log1p(-broken)) if broken else np.inf

"""
why: The threshold lies halfway between two distances, as the text allows, and numpy's own numbers come back.
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    at = np.unique(np.concatenate([[-np.inf], mated, nonmated]))
    good = (np.mean(nonmated <= at[:, None], axis=1) <= most_fmr) & (np.mean(mated > at[:, None], axis=1) <= most_fnmr)
    return at[good][-1] if good.any() else None

# %% task="report"
def choose(nonmated, target):
    values, counts = np.unique(nonmated, return_counts=True)
    good = np.cumsum(counts) / np.sum(counts) <= target
    if not good.any():
        return values[0] - np.float64(0.5)
    last = np.flatnonzero(good)[-1]
    return (values[last] + values[last + 1]) / 2

def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    t = choose(development_nonmated, target)
    return np.array([np.mean(evaluation_nonmated <= t), np.mean(evaluation_mated > t)])

# %% task="cost"
def cheapest(thresholds, fmr, fnmr, prior, cost_false_match, cost_miss):
    order = np.argsort(thresholds)
    cost = fmr[order] * (1 - prior) * cost_false_match + fnmr[order] * prior * cost_miss
    return thresholds[order][np.argmin(cost)]

# %% task="resample"
def resampled_fmr(first, second, accepted, weights):
    times = np.prod(np.array(weights)[np.array([first, second])], axis=0)
    with np.errstate(invalid="ignore"):
        return np.float64(times @ np.array(accepted)) / times.sum()

# %% task="measure"
def reported(target):
    t = choose(development.nonmated, target)
    return np.array([t, (held_out.nonmated <= t).mean(), 1 - (held_out.mated <= t).mean()])

# %% task="wider"
def times_as_wide(threshold):
    told = evaluation.rate_intervals(held_out, threshold, seed=0)
    wide = np.diff([[told.fmr.low, told.fmr.high], [told.fmr_wilson.low, told.fmr_wilson.high]])
    return (wide[0] / wide[1])[0]

def shown(threshold, limit):
    return np.less(evaluation.rate_intervals(held_out, threshold, seed=0).fmr.high, limit)

honest = np.str_("people")

# %% task="scale"
def distance_for(similarity, slope, offset):
    with np.errstate(divide="ignore"):
        s = np.float64(similarity)
        return (np.log(s / (100 - s)) - offset) / slope

# %% task="eer"
eer_means = "B "

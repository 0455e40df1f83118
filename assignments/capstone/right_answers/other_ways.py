"""
why: pandas, named tuples, recursion, bisection, the course's own functions.
"""

# %% task="budget"
import pandas as pd

def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    own = pd.Series(mate_distance).value_counts(normalize=True).sort_index()
    threshold = own.index[(1 - own.cumsum()).clip(lower=0).round(12) <= most_fnir][0]
    false = pd.DataFrame(distances).le(threshold).to_numpy().sum()
    if not false:
        return np.inf
    # whole numbers until the last step
    return hours_a_week * 52 * 60 * np.size(distances) // (minutes * searches * int(false))

# %% task="measure"
from collections import namedtuple
Report = namedtuple("Report", "chosen names fpir fnir")

def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    t = evaluation.threshold_at_fmr(np.ravel(development), min(1, hours_a_week * 3120 / minutes / searches / people))
    near = pd.DataFrame(held_out).le(t)
    return Report(t, people * near.stack().mean(), near.any(axis=1).mean(), evaluation.fnmr(mate_distance, t))

# %% task="year"
Year = namedtuple("Year", "found missed wrong")

def a_year(searches, enrolled, fnir, fmr, people):
    return Year(missed=searches * enrolled * fnir, found=searches * enrolled * (1 - fnir),
                wrong=searches * (enrolled * (people - 1) + (1 - enrolled) * people) * fmr)

# %% task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage, rounds=2):
    if rounds == 0:
        return 0, right, wrong
    cost, right_left, wrong_left = review(right * keep_right, wrong * keep_wrong, keep_right, keep_wrong, minutes, wage, rounds - 1)
    return cost + (right + wrong) * minutes / 60 * wage, right_left, wrong_left

# %% task="gap"
def difference(flagged, groups, first, second, weights):
    table = pd.DataFrame(np.vstack([np.ones(len(groups)), weights]).T)
    total, hits = (frame.groupby(np.array(groups)).sum() for frame in (table, table.mul(np.array(flagged), axis=0)))
    gaps = (hits / total).loc[first] - (hits / total).loc[second]
    return [gaps[0], *gaps[1:].dropna().quantile([0.025, 0.975])]

# %% task="numbers"
import pandas as pd

def beside(threshold):
    names = evaluation.false_candidates(SEARCHES, CITY, evaluation.fmr(held_out.ravel(), threshold))
    cost = review(0, names, 0, 0, MINUTES, WAGE)[0]
    share = pd.DataFrame(held_out <= threshold).any(axis=1).groupby(np.arange(len(held_out)) // 5).mean()
    return dict(wrong_a_year=names, hours_short=cost / WAGE - 52 * HOURS_A_WEEK, cost_a_year=cost,
                gap=tuple(difference(share.to_numpy(), groups, FIRST, SECOND, weights)))

# %% task="audit"
def files_to_read(share, kept, kept_if_broken, chance):
    if not kept_if_broken:
        return float("inf")
    odds = share / (1 - share) * kept_if_broken / kept
    sound = 1 / (1 + odds)
    low, high = 0, 1
    while sound**high > 1 - chance:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if sound**middle <= 1 - chance else (middle, high)
    return high

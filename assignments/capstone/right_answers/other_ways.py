"""
why: pandas, named tuples, recursion, bisection, the course's own functions.
"""

# %% task="budget"
import pandas as pd

def threshold_for(distances, hours_a_week, minutes, searches, people):
    all_of_them = pd.Series(np.ravel(distances))
    most = hours_a_week * 3120 / minutes / searches / people
    low, high = -1.0, 3.0
    if most >= 1:
        return np.inf
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if all_of_them.le(middle).mean() <= most else (low, middle)
    return low

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
_names = evaluation.false_candidates(SEARCHES, CITY, evaluation.fmr(held_out.ravel(), proposed))
wrong_a_year, cost_a_year = _names, review(0, _names, 0, 0, MINUTES, WAGE)[0]
hours_short = cost_a_year / WAGE - 52 * HOURS_A_WEEK
_f = pd.DataFrame(held_out <= proposed).any(axis=1).groupby(np.arange(len(held_out)) // 5).mean()
gap = tuple(difference(_f.to_numpy(), groups, FIRST, SECOND, weights))

# %% task="audit"
def files_to_read(share, chance):
    low, high = 0, 1
    while (1 - share) ** high > 1 - chance:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if (1 - share) ** middle <= 1 - chance else (middle, high)
    return high

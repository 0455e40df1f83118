"""
why: Loops and Python's own numbers; the threshold is the last distance that may be accepted; lists where tuples are asked for.
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    for threshold in sorted(float(d) for d in mate_distance):
        missed = 0
        for d in mate_distance:
            missed += d > threshold
        if missed / len(mate_distance) <= most_fnir:
            break
    names = comparisons = 0
    for row in distances:
        for d in row:
            comparisons += 1
            names += d <= threshold
    if names == 0:
        return float("inf")
    return int(hours_a_week * 52 * 60 / minutes / searches * comparisons / names)

# %% task="measure"
def threshold_for(distances, hours_a_week, minutes, searches, people):
    allowed = hours_a_week * 52 * 60 / (minutes * searches * people)
    ordered = sorted(float(d) for row in distances for d in row)
    if allowed >= 1:
        return float("inf")
    best = ordered[0] - 1
    for n, d in enumerate(ordered):
        if n + 1 < len(ordered) and ordered[n + 1] == d:
            continue
        if (n + 1) / len(ordered) <= allowed:
            best = d
    return best

def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    t = threshold_for(development, hours_a_week, minutes, searches, people)
    hits = flagged = total = 0
    for row in held_out:
        near = sum(1 for d in row if d <= t)
        hits, total, flagged = hits + near, total + len(row), flagged + (near > 0)
    return [t, people * hits / total, flagged / len(held_out), sum(d > t for d in mate_distance) / len(mate_distance)]

# %% task="year"
def a_year(searches, enrolled, fnir, fmr, people):
    there = searches * enrolled
    return [there - there * fnir, there * fnir, searches * people * fmr - there * fmr]

# %% task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage):
    cost = 0
    for _ in range(2):
        cost += (right + wrong) * minutes * wage / 60
        right, wrong = right * keep_right, wrong * keep_wrong
    return [cost, right, wrong]

# %% task="gap"
def difference(flagged, groups, first, second, weights):
    def rate(times, group):
        total = sum(t for t, g in zip(times, groups) if g == group)
        return sum(t * f for t, f, g in zip(times, flagged, groups) if g == group) / total if total else None
    def gap(times):
        a, b = rate(times, first), rate(times, second)
        return None if a is None or b is None else a - b
    draws = [d for d in map(gap, weights) if d is not None]
    low, high = np.quantile(draws, 0.025), np.quantile(draws, 0.975)
    return (gap([1] * len(groups)), low, high)

# %% task="numbers"
def beside(threshold):
    names = SEARCHES * CITY * sum(d <= threshold for row in held_out for d in row) / held_out.size
    needed = names * MINUTES / 60
    share = [sum(min(held_out[5 * i + k]) <= threshold for k in range(5)) / 5 for i in range(len(groups))]
    return {"cost_a_year": needed * WAGE, "gap": difference(share, list(groups), FIRST, SECOND, weights),
            "hours_short": needed - 52 * HOURS_A_WEEK, "wrong_a_year": names}

# %% task="audit"
def files_to_read(share, kept, kept_if_broken, chance):
    there = share * kept_if_broken + (1 - share) * kept
    seen = share * kept_if_broken / there
    if seen == 0:
        return float("inf")
    n, none = 0, 1
    while 1 - none < chance:
        n, none = n + 1, none * (1 - seen)
    return n

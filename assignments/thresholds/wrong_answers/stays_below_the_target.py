"""
misconception: The FMR must stay below the target, so a rate equal to it is given away.
fails: [choose]
message: "A larger threshold would still meet the target"
"""

# %% task="choose"
def choose(nonmated, target):
    ordered = np.sort(nonmated)
    best = ordered[0] - 1
    for t in ordered:
        if np.mean(ordered <= t) < target:
            best = t
    return float(best)

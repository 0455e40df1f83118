"""
misconception: Thresholds are tried on a grid, which steps over distances that lie close together.
fails: [choose]
message: "A larger threshold would still meet the target"
"""

# %% task="choose"
def choose(nonmated, target):
    best = float(np.min(nonmated)) - 1
    for t in np.arange(0, 1.5, 0.001):
        if np.mean(nonmated <= t) <= target:
            best = max(best, float(t))
    return best

"""
misconception: Thresholds are tried on a grid, which steps over distances that lie close together.
fails: [choose]
message: "look between the"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    for t in np.arange(-0.001, 2, 0.001):
        if np.mean(nonmated <= t) <= most_fmr and np.mean(mated > t) <= most_fnmr:
            return float(t)
    return None

"""
misconception: Both rates must stay below their limits, so a rate equal to a limit is given away.
fails: [choose]
message: "a rate may be equal to its limit"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    for t in [-1.0, *np.sort(np.concatenate([mated, nonmated]))]:
        if np.mean(nonmated <= t) < most_fmr and np.mean(mated > t) < most_fnmr:
            return float(t)
    return None

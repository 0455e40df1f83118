"""
misconception: A non-mated pair at the threshold is taken for rejected.
fails: [choose]
message: "At your threshold the FMR is above its limit"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    for t in np.sort(np.concatenate([mated, nonmated])):
        if np.mean(nonmated < t) <= most_fmr and np.mean(mated > t) <= most_fnmr:
            return t
    return None

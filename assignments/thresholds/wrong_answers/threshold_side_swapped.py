"""
misconception: A distance is read as a similarity, so large distances are accepted.
fails: [choose]
message: "Small distances are accepted"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    for t in [*np.concatenate([mated, nonmated]), float(max(np.max(mated), np.max(nonmated))) + 1]:
        if np.mean(nonmated >= t) <= most_fmr and np.mean(mated < t) <= most_fnmr:
            return float(t)
    return None

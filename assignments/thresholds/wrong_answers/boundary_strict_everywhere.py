"""
misconception: At the threshold a pair is taken for rejected, so ties fall on the wrong side.
fails: [choose]
message: "Small distances are accepted; mind ties too"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    everything = np.unique(np.concatenate([mated, nonmated]))
    for t in [everything[0] - 1, *everything, everything[-1] + 1]:
        if np.mean(nonmated < t) <= most_fmr and np.mean(mated >= t) <= most_fnmr:
            return float(t)
    return None

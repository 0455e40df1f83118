"""
misconception: The k-th smallest distance is taken for the threshold; ties then let more pairs in than the limit allows.
fails: [choose]
message: "mind ties"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    ordered = np.sort(nonmated)
    allowed = int(np.floor(most_fmr * ordered.size + 1e-9))
    t = float(ordered[allowed - 1]) if allowed else float(min(ordered[0], np.min(mated)) - 1)
    t = t if most_fmr < 1 else float(max(ordered[-1], np.max(mated)))
    return t if np.mean(np.asarray(mated) > t) <= most_fnmr else None

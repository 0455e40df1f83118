"""
misconception: The threshold is chosen for the false matches, and whether the misses keep their limit is not asked.
fails: [choose]
message: "that is the answer: None"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    if most_fmr >= 1:
        return float(max(np.max(mated), np.max(nonmated)))
    return evaluation.threshold_at_fmr(nonmated, most_fmr)

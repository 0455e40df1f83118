"""
misconception: A compromise is returned where no threshold keeps both promises.
fails: [choose]
message: "that is the answer: None"
"""

# %% task="choose"
def choose_both(mated, nonmated, most_fmr, most_fnmr):
    at = np.concatenate([[-1.0], mated, nonmated])
    over = [max(np.mean(nonmated <= t) - most_fmr, np.mean(mated > t) - most_fnmr) for t in at]
    return float(at[int(np.argmin(over))])

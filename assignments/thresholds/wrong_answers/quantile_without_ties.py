"""
misconception: The k-th smallest distance is taken for the threshold; ties then let more pairs in than the target allows.
fails: [choose]
message: "ties"
"""

# %% task="choose"
def choose(nonmated, target):
    ordered = np.sort(nonmated)
    allowed = int(np.floor(target * ordered.size + 1e-9))
    return float(ordered[allowed - 1]) if allowed else float(ordered[0] - 1)

"""
misconception: The mate is counted among the other people, so that every rank is one too high.
fails: [fnir]
message: "the mate is not one of them"
"""

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    rows = np.flatnonzero(mates >= 0)
    if rows.size == 0:
        return float("nan")
    own = distances[rows, mates[rows]]
    rank = 1 + (distances[rows] <= own[:, None]).sum(axis=1)
    return float(np.mean((own > threshold) | (rank > length)))

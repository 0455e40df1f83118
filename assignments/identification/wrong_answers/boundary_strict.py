"""
misconception: A distance equal to the threshold is taken for no candidate.
fails: [fpir]
message: "A distance equal to the threshold gives a candidate"
"""

# %% task="fpir"
def fpir(distances, mates, threshold):
    rows = distances[mates == -1]
    if len(rows) == 0:
        return float("nan")
    return np.mean((rows < threshold).any(axis=1))

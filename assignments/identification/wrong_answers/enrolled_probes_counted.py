"""
misconception: All searches are counted in the FPIR, also those for people who are enrolled.
fails: [fpir]
message: "not enrolled"
"""

# %% task="fpir"
def fpir(distances, mates, threshold):
    if not np.any(np.asarray(mates) < 0):
        return float("nan")
    return float(np.mean(np.any(np.asarray(distances) <= threshold, axis=1)))

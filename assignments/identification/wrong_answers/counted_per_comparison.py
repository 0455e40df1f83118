"""
misconception: FPIR is counted per comparison, so it is an FMR and looks tiny.
fails: [fpir]
message: "not comparisons"
"""

# %% task="fpir"
def fpir(distances, mates, threshold):
    alone = np.asarray(distances)[np.asarray(mates) < 0]
    if len(alone) == 0:
        return float("nan")
    return float(np.mean(alone <= threshold))

"""
misconception: FNIR is taken for the FNMR, so a mate who is pushed off the list counts as found.
fails: [fnir]
message: "rank"
"""

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    missed = [row[mate] > threshold for row, mate in zip(np.asarray(distances), mates) if mate >= 0]
    return float(np.mean(missed)) if missed else float("nan")

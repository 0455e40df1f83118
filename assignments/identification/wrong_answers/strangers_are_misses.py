"""
misconception: Searches for people who are not enrolled are put below the line of the FNIR.
fails: [fnir]
message: "enrolled"
"""

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    missed = []
    for row, mate in zip(np.asarray(distances), mates):
        missed.append(mate >= 0 and (row[mate] > threshold or np.count_nonzero(row <= row[mate]) > length))
    return float(np.mean(missed)) if np.any(np.asarray(mates) >= 0) else float("nan")

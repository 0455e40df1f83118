"""
misconception: Only people who are strictly nearer push the mate down, so a tie counts for the mate.
fails: [fnir]
message: "tie"
"""

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    missed = []
    for row, mate in zip(np.asarray(distances), mates):
        if mate >= 0:
            missed.append(row[mate] > threshold or 1 + np.count_nonzero(row < row[mate]) > length)
    return float(np.mean(missed)) if missed else float("nan")

"""
misconception: The pairs of the band are counted as they come in the test, where non-mated pairs are many.
fails: [measure]
message: "not the counts"
"""

# %% task="measure"
def worth(mated, nonmated, top, prior):
    a, b = (np.sum((one >= 51) & (one < top)) for one in (mated, nonmated))
    return float(a * prior / (a * prior + b * (1 - prior))) if a + b else float("nan")

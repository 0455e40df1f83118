"""
misconception: What a band is worth is measured once and quoted for every use, whatever the prior there.
fails: [measure]
message: "Is the prior weighed in?"
"""

# %% task="measure"
def worth(mated, nonmated, top, prior):
    a, b = (np.mean((one >= 51) & (one < top)) for one in (mated, nonmated))
    return float(a / (a + b)) if a + b else float("nan")

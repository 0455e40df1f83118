"""
misconception: The share found in the test is taken to hold everywhere; the prior is ignored.
fails: [share]
message: "prior"
"""

# %% task="share"
def share_mated(mated_in, mated_all, nonmated_in, nonmated_all, prior):
    mated, nonmated = mated_in / mated_all, nonmated_in / nonmated_all
    return mated / (mated + nonmated) if mated + nonmated else float("nan")

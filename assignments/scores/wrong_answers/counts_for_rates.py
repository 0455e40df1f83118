"""
misconception: Counts of the test are divided, so the answer depends on how many pairs of each kind were tested.
fails: [share]
message: "Use rates, not counts"
"""

# %% task="share"
def share_mated(mated_in, mated_all, nonmated_in, nonmated_all, prior):
    mated, nonmated = prior * mated_in, (1 - prior) * nonmated_in
    return mated / (mated + nonmated) if mated + nonmated else float("nan")

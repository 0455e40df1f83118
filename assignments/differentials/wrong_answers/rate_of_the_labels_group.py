"""
misconception: Whoever carries a label is given the FMR of the group of that name. The threshold is theirs, the faces are not.
fails: [own]
message: "the FMR of this same"
"""

# %% task="own"
def realised(fmr_at, labelled):
    labelled = np.asarray(labelled, dtype=float)
    return labelled @ np.diag(fmr_at) / labelled.sum(axis=1)


def worst_off(fmr_at, labelled):
    return int(np.argmax(np.asarray(realised(fmr_at, labelled)) - np.diag(fmr_at)))

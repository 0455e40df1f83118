"""
misconception: The people with a label are asked where they come from, instead of the people of a group which label they got.
fails: [own]
message: "Of each true group (a row)"
"""

# %% task="own"
def realised(fmr_at, labelled):
    labelled = np.asarray(labelled, dtype=float)
    return np.sum(np.asarray(fmr_at) * labelled, axis=0) / labelled.sum(axis=0)


def worst_off(fmr_at, labelled):
    return int(np.argmax(np.asarray(realised(fmr_at, labelled)) - np.diag(fmr_at)))

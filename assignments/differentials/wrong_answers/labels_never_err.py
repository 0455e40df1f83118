"""
misconception: Each group is taken to get its own threshold, as if no label erred.
fails: [own]
message: "Whose threshold did each of them get"
"""

# %% task="own"
def realised(fmr_at, labelled):
    return np.diag(fmr_at)


def worst_off(fmr_at, labelled):
    return int(np.argmax(np.asarray(realised(fmr_at, labelled)) - np.diag(fmr_at)))

"""
misconception: The group with the highest FMR is named, not the one whose FMR rises most over the promise.
fails: [own]
message: "minus what was promised"
"""

# %% task="own"
def realised(fmr_at, labelled):
    labelled = np.asarray(labelled, dtype=float)
    return np.sum(np.asarray(fmr_at) * labelled, axis=1) / labelled.sum(axis=1)


def worst_off(fmr_at, labelled):
    return int(np.argmax(realised(fmr_at, labelled)))

"""
misconception: Only pictures with a face are looked at, so a change that hides faces seems harmless.
fails: [effect]
message: "not after it"
"""

# %% task="effect"
def effect_of(plain, changed):
    changes = [changed[p] - plain[p] for p in plain.keys() & changed.keys() if plain[p] is not None and changed[p] is not None]
    return [float(np.mean(changes)), len(changes), 0]

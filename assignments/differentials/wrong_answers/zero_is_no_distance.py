"""
misconception: A distance of 0 is treated as if no face had been found.
fails: [effect]
message: "A distance of 0 is a distance"
"""

# %% task="effect"
def effect_of(plain, changed):
    both = plain.keys() & changed.keys()
    changes = [changed[p] - plain[p] for p in both if plain[p] and changed[p]]
    return [float(np.mean(changes)), len(changes), sum(plain[p] is not None and changed[p] is None for p in both)]

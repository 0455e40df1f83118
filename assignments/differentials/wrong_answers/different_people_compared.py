"""
misconception: The mean of all plain distances is subtracted from the mean of all changed ones, so different people are compared.
fails: [effect]
message: "Compare each person with themselves"
"""

# %% task="effect"
def effect_of(plain, changed):
    both = plain.keys() & changed.keys()
    lost = sum(plain[p] is not None and changed[p] is None for p in both)
    people = sum(plain[p] is not None and changed[p] is not None for p in both)
    before, after = ([d for d in one.values() if d is not None] for one in (plain, changed))
    return [float(np.mean(after) - np.mean(before)), people, lost]

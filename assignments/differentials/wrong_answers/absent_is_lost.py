"""
misconception: Whoever is missing from the second dict is taken for somebody whose face was lost.
fails: [effect]
message: "takes no part: nobody looked"
"""

# %% task="effect"
def effect_of(plain, changed):
    both = [one for one in plain if plain[one] is not None and changed.get(one) is not None]
    lost = [one for one in plain if plain[one] is not None and changed.get(one) is None]
    return [np.mean([changed[one] - plain[one] for one in both]), len(both), len(lost)]

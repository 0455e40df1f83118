"""
misconception: The two kinds of people are taken for equally many.
fails: [model]
message: "how many people of each kind there are"
"""

# %% task="model"
def fpir_mixed(common, lookalike, share, gallery):
    if share in (0, 1):
        return 1 - (1 - (lookalike if share else common)) ** gallery
    return 1 - ((1 - common) ** gallery + (1 - lookalike) ** gallery) / 2


def overstated(common, lookalike, share, gallery):
    mean = (1 - share) * common + share * lookalike
    return 1 - (1 - mean) ** gallery - fpir_mixed(common, lookalike, share, gallery)

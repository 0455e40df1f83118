"""
misconception: The difference is taken the other way round.
fails: [model]
message: "minus the mixture"
"""

# %% task="model"
def fpir_mixed(common, lookalike, share, gallery):
    return 1 - (1 - share) * (1 - common) ** gallery - share * (1 - lookalike) ** gallery


def overstated(common, lookalike, share, gallery):
    mean = (1 - share) * common + share * lookalike
    return fpir_mixed(common, lookalike, share, gallery) - (1 - (1 - mean) ** gallery)

"""
misconception: The two rates are averaged first, so that everybody has the same look-alikes.
fails: [model]
message: "Mix the two searches, not the two rates"
"""

# %% task="model"
def fpir_mixed(common, lookalike, share, gallery):
    mean = (1 - share) * common + share * lookalike
    return 1 - (1 - mean) ** gallery


def overstated(common, lookalike, share, gallery):
    mean = (1 - share) * common + share * lookalike
    return 1 - (1 - mean) ** gallery - fpir_mixed(common, lookalike, share, gallery)

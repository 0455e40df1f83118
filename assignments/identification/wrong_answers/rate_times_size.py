"""
misconception: N times the FMR is taken for the FPIR; it counts candidates, and it can pass 1.
fails: [model]
message: "N factors of 1 - FMR"
"""

# %% task="model"
def fpir_mixed(common, lookalike, share, gallery):
    return gallery * ((1 - share) * common + share * lookalike)


def overstated(common, lookalike, share, gallery):
    mean = (1 - share) * common + share * lookalike
    return 1 - (1 - mean) ** gallery - fpir_mixed(common, lookalike, share, gallery)

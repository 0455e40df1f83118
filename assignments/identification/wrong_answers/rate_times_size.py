"""
misconception: The FMR is multiplied by the size of the gallery, which gives a number of candidates, and soon more than 1.
fails: [model]
message: "N factors of 1 - FMR"
"""

# %% task="model"
def fpir_if_independent(fmr, gallery):
    return fmr * gallery


def largest_gallery(fmr, target):
    return int(np.floor(target / fmr))

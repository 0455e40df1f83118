"""
misconception: The size is rounded up, so the FPIR is a little above the target.
fails: [model]
message: "at most the target"
"""

# %% task="model"
def fpir_if_independent(fmr, gallery):
    return 1 - (1 - fmr) ** gallery


def largest_gallery(fmr, target):
    return int(np.ceil(np.log(1 - target) / np.log(1 - fmr)))

"""
misconception: Sizes are tried up to a thousand, as if no gallery were larger.
fails: [model]
message: "without an end set beforehand"
"""

# %% task="model"
def fpir_if_independent(fmr, gallery):
    return 1 - (1 - fmr) ** gallery


def largest_gallery(fmr, target):
    return max(n for n in range(1001) if fpir_if_independent(fmr, n) <= target)

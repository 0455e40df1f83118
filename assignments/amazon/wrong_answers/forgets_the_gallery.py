"""
misconception: A search is taken for one comparison.
fails: [flags]
message: "1 minus the chance of none"
"""

# %% task="flags"
def expected_flags(fmr, gallery, probes):
    return probes * fmr

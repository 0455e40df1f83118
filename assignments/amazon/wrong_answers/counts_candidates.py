"""
misconception: False candidates are counted, so that a search can be flagged more than once.
fails: [flags]
message: "A probe is flagged once"
"""

# %% task="flags"
def expected_flags(fmr, gallery, probes):
    return probes * gallery * fmr

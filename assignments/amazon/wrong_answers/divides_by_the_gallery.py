"""
misconception: The false match rate is taken per photograph of the gallery, not per comparison.
fails: [share]
message: "divide by all comparisons"
"""

# %% task="share"
_figures = tests[tests.test == TEST].set_index("quantity")["value"]
flagged_share = float(_figures["flagged"] / _figures["probes"])
least_fmr = float(_figures["flagged"] / _figures["gallery"])

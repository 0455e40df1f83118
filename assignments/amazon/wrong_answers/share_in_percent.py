"""
misconception: A share is given in percent.
fails: [share]
message: "Divide the flagged by the probes"
"""

# %% task="share"
_figures = tests[tests.test == TEST].set_index("quantity")["value"]
flagged_share = 100 * float(_figures["flagged"] / _figures["probes"])
least_fmr = float(_figures["flagged"] / (_figures["probes"] * _figures["gallery"]))

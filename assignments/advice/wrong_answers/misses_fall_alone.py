"""
misconception: Fewer enrolled are thought to mean fewer misses and no more.
fails: [year]
message: "in which searches can a wrong name come up"
"""

# %% task="year"
_f = 1 - SHEET["fnir"]
wrong, each, each_fewer = SEARCHES * SHEET["names"], SHEET["names"] / (ENROLLED * _f), SHEET["names"] / (FEWER * _f)
turns = SHEET["names"] * KEEP_WRONG / (_f * KEEP_RIGHT)
follows = "C"

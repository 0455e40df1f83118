"""
misconception: The ratio is turned round.
fails: [year]
message: "For each person found: of a year"
"""

# %% task="year"
_f = 1 - SHEET["fnir"]
wrong, each, each_fewer = SEARCHES * SHEET["names"], SHEET["names"] / (ENROLLED * _f), SHEET["names"] / (FEWER * _f)
turns = SHEET["names"] * KEEP_WRONG / (_f * KEEP_RIGHT)
follows = "A"
each, each_fewer = 1 / each, 1 / each_fewer

"""
misconception: Wrong names are thought to come up only where nobody is enrolled.
fails: [year]
message: "names of one search, and the searches of a year"
"""

# %% task="year"
_f = 1 - SHEET["fnir"]
wrong, each, each_fewer = SEARCHES * SHEET["names"], SHEET["names"] / (ENROLLED * _f), SHEET["names"] / (FEWER * _f)
turns = SHEET["names"] * KEEP_WRONG / (_f * KEEP_RIGHT)
follows = "A"
wrong = SEARCHES * (1 - ENROLLED) * SHEET["names"]

"""
misconception: The names of one search are taken for those of a year.
fails: [year]
message: "names of one search, and the searches of a year"
"""

# %% task="year"
_f = 1 - SHEET["fnir"]
wrong, each, each_fewer = SEARCHES * SHEET["names"], SHEET["names"] / (ENROLLED * _f), SHEET["names"] / (FEWER * _f)
turns = SHEET["names"] * KEEP_WRONG / (_f * KEEP_RIGHT)
follows = "A"
wrong = SHEET["names"]

"""
misconception: The examiner is left out of the balance.
fails: [year]
message: "Where it turns: wrong names that the examiner keeps"
"""

# %% task="year"
_f = 1 - SHEET["fnir"]
wrong, each, each_fewer = SEARCHES * SHEET["names"], SHEET["names"] / (ENROLLED * _f), SHEET["names"] / (FEWER * _f)
turns = SHEET["names"] * KEEP_WRONG / (_f * KEEP_RIGHT)
follows = "A"
turns = SHEET["names"] / _f

"""
misconception: Everybody searched for is taken to be enrolled.
fails: [year]
message: "Only those who are enrolled can be found"
"""

# %% task="year"
_f = 1 - SHEET["fnir"]
wrong, each, each_fewer = SEARCHES * SHEET["names"], SHEET["names"] / (ENROLLED * _f), SHEET["names"] / (FEWER * _f)
turns = SHEET["names"] * KEEP_WRONG / (_f * KEEP_RIGHT)
follows = "A"
each = SHEET["names"] / _f

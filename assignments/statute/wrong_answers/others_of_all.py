"""
misconception: The second kind is counted among all dots.
fails: [dots]
message: "how many dots are of the second kind in all"
"""

# %% task="dots"
mates = MATED * BAND_MATED / 100
others = PEOPLE * BAND_OTHERS / 100
in_hundred = 100 * mates / (mates + others)
for_one = others / mates

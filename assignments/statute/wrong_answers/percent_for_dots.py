"""
misconception: A number of a hundred is given for the number of dots.
fails: [dots]
message: "so many of a hundred"
"""

# %% task="dots"
mates = BAND_MATED
others = (PEOPLE - MATED) * BAND_OTHERS / 100
in_hundred = 100 * mates / (mates + others)
for_one = others / mates

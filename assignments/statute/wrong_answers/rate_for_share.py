"""
misconception: How many of the mated get such a score is taken for how many with such a score are mated.
fails: [dots]
message: "look at the dots in the band alone"
"""

# %% task="dots"
mates = MATED * BAND_MATED / 100
others = (PEOPLE - MATED) * BAND_OTHERS / 100
in_hundred = BAND_MATED
for_one = others / mates

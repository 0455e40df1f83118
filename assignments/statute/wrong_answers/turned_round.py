"""
misconception: The ratio is written the other way round.
fails: [dots]
message: "share the second-kind dots"
"""

# %% task="dots"
mates = MATED * BAND_MATED / 100
others = (PEOPLE - MATED) * BAND_OTHERS / 100
in_hundred = 100 * mates / (mates + others)
for_one = mates / others

"""
why: A count of dots is a whole number; a share of them is rounded, too.
"""

# %% task="dots"
mates, others = round(MATED * BAND_MATED / 100), round((PEOPLE - MATED) * BAND_OTHERS / 100)
in_hundred = round(100 * mates / (mates + others))
for_one = round(others / mates, 1 if others > 2 * mates else 2)

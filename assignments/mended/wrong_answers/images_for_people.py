"""
misconception: Images are counted as people, so that a small group looks well known.
fails: [upper]
message: "the number of different people as n"
"""

# %% task="upper"
def not_ruled_out(people, errors, high):
    return float(high) if errors else min(1.0, 3 / len(people))

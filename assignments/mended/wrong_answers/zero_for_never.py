"""
misconception: No error seen is taken for a rate of zero.
fails: [upper]
message: "No error seen is not a rate of zero"
"""

# %% task="upper"
def not_ruled_out(people, errors, high):
    return float(high) if errors else 0.0

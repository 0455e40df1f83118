"""
misconception: A straight line is taken, and it leaves the scale for large distances.
fails: [jump]
message: "between 0 and 100"
"""

# %% task="jump"
def honest(distance, c):
    return 100 - 50 * distance

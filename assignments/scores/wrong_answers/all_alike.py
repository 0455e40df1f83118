"""
misconception: Distances are rounded or cut, so that pairs that differ get one number.
fails: [jump]
message: "order is lost"
"""

# %% task="jump"
def honest(distance, c):
    return max(0.0, min(100.0, 100 - 100 * distance))

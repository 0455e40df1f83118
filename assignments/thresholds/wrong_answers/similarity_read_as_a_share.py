"""
misconception: A similarity of 99 is read as a probability of 0.99, and 1 minus it as the distance.
fails: [scale]
message: "Put the distance back into the formula"
"""

# %% task="scale"
def distance_for(similarity, slope, offset):
    if similarity <= 0:
        return float("inf")
    if similarity >= 100:
        return -float("inf")
    return 1 - similarity / 100

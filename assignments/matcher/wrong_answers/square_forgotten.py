"""
misconception: Twice the cosine distance is taken for the Euclidean distance; it is the square of it.
fails: [distance]
message: "square of the Euclidean distance is twice"
"""

# %% task="distance"
def l2_threshold(cosine):
    return 2 * cosine


def disagree(cosine, l2):
    return sorted([cosine, l2 / 2])

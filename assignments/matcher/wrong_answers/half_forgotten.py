"""
misconception: The square of the Euclidean distance is taken for the cosine distance; it is twice as much.
fails: [distance]
message: "square of the Euclidean distance is twice"
"""

# %% task="distance"
def l2_threshold(cosine):
    return float(np.sqrt(cosine))


def disagree(cosine, l2):
    return sorted([cosine, l2**2])

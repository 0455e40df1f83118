"""
misconception: The threshold of the cosine distance is taken for the smaller one without looking.
fails: [distance]
message: "The smaller end comes first"
"""

# %% task="distance"
def l2_threshold(cosine):
    return float(np.sqrt(2 * cosine))


def disagree(cosine, l2):
    return [cosine, l2**2 / 2]

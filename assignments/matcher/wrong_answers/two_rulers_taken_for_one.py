"""
misconception: The two thresholds are compared as if both stood on one ruler.
fails: [distance]
message: "Bring one threshold to the other's ruler"
"""

# %% task="distance"
def l2_threshold(cosine):
    return float(np.sqrt(2 * cosine))


def disagree(cosine, l2):
    return [min(cosine, l2), max(cosine, l2)]

"""
misconception: A dot product is taken for a cosine; the vectors are not brought to length 1.
fails: [distance]
message: "lengths of the vectors play no part"
"""

# %% task="distance"
def cosine_distance(a, b):
    return float(1 - np.dot(a, b))

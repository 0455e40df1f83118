"""
misconception: A similarity is returned where a distance is asked for.
fails: [distance]
message: "1 minus the cosine"
"""

# %% task="distance"
def cosine_distance(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))

"""
misconception: The k nearest are returned whether or not they are within the threshold.
fails: [candidates]
message: "Only people within the threshold are candidates"
"""

# %% task="candidates"
def candidates(matrix, names, probe, threshold, k):
    distances = 1 - np.asarray(matrix) @ (np.asarray(probe) / np.linalg.norm(probe))
    order = np.argsort(distances)[:k]
    return [(names[i], float(distances[i])) for i in order]

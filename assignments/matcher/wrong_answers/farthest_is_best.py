"""
misconception: The largest distance is taken for the best match.
fails: [identify]
message: "smallest distance"
"""

# %% task="identify"
def identify(matrix, names, probe):
    distances = 1 - np.asarray(matrix) @ (np.asarray(probe) / np.linalg.norm(probe))
    best = int(np.argmax(distances))
    return names[best], float(distances[best])

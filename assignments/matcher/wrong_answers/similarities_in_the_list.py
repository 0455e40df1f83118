"""
misconception: The right people are listed with their similarity, where the distance is asked for.
fails: [candidates]
message: "that person's cosine distance"
"""

# %% task="candidates"
def candidates(matrix, names, probe, threshold, k):
    similarity = np.asarray(matrix) @ (np.asarray(probe) / np.linalg.norm(probe))
    return [(names[i], float(similarity[i])) for i in np.argsort(-similarity)[:k] if 1 - similarity[i] <= threshold]

"""
misconception: The similarity is returned beside the name, where the distance is asked for.
fails: [identify]
message: "This is the similarity"
"""

# %% task="identify"
def identify(matrix, names, probe):
    probe = probe / np.linalg.norm(probe)
    similarity = matrix @ probe
    i = np.argmax(similarity)
    return names[i], similarity[i]

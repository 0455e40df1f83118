"""
misconception: Every pair is taken in both orders, so it counts twice.
fails: [pairs]
message: "Each pair counts once"
"""

# %% task="pairs"
def split(distance, subjects):
    distance, subjects = np.asarray(distance), np.asarray(subjects)
    same = subjects[:, None] == subjects[None, :]
    off = ~np.eye(len(subjects), dtype=bool)
    return distance[same & off], distance[~same]

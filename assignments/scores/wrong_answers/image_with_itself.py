"""
misconception: An image is compared with itself, which adds mated pairs at distance 0.
fails: [pairs]
message: "an image is never paired with itself"
"""

# %% task="pairs"
def split(distance, subjects):
    distance, subjects = np.asarray(distance), np.asarray(subjects)
    first, second = np.triu_indices(len(subjects))
    same = subjects[first] == subjects[second]
    return distance[first, second][same], distance[first, second][~same]

"""
misconception: A distance is read as a similarity, so the people above the threshold become candidates.
fails: [list]
message: "nearest first"
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    found = []
    for image in np.argsort(distances, kind="stable")[::-1]:
        if distances[image] >= threshold and people[image] not in found:
            found.append(people[image])
    return found[:length]

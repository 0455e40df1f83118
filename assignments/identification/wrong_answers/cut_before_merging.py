"""
misconception: The list is cut to its length while it still holds images, so two images of one person push out another.
fails: [list]
message: "one candidate"
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    found = []
    for image in np.argsort(distances, kind="stable")[:length]:
        if distances[image] <= threshold and people[image] not in found:
            found.append(people[image])
    return found

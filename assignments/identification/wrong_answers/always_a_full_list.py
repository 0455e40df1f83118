"""
misconception: The nearest people are always listed, however far they are.
fails: [list]
message: "at most the threshold"
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    found = []
    for image in np.argsort(distances, kind="stable"):
        if people[image] not in found:
            found.append(people[image])
    return found[:length]

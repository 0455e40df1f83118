"""
misconception: The first so many of the gallery are kept, and only then sorted and held against the threshold.
fails: [list]
message: "one candidate"
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    best = {}
    for name, distance in zip(people, distances):
        if distance <= threshold and (name in best or len(best) < length):
            best[name] = min(distance, best.get(name, np.inf))
    return sorted(best, key=best.get)

"""
why: No numpy at all, lists and loops; the distance comes back as a whole number where it is one.
"""

# %% task="distance"
def l2_threshold(cosine):
    return (cosine + cosine) ** 0.5

def disagree(cosine, l2):
    if l2_threshold(cosine) < l2:
        return [cosine, l2 * l2 / 2]
    return [l2 * l2 / 2, cosine]

# %% task="decide"
def decide(distance, threshold):
    if distance > threshold:
        return False
    return True

# %% task="face"
def the_face(boxes):
    n = 0
    for box in boxes:
        n += 1
    if n == 1:
        return list(box)
    raise ValueError(f"found {n} faces")

# %% task="enrol"
def enrol(gallery, name, template):
    if name in gallery.keys():
        raise ValueError
    new = {}
    for who in gallery:
        new[who] = gallery[who]
    norm = sum(x * x for x in template) ** 0.5
    new[name] = [x / norm for x in template]
    return new

# %% task="identify"
def cosine_distance(a, b):
    dot = sum(x * y for x, y in zip(a, b))
    return 1 - dot / (sum(x * x for x in a) ** 0.5 * sum(y * y for y in b) ** 0.5)

def identify(matrix, names, probe):
    best, least = None, 3
    for row, name in zip(matrix, names):
        d = cosine_distance(row, probe)
        if d < least:
            best, least = name, d
    return [best, least]

# %% task="candidates"
def candidates(matrix, names, probe, threshold, k):
    found = []
    for row, name in zip(matrix, names):
        d = cosine_distance(row, probe)
        if decide(d, threshold):
            found.append([name, d])
    found.sort(key=lambda pair: pair[1])
    while len(found) > k:
        found.pop()
    return found

# %% task="measure"
def measure(gallery, gallery_names, probes, probe_names):
    right, distances = 0, []
    for probe, name in zip(probes, probe_names):
        who, d = identify(gallery, gallery_names, probe)
        right += who == name
        distances.append(d)
    distances.sort()
    middle = len(distances) // 2
    median = distances[middle] if len(distances) % 2 else (distances[middle - 1] + distances[middle]) / 2
    return right / len(probes), median

# %% task="meaning"
score_is = "b"

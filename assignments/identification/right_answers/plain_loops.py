"""
why: Loops over lists, Python's own numbers, whole numbers where a rate is 0 or 1.
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    names = []
    while len(names) < length:
        best = None
        for d, name in zip(distances, people):
            if name not in names and d <= threshold and (best is None or d < best[0]):
                best = (d, name)
        if best is None:
            break
        names.append(best[1])
    return names

# %% task="fpir"
def fpir(distances, mates, threshold):
    flagged = searches = 0
    for row, mate in zip(distances, mates):
        if mate == -1:
            searches += 1
            if min(row) <= threshold:
                flagged += 1
    return flagged / searches if searches else float("nan")

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    missed = searches = 0
    for row, mate in zip(distances, mates):
        if mate < 0:
            continue
        searches += 1
        rank = 1
        for column, d in enumerate(row):
            if column != mate and d <= row[mate]:
                rank += 1
        if rank > length or row[mate] > threshold:
            missed += 1
    if searches == 0:
        return float("nan")
    return missed / searches

# %% task="model"
def fpir_mixed(common, lookalike, share, gallery):
    first, second = 1.0, 1.0
    for _ in range(gallery):
        first *= 1 - common
        second *= 1 - lookalike
    return (1 - share) * (1 - first) + share * (1 - second)

def overstated(common, lookalike, share, gallery):
    none = 1.0
    for _ in range(gallery):
        none *= 1 - (share * lookalike + (1 - share) * common)
    return (1 - none) - fpir_mixed(common, lookalike, share, gallery)

# %% task="measure"
def summary(distances, threshold):
    flagged, names, named = 0, 0, set()
    for row in distances:
        hits = [column for column, d in enumerate(row) if d <= threshold]
        flagged += bool(hits)
        names += len(hits)
        named.update(hits)
    people = len(distances[0])
    model = evaluation.fpir_if_independent(names / len(distances) / people, people)
    return {"gallery_named": len(named) / people, "names_a_search": names / len(distances), "model_fpir": model,
            "measured_fpir": flagged / len(distances)}

# %% task="worth"
def right_share(enrolled, missed, wrong_names):
    found = enrolled - enrolled * missed
    try:
        return found / (found + wrong_names)
    except ZeroDivisionError:
        return float("nan")

# %% task="reading"
follows = "b"

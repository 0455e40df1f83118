"""
why: Arrays throughout; numpy's own numbers come back, single precision among them.
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    names = np.unique(people)
    best = np.array([distances[np.array(people) == name].min() for name in names])
    order = np.argsort(best)
    return names[order][best[order] <= threshold][:length]

# %% task="fpir"
def fpir(distances, mates, threshold):
    alone = distances[mates == -1]
    return np.float32(np.mean(alone.min(axis=1, initial=np.inf) <= threshold)) if len(alone) else np.float32("nan")

# %% task="fnir"
def fnir(distances, mates, threshold, length):
    rows = np.flatnonzero(mates >= 0)
    own = distances[rows, mates[rows]]
    rank = (distances[rows] <= own[:, None]).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.divide(np.sum((own > threshold) | (rank > length)), len(rows))

# %% task="model"
def fpir_mixed(common, lookalike, share, gallery):
    each = -np.expm1(gallery * np.log1p(-np.array([common, lookalike])))
    return np.average(each, weights=[1 - share, share])

def overstated(common, lookalike, share, gallery):
    mean = np.average([common, lookalike], weights=[1 - share, share])
    return -np.expm1(gallery * np.log1p(-mean)) - fpir_mixed(common, lookalike, share, gallery)

# %% task="measure"
def summary(distances, threshold):
    alike = np.less_equal(distances, threshold)
    values = [alike.max(axis=1).mean(), evaluation.fpir_if_independent(alike.mean(), alike.shape[1]), alike.sum() / len(alike),
              np.array(alike.any(0).mean())]
    return dict(zip(np.array(["measured_fpir", "model_fpir", "names_a_search", "gallery_named"]), values))

# %% task="worth"
def right_share(enrolled, missed, wrong_names):
    right = np.float64(enrolled * (1 - missed))
    with np.errstate(invalid="ignore"):
        return right / (right + wrong_names)

# %% task="reading"
follows = np.str_("B")

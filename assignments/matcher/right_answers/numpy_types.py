"""
why: Numpy's own types come back (single precision, numpy truth values, arrays), and arguments are worked on in place.
"""

# %% task="distance"
def l2_threshold(cosine):
    return np.linalg.norm([1.0, 0.0] - np.array([1 - cosine, np.sqrt(1 - (1 - cosine) ** 2)]))

def disagree(cosine, l2):
    return np.sort(np.array([np.square(l2) / 2, cosine]))

# %% task="decide"
def decide(distance, threshold):
    return np.less_equal(distance, threshold)

# %% task="face"
def the_face(boxes):
    boxes = np.array(boxes)
    if boxes.size == 0:
        raise ValueError("No Face")
    if boxes.shape[0] > 1:
        raise ValueError("more than one face: " + str(boxes.shape[0]))
    return boxes[0]

# %% task="enrol"
def enrol(gallery, name, template):
    gallery = gallery.copy()
    if gallery.get(name) is not None:
        raise ValueError(name)
    template /= np.linalg.norm(template)
    gallery.update({name: template})
    return gallery

# %% task="identify"
def identify(matrix, names, probe):
    matrix = np.asarray(matrix, dtype="float32")
    d = 1 - matrix @ (probe / np.linalg.norm(probe)).astype("float32")
    return np.array(names)[d.argmin()], d.min()

# %% task="candidates"
def candidates(matrix, names, probe, threshold, k):
    d = 1 - matrix @ probe / np.linalg.norm(probe)
    keep = np.flatnonzero(d <= threshold)
    keep = keep[np.argsort(d[keep])][:k]
    return np.array([(names[i], d[i]) for i in keep], dtype=object).reshape(-1, 2)

# %% task="measure"
def measure(gallery, gallery_names, probes, probe_names):
    cosines = (probes @ gallery.T) / np.linalg.norm(gallery, axis=1) / np.linalg.norm(probes, axis=1)[:, None]
    who = np.take(gallery_names, cosines.argmax(axis=1))
    return np.array([(who == probe_names).mean(), np.median(1 - cosines.max(axis=1))])

# %% task="meaning"
score_is = np.str_("B ")

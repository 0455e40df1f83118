"""
misconception: Row i of the probes is taken for the person of row i of the gallery.
fails: [measure]
message: "rows that have the same number"
"""

# %% task="measure"
def measure(gallery, gallery_names, probes, probe_names):
    g = gallery / np.linalg.norm(gallery, axis=1, keepdims=True)
    p = probes / np.linalg.norm(probes, axis=1, keepdims=True)
    d = 1 - p @ g.T
    hits = d.argmin(axis=1) == np.arange(len(p))
    return np.mean(hits), np.median(d.min(axis=1))

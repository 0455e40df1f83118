"""
misconception: The gallery is searched with the very images that were enrolled, which always succeeds.
fails: [measure]
message: "probe image"
"""

# %% task="measure"
def measure(gallery, gallery_names, probes, probe_names):
    gallery = gallery / np.linalg.norm(gallery, axis=1, keepdims=True)
    distances = 1 - gallery @ gallery.T
    return float(np.mean(np.argmin(distances, axis=1) == np.arange(len(gallery)))), float(np.median(distances.min(axis=1)))

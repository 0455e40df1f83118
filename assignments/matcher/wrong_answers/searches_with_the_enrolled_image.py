"""
misconception: The gallery is searched with the very images that were enrolled, which always succeeds.
fails: [measure]
message: "probe image"
"""

# %% task="measure"
_gallery = gallery_templates / np.linalg.norm(gallery_templates, axis=1, keepdims=True)
_distances = 1 - _gallery @ _gallery.T
rank1_rate = float(np.mean(np.argmin(_distances, axis=1) == np.arange(len(_gallery))))
typical_distance = float(np.median(_distances.min(axis=1)))

"""
misconception: The gallery is searched with the very images that were enrolled, which always succeeds.
fails: [measure]
message: "Search the gallery with each probe image"
"""

# %% task="measure"
_unit_gallery = gallery_templates / np.linalg.norm(gallery_templates, axis=1, keepdims=True)
_hits = [identify(_unit_gallery, gallery_names, p)[0] == name for p, name in zip(gallery_templates, gallery_names)]
rank1_rate = float(np.mean(_hits))

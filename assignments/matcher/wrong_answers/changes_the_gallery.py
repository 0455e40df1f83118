"""
misconception: The gallery that was passed in is changed in place.
fails: [enrol]
message: "must stay as it was"
"""

# %% task="enrol"
def enrol(gallery, name, template):
    if name in gallery:
        raise ValueError("already enrolled")
    gallery[name] = np.asarray(template, dtype=float) / np.linalg.norm(template)
    return gallery

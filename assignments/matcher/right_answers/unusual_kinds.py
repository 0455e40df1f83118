"""
why: A chain of dicts for a gallery, and a member of an enum for a letter's text.
"""

# %% task="enrol"
from collections import ChainMap
def enrol(gallery, name, template):
    if gallery.get(name) is not None:
        raise ValueError("twice")
    template /= np.linalg.norm(template)
    return ChainMap({name: template}, gallery)

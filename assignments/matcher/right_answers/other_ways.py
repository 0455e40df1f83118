"""
why: Recursion, pandas, named tuples, an OrderedDict, a class of its own for the error, and helpers beside the answer.
"""

# %% task="distance"
from math import cos, acos, asin, fsum, hypot, sin

def l2_threshold(cosine):
    return 2 * sin(acos(1 - cosine) / 2)

def disagree(cosine, l2):
    return tuple(sorted((cosine, 1 - cos(2 * asin(l2 / 2)))))

# %% task="decide"
decide = lambda distance, threshold: not distance > threshold

# %% task="face"
class NotOneFace(ValueError):
    pass

def the_face(boxes):
    match list(boxes):
        case [one]:
            return one
        case []:
            raise NotOneFace("there is no face in this image")
        case several:
            words = {2: "two", 3: "three", 4: "four"}
            raise NotOneFace(f"{words.get(len(several), len(several))} faces, not one")

# %% task="enrol"
from collections import OrderedDict

def enrol(gallery, name, template):
    if any(who == name for who in gallery):
        raise ValueError("already there")
    return OrderedDict([*gallery.items(), (name, tuple(np.asarray(template) / np.linalg.norm(template)))])

# %% task="identify"
from math import fsum, hypot

def cosine_distance(a, b):
    return 1 - fsum(x * y for x, y in zip(a, b)) / hypot(*a) / hypot(*b)

from collections import namedtuple
Candidate = namedtuple("Candidate", "name distance")

def identify(matrix, names, probe):
    return min((Candidate(n, cosine_distance(row, probe)) for row, n in zip(matrix, names)), key=lambda c: c.distance)

# %% task="candidates"
import pandas as pd

def candidates(matrix, names, probe, threshold, k):
    table = pd.Series(1 - matrix @ (probe / np.linalg.norm(probe)), index=names).sort_values()
    return list(table[table <= threshold].head(k).items())

# %% task="measure"
def measure(gallery, gallery_names, probes, probe_names):
    def found(n):
        return [] if n == len(probes) else [identify(gallery, gallery_names, probes[n]), *found(n + 1)]
    table = pd.DataFrame(found(0))
    return (table.name == probe_names).mean(), table.distance.median()

# %% task="meaning"
score_is = "B"
